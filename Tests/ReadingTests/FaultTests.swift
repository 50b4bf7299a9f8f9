import Archive
import Testing

@testable import Reading

/// Every fault in front matter and registers is reported at its exact position.
@Suite struct FaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var text: String
    var rules: [String: String]
    init(_ text: String, _ rules: String...) {
      self.text = text
      self.rules = [:]
      for (index, rule) in rules.enumerated() { self.rules["\(index + 1)"] = rule }
    }
    var testDescription: String { text }
  }

  @Test(arguments: [
    Fault("1️⃣", "missing-front-matter"),
    Fault("1️⃣just words", "missing-front-matter"),
    Fault("1️⃣---\ntitle: T\n", "broken-yaml"),
    Fault("1️⃣---\nkind: report\n---\n", "missing-title"),
    Fault("1️⃣---\n---\n", "missing-title"),
    Fault("1️⃣---\ntitle:\n---\n", "missing-title"),
    Fault("---\n1️⃣just text\n---\n", "wrong-type"),
    Fault("---\n1️⃣- a\n---\n", "wrong-type"),
    Fault("---\ntitle: T\nkind: 1️⃣tarnscript\n---\n", "unknown-value"),
    Fault("---\ntitle: T\ndate: 1️⃣2018-13-01\n---\n", "bad-date"),
    Fault("---\ntitle: T\ndate: 1️⃣[2018]\n---\n", "wrong-type"),
    Fault("---\ntitle: T\n1️⃣knid: report\n---\n", "unknown-key"),
    Fault("---\ntitle: T\nlanguage: 1️⃣en_GB\n---\n", "bad-language"),
    Fault("---\ntitle: T\nurl: 1️⃣javascript:alert(1)\n---\n", "bad-address"),
    Fault("---\ntitle: T\nurl: 1️⃣\"http://x.org/ y\"\n---\n", "bad-address"),
    Fault("---\ntitle: T\nsha256: 1️⃣abc\n---\n", "bad-hash"),
    Fault("---\ntitle: T\ntopics: {1️⃣a: b}\n---\n".replacing("{1️⃣", "1️⃣{"), "wrong-type"),
    Fault("---\ntitle: T\ntopics: [a, 1️⃣[b]]\n---\n", "wrong-type"),
    Fault("---\ntitle: T\nspeakers: {1️⃣A: , B: b}\n---\n", "missing-id"),
    Fault("---\ntitle: T\nspeakers:\n  1️⃣A: {language: ru}\n---\n", "missing-id"),
    Fault("---\ntitle: T\nspeakers: {A: 1️⃣[a]}\n---\n", "wrong-type"),
    Fault(
      "---\ntitle: T\nspeakers: {A: {id: a, certain: 1️⃣perhaps, 2️⃣vai: x}}\n---\n", "wrong-type", "unknown-key"),
    Fault("---\ntitle: T\nspeakers: [1️⃣\"???\"]\n---\n", "bad-id"),
    Fault("---\ntitle: ünï\nwört: \"x\" 1️⃣y\n---\n", "broken-yaml"),
    Fault("---\n{title: Tü, a: 1️⃣}}\n---\n".replacing("1️⃣}}", "}1️⃣}"), "broken-yaml"),
    Fault("---\ntitle: T\n1️⃣\tdate: 2018\n---\n", "broken-yaml"),
    Fault("---\ntitle: T\nkind: report\n1️⃣title: U\n---\n", "broken-yaml"),
    Fault("---\ntitle: T\nspeakers:\n  Ä: a\n  B: b\n  1️⃣Ä: c\n---\n", "broken-yaml"),
    Fault("---\ntitle: 1️⃣&x T\n---\n", "broken-yaml"),
    Fault("---\ntitle: 1️⃣&x T\ndescription: *x\n---\n", "broken-yaml"),
    Fault("---\ntitle: T\ndescription: *x\n---\n".replacing("*x", "1️⃣*x"), "broken-yaml"),
    Fault("---\ntitle: 1️⃣\"a\\0b\"\n---\n", "control-character"),
    Fault("---\ntitle: T\ntopics: [a, 1️⃣\"\\x01\"]\n---\n", "control-character"),
    Fault("---\ntitle: ü\ndescription: a1️⃣\u{1}b\n---\n", "broken-yaml"),
    Fault("---\ntitle: \"a\u{2028}b\"\nkind: 1️⃣x\n---\n", "unknown-value"),
  ]) func `Faults of a source's front matter`(_ fault: Fault) {
    let text = Marked(fault.text)
    #expect(said(read(text.text).diagnostics) == text.expected(fault.rules))
  }

  @Test(arguments: ["\"", "'"]) func `A quotation mark that is not closed is reported`(_ quote: String) {
    let (_, diagnostics) = read("---\ntitle: \(quote)T\nkind: report\n---\nbody")
    #expect(diagnostics.map(\.rule) == ["broken-yaml"])
    #expect(diagnostics.allSatisfy { $0.position != nil })
  }

  @Test(arguments: [
    String(repeating: "[", count: 10_000), String(repeating: "- ", count: 10_000),
    String(repeating: "{a: ", count: 10_000), String(repeating: "? ", count: 10_000),
    "- " + (0..<3000).map { String(repeating: " ", count: $0) + "-\n" }.joined(separator: "  "),
    (0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
  ]) func `Ten thousand levels of YAML are refused and not followed`(_ yaml: String) {
    let (source, diagnostics) = read("---\ntitle: T\ndescription:\n" + yaml + "\n---\n")
    #expect(source == nil)
    #expect(diagnostics.map(\.rule) == ["broken-yaml"])
  }

  @Test(arguments: ["last: *z", "? *z\n: 1", "{*z : 1}"])
  func `Aliases that stand for gigabytes are refused and not followed`(_ end: String) {
    var yaml = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghijz", "abcdefghij") {
      yaml += "\(name): &\(name) [\(Array(repeating: "*\(before)", count: 9).joined(separator: ", "))]\n"
    }
    let (source, diagnostics) = read("---\n\(yaml)\(end)\n---\n")
    #expect(source == nil)
    #expect(said(diagnostics) == ["2:4 broken-yaml"])
  }

  @Test func `An ampersand and a star in words are no anchor`() {
    let text = "---\ntitle: T\ndescription: Q &A and *A* or R&D\n---\n"
    #expect(said(read(text).diagnostics) == [])
  }

  @Test(arguments: [
    Fault("1️⃣2️⃣{}", "missing-title", "no"), Fault("title: T\nkinds: {1️⃣a/b: {label: x}}", "bad-id"),
    Fault("title: T\nkinds: {a: {label: x, hue: 1️⃣pink, 2️⃣x: y}}", "unknown-value", "unknown-key"),
    Fault("title: T\nreading: {unknown_keys: 1️⃣never}", "unknown-value"),
    Fault("title: T\nbase_url: 1️⃣x.org", "bad-address"), Fault("title: T\n1️⃣titel: x", "unknown-key"),
    Fault("title: T\nlanguage: 1️⃣e", "bad-language"),
  ]) func `Faults of the settings`(_ fault: Fault) {
    let text = Marked(fault.text.replacing("2️⃣{}", "{}"))
    var report = Report()
    _ = SettingsReader().read(FileText(path: "archive.yaml", bytes: text.bytes), &report)
    #expect(said(report.diagnostics) == text.expected(fault.rules.filter { $0.value != "no" }))
  }

  @Test(arguments: [
    Fault("- 1️⃣body: x", "missing-id"), Fault("- id: 1️⃣a/b\n  body: x", "bad-id"),
    Fault("1️⃣id: a", "wrong-type"), Fault("- 1️⃣word", "wrong-type"),
    Fault("- id: a\n  body: x\n  kind: 1️⃣contxet", "unknown-value"),
    Fault("- id: a\n  body: x\n  certainty: 1️⃣sure", "unknown-value"),
    Fault("- id: a\n  body: x\n  1️⃣quote: y", "missing-target"),
    Fault(
      "- id: a\n  body: x\n  on: s\n  also:\n    - 1️⃣quote: y\n    - {2️⃣suffix: z}", "missing-target",
      "missing-target"),
    Fault("- 1️⃣id: a\n  on: s", "empty-note"),
    Fault("- id: a\n  body: x\n  dtae: y".replacing("dtae", "1️⃣dtae"), "unknown-key"),
  ]) func `Faults of notes`(_ fault: Fault) {
    let text = Marked(fault.text)
    var report = Report()
    let reader = AnnotationReader(settings: Settings(), media: [])
    _ = reader.read(FileText(path: "annotations/a.yaml", bytes: text.bytes), &report)
    #expect(report.diagnostics.map(\.rule).sorted() == fault.rules.values.sorted())
    let lines = Set(text.places.values.map(\.line))
    #expect(report.diagnostics.allSatisfy { lines.contains($0.position?.line ?? 0) })
  }

  @Test(arguments: [
    Fault("1️⃣---\n---\n", "missing-title"), Fault("1️⃣words", "missing-front-matter"),
    Fault("1️⃣---\nname: A", "broken-yaml"),
    Fault("---\nname: A\nauthority: {1️⃣wikidata: Q1/2}\n---\n", "bad-authority"),
    Fault("---\nname: A\nkind: 1️⃣robot\n---\n", "unknown-value"),
    Fault("---\nname: A\nroles:\n  - 1️⃣from: 1990\n---\n", "missing-title"),
    Fault("---\nname: A\nroles:\n  - 1️⃣title: x\n    from: 1990\n    until: 1980\n---\n", "bad-date"),
    Fault("---\nname: A\n---\n\nsee [x](1️⃣tpoic:y)\n", "link-scheme"),
  ]) func `Faults of a register's entry`(_ fault: Fault) {
    let text = Marked(fault.text)
    var report = Report()
    _ = RegisterReader(settings: Settings()).speaker(
      FileText(path: "speakers/a.md", bytes: text.bytes), id: "a", &report)
    #expect(said(report.diagnostics) == text.expected(fault.rules))
  }

  @Test(arguments: ["timeline", "Search", "404", "annotations"])
  func `A prose page cannot take the place of a page of the site`(_ id: String) {
    var report = Report()
    let file = FileText(path: "pages/\(id).md", bytes: Array("---\ntitle: T\n---\n".utf8))
    #expect(RegisterReader(settings: Settings()).page(file, id: id, &report) == nil)
    #expect(report.diagnostics.map(\.rule) == ["bad-id"])
  }

  @Test func `A note without a kind has the first one of an archive with kinds of its own`() {
    var settings = Settings()
    settings.kinds = [.init(id: "gloss", label: "Gloss", hue: "red")]
    var report = Report()
    let file = FileText(path: "a.yaml", bytes: Array("- {id: a, body: x}".utf8))
    #expect(AnnotationReader(settings: settings, media: []).read(file, &report).map(\.kind) == ["gloss"])
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0x62, 0x00], "2:2 nul-byte"), ([0x61, 0xFF], "1:2 invalid-utf8"),
      ([0xC0, 0x80], "1:1 invalid-utf8"),
      ([0xED, 0xA0, 0x80], "1:1 invalid-utf8"), ([0xF4, 0x90, 0x80, 0x80], "1:1 invalid-utf8"),
      ([0xE2, 0x82], "1:1 invalid-utf8"), ([0x0A, 0xE2, 0x28, 0xA1], "2:1 invalid-utf8"),
    ] as [([UInt8], String)]) func `Bytes that are no text are found where they stand`(
      _ bytes: [UInt8], _ what: String
    )
  {
    var report = Report()
    #expect(FileText.check(bytes, path: "x", &report) == nil)
    #expect(said(report.diagnostics) == [what])
  }
}

extension String {
  fileprivate func replacing(_ part: String, _ other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
