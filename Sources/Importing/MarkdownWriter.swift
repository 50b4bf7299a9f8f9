import Labelling

/// Writes turns as Markdown for the content folder. Each paragraph is one line. A backslash precedes each character
/// that has a meaning in Markdown, so that every word is read back unchanged.
///
/// ```
/// Turn(label: "Q", time: 65, paragraphs: ["*Why*?"])   →   Q [00:01:05]: \*Why\*?
/// ```
struct MarkdownWriter {
  /// Words that look like a label.
  struct LikeLabel {
    /// Line of the input.
    var line: Int
    var label: String
    /// Label of their speaker; nil if no speaker is named.
    var speaker: String?
    /// Whether the reader will treat them as words.
    var isKept: Bool
  }

  private let labels: LabelsInWords
  /// Paragraphs with words that look like a label.
  private(set) var likeLabels: [LikeLabel] = []
  /// Input lines of paragraphs that will be read as footnotes.
  private(set) var footnotes: [Int] = []
  private var blocks: [String] = []

  init(labels: [String]) { self.labels = LabelsInWords(labels) }

  /// The turns as Markdown; empty lines separate the paragraphs.
  mutating func write(_ turns: [ImportedDocument.Turn]) -> String {
    blocks = []
    var isOpen = false
    for turn in turns {
      // A rule ends the turn, so that what follows has no speaker.
      if turn.label == nil, isOpen { blocks.append("---") }
      isOpen = turn.label != nil
      write(turn)
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private mutating func write(_ turn: ImportedDocument.Turn) {
    var pending = turn.label.map { MarkdownWriter.opening(of: turn, label: $0) }
    if turn.paragraphs.isEmpty, let label = pending { blocks.append(label) }
    for paragraph in turn.label == nil ? joiningBareLabels(turn.paragraphs) : turn.paragraphs {
      let text = squeezed(paragraph.text)
      if text.isEmpty { continue }
      defer { pending = nil }
      if paragraph.isStageNote {
        if let label = pending { blocks.append(label) }
        blocks.append("> " + MarkdownWriter.escaped(text, atStart: true))
        continue
      }
      var label = pending
      if let opening = label, MarkdownWriter.isReadIntoLabel(text) {
        blocks.append(opening)
        label = nil
      }
      let places = labels.places(in: text)
      let bare = label == nil ? labels.bare(at: text) : nil
      note(places, bare, in: paragraph, of: turn)
      if label == nil, let name = turn.label,
        bare != nil
          || !MarkdownWriter.isReadIntoLabel(text)
            && (places.first?.isLikeTurn == true || MarkdownWriter.hasWideColon(text))
      {
        // Without a label in front, the words could open a turn of somebody else: repeat the speaker's own label.
        label = MarkdownWriter.written(label: name) + ":"
      }
      if label == nil, text.hasPrefix("[^"), text.contains("]:") { footnotes.append(paragraph.line) }
      var line = MarkdownWriter.escaped(text, atStart: label == nil, colons: Set(places.compactMap(\.colon)))
      if let label { line = label + " " + line }
      if !paragraph.topics.isEmpty {
        line += "\n{: topics=\"\(paragraph.topics.joined(separator: " "))\" }"
      } else if text.hasSuffix("}"), text.contains("{:") {
        // The end of the words would be read as an attribute list; an empty list after it prevents that.
        line += " {: }"
      }
      blocks.append(line)
    }
  }

  /// The paragraphs of a turn without a speaker. A paragraph that is only a declared label would open a turn, so it
  /// is joined to the paragraph before it.
  private func joiningBareLabels(_ paragraphs: [ImportedDocument.Paragraph]) -> [ImportedDocument.Paragraph] {
    var out: [ImportedDocument.Paragraph] = []
    for paragraph in paragraphs {
      if let last = out.last, labels.bare(at: squeezed(paragraph.text)) != nil, !last.isStageNote,
        !paragraph.isStageNote,
        last.topics == paragraph.topics, !squeezed(last.text).isEmpty
      {
        out[out.count - 1].text += " " + paragraph.text
      } else {
        out.append(paragraph)
      }
    }
    return out
  }

  private mutating func note(
    _ places: [LabelsInWords.Place], _ bare: String?, in paragraph: ImportedDocument.Paragraph,
    of turn: ImportedDocument.Turn
  ) {
    let found = places.first(where: \.isLikeTurn)
    guard let label = found?.label ?? bare else { return }
    likeLabels.append(
      LikeLabel(
        line: paragraph.line, label: label, speaker: turn.label,
        isKept: turn.label != nil || found?.colon != nil))
  }

  private static func opening(of turn: ImportedDocument.Turn, label: String) -> String {
    var out = written(label: label)
    if let manner = turn.manner { out += " (\(MarkdownWriter.escaped(manner, atStart: false)))" }
    if let time = turn.time { out += " [\(MarkdownWriter.timeCode(time))]" }
    return out + ":"
  }

  /// A label as written before its colon; brackets are escaped, because they would define a link.
  private static func written(label: String) -> String {
    // A backslash before a full stop would make the reader treat the label as words, as one before a colon does.
    let out = escaped(label, atStart: true).replacing("\\.", with: "&#46;")
    return out.hasPrefix("[") ? "\\" + out : out
  }

  /// `hh:mm:ss`.
  static func timeCode(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// Whether a text begins like a label with a non-ASCII colon, which a backslash cannot escape.
  private static func hasWideColon(_ text: String) -> Bool {
    guard let colon = text.prefix(70).first(where: \.isLabelColon), colon != ":" else { return false }
    return LabelCandidate(text[...])?.form == .colon
  }

  /// Whether words after a label would be read as part of it: as a manner, a time code or a formatting tag.
  private static func isReadIntoLabel(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return first == UInt8(ascii: "(") || first == UInt8(ascii: "[") || first == UInt8(ascii: ":")
      || first == UInt8(ascii: "<")
      || (0x30...0x39).contains(first)
  }
}

extension MarkdownWriter {
  /// Escapes a text so that CommonMark (0.31, sections 2.4 and 6) reads it as the same words.
  ///
  /// - Parameters:
  ///   - atStart: whether the text begins a block, where more characters have a meaning.
  ///   - hasLabels: whether words before a colon could be read as a label there, as in a record.
  ///   - colons: byte offsets of colons that are known to follow a label.
  static func escaped(
    _ text: String, atStart: Bool, hasLabels: Bool = true, colons: Set<Int> = []
  ) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    let special = atStart ? startToEscape(bytes) ?? (hasLabels ? timeToEscape(text) : nil) : nil
    for (index, byte) in bytes.enumerated() {
      if index == special || colons.contains(index) || needsEscape(byte, at: index, bytes)
        || atStart && hasLabels && isLabelColon(byte, index, bytes)
      {
        out.append(UInt8(ascii: "\\"))
      }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func needsEscape(_ byte: UInt8, at index: Int, _ bytes: [UInt8]) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "<"): return true
    case UInt8(ascii: "_"):
      // Inside a word an underscore has no meaning.
      return !(index > 0 && isWord(bytes[index - 1]) && index + 1 < bytes.count && isWord(bytes[index + 1]))
    case UInt8(ascii: "&"):
      guard index + 1 < bytes.count else { return false }
      return isWord(bytes[index + 1]) || bytes[index + 1] == UInt8(ascii: "#")
    case UInt8(ascii: "["): return !isPlainBracket(bytes, index)
    case UInt8(ascii: "]"):
      // It cannot close a link: any opening bracket that could begin one is escaped.
      return false
    default: return false
    }
  }

  /// Whether a bracket needs no backslash, as in `[laughter]`: it is not part of a link, a definition or a footnote.
  private static func isPlainBracket(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard let close = bytes[(index + 1)...].prefix(60).firstIndex(of: UInt8(ascii: "]")) else { return false }
    let inside = bytes[(index + 1)..<close]
    guard inside.first != UInt8(ascii: "^"), !inside.contains(UInt8(ascii: "[")) else { return false }
    guard close + 1 < bytes.count else { return true }
    return ![UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ":")].contains(bytes[close + 1])
  }

  /// Index of the character that would begin a heading, quotation, list, rule or fence; nil if there is none.
  private static func startToEscape(_ bytes: [UInt8]) -> Int? {
    guard let first = bytes.first else { return nil }
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "~"),
      UInt8(ascii: "="), UInt8(ascii: "|"):
      return 0
    case 0x30...0x39:
      let digits = bytes.prefix { (0x30...0x39).contains($0) }.count
      guard digits <= 9, digits < bytes.count,
        bytes[digits] == UInt8(ascii: ".") || bytes[digits] == UInt8(ascii: ")")
      else { return nil }
      return digits
    default: return nil
    }
  }

  /// Index of the bracket of a time code at the beginning, which would be read as the time of the passage; nil if
  /// there is none.
  private static func timeToEscape(_ text: String) -> Int? {
    guard let mark = TimeCodeMark(at: text[...]), mark.isBracketed else { return nil }
    return text.utf8.first == UInt8(ascii: "[") || text.utf8.first == UInt8(ascii: "(") ? 0 : nil
  }

  /// Whether a byte is a colon that could make a label of the words before it. That is a colon in the first 300 bytes
  /// that is the first outside a time code, which is the one the reader looks for, or follows a manner.
  private static func isLabelColon(_ byte: UInt8, _ index: Int, _ bytes: [UInt8]) -> Bool {
    guard byte == UInt8(ascii: ":"), index < 300, !isInTime(index, bytes) else { return false }
    let closesManner =
      index > 0 && (bytes[index - 1] == UInt8(ascii: ")") || bytes[index - 1] == UInt8(ascii: "]"))
    let isFirst = !bytes[..<index].indices.contains { bytes[$0] == byte && !isInTime($0, bytes) }
    guard closesManner || isFirst else { return false }
    // A colon before a slash belongs to an address.
    return index == 0 || index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "/")
  }

  private static func isInTime(_ index: Int, _ bytes: [UInt8]) -> Bool {
    index > 0 && index + 1 < bytes.count && (0x30...0x39).contains(bytes[index - 1])
      && (0x30...0x39).contains(bytes[index + 1])
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
