import Archive
import Foundation
import Testing

@testable import Building

/// After any sequence of edits a build gives the bytes, the ledgers and the findings of a clean build from the same
/// files. `SITEGEN_EDITS` gives the number of edits for long runs.
struct EditSequenceTests {
  private static let edits = ProcessInfo.processInfo.environment["SITEGEN_EDITS"].flatMap(Int.init) ?? 24

  @Test(arguments: [1, 2, 3] as [UInt64])
  func aRebuildEqualsACleanBuild(_ seed: UInt64) async throws {
    let workshop = try Workshop()
    var dice = Dice(seed: seed)
    var (failed, unchanged) = (0, 0)
    try workshop.copy(workshop["Content"], to: "good")
    for step in 0..<Self.edits {
      let done = try (0..<dice.roll(0...2)).map { _ in try workshop.edit(&dice) }
      let comment: Comment = "seed \(seed), step \(step): \(done.joined(separator: ", "))"
      try workshop.copy(workshop["Content"], to: "clean/Content")
      try workshop.remove("clean/Public")
      let last = workshop.exists("Public") ? try workshop.tree("Public") : nil
      let strangers = try workshop.strangers()
      let clean = try await workshop.builder(content: "clean/Content", output: "clean/Public").build(
        Progress())
      if await workshop.standing() != nil { unchanged += 1 }
      let built = try await workshop.build { $0.filesForPreviousTree = step % 3 == 0 ? 0 : .max }
      #expect(built.diagnostics == clean.diagnostics, comment)
      if clean.hasErrors {
        failed += 1
        let now = workshop.exists("Public") ? try workshop.tree("Public") : nil
        #expect(built.hasErrors && now == last, comment)
        // The author reverts the edit.
        try workshop.copy(workshop["good"], to: "Content")
        continue
      }
      #expect(try workshop.published() == workshop.tree("clean/Public"), comment)
      #expect(try workshop.strangers() == strangers, comment)
      #expect(try workshop.tree("Content") == workshop.tree("clean/Content"), comment)
      // The next build reports what a clean build of the same files reports.
      let again = try await workshop.build()
      let cleanAgain = try await workshop.build { $0.clean = true }
      #expect(again.diagnostics == cleanAgain.diagnostics, comment)
      #expect(try workshop.published() == workshop.tree("clean/Public"), comment)
      #expect(try workshop.strangers() == strangers, comment)
      #expect(try workshop.tree("Content") == workshop.tree("clean/Content"), comment)
      try workshop.copy(workshop["Content"], to: "good")
    }
    // Both must have happened, or nothing was tested.
    #expect(unchanged > 0 && failed < Self.edits / 2, "\(unchanged) unchanged, \(failed) failed")
  }
}

extension Workshop {
  private static let strangers = [".nojekyll", "CNAME", "topics/mine.txt"]

  /// Files in the output that no build has put there.
  fileprivate func strangers() throws -> [String: Data] {
    exists("Public") ? try tree("Public").filter { Self.strangers.contains($0.key) } : [:]
  }

  /// Files in the output that belong to the site.
  fileprivate func published() throws -> [String: Data] {
    try tree("Public").filter { !Self.strangers.contains($0.key) }
  }

  /// Makes a random edit.
  ///
  /// - Returns: a description of the edit.
  fileprivate func edit(_ dice: inout Dice) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: self["Content/sources"]).sorted()
    let source = "Content/sources/\(dice.pick(names))"
    let number = dice.roll(10...99)
    switch dice.roll(0...34) {
    case 0:
      try write(
        source, try read(source) + "\nASKER: A new question, number \(number), was asked in the evening.\n")
      return "paragraph added to \(source)"
    case 1:
      try write(source, try read(source).replacingOccurrences(of: "harbour", with: "harbour of \(number)"))
      return "words changed in \(source)"
    case 2:
      var parts = try read(source).components(separatedBy: "\n\n")
      if parts.count > 2 { parts.remove(at: dice.roll(1...(parts.count - 2))) }
      try write(source, parts.joined(separator: "\n\n"))
      return "paragraph taken out of \(source)"
    case 3:
      var parts = try read(source).components(separatedBy: "\n\n")
      if parts.count > 3 { parts.swapAt(1, dice.roll(2...(parts.count - 2))) }
      try write(source, parts.joined(separator: "\n\n"))
      return "paragraphs of \(source) changed over"
    case 4:
      let old = source.dropFirst("Content/sources/".count).dropLast(3)
      let text = try read(source).replacingOccurrences(
        of: "language: en", with: "language: en\naliases: [\(old)]")
      guard !text.contains("aliases: [\(old)]\naliases") else { return "nothing" }
      try remove(source)
      try write("Content/sources/r\(number).md", text)
      return "\(source) renamed"
    case 5 where names.count > 2:
      try remove(source)
      return "\(source) removed"
    case 6:
      try write("Content/sources/n\(number).md", Self.source(number))
      return "source n\(number) added"
    case 7:
      try write(
        "Content/topics/ice.md", "---\nlabel: Ice of \(number)\n---\n\nSee [it](source:s0#p\(number % 6)).\n")
      return "topic changed"
    case 8:
      try write("Content/topics/t\(number % 3).md", "---\nlabel: Topic \(number)\nbroader: harbour\n---\n")
      return "topic added"
    case 9:
      try remove("Content/topics/t\(number % 3).md")
      return "topic removed"
    case 10:
      let notes = try read("Content/annotations/notes.yaml")
      try write(
        "Content/annotations/notes.yaml",
        notes + "- id: more-\(notes.utf8.count)\n  on: s0\n  quote: of the water\n  body: Note \(number).\n")
      return "note added"
    case 11:
      let notes = try read("Content/annotations/notes.yaml")
      try write(
        "Content/annotations/notes.yaml", notes.replacingOccurrences(of: "Said of", with: "Said \(number) of")
      )
      return "notes changed"
    case 12:
      try write("Content/archive.yaml", "title: Archive \(number)\nlanguage: en\n")
      return "settings changed"
    case 13:
      let page = try read("Templates/page.mustache")
      try write("Templates/page.mustache", page + "<!-- \(number) -->\n")
      return "template changed"
    case 14:
      try write("Templates/styles/99-more.css", ".more { order: \(number) }\n")
      return "style changed"
    case 15:
      try write("Content/media/m\(number % 3).txt", "medium \(number)")
      return "medium changed"
    case 16:
      let template = dice.pick(["entry", "home", "list", "source", "search"])
      try write(
        "Templates/\(template).mustache", try read("Templates/\(template).mustache") + "<!-- \(number) -->\n")
      return "\(template) changed"
    case 17:
      try write(source, try read(source).replacing(/title: .*/, with: "title: Talk \(number)"))
      return "\(source) has another title"
    case 18:
      try write(source, try read(source).replacing(/date: .*/, with: "date: 19\(number)-03"))
      return "\(source) has another date"
    case 19:
      let other = dice.pick(names).dropLast(3)
      try write(
        source,
        try read(source)
          + "\nPILOT: As [was said](source:\(other)), there were \(number) of [them](topic:ice).\n")
      return "link to \(other) added to \(source)"
    case 20:
      try write(
        source,
        try read(source).replacing(
          /topics="[^"]*"/, with: "topics=\"\(dice.pick(["ice", "harbour", "new-\(number % 3)"]))\""))
      return "topic of a passage of \(source) changed"
    case 21:
      try write(source, try read(source).replacing(/PILOT: pilot\d*/, with: "PILOT: pilot\(number % 4)"))
      return "speaker of \(source) changed"
    case 22:
      let notes = try read("Content/annotations/notes.yaml")
      let other = dice.pick(names).dropLast(3)
      try write(
        "Content/annotations/notes.yaml",
        notes + """
          - id: both-\(notes.utf8.count)
            targets:
              - {on: \(other), quote: other side of the water}
              - {on: s0, quote: of the water}
            topics: [ice]
            body: On [two](source:\(other)).

          """)
      return "note on two places added"
    case 23:
      try write("Content/speakers/pilot1.md", "---\nname: Pilot \(number)\n---\n\nOf [ice](topic:ice).\n")
      return "speaker changed"
    case 24 where exists("Public"):
      let pages = try published().keys.sorted().filter { $0 != "manifest-sha256.txt" }
      guard !pages.isEmpty else { return "nothing" }
      try write("Public/\(dice.pick(pages))", "spoilt \(number)")
      return "output spoilt"
    case 25, 26:
      // Only words, the edit that needs the least work.
      let words = ["lamp", "storm", "harbour", "winter", "gleaming", "brother", "water"]
      let (old, new) = (dice.pick(words), dice.pick(words))
      try write(source, try read(source).replacing(old, with: new, maxReplacements: 1))
      return "\(old) became \(new) in \(source)"
    case 28, 29:
      // The page of an event lists the sources that name it, and the timeline counts them.
      if !exists("Content/events/storm.md") {
        try write("Content/events/storm.md", "---\ntitle: The storm\ndate: 1952-02\n---\n")
      }
      let text = try read(source)
      let named = "{: topics=\"ice\" events=\"storm\" }"
      let plain = "{: topics=\"ice\" }"
      try write(
        source,
        text.contains(named)
          ? text.replacingOccurrences(of: named, with: plain)
          : text.replacingOccurrences(of: plain, with: named))
      return "event named in \(source), or no more"
    case 32...34 where exists("Public/topics"):
      let file = "Public/\(dice.pick(Self.strangers))"
      if exists(file) && dice.roll(0...2) == 0 { try remove(file) } else { try write(file, "mine \(number)") }
      return "\(file) of others written or removed"
    case 27:
      try write(source, try read(source))
      return "\(source) saved again"
    default:
      // All files that a build leaves for the next one.
      let files = try tree(".sitegen").keys.sorted().filter { !$0.hasPrefix(".") }
      guard !files.isEmpty else { return "nothing" }
      let file = ".sitegen/\(dice.pick(files))"
      var bytes = try bytes(file)
      if dice.roll(0...1) == 0 || bytes.isEmpty {
        bytes.removeLast(dice.roll(0...bytes.count))
      } else {
        bytes[dice.roll(0...(bytes.count - 1))] ^= UInt8(1 << dice.roll(0...7))
      }
      try remove(file)
      try Data(bytes).write(to: URL(fileURLWithPath: self[file]))
      return "\(file) spoilt"
    }
  }
}
