/// What takes the files of a new output: a `Publication` all of them, a `TreeUpdate` those that may be other than before.
package protocol FileTaker: Sendable {
  /// Publishes bytes under a path.
  func put(_ path: String, _ bytes: [UInt8]) throws(PublishingError)
  /// Publishes a file that is made in pieces.
  func put(_ path: String, pieces: Int, _ make: (Int) -> [UInt8]) throws(PublishingError)
  /// Publishes a file as it is, below a folder out of which no link may lead.
  func copy(file: String, in folder: String, to path: String) throws(PublishingError)
}

extension Publication: FileTaker {}

extension TreeUpdate: FileTaker {
  package func put(_ path: String, pieces: Int, _ make: (Int) -> [UInt8]) throws(PublishingError) {
    if pieces == 1 { return try put(path, make(0)) }
    // Files of a large archive are cut so that one of them may stand in memory.
    var bytes: [UInt8] = []
    for index in 0..<pieces { bytes += make(index) }
    try put(path, bytes)
  }
}
