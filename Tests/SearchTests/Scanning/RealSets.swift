import Foundation
import Testing

@testable import Search

/// Real texts as archives: paragraphs of the files in ../shared/corpora beside the project.
enum RealSet: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// Talks in English, Spanish, Portuguese and Chinese.
  case talks
  /// Press conferences in Chinese, English and French.
  case conferences
  /// Sessions of parliaments in German, Catalan, Slovene, Turkish, Ukrainian and Greek.
  case parliaments
  /// Speeches in English. They have enough passages for common words to get their own lists.
  case speeches

  static let corpora = URL(filePath: FileManager.default.currentDirectoryPath)
    .appending(path: "../shared/corpora").standardizedFileURL
  static var isThere: Bool { FileManager.default.fileExists(atPath: corpora.path) }

  var testDescription: String { rawValue }

  /// Sources as language and paragraphs, taken in order until there are at least this many paragraphs.
  func texts(atLeast passages: Int) throws -> [(language: String, paragraphs: [String])] {
    var found: [(String, [String])] = []
    var count = 0
    for (language, text) in try files() {
      if count >= passages { break }
      let paragraphs = Array(text.prefix(max(1, passages / 8)))
      guard !paragraphs.isEmpty else { continue }
      count += paragraphs.count
      found.append((language, paragraphs))
    }
    return found
  }

  private func files() throws -> [(String, [String])] {
    switch self {
    case .talks:
      try read("markdown-transcripts", ".md").map { name, text in
        let language = ["es", "zh", "pt"].first { name.hasSuffix(".\($0).md") } ?? "en"
        return (language, lines(text))
      }.sorted { ($0.0 == "en" ? 1 : 0) < ($1.0 == "en" ? 1 : 0) }
    case .conferences:
      try read("akoma-ntoso", ".xml").map { name, text in
        let isChinese = name.unicodeScalars.contains { $0.value > 0x4E00 && $0.value < 0xA000 }
        return (
          isChinese ? "zh" : name.contains("artetv") || name.contains("monde") ? "fr" : "en",
          elements("p", text)
        )
      }
    case .parliaments:
      try read("tei-parlamint", ".xml").map { name, text in
        let tongues = ["-AT": "de", "-ES-CT": "ca", "-TR": "tr", "-UA": "uk", "-GR": "el"]
        return (tongues.first { name.contains($0.key) }?.value ?? "sl", elements("seg", text))
      }
    case .speeches: try speeches().map { ("en", lines($0)) }
    }
  }

  private func read(_ folder: String, _ ending: String) throws -> [(String, String)] {
    let path = Self.corpora.appending(path: folder).path
    return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(ending) }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      .map { ($0, try String(contentsOfFile: path + "/" + $0, encoding: .utf8)) }
  }

  private func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(String.init).filter { $0.utf8.count > 1 }
  }

  /// The text of the elements with a name, without markup.
  private func elements(_ name: String, _ text: String) -> [String] {
    text.components(separatedBy: "<\(name)").dropFirst().compactMap { part in
      guard part.hasPrefix(">") || part.hasPrefix(" "), let end = part.range(of: "</\(name)>"),
        let start = part.firstIndex(of: ">"), start < end.lowerBound
      else { return nil }
      let inner = part[part.index(after: start)..<end.lowerBound]
      let words = inner.components(separatedBy: "<").enumerated().map { number, piece in
        number == 0 ? piece : piece.components(separatedBy: ">").dropFirst().joined(separator: " ")
      }.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return words.utf8.count > 1 ? words : nil
    }
  }

  private func speeches() throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "speeches-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = [
      "tar", "-xJf", Self.corpora.appending(path: "scale/presidential-speeches.tar.xz").path, "-C",
      folder.path,
      "--wildcards", "presidential-speeches/data/*1[89]*",
    ]
    try tar.run()
    tar.waitUntilExit()
    guard tar.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    let data = folder.appending(path: "presidential-speeches/data").path
    return try FileManager.default.contentsOfDirectory(atPath: data).sorted().prefix(60).map {
      try String(contentsOfFile: data + "/" + $0, encoding: .utf8)
    }
  }
}
