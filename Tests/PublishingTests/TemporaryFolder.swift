import Foundation

/// A temporary folder for one test, removed with its content after the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "publishing-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ name: String, _ text: String) throws {
    let folder = (self[name] as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: self[name]))
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: self[name]).map { String(decoding: $0, as: UTF8.self) }
  }

  /// All files and empty folders below a folder, sorted.
  func all(_ name: String = ".") -> [String] {
    (FileManager.default.enumerator(atPath: self[name])?.allObjects as? [String] ?? []).sorted()
  }

  func inode(_ name: String) throws -> UInt64? {
    try FileManager.default.attributesOfItem(atPath: self[name])[.systemFileNumber] as? UInt64
  }

  func modified(_ name: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: self[name])[.modificationDate] as? Date
  }
}
