/// Text set in passages: the plain words as UTF-8 bytes, and beside them, as ranges, everything that is
/// said about them. The record of a source, a register's note and the body of an annotation are all prose.
///
/// Words and markup are kept apart ("standoff") because that is what the rest of the work needs: an
/// annotation is a range of `bytes`, search reads `bytes` alone, and rendering sweeps once over `marks`.
/// Flat arrays also keep an archive of a million passages cheap: no object for each paragraph.
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
  /// The passages in order of the text.
  public var passages: [Passage] = []
  /// Markup inside passages and headings, in document order, an outer mark before those inside it.
  public var marks: [MarkupSpan] = []
  /// Editorial signs such as `[sic]`, in order, never overlapping.
  public var signs: [EditorialMark] = []
  /// Headings in order. Empty in prose that has none.
  public var sections: [Section] = []
  /// Turns in order. Empty where nobody is marked as speaking.
  public var turns: [Turn] = []
  /// What the marks of kind `.reference` point to.
  public var references: [Reference] = []
  /// What the marks of kind `.link` and `.image` point to; already checked against the allowed schemes.
  public var links: [String] = []
  /// Attributes of those passages and headings that carry any.
  public var attributes: [Attributes] = []

  /// Prose without a word.
  public init() {}

  /// Leaves the text where it is until somebody asks for it.
  public mutating func setBytes(_ text: PendingText) {
    own = []
    pending = text
  }

  /// Whether two say the same in the same way, wherever their texts are.
  public static func == (a: Prose, b: Prose) -> Bool {
    a.bytes == b.bytes && a.passages == b.passages && a.marks == b.marks && a.signs == b.signs
      && a.sections == b.sections && a.turns == b.turns && a.references == b.references && a.links == b.links
      && a.attributes == b.attributes
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { passages.isEmpty && sections.isEmpty }

  /// The words of a range as a string; ranges come from this same prose and lie on character borders.
  public func string(_ range: ByteRange) -> String {
    String(decoding: bytes[range.asRange], as: UTF8.self)
  }

  /// The attributes of a passage, if it has any.
  public func attributes(of passage: Passage) -> Attributes? {
    passage.attributes < 0 ? nil : attributes[Int(passage.attributes)]
  }
}

/// A half-open range of bytes in a `Prose`. 32 bits, because there are millions of them and no source
/// of more than two gigabytes is accepted.
public struct ByteRange: Sendable, Hashable {
  /// Offset of the first byte.
  public var start: Int32
  /// Offset behind the last byte.
  public var end: Int32

  /// The range from `start` up to, not including, `end`.
  public init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  /// The same as a range of array indices.
  public var asRange: Range<Int> { Int(start)..<Int(end) }
  /// Number of bytes.
  public var count: Int { Int(end) - Int(start) }
  /// Whether the other range lies wholly inside this one.
  public func contains(_ other: ByteRange) -> Bool { start <= other.start && other.end <= end }
  /// Whether the two have a byte in common.
  public func overlaps(_ other: ByteRange) -> Bool { start < other.end && other.start < end }
}

/// The unit of ids, citation, annotation, indexing and search: one paragraph, list, quotation or table.
public struct Passage: Sendable, Equatable {
  /// What stands in the passage; decides the element it is shown as.
  public enum Kind: UInt8, Sendable {
    case paragraph, list, quotation, table, code
    /// A block quotation wholly in parentheses, such as `(laughter)`. Nobody's words.
    case stageNote
    /// The text of a footnote, `[^1]: …`.
    case footnote
  }

  /// What stands in the passage.
  public var kind: Kind
  /// Where its words are in the prose.
  public var range: ByteRange
  /// Where its marks are in `Prose.marks`.
  public var marks: Range<Int32>
  /// Index of its turn in `Prose.turns`, or -1 where nobody is marked as speaking.
  public var turn: Int32 = -1
  /// Index of the section it stands in, or -1 before the first heading.
  public var section: Int32 = -1
  /// The permanent number, the N of `pN`; 0 until the ledger has given one.
  public var number: Int32 = 0
  /// Index into `Prose.attributes`, or -1.
  public var attributes: Int32 = -1
  /// Number of words; each Han, Hiragana, Katakana, Thai, Lao, Khmer or Myanmar letter counts as one.
  public var words: Int32 = 0
  /// Line of the file it begins on, from 1.
  public var line: Int32

  /// A passage as reading finds it, before it has a number.
  public init(kind: Kind, range: ByteRange, marks: Range<Int32>, line: Int32) {
    self.kind = kind
    self.range = range
    self.marks = marks
    self.line = line
  }

  /// The permanent id, unique within its source.
  public var id: String { "p\(number)" }
}

/// A stretch of speech by one speaker, from a label to the next.
public struct Turn: Sendable, Equatable {
  /// Index into `Source.speakers`.
  public var speaker: Int32
  /// Indices of its passages. Stage notes that fall into the turn are among them.
  public var passages: Range<Int32>
  /// What stands in parentheses behind the label: "through interpreter", "off mike".
  public var manner: String?
  /// Seconds from the beginning of the recording, or -1.
  public var time: Int32
  /// Line of the file the label stands on, from 1.
  public var line: Int32

  /// A turn; `passages` is closed when the next label, heading or rule is met.
  public init(speaker: Int32, passages: Range<Int32>, manner: String?, time: Int32, line: Int32) {
    self.speaker = speaker
    self.passages = passages
    self.manner = manner
    self.time = time
    self.line = line
  }
}

/// A heading and what follows it up to the next.
public struct Section: Sendable, Equatable {
  /// Level of the heading as written, 1 to 6.
  public var level: UInt8
  /// Where the words of the heading are in the prose.
  public var heading: ByteRange
  /// Where the marks of the heading are in `Prose.marks`.
  public var marks: Range<Int32>
  /// Index of the first passage behind the heading.
  public var firstPassage: Int32
  /// Id for links, unique in the prose and never of the form `pN`.
  public var id: String
  /// Line of the file, from 1.
  public var line: Int32

  /// A heading as reading finds it.
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

/// Markup on a range of words. Marks nest; `depth` says how deep, so that empty ones keep their place.
public struct MarkupSpan: Sendable, Equatable {
  /// The kinds that CommonMark knows (and pipe tables), less raw HTML, which is kept as text.
  public enum Kind: UInt8, Sendable {
    case paragraph, bulletList, orderedList, item, quotation, codeBlock, rule, heading
    case table, row, headerCell, cell
    case emphasis, strong, code, link, reference, image, lineBreak, footnote
  }

  /// What the mark is.
  public var kind: Kind
  /// 0 for the outermost marks of a passage.
  public var depth: UInt8
  /// The words it is on.
  public var range: ByteRange
  /// Index into `links` or `references`; the first number of an ordered list; the level of a heading;
  /// for a footnote sign the index of the passage with its text, or -1; else 0.
  public var value: Int32

  /// A mark on a range.
  public init(_ kind: Kind, depth: UInt8, range: ByteRange, value: Int32 = 0) {
    self.kind = kind
    self.depth = depth
    self.range = range
    self.value = value
  }
}

/// An editorial sign in the record: `[inaudible]`, `[sic]`, `[ph]`, `[…]` and their kin.
public struct EditorialMark: Sendable, Equatable {
  /// What the sign tells the reader.
  public enum Kind: String, Sendable, CaseIterable {
    /// Words could not be understood.
    case inaudible
    /// The transcriber doubts the spelling: `[ph]`, `[?]`.
    case phonetic
    /// The wording stands so in the original: `[sic]`.
    case sic
    /// Several people speak at once.
    case crosstalk
    /// Something heard or seen that is not speech: `[laughter]`, `[applause]`.
    case event
    /// Words left out: `[…]`.
    case omission
    /// Words left in their language: `[untranslated]`, `[speaks Russian]`.
    case foreign
    /// Words withheld: `[redacted]`.
    case redacted
  }
  /// What the sign tells the reader.
  public var kind: Kind
  /// Where it stands, brackets included.
  public var range: ByteRange

  /// A sign on a range.
  public init(kind: Kind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

/// The name of something in the archive, as an author wrote it in a link such as
/// `[his answer](source:fox-interview#p7)`, in front matter or in a list of attributes. It keeps its place,
/// so that a dead one can be reported where it stands.
public struct Reference: Sendable, Hashable {
  /// The kinds of things that have ids; in a link, what stands before the colon.
  public enum Scheme: String, Sendable, CaseIterable {
    case source, speaker, topic, event, place, organization, note, page
  }
  /// What kind of thing it points to.
  public var scheme: Scheme
  /// The id of that thing.
  public var id: String
  /// The part behind `#`: a passage (`p7`) or heading of a source. Empty where there is none.
  public var fragment: String
  /// Line of the file, from 1.
  public var line: Int32
  /// Column of the target in bytes, from 1.
  public var column: Int32

  /// A reference as written at a place in a file; id and fragment get the composed form that all ids have.
  public init(scheme: Scheme, id: String, fragment: String = "", at position: Position) {
    self.scheme = scheme
    self.id = id.composed
    self.fragment = fragment.composed
    self.line = Int32(truncatingIfNeeded: position.line)
    self.column = Int32(truncatingIfNeeded: position.column)
  }

  /// Where it is written.
  public var position: Position { Position(line: Int(line), column: Int(column)) }
}

/// What an author says of one passage or heading with `{: topics="…" speaker="…" }`.
public struct Attributes: Sendable, Equatable {
  /// Topics the passage is indexed under.
  public var topics: [Reference] = []
  /// Places the passage names.
  public var places: [Reference] = []
  /// Organisations the passage names.
  public var organizations: [Reference] = []
  /// Events the passage names.
  public var events: [Reference] = []
  /// Whose words a passage of a report reports; the passage is then in that speaker's timeline.
  public var speaker: Reference?
  /// An id the author wishes as a further anchor (`#words`).
  public var anchor: String?
  /// Classes for the theme (`.verse`).
  public var classes: [String] = []

  /// Attributes that say nothing.
  public init() {}
}
