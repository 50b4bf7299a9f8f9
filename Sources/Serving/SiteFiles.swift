import Base
import Publishing
import Synchronization

/// The published files, as listed in the manifest. A request is looked up among them and never turned into a path,
/// so nothing else can be requested, whatever the request looks like.
final class SiteFiles: Sendable {
  /// The result of looking up an address.
  enum Answer: Equatable {
    /// A published file: its path below the output folder.
    case file(path: String)
    /// The address lacks the slash that relative links need.
    case moved(to: String)
    case nothing
  }

  private let folder: String
  private let paths = Mutex<Set<[UInt8]>>([])

  /// - Parameter folder: the output folder.
  init(folder: String) {
    self.folder = folder
  }

  /// Reads the manifest again. Without a manifest there are no files. If it cannot be read at the moment, the known
  /// files stay.
  func update() {
    guard OutputFile.exists(Manifest.name, in: folder) else { return paths.withLock { $0 = [] } }
    guard let bytes = try? OutputFile(Manifest.name, in: folder)?.read(),
      let entries = try? Manifest(reading: bytes).entries
    else { return }
    let known = entries.map(\.path).filter { path in
      // A manifest may have been edited by hand; it still must not lead out of the folder.
      !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }
    paths.withLock { $0 = Set((known + [Manifest.name]).map { Array($0.utf8) }) }
  }

  /// Looks up the path of a request, percent-encoded as received.
  func answer(_ request: String) -> Answer {
    guard let decoded = PercentEncoding.decodeStrictly(request.utf8), decoded.first == UInt8(ascii: "/")
    else { return .nothing }
    let path = Array(decoded.dropFirst())
    let index = Array("index.html".utf8)
    return paths.withLock { paths in
      if path.isEmpty || path.last == UInt8(ascii: "/") { return file(path + index, paths) }
      if paths.contains(path) { return file(path, paths) }
      return paths.contains(path + [UInt8(ascii: "/")] + index) ? .moved(to: request + "/") : .nothing
    }
  }

  /// Opens a published file; nil if it is gone or something else has taken its place.
  ///
  /// When many connections arrive at once, the process may have reached its limit of open files. That passes as
  /// connections are closed and does not mean that the file is missing, so opening is tried for up to two seconds.
  func open(_ path: String) async -> OutputFile? {
    for attempt in 0..<200 {
      if let file = OutputFile(path, in: folder) { return file }
      if OutputFile.canOpen(folder) {
        // A descriptor may have become free only after the attempt.
        if attempt > 0 { return OutputFile(path, in: folder) }
      } else {
        try? await Task.sleep(for: .milliseconds(10))
      }
    }
    return nil
  }

  private func file(_ path: [UInt8], _ paths: Set<[UInt8]>) -> Answer {
    guard let known = paths.firstIndex(of: path) else { return .nothing }
    let name = String(decoding: paths[known], as: UTF8.self)
    return .file(path: name)
  }
}
