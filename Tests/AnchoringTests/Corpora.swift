import Foundation
import Trials

/// Real text in a folder beside the project. Tests that need it are skipped if it is missing.
enum Corpora {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/corpora").standardizedFileURL

  static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// The texts of a set.
  static func texts(_ name: String, as form: TextSets.Form, part: (of: Int, index: Int) = (1, 0)) throws
    -> [[Said]]
  {
    try TextSets.read(folder.appending(path: name).path, as: form, part: part)
  }
}
