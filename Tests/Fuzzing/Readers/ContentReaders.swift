import Anchoring
import Archive
import Linking
import Reading
import Rendering

extension ForeignReader {
  /// Everything that an author writes, up to the pages made from it.
  static let contentReaders = [
    ForeignReader(
      "source",
      words: [
        "---\n", "title: x\n", "speakers:\n", "  A: a\n", "transcription: strict\n", "\n\nA: ", "\n\n[",
        "](note:n)",
        "{: topics=\"t\" }", "{#p1}", "[^1]", "[^1]: ", "```\n", "| a | b |\n| - | - |\n", "<!--", "&#x200F;",
        "[laughter]", "](javascript:alert(1))", "\n> ", "\n- ", "\n# ", "**", "\u{301}", "\u{202E}",
        "date: 1961~\n",
      ]
    ) { try readSource($0) },
    register(
      "speaker", words: ["roles:\n  - title: x\n    from: 1961\n", "aliases: [a]\n", "wikidata: Q1\n"]),
    register("topic", words: ["broader: x\n", "see_also: [x]\n", "scope: x\n", "aliases: [a]\n"]),
    register("event", words: ["date: 1961..1963\n", "part_of: x\n", "place: x\n"]),
    ForeignReader(
      "settings", words: ["title: x\n", "kinds:\n  - id: x\n    label: y\n", "base_url: https://x/\n"]
    ) {
      let (archive, diagnostics) = SingleFile().read($0, path: "archive.yaml")
      try checkPlaces(diagnostics, in: $0)
      try render(archive)
    },
    ForeignReader(
      "annotations",
      words: [
        "- id: n\n", "  target: record#p1\n", "  quote: \"", "  prefix: ", "  suffix: ", "  kind: context\n",
        "  body: |\n    ", "  also:\n    - target: record\n", "  replies:\n    - author: x\n", "&a ", "*a",
        "!!str ", ">-\n",
      ]
    ) { try readNotes($0) },
  ]

  /// The source on which notes and ledgers are tested.
  static let record: Source = {
    let text = """
      ---
      title: Record
      speakers:
        MODERATOR: moderator
        GUEST: guest
      ---

      MODERATOR: Where did the boats lie that winter, and who had the keys of the yard?

      GUEST: They lay in the inner harbour. My brother had the keys, he always had the keys.

      Yes.

      MODERATOR: Yes.

      GUEST: The ice came in the second week of January — “like a wall”, he said — and stayed.
      """
    return SingleFile().read(Array(text.utf8), path: "sources/record.md").archive.sources[0]
  }()

  private static func register(_ kind: String, words: [String]) -> ForeignReader {
    ForeignReader(kind, words: ["---\n", "label: x\n"] + words) {
      let (archive, diagnostics) = SingleFile().read($0, path: "\(kind)s/x.md")
      try checkPlaces(diagnostics, in: $0)
      try render(archive)
    }
  }

  /// A source keeps its ids and its ledger when it is built again, and its words are escaped on the page.
  private static func readSource(_ bytes: [UInt8]) throws {
    let (archive, diagnostics) = SingleFile().read(bytes, path: "sources/x.md")
    try checkPlaces(diagnostics, in: bytes)
    guard let source = archive.sources.first else { return }
    for passage in source.record.passages {
      try expect(
        passage.range.start <= passage.range.end && passage.range.end <= source.record.bytes.count,
        "a passage has no words of its own: \(passage.range)")
    }
    if let planted = PlantedWords(bytes, of: source) {
      try planted.checkTurn()
      try planted.checkWord()
    }
    let first = anchorSource(source, at: 0, ledger: nil)
    // A source with an invalid id is refused before a ledger is written.
    if let ledger = first.ledger, source.speakers.allSatisfy({ Identifier.problem($0.speaker.id) == nil }) {
      let second = anchorSource(source, at: 0, ledger: ledger.text)
      try expect(second.diagnostics.isEmpty, "its own ledger is called bad: \(second.diagnostics)")
      try expect(second.numbers == first.numbers, "ids change where nothing changed")
      try expect(second.ledger?.changed == false, "the ledger changes where nothing changed")
    }
    try render(archive)
  }

  private static func readNotes(_ bytes: [UInt8]) throws {
    var (archive, diagnostics) = SingleFile().read(bytes, path: "annotations/x.yaml")
    try checkPlaces(diagnostics, in: bytes)
    archive.sources = [record]
    let requoter = Requoter(record)
    let anchored = try render(archive)
    var edits: [TargetEdit] = []
    for placement in anchored.placements {
      guard placement.annotation < archive.annotations.count, let range = placement.range else { continue }
      let note = archive.annotations[placement.annotation]
      guard note.targets.indices.contains(placement.target) else { continue }
      let written = note.targets[placement.target]
      if let new = requoter.target(written, at: range) {
        edits.append(TargetEdit(written: written, new: new))
      }
    }
    // A refusal is allowed; the rewriter has already read a rewritten file again.
    _ = try? rewriteTargets(in: bytes, path: "annotations/x.yaml", edits)
  }

  /// - Returns: the anchored archive.
  @discardableResult private static func render(_ archive: Archive) throws -> Anchored {
    let anchored = anchor(archive, ledgers: [:])
    let site = Site(Linker.link(anchored).edition, theme: plainTheme)
    for index in 0..<site.count {
      let page = site.page(index)
      let parts = page.path.split(separator: "/", omittingEmptySubsequences: false)
      try expect(
        parts.allSatisfy { !["", ".", ".."].contains($0) }, "a page leaves the folder: \(page.path)")
      try checkMarkup(page.bytes, of: page.path)
    }
    return anchored
  }
}
