import Archive
import Foundation
import Importing
import Reading
import Workers

/// Real inputs in a folder beside the package. Tests that need them are skipped if they are missing.
enum Corpora {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/corpora").path

  static let arePresent = FileManager.default.fileExists(atPath: folder)

  /// The files of a folder whose names have this ending, sorted.
  static func files(_ name: String, _ ending: String = "") -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []
    return names.filter { $0.hasSuffix(ending) && $0 != "SOURCE.txt" }.sorted().map {
      "\(folder)/\(name)/\($0)"
    }
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

/// Reads imported sources as a build does, from files of a content folder.
func readBack(_ sources: [ImportedSource]) async throws -> (archive: Archive, diagnostics: [Diagnostic]) {
  let folder = NSTemporaryDirectory() + "importing-" + UUID().uuidString
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try FileManager.default.createDirectory(atPath: folder + "/sources", withIntermediateDirectories: true)
  try Data("title: Test\n".utf8).write(to: URL(fileURLWithPath: folder + "/archive.yaml"))
  for source in sources {
    try Data(source.file.utf8).write(to: URL(fileURLWithPath: "\(folder)/sources/\(source.id).md"))
  }
  return await ArchiveReader(content: folder, workers: Workers(count: 2)).read()
}

/// Imports a text and reads the result. Gives the words of each speaker and the reported rules without duplicates.
///
/// - Returns: also the rule of an error of the reader, because an import must not write anything that does not build.
func imported(
  _ text: String, _ format: ImportFormat
) async throws -> (said: [String], rules: Set<String>, source: Source?) {
  let made = Importer.read(Array(text.utf8), name: "a.\(format.rawValue)", format: format)
  let (archive, diagnostics) = try await readBack([made])
  let errors = diagnostics.filter { $0.severity == .error }.map { "read back: \($0.rule)" }
  let source = archive.sources.first
  return (source?.attributed ?? [], Set(made.diagnostics.map(\.rule) + errors), source)
}

extension Source {
  /// The words of all passages, single spaces between them.
  var allWords: String {
    squeeze(record.passages.map { record.string($0.range) }.joined(separator: " "))
  }

  /// Words by speaker: `LABEL| words`, or `| words` without a speaker; passages of one speaker are joined.
  var attributed: [String] {
    var out: [(label: String, words: String)] = []
    for passage in record.passages {
      let turn = passage.turn < 0 ? nil : record.turns[Int(passage.turn)]
      let label = turn.map { speakers[Int($0.speaker)].label } ?? ""
      let words = squeeze(record.string(passage.range))
      if out.last?.label == label {
        out[out.count - 1].words += " " + words
      } else {
        out.append((label, words))
      }
    }
    return out.map { "\($0.label)| \($0.words)" }
  }

  /// DisplayText, manners and words in order of the text.
  var spoken: String {
    var out: [String] = []
    var turns = record.turns[...]
    func open(upTo passage: Int) {
      while let turn = turns.first, turn.passages.lowerBound <= passage {
        out.append(speakers[Int(turn.speaker)].label)
        if let manner = turn.manner { out.append(manner) }
        turns.removeFirst()
      }
    }
    for (index, passage) in record.passages.enumerated() {
      open(upTo: index)
      out.append(record.string(passage.range))
    }
    open(upTo: .max)
    return out.joined(separator: " ")
  }
}

func squeeze(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// The runs of letters and digits.
func words(_ text: String) -> [Substring] {
  text.split { !$0.isLetter && !$0.isNumber }
}

/// The first difference of two sequences of words, with some words around it; nil if they are equal.
func difference(_ found: [Substring], _ expected: [Substring]) -> String? {
  let same = zip(found, expected).prefix { $0 == $1 }.count
  if same == found.count && same == expected.count { return nil }
  func around(_ words: [Substring]) -> String { words[max(0, same - 4)...].prefix(12).joined(separator: " ") }
  return "found '\(around(found))', expected '\(around(expected))'"
}

/// The list without elements that equal the one before them.
func collapsed(_ list: [String]) -> [String] {
  list.enumerated().filter { $0.offset == 0 || list[$0.offset - 1] != $0.element }.map(\.element)
}
