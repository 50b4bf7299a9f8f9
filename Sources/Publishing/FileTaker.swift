/// A receiver of the files of a new output: a `Publication` takes all of them, a `TreeUpdate` those that may have
/// changed.
package protocol FileTaker: Sendable {
  /// Publishes bytes under a path.
  func put(_ path: String, _ bytes: [UInt8]) throws(PublishingError)
  /// Publishes a file that is made in pieces.
  func put(_ path: String, pieces: Int, _ make: (Int) -> [UInt8]) throws(PublishingError)
  /// Publishes a file unchanged from a folder; no link may lead out of that folder.
  func copy(file: String, in folder: String, to path: String) throws(PublishingError)
}

extension Publication: FileTaker {}

extension TreeUpdate: FileTaker {
  package func put(_ path: String, pieces: Int, _ make: (Int) -> [UInt8]) throws(PublishingError) {
    if pieces == 1 { return try put(path, make(0)) }
    // Files of a large archive are split so that each of them fits in memory.
    var bytes: [UInt8] = []
    for index in 0..<pieces { bytes += make(index) }
    try put(path, bytes)
  }
}
