import Archive
import Foundation
import Testing

@testable import Importing

/// Untrusted files: each is read, or refused with a position, without a crash.
@Suite struct HostileAnnotationTests {
  @Test(arguments: [
    ("", 1, 1), ("{", 1, 2), (#"{"a": 1,"#, 1, 9), (#"{"a": 1, "a": 2}"#, 1, 10), ("[1,\n2,]", 2, 3),
    ("[01]", 1, 3),
    ("\"\n\"", 1, 2), (#""\q""#, 1, 2), (#""\u12""#, 1, 4), ("nul", 1, 1), ("1 2", 1, 3), ("[-]", 1, 3),
    ("{1: 2}", 1, 2),
    (#"{"a" 1}"#, 1, 6), ("[1 2]", 1, 4), ("1.", 1, 3), ("1e", 1, 3), ("[}", 1, 2), ("\u{FEFF}[", 1, 5),
  ])
  func whatIsNoJSONIsRefusedAtItsPlace(json: String, line: Int, column: Int) {
    let found = read(Array(json.utf8))
    #expect(found.diagnostics.map(\.rule) == ["broken-json"])
    #expect(found.diagnostics.first?.severity == .error)
    #expect(found.diagnostics.first?.position == Position(line: line, column: column), "\(found.diagnostics)")
  }

  @Test func valuesAreThoseOfFoundation() throws {
    let texts = [
      #"{"a": [1, -2.5, 1e3, true, false, null, "x\n\"\\\/\b\f\r\té𝄞\ud834\udd1e"], "": {}}"#, "[]",
      " [ [ ] , { } ] ", "-0",
    ]
    for text in texts {
      var parser = JSONParser(Array(text.utf8))
      let mine = plain(try parser.read())
      let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      #expect((mine as? NSObject) == (theirs as? NSObject))
    }
    guard Corpora.arePresent else { return }
    for path in Corpora.files("annotations", ".json") {
      let bytes = try Corpora.bytes(path)
      var parser = JSONParser(bytes)
      let mine = plain(try parser.read())
      let theirs = try JSONSerialization.jsonObject(with: Data(bytes))
      #expect((mine as? NSObject) == (theirs as? NSObject))
    }
  }

  private func plain(_ value: JSONValue) -> Any {
    switch value.content {
    case .null: NSNull()
    case .bool(let bool): NSNumber(value: bool)
    case .number(let number): NSNumber(value: number)
    case .string(let text): NSString(string: text)
    case .array(let elements): NSArray(array: elements.map(plain))
    case .object(let members):
      NSDictionary(
        objects: members.map { plain($0.value) }, forKeys: members.map { NSString(string: $0.name) })
    }
  }

  @Test func depthIsRefused() {
    for sign in ["[", "{\"a\":"] {
      let found = read(Array(String(repeating: sign, count: 100_000).utf8))
      #expect(found.diagnostics.map(\.rule) == ["broken-json"])
      #expect(found.diagnostics.first?.message.contains("levels of nesting") == true)
    }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(read([0x22, 0xFF, 0x22]).diagnostics.map(\.rule) == ["bad-utf8"])
    let half = read(
      Array(#"{"type": "Annotation", "id": "urn:a", "target": "u", "bodyValue": "\ud800\u0000x"}"#.utf8))
    #expect(half.diagnostics.map(\.rule) == ["control-character", "bad-unicode"])
    #expect(half.notes.first?.body.markdown == "\u{FFFD}\u{FFFD}x")
  }

  /// Any member of a valid file may have any type.
  @Test func everyValueMayBeOfAnotherType() throws {
    let good = HypothesisTests.rows
    let web = #"""
      {"@context": "c", "id": "urn:x", "type": "AnnotationPage", "items": [{"id": "urn:a", "type": "Annotation",
       "motivation": "linking", "creator": {"name": "A"}, "created": "2020-01-01T00:00:00Z",
       "body": [{"type": "TextualBody", "value": "v", "format": "text/html", "purpose": "tagging"},
        {"type": "Choice", "items": [{"source": "s"}]}],
       "target": [{"source": "s", "selector": [{"type": "FragmentSelector", "value": "p1", "refinedBy":
        {"type": "TextQuoteSelector", "exact": "e", "prefix": "p", "refinedBy": {"type": "TextPositionSelector",
         "start": 0, "end": 1}}}], "state": {"cached": "c"}, "sitegen:on": "talk#p1"}],
       "sitegen:id": "a", "sitegen:kind": "k", "sitegen:date": "1999", "sitegen:reply": false}]}
      """#
    var tried = 0
    for text in [good, web] {
      var parser = JSONParser(Array(text.utf8))
      let root = try parser.read()
      for path in paths(root) {
        for other in ["null", "5", "-1e99", "\"\"", "[]", "{}", "[[{}]]", "{\"type\": 5}", "true"] {
          let found = read(Array(json(root, path, other).utf8))
          #expect(found.taken <= found.found)
          #expect(found.taken == found.found || !found.diagnostics.isEmpty, "\(path) \(other)")
          tried += 1
        }
      }
    }
    #expect(tried > 500)
  }

  /// Valid files with bytes changed, removed or doubled.
  @Test func damagedFilesDoNoHarm() {
    var random = SystemSeeded(7)
    let bytes = Array(HypothesisTests.rows.utf8)
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0..<random.next(3) + 1 {
        let at = random.next(damaged.count)
        switch random.next(3) {
        case 0: damaged[at] = UInt8(random.next(256))
        case 1: damaged.removeSubrange(at..<min(damaged.count, at + random.next(40)))
        default: damaged.insert(contentsOf: damaged[at..<min(damaged.count, at + 30)], at: at)
        }
      }
      let found = read(damaged)
      #expect(found.taken == found.found && found.found > 0 || !found.diagnostics.isEmpty)
    }
  }

  @Test func manyMembersAndLongTagsTakeNoLongTime() {
    let members = (0..<20_000).map { "\"k\($0)\": 1" }.joined(separator: ",")
    #expect(read(Array("{\(members)}".utf8)).diagnostics.map(\.rule) == ["not-an-annotation"])
    let html = String(repeating: "<a ", count: 20_000) + String(repeating: "&amp", count: 20_000)
    #expect(HTMLToMarkdown.markdown(html).text.hasPrefix("\\<a"))
  }

  private func read(_ bytes: [UInt8]) -> ImportedNotes {
    var outline = ArchiveOutline(
      settings: Settings(), sources: [Source(id: "talk", path: "", title: "")], topics: [], notes: [])
    outline.fallback = "talk"
    return AnnotationImporter.read(bytes, name: "a.json", into: outline)
  }

  private func paths(_ value: JSONValue) -> [[Int]] {
    let inner: [JSONValue] = value.members?.map(\.value) ?? value.elements ?? []
    return [[]] + inner.enumerated().flatMap { index, value in paths(value).map { [index] + $0 } }
  }

  /// The JSON of a value in which one part is replaced by other JSON.
  private func json(_ value: JSONValue, _ path: [Int]?, _ other: String) -> String {
    if path == [] { return other }
    func inner(_ index: Int) -> [Int]? { path?.first == index ? Array(path?.dropFirst() ?? []) : nil }
    switch value.content {
    case .null: return "null"
    case .bool(let bool): return "\(bool)"
    case .number(let number): return "\(number)"
    case .string(let text):
      return (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    case .array(let elements):
      let parts = elements.enumerated().map { json($1, inner($0), other) }
      return "[\(parts.joined(separator: ","))]"
    case .object(let members):
      let parts = members.enumerated().map { "\"\($1.name)\": \(json($1.value, inner($0), other))" }
      return "{\(parts.joined(separator: ","))}"
    }
  }
}

/// A seeded generator, so that failures are reproducible.
struct SystemSeeded {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// A number below a bound.
  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
