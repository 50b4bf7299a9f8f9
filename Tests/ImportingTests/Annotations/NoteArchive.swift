import Anchoring
import Archive
import Exporting
import Foundation
import Linking
import Reading
import Testing
import Workers

@testable import Importing

/// A content folder from which notes are exported and into which they are imported.
struct NoteArchive {
  var files: [String: String]

  /// The content of the project itself.
  static func demonstration() throws -> NoteArchive {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../Content")
      .standardizedFileURL
    let paths = FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? []
    var files: [String: String] = [:]
    for path in paths where path.contains(".") {
      files[path] = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    return NoteArchive(files: files)
  }

  /// Reads the folder, with all diagnostics.
  func read() async throws -> (archive: Archive, diagnostics: [Diagnostic]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "notes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    return await ArchiveReader(content: folder.path, workers: Workers(count: 1)).read()
  }

  /// The edition, whatever the diagnostics about the places of notes.
  func edition() async throws -> Edition {
    let (archive, read) = try await read()
    #expect(read.filter { $0.severity == .error } == [])
    return Linker.link(anchor(archive, ledgers: [:])).edition
  }

  /// The archive without its notes.
  func withoutNotes() -> NoteArchive {
    NoteArchive(files: files.filter { !$0.key.hasPrefix("annotations/") })
  }
}

extension Edition {
  private var exports: DataFiles {
    Exports(self, addresses: SiteAddresses(entry: { "\($0)/\($1).html" }, note: { _, _ in "" })).data
  }

  var exportedPaths: [String] { exports.map(\.path) }

  /// The bytes of an exported file.
  func exported(_ path: String) throws -> [UInt8] {
    let file = try #require(exports.first { $0.path == path })
    return (0..<file.pieces).flatMap { file.piece($0) }
  }

  /// The outline for an import, made as the command makes it.
  func outline(notes: Set<String> = []) -> ArchiveOutline {
    var outline = ArchiveOutline(
      settings: settings, sources: sources, topics: topics.entries, notes: notes)
    let edition = self
    outline.entries = [
      .speaker: Set(speakers.entries.map(\.id)), .event: Set(events.entries.map(\.id)),
      .place: Set(places.entries.map(\.id)), .organization: Set(organizations.entries.map(\.id)),
      .page: Set(pages.map(\.id)),
    ]
    outline.media = Set(media.map { "media/\($0)" })
    var reader = SingleFile()
    reader.settings = settings
    reader.media = Set(media.map { "media/\($0)" })
    outline.isReadable = { [reader] file in
      !reader.read(Array(file.utf8), path: "annotations/a.yaml").diagnostics.contains {
        $0.severity == .error
      }
    }
    outline.words = { source, range in
      let record = edition.sources[source].record
      guard let (words, passages) = TextLayout(edition, source: source).words(at: range) else { return nil }
      return ArchiveOutline.Words(
        passage: record.passages[passages.lowerBound].id, quote: record.string(words), prefix: "", suffix: "")
    }
    return outline
  }
}

extension Annotation {
  /// Everything that an author wrote, one line for each item.
  var written: [String] {
    var out = ["id \(id)", "kind \(kind)"]
    out += targets.map {
      "on \($0.source)#\($0.passage ?? "") [\($0.prefix)|\($0.quote ?? "nothing")|\($0.suffix)]"
    }
    if let author { out.append("author \(author)") }
    if let date { out.append("date \(date.edtf)") }
    if let certainty { out.append("certainty \(certainty)") }
    if let status { out.append("status \(status)") }
    out += topics.map { "topic \($0.id)" } + ["body \(body.markdown)"]
    out += references.map { "reference \($0.markdown)" }
    func add(_ replies: [Reply], _ level: Int) {
      for reply in replies {
        out.append(
          "reply \(level) \(reply.id ?? "-") \(reply.author ?? "-") \(reply.date?.edtf ?? "-") \(reply.body.markdown)"
        )
        add(reply.replies, level + 1)
      }
    }
    add(replies, 1)
    return out
  }
}

extension ImportedNotes {
  /// The notes as read back after their file was added to the archive.
  func readBack(in archive: NoteArchive, sourceLocation: SourceLocation = #_sourceLocation) async throws
    -> [Annotation]
  {
    var archive = archive.withoutNotes()
    archive.files["annotations/imported.yaml"] = file
    let (read, said) = try await archive.read()
    #expect(
      said.filter { $0.severity == .error && $0.path.hasPrefix("annotations") } == [],
      sourceLocation: sourceLocation)
    return read.annotations
  }
}
