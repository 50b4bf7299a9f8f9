/// Text divided into passages: the plain text as UTF-8 bytes, with all markup stored separately as ranges. The
/// record of a source, the note of a register entry and the body of an annotation are all prose.
///
/// This is standoff markup, because later stages work on ranges: an annotation is a range of `bytes`, search reads
/// `bytes` alone, and rendering makes one pass over `marks`. Flat arrays also keep an archive of a million passages
/// cheap: there is no object for each paragraph.
public struct Prose: Sendable, Equatable {
  @usableFromInline var own: [UInt8] = []
  @usableFromInline var pending: PendingText?

  /// The plain text of all headings and passages, in order, each followed by a line feed.
  @inlinable public var bytes: [UInt8] {
    get { pending?.bytes ?? own }
    _modify {
      if let pending {
        own = pending.bytes
        self.pending = nil
      }
      yield &own
    }
  }
  /// The passages, in text order.
  public var passages: [Passage] = []
  /// Markup inside passages and headings, in document order; an outer span comes before those inside it.
  public var marks: [MarkupSpan] = []
  /// Editorial marks such as `[sic]`, in order, never overlapping.
  public var signs: [EditorialMark] = []
  /// Headings, in order. Empty if there are none.
  public var sections: [Section] = []
  /// Turns, in order. Empty if no speakers are labelled.
  public var turns: [Turn] = []
  /// Targets of the markup spans of kind `.reference`.
  public var references: [Reference] = []
  /// URLs of the markup spans of kind `.link` and `.image`, already checked against the allowed schemes.
  public var links: [String] = []
  /// Attributes of the passages and headings that have any.
  public var attributes: [Attributes] = []

  /// Creates empty prose.
  public init() {}

  /// Sets a text that is loaded when it is first used.
  public mutating func setBytes(_ text: PendingText) {
    own = []
    pending = text
  }

  /// Whether two values have equal text and markup, wherever the text is stored.
  public static func == (a: Prose, b: Prose) -> Bool {
    a.bytes == b.bytes && a.passages == b.passages && a.marks == b.marks && a.signs == b.signs
      && a.sections == b.sections && a.turns == b.turns && a.references == b.references && a.links == b.links
      && a.attributes == b.attributes
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { passages.isEmpty && sections.isEmpty }

  /// The text of a range. The range must come from this prose and lie on character boundaries.
  public func string(_ range: ByteRange) -> String {
    String(decoding: bytes[range.asRange], as: UTF8.self)
  }

  /// The attributes of a passage, if it has any.
  public func attributes(of passage: Passage) -> Attributes? {
    passage.attributes < 0 ? nil : attributes[Int(passage.attributes)]
  }
}

/// A half-open range of bytes in a `Prose`. Offsets have 32 bits, because there are millions of ranges and no source
/// of more than two gigabytes is accepted.
public struct ByteRange: Sendable, Hashable {
  /// Offset of the first byte.
  public var start: Int32
  /// Offset after the last byte.
  public var end: Int32

  /// Creates the range from `start` up to, not including, `end`.
  public init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  /// The range as array indices.
  public var asRange: Range<Int> { Int(start)..<Int(end) }
  /// Number of bytes.
  public var count: Int { Int(end) - Int(start) }
  /// Whether the other range lies completely inside this one.
  public func contains(_ other: ByteRange) -> Bool { start <= other.start && other.end <= end }
  /// Whether the two ranges share a byte.
  public func overlaps(_ other: ByteRange) -> Bool { start < other.end && other.start < end }
}

/// The unit of ids, citation, annotation, indexing and search: one paragraph, list, quotation or table.
public struct Passage: Sendable, Equatable {
  /// Kind of block. It decides the element in which the passage is shown.
  public enum Kind: UInt8, Sendable {
    case paragraph, list, quotation, table, code
    /// A block quotation entirely in parentheses, such as `(laughter)`. It belongs to no speaker.
    case stageNote
    /// The text of a footnote, `[^1]: …`.
    case footnote
  }

  /// Kind of block.
  public var kind: Kind
  /// Range of its text in the prose.
  public var range: ByteRange
  /// Indices of its spans in `Prose.marks`.
  public var marks: Range<Int32>
  /// Index of its turn in `Prose.turns`, or -1 if it belongs to no turn.
  public var turn: Int32 = -1
  /// Index of its section in `Prose.sections`, or -1 before the first heading.
  public var section: Int32 = -1
  /// The permanent number, the N of `pN`; 0 until the ledger assigns one.
  public var number: Int32 = 0
  /// Index into `Prose.attributes`, or -1.
  public var attributes: Int32 = -1
  /// Number of words; each Han, Hiragana, Katakana, Thai, Lao, Khmer or Myanmar letter counts as one.
  public var words: Int32 = 0
  /// Line of the file on which it begins, from 1.
  public var line: Int32

  /// Creates a passage as the reader finds it, before it has a number.
  public init(kind: Kind, range: ByteRange, marks: Range<Int32>, line: Int32) {
    self.kind = kind
    self.range = range
    self.marks = marks
    self.line = line
  }

  /// The permanent id, unique within its source.
  public var id: String { "p\(number)" }
}

/// A stretch of speech by one speaker, from one label to the next.
public struct Turn: Sendable, Equatable {
  /// Index into `Source.speakers`.
  public var speaker: Int32
  /// Indices of its passages, including stage notes within the turn.
  public var passages: Range<Int32>
  /// Text in parentheses after the label: "through interpreter", "off mike".
  public var manner: String?
  /// Seconds from the beginning of the recording, or -1.
  public var time: Int32
  /// Line of the file with the label, from 1.
  public var line: Int32

  /// Creates a turn. `passages` ends at the next label, heading or rule.
  public init(speaker: Int32, passages: Range<Int32>, manner: String?, time: Int32, line: Int32) {
    self.speaker = speaker
    self.passages = passages
    self.manner = manner
    self.time = time
    self.line = line
  }
}

/// A heading and the text after it, up to the next heading.
public struct Section: Sendable, Equatable {
  /// Level of the heading as written, 1 to 6.
  public var level: UInt8
  /// Range of the heading's text in the prose.
  public var heading: ByteRange
  /// Indices of the heading's spans in `Prose.marks`.
  public var marks: Range<Int32>
  /// Index of the first passage after the heading.
  public var firstPassage: Int32
  /// Id for links, unique in the prose and never of the form `pN`.
  public var id: String
  /// Line of the file, from 1.
  public var line: Int32

  /// Creates a section as the reader finds it.
  public init(
    level: UInt8, heading: ByteRange, marks: Range<Int32>, firstPassage: Int32, id: String, line: Int32
  ) {
    self.level = level
    self.heading = heading
    self.marks = marks
    self.firstPassage = firstPassage
    self.id = id
    self.line = line
  }
}

/// Markup on a range of text. Spans nest. `depth` is the nesting level; it also places spans with empty ranges.
public struct MarkupSpan: Sendable, Equatable {
  /// The kinds of CommonMark and pipe tables, except raw HTML, which is kept as text.
  public enum Kind: UInt8, Sendable {
    case paragraph, bulletList, orderedList, item, quotation, codeBlock, rule, heading
    case table, row, headerCell, cell
    case emphasis, strong, code, link, reference, image, lineBreak, footnote
  }

  /// Kind of markup.
  public var kind: Kind
  /// 0 for the outermost spans of a passage.
  public var depth: UInt8
  /// The text it covers.
  public var range: ByteRange
  /// Index into `links` or `references`; the first number of an ordered list; the level of a heading; for a footnote
  /// reference the index of the passage with its text, or -1; otherwise 0.
  public var value: Int32

  /// Creates a span on a range.
  public init(_ kind: Kind, depth: UInt8, range: ByteRange, value: Int32 = 0) {
    self.kind = kind
    self.depth = depth
    self.range = range
    self.value = value
  }
}

/// An editorial mark in the record, such as `[inaudible]`, `[sic]`, `[ph]` or `[…]`.
public struct EditorialMark: Sendable, Equatable {
  /// Meaning of the mark.
  public enum Kind: String, Sendable, CaseIterable {
    /// Words could not be understood.
    case inaudible
    /// The transcriber doubts the spelling: `[ph]`, `[?]`.
    case phonetic
    /// The original has this wording: `[sic]`.
    case sic
    /// Several people speak at once.
    case crosstalk
    /// Something heard or seen that is not speech: `[laughter]`, `[applause]`.
    case event
    /// Omitted words: `[…]`.
    case omission
    /// Words left in the original language: `[untranslated]`, `[speaks Russian]`.
    case foreign
    /// Withheld words: `[redacted]`.
    case redacted
  }
  /// Meaning of the mark.
  public var kind: Kind
  /// Range of the mark, brackets included.
  public var range: ByteRange

  /// Creates a mark on a range.
  public init(kind: Kind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

/// A reference to something in the archive, as an author wrote it in a link such as `[his
/// answer](source:fox-interview#p7)`, in front matter or in an attribute list. It keeps its position, so that a dead
/// reference can be reported at the right line.
public struct Reference: Sendable, Hashable {
  /// The kinds of things that have ids; in a link, the text before the colon.
  public enum Scheme: String, Sendable, CaseIterable {
    case source, speaker, topic, event, place, organization, note, page
  }
  /// Kind of the target.
  public var scheme: Scheme
  /// Id of the target.
  public var id: String
  /// The part after `#`: a passage (`p7`) or heading of a source. Empty if there is none.
  public var fragment: String
  /// Line of the file, from 1.
  public var line: Int32
  /// Column of the target in bytes, from 1.
  public var column: Int32

  /// Creates a reference written at a position in a file. Converts id and fragment to the composed form (NFC) of all
  /// ids.
  public init(scheme: Scheme, id: String, fragment: String = "", at position: Position) {
    self.scheme = scheme
    self.id = id.composed
    self.fragment = fragment.composed
    self.line = Int32(truncatingIfNeeded: position.line)
    self.column = Int32(truncatingIfNeeded: position.column)
  }

  /// Position in the file.
  public var position: Position { Position(line: Int(line), column: Int(column)) }
}

/// Attributes of one passage or heading, written as `{: topics="…" speaker="…" }`.
public struct Attributes: Sendable, Equatable {
  /// Topics the passage is indexed under.
  public var topics: [Reference] = []
  /// Places the passage names.
  public var places: [Reference] = []
  /// Organisations the passage names.
  public var organizations: [Reference] = []
  /// Events the passage names.
  public var events: [Reference] = []
  /// The speaker whose words the passage of a report reports. The passage appears in that speaker's timeline.
  public var speaker: Reference?
  /// An id that the author wants as an additional anchor (`#words`).
  public var anchor: String?
  /// CSS classes for the theme (`.verse`).
  public var classes: [String] = []

  /// Creates empty attributes.
  public init() {}
}
