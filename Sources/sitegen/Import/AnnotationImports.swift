import Archive
import Building
import Exporting
import Importing
import Linking
import Reading
import Synchronization

/// Imports annotations from elsewhere into `Content/annotations/`.
struct AnnotationImports {
  private let content: String
  private let strict: Bool
  private var outline: ArchiveOutline
  private var known: Set<String>
  private let edition: Edition
  private var diagnostics: [Diagnostic] = []
  private var found = 0
  private var written = 0

  /// - Parameters:
  ///   - sources: `URL=ID` assigns an address to a source; `ID` names the source of all targets that lead to no
  ///     source.
  init(_ edition: Edition, content: String, sources: [String], strict: Bool) {
    self.edition = edition
    self.content = content
    self.strict = strict
    known = Set(edition.annotations.map(\.id))
    outline = AnnotationImports.outline(edition, notes: known)
    for source in sources {
      let (address, id) = AnnotationImports.parts(of: source)
      if let address { outline.given[address] = id } else { outline.fallback = id }
    }
  }

  /// The ids named by `--source` that are not sources.
  static func unknown(_ sources: [String], in edition: Edition) -> [String] {
    let ids = Set(edition.sources.flatMap { [$0.id] + $0.aliases.map(\.id) })
    return sources.map { parts(of: $0).id }.filter { !ids.contains($0) }
  }

  var outcome: Builder.Outcome {
    Builder.Outcome(
      diagnostics: diagnostics.sorted(),
      summary: "wrote \(written) of \(found) annotations in \(content)/annotations")
  }

  /// Reads one file and writes its notes, unless a file of that name exists.
  mutating func add(_ path: String) {
    guard let bytes = Files.read(path) else { return fail(path, "unreadable-file", "cannot read the file") }
    let notes = AnnotationImporter.read(bytes, name: path, into: outline)
    found += notes.found
    guard !report(notes.diagnostics, of: path), !notes.notes.isEmpty else { return }
    let name = Identifier.slug(stem(path))
    let file = "annotations/\(name.isEmpty ? "imported" : name).yaml"
    do {
      try Files.makeFolder("\(content)/annotations")
      try Files.create(file, in: content, with: Array(notes.file.utf8))
      written += notes.taken
      // The next file must not import the same notes again.
      known.formUnion(notes.notes.map(\.id))
      var next = AnnotationImports.outline(edition, notes: known)
      (next.given, next.fallback) = (outline.given, outline.fallback)
      outline = next
    } catch {
      fail(path, "unwritable-file", "\(error)")
    }
  }

  private func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// Splits at the last `=`: an address may contain `=`, but an id cannot.
  private static func parts(of source: String) -> (address: String?, id: String) {
    guard let sign = source.lastIndex(of: "=") else { return (nil, source) }
    return (String(source[..<sign]), String(source[source.index(after: sign)...]))
  }

  private static func outline(_ edition: Edition, notes: Set<String>) -> ArchiveOutline {
    var outline = ArchiveOutline(
      settings: edition.settings, sources: edition.sources, topics: edition.topics.entries, notes: notes)
    outline.entries = [
      .speaker: Set(edition.speakers.entries.map(\.id)), .event: Set(edition.events.entries.map(\.id)),
      .place: Set(edition.places.entries.map(\.id)),
      .organization: Set(edition.organizations.entries.map(\.id)), .page: Set(edition.pages.map(\.id)),
    ]
    outline.media = Set(edition.media.map { "media/\($0)" })
    outline.isRetired = { source, passage in
      edition.links[source].retired.contains { $0.number == passage }
    }
    var reader = SingleFile()
    reader.settings = edition.settings
    reader.media = Set(edition.media.map { "media/\($0)" })
    outline.isReadable = { [reader] file in
      !reader.read(Array(file.utf8), path: "annotations/a.yaml").diagnostics.contains {
        $0.severity == .error
      }
    }
    let layouts = Layouts(edition)
    outline.words = { source, range in
      let record = edition.sources[source].record
      guard let (words, passages) = layouts[source].words(at: range),
        let first = passages.first, let last = passages.last
      else { return nil }
      let before = Int(record.passages[first].range.start)..<Int(words.start)
      let behind = Int(words.end)..<Int(record.passages[last].range.end)
      return ArchiveOutline.Words(
        passage: record.passages[first].id, quote: record.string(words),
        prefix: String(record.string(ByteRange(before.lowerBound, before.upperBound)).suffix(32)),
        suffix: String(record.string(ByteRange(behind.lowerBound, behind.upperBound)).prefix(32)))
    }
    return outline
  }

  private mutating func fail(_ path: String, _ rule: String, _ message: String) {
    report([Diagnostic(.error, rule, message, path: path)], of: path)
  }

  /// Adds diagnostics; returns whether any of them is an error.
  @discardableResult
  private mutating func report(_ found: [Diagnostic], of path: String) -> Bool {
    let found = Imports.located(found, of: path, strict: strict)
    diagnostics += found
    return found.contains { $0.severity == .error }
  }
}

/// The layouts of the sources, each created when it is first needed.
private final class Layouts: Sendable {
  private let edition: Edition
  private let made = Mutex<[Int: TextLayout]>([:])

  init(_ edition: Edition) { self.edition = edition }

  subscript(source: Int) -> TextLayout {
    made.withLock { made in
      if let layout = made[source] { return layout }
      let layout = TextLayout(edition, source: source)
      made[source] = layout
      return layout
    }
  }
}
