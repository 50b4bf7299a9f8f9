import Archive
import Base

/// An annotation of another system, read but not yet set into the archive.
struct ForeignNote {
  /// What it stands on.
  struct Target {
    /// The address that the target names; nil where it names none.
    var iri: String?
    /// Id of the passage that a selector names.
    var passage: String?
    /// The exact words.
    var quote: String?
    var prefix = ""
    var suffix = ""
    /// The words by their place, in code points of a text.
    var range: Range<Int>?
    /// The text in which the place counts, where the target says it.
    var text: String?
    /// Why none of its selectors can be used; nil where one can, or there is none.
    var refusal: String?
    /// The target as an author of an archive like this one wrote it.
    var written: Annotation.Target?
    /// Whether it is marked in the text itself.
    var isInline = false
    /// Where it is in the file.
    var place: Place
  }

  /// Where something is in the file: as a JSON path and as bytes.
  struct Place {
    var path: String
    var offset: Int

    func member(_ name: String, _ value: JSONValue) -> Place {
      Place(path: "\(path)/\(name)", offset: value.offset)
    }

    func element(_ number: Int, _ value: JSONValue) -> Place {
      Place(path: "\(path)/\(number)", offset: value.offset)
    }
  }

  /// By what others refer to it.
  var iri: String?
  /// The id that it is to have; nil where it gives none that can be one.
  var id: String?
  var author: String?
  var date: UncertainDate?
  var certainty: Annotation.Certainty?
  var status: Annotation.Status?
  /// Kind, where it is one of the archive's.
  var kind: String?
  /// Text in Markdown.
  var markdown = ""
  /// Lines of Markdown.
  var references: [String] = []
  /// Ids of topics that are there.
  var topics: [String] = []
  /// Words that are no topics yet.
  var tags: [String] = []
  var targets: [Target] = []
  /// What it may be a reply to, the nearest first.
  var parents: [String] = []
  /// Whether it is a reply whatever its targets are.
  var isReply = false
  var place: Place
}

/// What a reader of annotations finds, and what there is to say about it.
struct ForeignNotes {
  let path: String
  let outline: ArchiveOutline
  var notes: [ForeignNote] = []
  private var bytes: [UInt8]
  private(set) var diagnostics: [Diagnostic] = []
  private var lineStarts: [Int] = [0]

  init(path: String, outline: ArchiveOutline, bytes: [UInt8]) {
    self.path = path
    self.outline = outline
    self.bytes = bytes
    for (offset, byte) in bytes.enumerated() where byte == 10 { lineStarts.append(offset + 1) }
  }

  /// Says something about a place in the file.
  mutating func say(
    _ rule: String, _ message: String, _ place: ForeignNote.Place, fix: String? = nil
  ) {
    let path = place.path.isEmpty ? "" : " at \(place.path)"
    // What was found may be of any length.
    let message = message.utf8.count > 600 ? message.prefix(400) + "…" : message
    diagnostics.append(
      Diagnostic(
        .warning, rule, message + path, path: self.path, at: position(place.offset), fix: fix))
  }

  /// Says something about what stands at a line and column of the file.
  mutating func say(_ rule: String, _ message: String, at position: Position, fix: String? = nil) {
    diagnostics.append(Diagnostic(.warning, rule, message, path: path, at: position, fix: fix))
  }

  /// Line and column of a byte.
  func position(_ offset: Int) -> Position {
    let line = max(1, lineStarts.partitioningIndex { $0 > offset })
    return Position(line: line, column: offset - lineStarts[line - 1] + 1)
  }

  /// Text without what no page can show: line ends become line feeds, other control characters U+FFFD.
  mutating func clean(_ text: String, _ place: ForeignNote.Place) -> String {
    guard text.utf8.contains(where: { $0 < 32 && $0 != 10 && $0 != 9 }) else { return text }
    var out = String.UnicodeScalarView()
    var isBad = false
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\r": out.append("\n")
      case "\n": if previous != "\r" { out.append("\n") }
      case "\t": out.append(scalar)
      default:
        if scalar.value < 32 { isBad = true }
        out.append(scalar.value < 32 ? "\u{FFFD}" : scalar)
      }
    }
    if isBad { say("control-character", "found a control character, written as U+FFFD", place) }
    return String(out)
  }

  /// A member that must be text; another is reported.
  mutating func text(_ name: String, of value: JSONValue, _ place: ForeignNote.Place) -> String? {
    guard let member = value[name] else { return nil }
    let at = place.member(name, member)
    guard let text = member.string else {
      say("wrong-type", "found \(member.kind), expected text", at)
      return nil
    }
    return clean(text, at)
  }

  /// A moment (RFC 3339, XML Schema dateTime) as EDTF, to the second. One that cannot be read is reported.
  mutating func date(_ name: String, of value: JSONValue, _ place: ForeignNote.Place) -> UncertainDate? {
    guard let text = text(name, of: value, place) else { return nil }
    var moment = text
    // EDTF has no parts of seconds. Its own dots, as in 1950/.., stand behind no time.
    if moment.contains("T"), let dot = moment.firstIndex(of: ".") {
      moment = String(moment[..<dot] + moment[moment.index(after: dot)...].drop { $0.isASCII && $0.isNumber })
    }
    if let date = UncertainDate(moment) { return date }
    say(
      "bad-date",
      "found '\(text)' for '\(name)', expected a date such as 2018-07-16T12:00:00Z; it is left out",
      place)
    return nil
  }

  /// One of some words; another is reported and left out.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of value: JSONValue, _ type: Choice.Type, _ place: ForeignNote.Place
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text(name, of: value, place) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    say("unknown-value", "found '\(text)' for '\(name)', expected \(known); it is left out", place)
    return nil
  }

  /// An id made of the end of an IRI, or nil where nothing of it can be one.
  static func id(from iri: String) -> String? {
    let end = iri.split(whereSeparator: { "/#:?=&".contains($0) }).last.map(String.init) ?? ""
    let name = PercentEncoding.decode(end)
    if Identifier.problem(name) == nil { return name }
    let slug = Identifier.slug(name)
    return Identifier.problem(slug) == nil ? slug : nil
  }
}
