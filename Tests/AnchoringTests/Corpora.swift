import Foundation

/// Real text beside the project; tests that need it are skipped where it is missing.
enum Corpora {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/corpora").standardizedFileURL

  static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// The paragraphs of each press conference: who speaks, by the label in front, and what.
  static func transcripts() throws -> [[Said]] {
    let folder = folder.appending(path: "transcripts-txt")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try files.filter { $0.hasSuffix(".txt") }.sorted().map { file in
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      var speaker: String?
      return text.components(separatedBy: "\n\n").compactMap { part in
        let line = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if line.isEmpty { return nil }
        // Labels such as "THE PRESIDENT." and "Q." are no words of the passage.
        let labels = [("THE PRESIDENT", "president"), ("The President", "president"), ("Q", "reporter")]
        for (label, id) in labels {
          let rest = line.dropFirst(label.count)
          if line.hasPrefix(label), let sign = rest.first, ".: ".contains(sign) {
            let words = rest.dropFirst().drop { $0 == " " }
            speaker = id
            return words.isEmpty ? nil : Said(id, String(words))
          }
        }
        return Said(speaker, line)
      }
    }
  }
}
