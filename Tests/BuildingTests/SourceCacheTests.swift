import Anchoring
import Archive
import Foundation
import Publishing
import Reading
import Testing
import Workers

@testable import Building

/// The cache of the archive as the last build read it.
struct SourceCacheTests {
  private static let workers = Workers(count: 2)

  /// A source is the same in every field after it was written to the cache and read from it.
  @Test func whatIsPutOnTheShelfIsTakenFromIt() async throws {
    let workshop = try Workshop()
    try workshop.write("Content/sources/rich.md", Self.rich)
    try workshop.write("Content/events/storm.md", "---\ntitle: The storm\ndate: 1952~\nplace: quay\n---\n")
    try workshop.write("Content/annotations/more.yaml", Self.notes)
    let loaded = await Self.loaded(workshop)
    #expect(!loaded.diagnostics.contains { $0.severity == .error }, "\(loaded.diagnostics)")
    let sourceCache = SourceCache(folder: workshop[".sitegen/test.sources"])
    let marks = await sourceCache.write(loaded, Self.workers)
    var taken = try #require(await sourceCache.read(marks, Self.workers))
    // Load texts that are still in the file.
    for index in taken.anchored.archive.sources.indices {
      taken.anchored.archive.sources[index].record.bytes += []
    }
    var (whole, again) = ("", "")
    dump(loaded, to: &whole)
    dump(taken, to: &again)
    // The cache has no ledgers: only those of sources that are read again are needed.
    #expect(Self.withoutLedgers(whole) == Self.withoutLedgers(again))
    let record = try #require(taken.anchored.archive.sources.first { $0.id == "rich" }).record
    for count in [
      record.marks.count, record.signs.count, record.sections.count, record.turns.count,
      record.references.count,
      record.links.count, record.attributes.count, taken.anchored.placements.count,
    ] { #expect(count > 0) }
  }

  @Test func aSourceIsReplacedByItself() async throws {
    let workshop = try Workshop(sources: 300)
    let sourceCache = SourceCache(folder: workshop[".sitegen/test.sources"])
    let before = await sourceCache.write(await Self.loaded(workshop), Self.workers)
    try workshop.write("Content/sources/s7.md", Workshop.source(7) + "\nPILOT: So it was.\n")
    let loaded = await Self.loaded(workshop)
    let place = try #require(loaded.anchored.archive.sources.firstIndex { $0.id == "s7" })
    let after = sourceCache.write(loaded, changed: [place], before)
    #expect(zip(before.sources, after.sources).filter { $0 != $1 }.count == 1)
    #expect(before.rest == after.rest)
    #expect(await sourceCache.read(before, Self.workers) == nil)
    #expect(await sourceCache.read(after, Self.workers) != nil)
    #expect(await sourceCache.write(loaded, Self.workers) == after)
  }

  /// A source cache that is lost, truncated, damaged in any byte, or from another build, is ignored.
  @Test func damageIsTold() async throws {
    let workshop = try Workshop()
    let folder = workshop[".sitegen/test.sources"]
    let marks = await SourceCache(folder: folder).write(await Self.loaded(workshop), Self.workers)
    /// Whether everything can be read from the source cache, including long texts.
    func isWhole() async -> Bool {
      let sourceCache = SourceCache(folder: folder)
      guard let loaded = await sourceCache.read(marks, Self.workers) else { return false }
      for source in loaded.anchored.archive.sources { _ = source.record.bytes }
      return (try? sourceCache.check()) != nil
    }
    var dice = Dice(seed: 4)
    for name in ["0", "rest"] {
      let path = ".sitegen/test.sources/\(name)"
      let whole = try workshop.bytes(path)
      for _ in 0..<200 {
        var bytes = whole
        if dice.roll(0...3) == 0 {
          bytes.removeLast(dice.roll(1...bytes.count))
        } else {
          bytes[dice.roll(0...(bytes.count - 1))] ^= UInt8(1 << dice.roll(0...7))
        }
        try Data(bytes).write(to: URL(fileURLWithPath: workshop[path]))
        #expect(await !isWhole())
      }
      try workshop.remove(path)
      #expect(await !isWhole())
      try Data(whole).write(to: URL(fileURLWithPath: workshop[path]))
    }
    #expect(await isWhole())
  }

  /// Damage to a text is found when a page is made from it, and the build starts again. One source is edited at a
  /// time, so that its pages need the texts of other sources with the same topics.
  @Test func nothingIsMadeOfADamagedText() async throws {
    let workshop = try Workshop()
    let long = "\nPILOT: " + String(repeating: "It was a long night. ", count: 40) + "\n"
    for number in 0..<6 {
      try workshop.write("Content/sources/s\(number).md", Workshop.source(number) + long)
    }
    _ = try await workshop.build()
    let path = ".sitegen/Public.sources/0"
    var begunAnew = 0
    for turn in 0..<4 {
      var bytes = try workshop.bytes(path)
      // Texts are at the end of the file.
      for place in bytes.indices.suffix(500) where bytes[place] == UInt8(ascii: "n") { bytes[place] += 1 }
      try Data(bytes).write(to: URL(fileURLWithPath: workshop[path]))
      try workshop.write(
        "Content/sources/s\(turn).md", Workshop.source(turn) + long + "\nPILOT: And \(turn) more.\n")
      let times = StageTimes()
      _ = try await workshop.build { $0.times = times }
      if times.stages.contains(where: { $0.name == "anchoring" }) { begunAnew += 1 }
      let built = try workshop.tree("Public")
      _ = try await workshop.build { $0.clean = true }
      #expect(try workshop.tree("Public") == built, "turn \(turn)")
    }
    #expect(begunAnew > 0)
  }

  /// The fingerprints detect damage. This test omits them, to show that the content after them is never trusted.
  @Test func anyBytesAreReadOrRefused() async throws {
    let workshop = try Workshop()
    try workshop.write("Content/sources/rich.md", Self.rich)
    let loaded = await Self.loaded(workshop)
    let index = try #require(loaded.anchored.archive.sources.firstIndex { $0.id == "rich" })
    let (source, rest) = (loaded.cached(index, loaded.borders).bytes, loaded.cachedRest.bytes)
    #expect(!source.texts.isEmpty)
    var dice = Dice(seed: 5)
    var refused = 0
    for _ in 0..<4000 {
      let isRest = dice.roll(0...1) == 0
      var bytes = isRest ? rest : source
      for _ in 0..<dice.roll(1...3) {
        bytes.fields[dice.roll(0...(bytes.fields.count - 1))] = [0, 1, 0x7F, 0x80, 0xFF][dice.roll(0...4)]
      }
      if dice.roll(0...5) == 0 { bytes.fields.removeLast(dice.roll(1...bytes.fields.count)) }
      if dice.roll(0...5) == 0 { bytes.texts.removeLast(dice.roll(0...bytes.texts.count)) }
      let isRead = bytes.fields.withUnsafeBytes { fields in
        bytes.texts.withUnsafeBytes { texts in
          isRest ? CachedRest(fields, texts: texts) != nil : CachedSource(fields, texts: texts) != nil
        }
      }
      if !isRead { refused += 1 }
    }
    #expect(refused > 1000)
  }

  /// After an edit of a source the others come from the source cache; after any damage to the cache they are read.
  @Test func onlyWhatHasChangedIsRead() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    for (turn, spoils) in [false, true, false].enumerated() {
      let path = ".sitegen/Public.sources/0"
      if spoils { try Data("no sourceCache".utf8).write(to: URL(fileURLWithPath: workshop[path])) }
      try workshop.write("Content/sources/s2.md", Workshop.source(2) + "\nPILOT: And \(turn) more.\n")
      let times = StageTimes()
      _ = try await workshop.build { $0.times = times }
      #expect(times.stages.contains { $0.name == "anchoring" } == spoils)
      let built = try workshop.tree("Public")
      _ = try await workshop.build { $0.clean = true }
      #expect(try workshop.tree("Public") == built)
    }
  }

  private static func loaded(_ workshop: Workshop) async -> LoadedArchive {
    let content = workshop["Content"]
    let (archive, read) = await ArchiveReader(content: content, workers: workers).read()
    return LoadedArchive(await Ledgers(content: content, workers: workers).anchor(archive), read: read)
  }

  private static func withoutLedgers(_ text: String) -> [Substring] {
    let lines = text.split(separator: "\n")
    guard let start = lines.firstIndex(where: { $0.contains("▿ ledgers") || $0.contains("- ledgers") }),
      let end = lines[start...].firstIndex(where: { $0.hasSuffix(" found: 5 elements") })
    else { return lines }
    return Array(lines[..<start] + lines[end...])
  }

  /// A source with every possible field.
  private static let rich = """
    ---
    title: All that a source may say
    short_title: All
    kind: transcript
    date: 1952-02?/1953~
    event: storm
    place: quay
    language: en
    transcription: edited
    description: One paragraph.
    publisher: A house
    author: A hand
    url: https://house.example/a
    archived_url: https://keep.example/a
    accessed: 2020-05
    sha256: \(String(repeating: "0a", count: 32))
    rights: Free
    topics: [harbour, ice]
    places: [quay]
    organizations: [guild]
    aliases: [once]
    speakers:
      ASKER: asker
      PILOT: {id: pilot, language: de, via: interpreter, certain: false}
    ---

    # The *first* part {#first}

    ASKER (off mike) [00:01:05]: Was it [so](source:s0#p2) or [otherwise](https://so.example/ "t")? [sic] It was.[^1]

    PILOT: \(String(repeating: "A long answer it was. ", count: 30))

    PILOT: It [was](note:note-in). **Strong** and `code` and ![plan](media/plan.svg).
    {: topics="ice" speaker="asker" places="quay" organizations="guild" events="storm" .verse #own }

    - one
    - two

    > (laughter)

    | a | b |
    | - | - |
    | 1 | 2 |

    [^1]: A footnote.

    """

  private static let notes = """
    - id: note-in
      kind: context
      author: An editor
      date: 2019-01-02
      certainty: probable
      status: disputed
      topics: [ice]
      body: In the *text*.
      references: ["[A book](https://book.example/)"]
      replies:
        - author: Another
          date: 2019-02
          body: Not so.
          replies: [{author: An editor, body: So it is.}]
    - id: note-away
      on: rich
      quote: words that stand nowhere in this text at all
      body: Lost.

    """
}
