import Archive
import Testing

@testable import Reading

/// A text with 1️⃣, 2️⃣ … at the expected positions of diagnostics; they are removed before it is read.
struct Marked {
  private(set) var bytes: [UInt8] = []
  private(set) var places: [String: Position] = [:]

  init(_ marked: String) {
    var line = 1
    var column = 1
    for character in marked {
      let scalars = Array(character.unicodeScalars)
      if scalars.count == 3, scalars[1].value == 0xFE0F, scalars[2].value == 0x20E3 {
        places[String(scalars[0])] = Position(line: line, column: column)
        continue
      }
      for byte in String(character).utf8 {
        bytes.append(byte)
        column = byte == 10 ? 1 : column + 1
        if byte == 10 { line += 1 }
      }
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// `2:14 bad-date` for every marker, in the order of the text.
  func expected(_ rules: [String: String], sourceLocation: SourceLocation = #_sourceLocation) -> [String] {
    #expect(Set(rules.keys) == Set(places.keys), "every marker has a rule", sourceLocation: sourceLocation)
    return places.map { ($1, rules[$0] ?? "") }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .map { "\($0.0.line):\($0.0.column) \($0.1)" }
  }
}

/// Diagnostics in the form of `Marked.expected`.
func said(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.sorted().map { diagnostic in
    let place = diagnostic.position.map { "\($0.line):\($0.column)" } ?? "-"
    return "\(place) \(diagnostic.rule)"
  }
}

/// A source read from text, with all diagnostics.
func read(_ text: String, id: String = "fixture", settings: Settings = Settings(), media: Set<String>? = nil)
  -> (source: Source?, diagnostics: [Diagnostic])
{
  var report = Report()
  let file = FileText.check(Array(text.utf8), path: "sources/\(id).md", &report)
  let source = file.flatMap { SourceReader(settings: settings, media: media).read($0, id: id, &report) }
  return (source, report.diagnostics)
}

/// The record of a source with the given body and three speakers; only unused labels may be reported.
func record(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) -> Prose {
  let front = "---\ntitle: T\nspeakers: {ANN: ann, BOB: bob, BOB LEE: bob-lee}\n---\n"
  let (source, diagnostics) = read(front + body)
  // Few bodies use all speakers.
  #expect(said(diagnostics.filter { $0.rule != "unused-label" }) == [], sourceLocation: sourceLocation)
  return source?.record ?? Prose()
}

extension Prose {
  /// The words of all passages.
  var texts: [String] { passages.map { string($0.range) } }

  /// The indices of the speakers; -1 for passages without a speaker.
  var voices: [Int] { passages.map { $0.turn < 0 ? -1 : Int(turns[Int($0.turn)].speaker) } }

  /// Markup spans as `emphasis:words`.
  func marked(_ kind: MarkupSpan.Kind) -> [String] {
    marks.filter { $0.kind == kind }.map { string($0.range) }
  }
}
