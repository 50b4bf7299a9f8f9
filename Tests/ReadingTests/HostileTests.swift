import Archive
import Ccmark
import Testing

@testable import Reading

/// Text that is meant to break a reader: endless nesting and random Markdown.
@Suite struct HostileTests {
  @Test(
    arguments: [
      (String(repeating: ">", count: 100_000) + " word [sic] end", ["word [sic] end"]),
      (String(repeating: "*a **b ", count: 50_000), nil),
      (String(repeating: "[", count: 100_000) + "word", nil),
      (
        String(repeating: "![", count: 50_000) + "word" + String(repeating: "](media/a.png)", count: 50_000),
        nil
      ),
      (String(repeating: "- ", count: 20_000) + "word [sic] end", ["word [sic] end"]),
      (String(repeating: "> - ", count: 5_000) + "word [sic] end", ["word [sic] end"]),
      (String(repeating: "*", count: 100_000) + "a", nil),
      (String(repeating: "`", count: 100_000) + "a", nil),
      (String(repeating: "<", count: 100_000) + "a", nil),
      (String(repeating: "[^1]", count: 50_000), nil),
      (String(repeating: "[sic](", count: 50_000), nil),
      (String(repeating: "{: ", count: 50_000) + "}", nil),
      (String(repeating: "[a](topic:a) ", count: 50_000), nil),
      (String(repeating: "[a][r] ", count: 50_000) + "\n\n[r]: topic:zzz", nil),
      (String(repeating: "|", count: 50_000) + "\n|-|\n" + String(repeating: "|x", count: 50_000), nil),
    ] as [(String, [String]?)])
  func `Nesting and repetition without end costs neither the stack nor a word`(
    _ body: String, _ words: [String]?
  ) {
    let (source, _) = read("---\ntitle: T\n---\n" + body + "\n")
    let prose = source?.record ?? Prose()
    #expect(!prose.passages.isEmpty)
    if let words { #expect(prose.texts == words) }
    let faults = check(prose)
    #expect(faults == [])
  }

  @Test func `Words below the deepest level that is shown keep a paragraph of their own`() {
    let prose = record(
      String(repeating: "> ", count: 300) + "a\n\n" + String(repeating: "- ", count: 300) + "b")
    for passage in prose.passages {
      let marks = prose.marks[Int(passage.marks.lowerBound)..<Int(passage.marks.upperBound)]
      let innermost = marks.max { $0.depth < $1.depth }
      #expect(innermost?.kind == .paragraph || innermost?.kind == .item)
      #expect(innermost?.range == passage.range)
    }
  }

  /// Pieces with a meaning in CommonMark or in the syntax of sources.
  private static let pieces = [
    "word", "ANN:", "**ANN**:", "BOB (low):", "ünï", "日本", "\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n    ",
    "\n# ",
    "\n---\n", "\n| a | b |\n|---|---|\n| c | d |", "*", "**", "_", "`", "```\n", "[", "]", "(", ")",
    "[a](topic:b)",
    "[sic]", "[^1]", "\n[^1]: ", "[inaudible](x)", "![i](media/a.png)", "<b>", "<!-- x -->", "&amp;", "&#1;",
    "\\",
    "  \n", "\n{: topics=\"a\" #x .y }\n", "{: ", " }", "[00:01:02]", ": ", " ", "\t", "<http://x.org>",
    "\u{301}",
    "\n[r]: topic:q\n", "[r]", "\n> (laughter)\n", "\n===\n", "\u{1F600}", "\n\n{: .z }\n\n",
  ]

  @Test(arguments: 1...400) func `Random Markdown leaves a record that is whole`(_ seed: UInt64) {
    var generator = SplitMix(state: seed)
    let count = 5 + Int(generator.next() % 60)
    let body = (0..<count).map { _ in Self.pieces[Int(generator.next() % UInt64(Self.pieces.count))] }
      .joined()
    let text = "---\ntitle: T\nspeakers: {ANN: ann, BOB: bob}\n---\n" + body
    let (source, diagnostics) = read(text)
    #expect(check(source?.record ?? Prose()) == [], "\(body)")
    let lines = text.utf8.count { $0 == 10 } + 1
    for diagnostic in diagnostics {
      #expect((1...lines).contains(diagnostic.position?.line ?? 1), "\(diagnostic) in \(body)")
    }
  }

  @Test(arguments: 1000...1400) func `Random prose loses no word that CommonMark gives it in silence`(
    _ seed: UInt64
  ) {
    var generator = SplitMix(state: seed)
    // An indented paragraph is not code in a record.
    let own = [
      "\n    ", "\t",
      "{: ", "\n{: topics=\"a\" #x .y }\n", "\n\n{: .z }\n\n", "[^1]", "\n[^1]: ", "[sic]", "[inaudible](x)",
    ]
    let pieces = Self.pieces.filter { !own.contains($0) && !$0.contains("|") }
    let count = 5 + Int(generator.next() % 60)
    let body = (0..<count).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
    let (source, diagnostics) = read("---\ntitle: T\n---\n" + body)
    let record = String(decoding: source?.record.bytes ?? [], as: UTF8.self)
    let common = String(decoding: plain(body), as: UTF8.self)
    for word in ["word", "ünï", "日本", "\u{1F600}", "laughter"] {
      let isThere = record.ranges(of: word).count >= common.ranges(of: word).count
      let isSaid = diagnostics.contains { $0.rule == "words-lost" }
      #expect(isThere || isSaid, "\(word) is lost in silence of \(body)")
    }
  }

  /// The literals of the tree of libcmark, with a space for every break and block.
  private func plain(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let document = bytes.withUnsafeBytes {
      cmark_parse_document($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, 0)
    }
    defer { cmark_node_free(document) }
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    var out: [UInt8] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return out }
      let node = cmark_iter_get_node(iterator)
      let type = cmark_node_get_type(node)
      let isBreak = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK
      if isBreak || type.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue { out.append(32) }
      if event == CMARK_EVENT_ENTER, let literal = cmark_node_get_literal(node) {
        out += Array(String(cString: literal).utf8)
      }
    }
  }

  /// Violations of the guarantees of `Prose`, as messages.
  private func check(_ prose: Prose) -> [String] {
    var faults: [String] = []
    func isBorder(_ offset: Int32) -> Bool {
      Int(offset) == prose.bytes.count || prose.bytes[Int(offset)] & 0xC0 != 0x80
    }
    func checkRange(_ range: ByteRange, in outer: ByteRange, _ what: String) {
      if !(range.start <= range.end && outer.contains(range)) {
        faults.append("\(what) \(range) outside \(outer)")
      }
      if !isBorder(range.start) || !isBorder(range.end) { faults.append("\(what) \(range) inside a letter") }
    }
    let whole = ByteRange(0, prose.bytes.count)
    var spans = prose.passages.map { ($0.range, $0.marks) } + prose.sections.map { ($0.heading, $0.marks) }
    spans.sort { ($0.0.start, $0.1.lowerBound) < ($1.0.start, $1.1.lowerBound) }
    var end: Int32 = 0
    var nextMark: Int32 = 0
    for (range, marks) in spans {
      checkRange(range, in: whole, "text")
      if range.start < end { faults.append("texts overlap at \(range)") }
      end = range.end
      if marks.lowerBound < nextMark { faults.append("marks are shared") }
      nextMark = marks.upperBound
      var open: [MarkupSpan] = []
      for mark in prose.marks[Int(marks.lowerBound)..<Int(marks.upperBound)] {
        while let last = open.last, last.depth >= mark.depth { open.removeLast() }
        checkRange(mark.range, in: open.last?.range ?? range, "\(mark.kind)")
        open.append(mark)
      }
    }
    for pair in zip(prose.signs, prose.signs.dropFirst()) where pair.0.range.end > pair.1.range.start {
      faults.append("signs overlap")
    }
    for turn in prose.turns where turn.passages.upperBound > Int32(prose.passages.count) {
      faults.append("turn")
    }
    for (index, passage) in prose.passages.enumerated() where passage.turn >= 0 {
      if !prose.turns[Int(passage.turn)].passages.contains(Int32(index)) {
        faults.append("turn without its passage")
      }
    }
    return faults
  }
}

/// A generator of random numbers that gives the same ones on every machine (Steele, Lea, Flood: "Fast
/// splittable pseudorandom number generators", 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
