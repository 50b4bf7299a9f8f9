import Anchoring
import Archive
import Foundation
import Linking
import Reading
import Testing
import Workers

/// The authoring manual is an archive: every code block that names a file becomes that file, and together they build.
@Suite struct AuthoringTests {
  /// The files of a page by path: the path follows the language of a fence, and the block is the text.
  static func files(of page: String) throws -> [String: String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
    var files: [String: String] = [:]
    var path: String?
    var fence = ""
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = path {
        if line == fence {
          files[open] = lines.joined(separator: "\n") + "\n"
          path = nil
        } else {
          lines.append(line)
        }
      } else if line.hasPrefix("```") {
        fence = String(line.prefix { $0 == "`" })
        let words = line.dropFirst(fence.count).split(separator: " ")
        path = words.count == 2 ? String(words[1]) : "ignored"
        lines = []
      }
    }
    files["ignored"] = nil
    return files
  }

  @Test func everyExampleOfTheManualBuildsWithoutAWord() async throws {
    let files = try Self.files(of: "docs/authoring.md")
    #expect(files.count >= 14)
    let folder = FileManager.default.temporaryDirectory.appending(path: "authoring-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let content = folder.appending(path: "Content").path
    let (archive, read) = await ArchiveReader(content: content, workers: Workers(count: 2)).read()
    #expect(read == [])
    let anchored = anchor(archive, ledgers: [:])
    #expect(anchored.diagnostics == [])
    let (edition, linked) = Linker.link(anchored)
    #expect(linked == [])

    let keeper = try #require(edition.sources.firstIndex { $0.id == "keeper" })
    let record = edition.sources[keeper].record
    #expect(record.turns.count == 5)
    #expect(record.turns[1].manner == "laughing")
    #expect(record.turns[0].time == 12)
    #expect(record.passages.contains { $0.kind == .stageNote })
    #expect(record.passages.contains { $0.kind == .footnote })
    #expect(record.signs.map(\.kind) == [.sic, .inaudible])
    #expect(edition.links[keeper].notes.map(\.state) == [.exact, .exact, .exact, .exact, .exact])
    let spans = edition.links[keeper].notes.filter { $0.passages.count == 2 }
    #expect(spans.map { edition.annotations[Int($0.annotation)].id } == ["across-passages"])
    let ranges = ["across-markup", "overlapping"].compactMap { id in
      edition.links[keeper].notes.first { edition.annotations[Int($0.annotation)].id == id }?.range
    }
    #expect(ranges.count == 2 && ranges[0].overlaps(ranges[1]))
    let note = try #require(edition.annotations.first { $0.id == "twenty-eight" })
    #expect(edition.notePlaces[try #require(edition.annotations.firstIndex { $0.id == note.id })].count == 2)
    #expect(note.status == .disputed)
    #expect(note.references.count == 2)
    #expect(note.replies.map(\.replies.count) == [1])
    let letterIndex = try #require(edition.sources.firstIndex { $0.id == "letter" })
    let letter = edition.sources[letterIndex]
    #expect(edition.links[letterIndex].notes.map(\.state) == [.whole, .exact, .whole])
    #expect(letter.record.turns.map { letter.speakers[Int($0.speaker)].id } == ["mary-lind", "olof-berg"])
  }
}
