import Archive
import Foundation
import Reading
import Testing

@testable import Importing

/// Real files: there is no crash, no word is lost, and every output is read without an error.
@Suite(.enabled(if: Corpora.arePresent, "the corpora do not lie beside the package"))
struct CorporaTests {
  private func read(_ path: String, _ format: ImportFormat) throws -> ImportedSource {
    let name = (path as NSString).lastPathComponent
    let source = Importer.read(try Corpora.bytes(path), name: name, format: format)
    #expect(Importer.read(try Corpora.bytes(path), name: name, format: format).file == source.file)
    return source
  }

  private func back(_ source: ImportedSource) async throws -> Source {
    let (archive, diagnostics) = try await readBack([source])
    #expect(diagnostics.filter { $0.path.hasPrefix("sources") } == [], "\(source.id)")
    #expect(source.speakers.count == archive.sources.first?.speakers.count)
    return try #require(archive.sources.first)
  }

  @Test(arguments: Corpora.files("transcripts-txt")) func plainTranscripts(path: String) async throws {
    let imported = try read(path, .transcript)
    let source = try await back(imported)
    let expected = words(String(decoding: try Corpora.bytes(path), as: UTF8.self))
    #expect(difference(words((source.description ?? "") + " " + source.spoken), expected) == nil)
  }

  @Test(arguments: Corpora.files("captions", ".vtt")) func webVTT(path: String) async throws {
    let imported = try read(path, .webVTT)
    let source = try await back(imported)
    let text = String(decoding: try Corpora.bytes(path), as: UTF8.self).replacing("\r\n", with: "\n")
    let lines = text.split(separator: "\n").filter {
      !$0.contains("-->") && !$0.hasPrefix("NOTE") && !$0.hasPrefix("WEBVTT") && Int($0) == nil
    }
    let expected = lines.joined(separator: " ").replacing(#/<[^>]*>/#, with: "").replacing("&amp;", with: "&")
    #expect(source.allWords == squeeze(expected))
    #expect(imported.diagnostics == [])
    #expect(source.record.turns.allSatisfy { $0.time >= 0 })
  }

  @Test(arguments: Corpora.files("captions", ".srt")) func subRip(path: String) async throws {
    let imported = try read(path, .subRip)
    let source = try await back(imported)
    let text = String(decoding: try Corpora.bytes(path), as: UTF8.self).replacing("\r\n", with: "\n")
    var last = ""
    var expected = ""
    let doubts = Set(imported.diagnostics.filter { $0.rule == "doubtful-label" }.compactMap(\.position?.line))
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.contains("-->") || Int(line) != nil { continue }
      var line = String(line)
      // Words that may belong to another speaker end the turn.
      if doubts.contains(index + 1) { last = "" }
      // A speaker who continues is not named again.
      if let speaker = imported.speakers.first(where: { line.hasPrefix($0.label + ": ") }) {
        if speaker.label == last { line.removeFirst(last.count + 1) }
        last = speaker.label
      }
      expected += " " + line
    }
    #expect(difference(words(source.spoken), words(expected)) == nil)
  }

  @Test(arguments: Corpora.files("oral-history-csv/transcripts")) func oralHistory(path: String) async throws
  {
    let table = CSVTable(String(decoding: try Corpora.bytes(path), as: UTF8.self))
    let column = try #require(table.rows.first?.cells.firstIndex(of: "words"))
    let expected = squeeze(table.rows.dropFirst().map { $0.cells[column] }.joined(separator: " "))
    let source = try await back(read(path, .oralHistory))
    #expect(source.allWords == expected)
    let speaker = try #require(table.rows.first?.cells.firstIndex(of: "speaker"))
    let named = table.rows.dropFirst().map { $0.cells[speaker] }.filter { !$0.isEmpty }
    // If a row begins with a time or with words like a label, its speaker is named again.
    let turns = source.record.turns.map { source.speakers[Int($0.speaker)].label }
    #expect(collapsed(turns) == collapsed(named))
  }

  @Test func metadataOfOralHistory() throws {
    let path = Corpora.folder + "/oral-history-csv/metadata.csv"
    let (table, diagnostics) = OralHistory.metadata(try Corpora.bytes(path), name: "metadata.csv")
    #expect(diagnostics == [])
    #expect(
      Set(table.keys)
        == Set(
          Corpora.files("oral-history-csv/transcripts").map {
            String(($0 as NSString).lastPathComponent.dropLast(4))
          }))
  }
}
