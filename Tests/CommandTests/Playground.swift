import Foundation
import Testing

/// A temporary folder for one test with an archive in it, removed after the test. Names that begin with a dot belong
/// to the helper, not to the archive.
final class Playground {
  let path: String

  /// An empty folder.
  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "commands-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// A folder with the archive that `sitegen init` makes, built.
  static func built() throws -> Playground {
    let playground = try Playground()
    let made = try playground.run(["init", "--templates", Program.templates])
    try #require(made.status == 0, "\(made.err)")
    let built = try playground.run(["build"])
    try #require(built.status == 0, "\(built.err)")
    return playground
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// - Parameter environment: variables in addition to those of the tests.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Program.Run {
    try Program.run(arguments, in: path, environment: environment)
  }

  subscript(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: self[name])
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  /// Writes a text without the marker in it.
  ///
  /// - Returns: line and column, in bytes, of the marker.
  @discardableResult
  func write(_ name: String, marked text: String) throws -> (line: Int, column: Int)? {
    guard let marker = text.range(of: "1️⃣") else {
      try write(name, text)
      return nil
    }
    let before = text[..<marker.lowerBound]
    try write(name, String(before) + text[marker.upperBound...])
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.count, (lines.last?.utf8.count ?? 0) + 1)
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: self[name], encoding: .utf8) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: self[name]) }

  /// Every file below a folder with its bytes and modification time.
  func tree(_ name: String) throws -> [String: String] {
    var out: [String: String] = [:]
    let names = FileManager.default.enumerator(atPath: self[name])?.allObjects as? [String] ?? []
    for file in names {
      let whole = self["\(name)/\(file)"]
      let attributes = try FileManager.default.attributesOfItem(atPath: whole)
      let bytes = FileManager.default.contents(atPath: whole) ?? Data()
      out[file] = "\(attributes[.modificationDate] ?? "") \(bytes.base64EncodedString())"
    }
    return out
  }
}
