import Archive
import Testing

@testable import Reading

/// Targets of notes rewritten in the author's file, with every other byte unchanged.
@Suite struct RewriteTests {
  /// Rewrites the n-th target of the file and returns the new text, or the reason for the refusal.
  private func rewrite(
    _ yaml: String, target number: Int = 0, _ change: (inout Annotation.Target) -> Void
  ) -> String {
    let notes = Rewriting.notes(Array(yaml.utf8))
    let targets = notes.flatMap(\.targets)
    guard targets.indices.contains(number) else { return "no such target" }
    var new = targets[number]
    change(&new)
    do throws(RewriteRefusal) {
      let edit = TargetEdit(written: targets[number], new: new)
      return String(decoding: try rewriteTargets(in: Array(yaml.utf8), path: "a.yaml", [edit]), as: UTF8.self)
    } catch {
      return "refused: \(error.message)"
    }
  }

  private static let requote: @Sendable (inout Annotation.Target) -> Void = { target in
    target.quote = "new words"
    target.prefix = "before "
    target.suffix = " behind"
  }

  @Test(arguments: [
    // plain, with comments and an odd order
    (
      "# head\n- id: a # one\n  quote:   old words   # two\n  suffix: \"x\" # three\n\n  prefix: 'y'\n  on: s#p1\n  body: b\n",
      "# head\n- id: a # one\n  quote:   new words   # two\n  suffix: \" behind\" # three\n\n  prefix: 'before '\n  on: s#p1\n  body: b\n"
    ),
    // on several lines
    (
      "- id: a\n  on: s\n  quote: old\n    words\n  prefix: \"a\n    b\"\n  suffix: 'c\n\n    d'\n  body: b\n",
      "- id: a\n  on: s\n  quote: new words\n  prefix: \"before \"\n  suffix: ' behind'\n  body: b\n"
    ),
    // blocks
    (
      "- id: a\n  on: s\n  quote: | # c\n     old\n     words\n\n  prefix: >-\n\n    a\n    b\n  suffix: |2+\n     c\n\n  body: b\n",
      "- id: a\n  on: s\n  quote: | # c\n     new words\n\n  prefix: >-\n\n    before\n  suffix: |2+\n    behind\n\n  body: b\n"
    ),
    // keys that are missing or have no value
    (
      "- id: a\n  on: s\n  quote: 'old words' # c\n  body: b\n",
      "- id: a\n  on: s\n  quote: 'new words' # c\n  prefix: 'before '\n  suffix: ' behind'\n  body: b\n"
    ),
    (
      "- quote: old words\n  on: s\n  prefix:\n  suffix: # c\n  id: a",
      "- quote: new words\n  on: s\n  prefix: before\n  suffix: behind # c\n  id: a"
    ),
    (
      "- id: a\n  on: s\n  prefix:\n  quote: \"old words\"",
      "- id: a\n  on: s\n  prefix: before\n  suffix: behind\n  quote: \"new words\""
    ),
    (
      "- id: a\n  on: s\n  quote: |\n    old words\n  body: b\n",
      "- id: a\n  on: s\n  quote: |\n    new words\n  prefix: \"before \"\n  suffix: \" behind\"\n  body: b\n"
    ),
    // flow
    (
      "- {id: a, on: s, quote: old words, body: b}\n",
      "- {id: a, on: s, quote: new words, prefix: before, suffix: behind, body: b}\n"
    ),
    (
      "[{\"id\":\"a\",\"on\":\"s\",\"quote\":\"old words\",\"prefix\":\"\"}]",
      "[{\"id\":\"a\",\"on\":\"s\",\"quote\":\"new words\",\"prefix\":\"before \", \"suffix\": \" behind\"}]"
    ),
    // tags, an explicit key, markers of the start and end of the document
    (
      "---\n- id: a\n  on: s\n  quote: !!str \"old words\"\n  ? prefix\n  : x\n  suffix: y\n...\n",
      "---\n- id: a\n  on: s\n  quote: !!str \"new words\"\n  ? prefix\n  : before\n  suffix: behind\n...\n"
    ),
  ]) func `Each style keeps its style`(_ before: String, _ after: String) {
    #expect(rewrite(before, Self.requote) == after)
    let windows = rewrite(before.replacing("\n", with: "\r\n"), Self.requote)
    #expect(windows == after.replacing("\n", with: "\r\n"))
    let marked = rewrite("\u{FEFF}" + before, Self.requote)
    #expect(marked == "\u{FEFF}" + after)
  }

  @Test(arguments: [
    ("quote: old", "it's: \"so\"", "quote: \"it's: \\\"so\\\"\""),
    ("quote: old", "a # b", "quote: \"a # b\""),
    ("quote: old", "a#b: c", "quote: \"a#b: c\""),
    ("quote: old", "a#b:c, [d] {e}", "quote: a#b:c, [d] {e}"),
    ("quote: old", "- a", "quote: \"- a\""),
    ("quote: old", "1963", "quote: \"1963\""),
    ("quote: old", "True", "quote: \"True\""),
    ("quote: old", "~", "quote: \"~\""),
    ("quote: old", "\u{A0}Ünïcode 日本 👩‍👩‍👧", "quote: \u{A0}Ünïcode 日本 👩‍👩‍👧"),
    ("quote: old", "a\u{2028}b\u{85}c", "quote: \"a\\u2028b\\u0085c\""),
    ("quote: 'old'", "it's ''so''", "quote: 'it''s ''''so'''''"),
    ("quote: 'old'", "'\u{301}a", "quote: '''\u{301}a'"),
    ("quote: 'old'", "a\u{2029}b", "quote: \"a\\u2029b\""),
    ("quote: \"old\"", "a \\ \"b\"", "quote: \"a \\\\ \\\"b\\\"\""),
    ("quote: |-\n    old", "a: # 'b' \"c\" \\", "quote: |-\n    a: # 'b' \"c\" \\"),
    ("quote: |-  # c\n\n    old\n    er\n", "a\u{2028}b", "quote: \"a\\u2028b\"  # c\n\n"),
  ]) func `What a style cannot hold is put in quotation marks`(
    _ before: String, _ quote: String, _ after: String
  ) {
    let frame = { (line: String) in "- id: a\n  on: s\n  \(line)\n  body: b\n" }
    #expect(rewrite(frame(before)) { $0.quote = quote } == frame(after))
  }

  @Test func `Targets in also are written where they stand, and the passage with them`() {
    let yaml = """
      - id: a
        on: s#p1
        quote: old
        also:
          # the letter
          - {on: "t#p2", quote: 'old, too'}
          - on: u#p9   # whole
          - quote: older
            on: 'v'
        body: b

      """
    #expect(
      rewrite(yaml, target: 1) { ($0.passage, $0.quote) = ("p30", "new") }
        == yaml.replacing("\"t#p2\", quote: 'old, too'", with: "\"t#p30\", quote: 'new'"))
    #expect(rewrite(yaml, target: 2) { $0.passage = "p10" } == yaml.replacing("u#p9 ", with: "u#p10 "))
    #expect(
      rewrite(yaml, target: 3) { ($0.passage, $0.suffix) = ("p1", " x") }
        == yaml.replacing("quote: older\n", with: "quote: older\n      suffix: x\n")
        .replacing("'v'", with: "'v#p1'"))
    #expect(rewrite(yaml, target: 0) { $0.passage = nil } == yaml.replacing("s#p1", with: "s"))
  }

  @Test func `A file that has changed meanwhile is refused`() {
    let old = Array("- id: a\n  on: s\n  quote: old\n".utf8)
    let target = Rewriting.notes(old)[0].targets[0]
    var new = target
    new.quote = "new"
    for file in [
      "- id: a\n  on: s\n  quote: else\n", "- id: a\n\n  on: s\n  quote: old\n",
      "- id: a\n  on: t\n  quote: old\n",
      "on: s", "", "- [", "\u{0}",
    ] {
      #expect(throws: RewriteRefusal.self) {
        try rewriteTargets(in: Array(file.utf8), path: "a.yaml", [TargetEdit(written: target, new: new)])
      }
    }
  }

  @Test func `What cannot be edited safely is refused`() {
    // A key in braces without a colon, and one that is a list.
    #expect(rewrite("- {on: s, prefix, quote: x, id: a}\n", Self.requote).hasPrefix("refused: "))
    #expect(rewrite("- on: s\n  prefix: [x]\n  quote: x\n  id: a\n", Self.requote).hasPrefix("refused: "))
    #expect(rewrite("- on: s\n  quote: x\n  id: a\n") { $0.quote = "a\u{1}b" }.hasPrefix("refused: "))
  }

  @Test(arguments: 0..<400)
  func `Random notes are rewritten, and nothing else in their file`(seed: Int) throws {
    var file = RandomNotes(seed: UInt64(seed))
    let before = Rewriting.notes(file.bytes)
    #expect(before.map(\.targets.count) == file.targets)
    var edits: [TargetEdit] = []
    var wanted = before.map(\.targets)
    for (note, targets) in wanted.enumerated() {
      for number in targets.indices where file.chance(2) {
        let old = targets[number]
        let new = file.edit(old)
        wanted[note][number] = new
        edits.append(TargetEdit(written: old, new: new))
      }
    }
    let result = try rewriteTargets(in: file.bytes, path: "a.yaml", edits)
    let after = Rewriting.notes(result)
    #expect(after.map(\.id) == before.map(\.id))
    #expect(after.map(\.body.markdown) == before.map(\.body.markdown))
    #expect(after.map { $0.targets.map(Rewriting.plain) } == wanted.map { $0.map(Rewriting.plain) })
    if edits.isEmpty { #expect(result == file.bytes) }
    // All text between the edited words is kept, in order.
    var rest = String(decoding: result, as: UTF8.self)[...]
    for piece in file.fixed {
      let found = rest.firstRange(of: piece)
      #expect(found != nil, "\(piece)")
      rest = rest[(found?.upperBound ?? rest.startIndex)...]
    }
    #expect(rest.isEmpty)
    let feeds = result.count { $0 == 10 }
    #expect(file.lineEnd == "\n" ? !result.contains(13) : result.count { $0 == 13 } == feeds)
  }

  @Test(arguments: 0..<300)
  func `A broken file is refused or rewritten, and never half`(seed: Int) {
    var file = RandomNotes(seed: UInt64(seed))
    var random = SplitMix(state: UInt64(seed) &+ 1)
    var bytes = file.bytes
    for _ in 0...(random.next() % 3) where !bytes.isEmpty {
      let at = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 4 {
      case 0: bytes.remove(at: at)
      case 1:
        bytes.insert(
          contentsOf: random.pick(["'", "\"", "\n", ": ", "{", "- ", "|\n", "#", "\r"]).utf8, at: at)
      case 2: bytes[at] = UInt8(random.next() % 128)
      default: bytes.removeSubrange(at..<min(bytes.count, at + 20))
      }
    }
    let before = Rewriting.notes(bytes)
    for (note, number) in before.enumerated().flatMap({ note in note.1.targets.indices.map { (note.0, $0) } })
    {
      let old = before[note].targets[number]
      let new = file.edit(old)
      guard
        let result = try? rewriteTargets(in: bytes, path: "a.yaml", [TargetEdit(written: old, new: new)])
      else { continue }
      var wanted = before.map { $0.targets.map(Rewriting.plain) }
      wanted[note][number] = Rewriting.plain(new)
      #expect(Rewriting.notes(result).map { $0.targets.map(Rewriting.plain) } == wanted)
    }
  }
}

enum Rewriting {
  static func notes(_ bytes: [UInt8]) -> [Annotation] {
    var report = Report()
    guard let file = FileText.check(bytes, path: "a.yaml", &report) else { return [] }
    return AnnotationReader(settings: Settings(), media: []).read(file, &report)
  }

  /// A target without its position, and with its words in the form for comparison: without white space at the ends.
  static func plain(_ target: Annotation.Target) -> [String] {
    func words(_ text: String) -> String {
      let scalars = text.unicodeScalars.drop { $0 == " " || $0 == "\n" || $0 == "\t" }
      var out = String.UnicodeScalarView(scalars)
      while let last = out.last, last == " " || last == "\n" || last == "\t" { out.removeLast() }
      return String(out)
    }
    return [
      target.source, target.passage ?? "-", words(target.quote ?? ""), words(target.prefix),
      words(target.suffix),
    ]
  }
}
