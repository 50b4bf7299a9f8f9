import Archive
import Base

/// An annotation of another system, parsed but not yet matched to the archive.
struct ForeignNote {
  /// A target of the annotation.
  struct Target {
    /// The address that the target names; nil if it names none.
    var iri: String?
    /// Id of the passage that a selector names.
    var passage: String?
    /// The exact words.
    var quote: String?
    var prefix = ""
    var suffix = ""
    /// Position of the words, in code points of a text.
    var range: Range<Int>?
    /// Address of the text that `range` refers to; nil if the target does not name one.
    var text: String?
    /// Why none of its selectors can be used; nil if one can, or if it has none.
    var refusal: String?
    /// The target as an author wrote it, from an export of sitegen.
    var written: Annotation.Target?
    /// Whether the text of the source refers to the note at these words.
    var isInline = false
    /// Its position in the file.
    var place: Place
  }

  /// A position in the file: JSON path and byte offset.
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

  /// Identifier by which other annotations refer to it.
  var iri: String?
  /// Id for the note; nil if the file gives no valid one.
  var id: String?
  var author: String?
  var date: UncertainDate?
  var certainty: Annotation.Certainty?
  var status: Annotation.Status?
  /// Kind, if the archive has it.
  var kind: String?
  /// Text in Markdown.
  var markdown = ""
  /// References, each as Markdown.
  var references: [String] = []
  /// Ids of topics of the archive.
  var topics: [String] = []
  /// Tags, not yet matched to topics.
  var tags: [String] = []
  var targets: [Target] = []
  /// Identifiers of the annotations that it may reply to, nearest first.
  var parents: [String] = []
  /// Whether it is a reply, regardless of its targets.
  var isReply = false
  var place: Place
}

/// The annotations that a reader finds, and the diagnostics about them.
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

  /// Adds a warning about a position in the file, with its JSON path.
  mutating func say(
    _ rule: String, _ message: String, _ place: ForeignNote.Place, fix: String? = nil
  ) {
    let path = place.path.isEmpty ? "" : " at \(place.path)"
    // The message quotes the file, so it can have any length.
    let message = message.utf8.count > 600 ? message.prefix(400) + "…" : message
    diagnostics.append(
      Diagnostic(
        .warning, rule, message + path, path: self.path, at: position(place.offset), fix: fix))
  }

  /// Adds a warning about a line and column of the file.
  mutating func say(_ rule: String, _ message: String, at position: Position, fix: String? = nil) {
    diagnostics.append(Diagnostic(.warning, rule, message, path: path, at: position, fix: fix))
  }

  /// Line and column of a byte offset.
  func position(_ offset: Int) -> Position {
    let line = max(1, lineStarts.partitioningIndex { $0 > offset })
    return Position(line: line, column: offset - lineStarts[line - 1] + 1)
  }

  /// Text without characters that pages cannot show: line ends become line feeds, and other control characters except
  /// tab become U+FFFD.
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
    if isBad { say("control-character", "found a control character; it is replaced by U+FFFD", place) }
    return String(out)
  }

  /// The text of a member. A member of another type is reported.
  mutating func text(_ name: String, of value: JSONValue, _ place: ForeignNote.Place) -> String? {
    guard let member = value[name] else { return nil }
    let at = place.member(name, member)
    guard let text = member.string else {
      say("wrong-type", "found \(member.kind), expected text", at)
      return nil
    }
    return clean(text, at)
  }

  /// The time of a member (RFC 3339, XML Schema dateTime) as EDTF, to the second. One that cannot be read is reported.
  mutating func date(_ name: String, of value: JSONValue, _ place: ForeignNote.Place) -> UncertainDate? {
    guard let text = text(name, of: value, place) else { return nil }
    var moment = text
    // EDTF has no fractions of seconds. Its own dots, as in 1950/.., never follow a time.
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

  /// The value of a member that allows a fixed set of words. Any other value is reported and left out.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of value: JSONValue, _ type: Choice.Type, _ place: ForeignNote.Place
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text(name, of: value, place) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    say("unknown-value", "found '\(text)' for '\(name)', expected \(known); it is left out", place)
    return nil
  }

  /// An id made from the last part of an IRI; nil if that gives no valid id.
  static func id(from iri: String) -> String? {
    let end = iri.split(whereSeparator: { "/#:?=&".contains($0) }).last.map(String.init) ?? ""
    let name = PercentEncoding.decode(end)
    if Identifier.problem(name) == nil { return name }
    let slug = Identifier.slug(name)
    return Identifier.problem(slug) == nil ? slug : nil
  }
}
