/// Writes turns as the Markdown that the content folder has, so that every word comes through as it is:
/// each paragraph on one line, and in front of every character that means something a backslash.
///
/// ```
/// Turn(label: "Q", time: 65, paragraphs: ["*Why*?"])   →   Q [00:01:05]: \*Why\*?
/// ```
struct MarkdownWriter {
  private let labels: [String]
  /// Paragraphs that begin like a label: line of the input, who speaks, whether they stay that speaker's words.
  private(set) var likeLabels: [(line: Int, label: String, isKept: Bool)] = []

  init(labels: [String]) {
    // Longest first, as reading tries them.
    self.labels = labels.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  /// The turns, paragraphs apart by an empty line.
  mutating func write(_ turns: [Draft.Turn]) -> String {
    var blocks: [String] = []
    for turn in turns {
      var pending = turn.label.map { MarkdownWriter.opening(of: turn, label: $0) }
      if turn.paragraphs.isEmpty, let label = pending { blocks.append(label) }
      for paragraph in turn.paragraphs {
        let text = squeezed(paragraph.text)
        if text.isEmpty { continue }
        if paragraph.isStageNote {
          if let label = pending { blocks.append(label) }
          pending = nil
          blocks.append("> " + MarkdownWriter.escaped(text, atStart: true))
          continue
        }
        var line = ""
        if let label = pending, MarkdownWriter.isReadIntoLabel(text) {
          blocks.append(label)
          line = MarkdownWriter.escaped(text, atStart: true)
        } else if let label = pending {
          line = label + " " + MarkdownWriter.escaped(text, atStart: false)
        } else if beginsLikeLabel(text) {
          // Said by somebody else it would open a turn, so the speaker's own label stands in front.
          likeLabels.append((paragraph.line, turn.label ?? "", turn.label != nil))
          if let label = turn.label {
            line =
              MarkdownWriter.escaped(label, atStart: true) + ": "
              + MarkdownWriter.escaped(text, atStart: false)
          } else {
            line = MarkdownWriter.escaped(text, atStart: true)
          }
        } else {
          line = MarkdownWriter.escaped(text, atStart: true)
        }
        pending = nil
        if !paragraph.topics.isEmpty {
          line += "\n{: topics=\"\(paragraph.topics.joined(separator: " "))\" }"
        } else if text.hasSuffix("}"), text.contains("{:") {
          // An attribute list is known by its signs alone; behind an empty one, words stay words.
          line += " {: }"
        }
        blocks.append(line)
      }
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func opening(of turn: Draft.Turn, label: String) -> String {
    var out = MarkdownWriter.escaped(label, atStart: true)
    if let manner = turn.manner { out += " (\(MarkdownWriter.escaped(manner, atStart: false)))" }
    if let time = turn.time { out += " [\(MarkdownWriter.timeCode(time))]" }
    return out + ":"
  }

  /// `hh:mm:ss`.
  static func timeCode(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// Whether words behind a label would be taken for a manner or a time code.
  private static func isReadIntoLabel(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return first == UInt8(ascii: "(") || first == UInt8(ascii: "[") || first == UInt8(ascii: ":")
      || (0x30...0x39).contains(first)
  }

  private func beginsLikeLabel(_ text: String) -> Bool {
    for label in labels where text.utf8.starts(with: label.utf8) {
      let rest = text.utf8.dropFirst(label.utf8.count).drop { $0 == 0x20 }
      guard let next = rest.first else { return true }
      if [UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "[")].contains(next)
        || (0x30...0x39).contains(next)
      {
        return true
      }
    }
    return false
  }
}

extension MarkdownWriter {
  /// Text that CommonMark (0.31, sections 2.4 and 6) reads as the same words.
  ///
  /// - Parameters:
  ///   - atStart: whether it begins a block, where more characters have a meaning.
  ///   - hasLabels: whether words before a colon could be read as a label there, as in a record.
  static func escaped(_ text: String, atStart: Bool, hasLabels: Bool = true) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    let special = atStart ? startToEscape(bytes) : nil
    for (index, byte) in bytes.enumerated() {
      if index == special || needsEscape(byte, at: index, bytes)
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
      // Inside a word an underscore means nothing.
      return !(index > 0 && isWord(bytes[index - 1]) && index + 1 < bytes.count && isWord(bytes[index + 1]))
    case UInt8(ascii: "&"):
      guard index + 1 < bytes.count else { return false }
      return isWord(bytes[index + 1]) || bytes[index + 1] == UInt8(ascii: "#")
    case UInt8(ascii: "["): return !isPlainBracket(bytes, index)
    case UInt8(ascii: "]"):
      // The end of a bracket that was escaped, or of none, cannot close a link.
      return false
    default: return false
    }
  }

  /// `[laughter]` needs no backslash: nothing behind it makes a link, a definition or a footnote of it.
  private static func isPlainBracket(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard let close = bytes[(index + 1)...].prefix(60).firstIndex(of: UInt8(ascii: "]")) else { return false }
    let inside = bytes[(index + 1)..<close]
    guard inside.first != UInt8(ascii: "^"), !inside.contains(UInt8(ascii: "[")) else { return false }
    guard close + 1 < bytes.count else { return true }
    return ![UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ":")].contains(bytes[close + 1])
  }

  /// The index of the character that would begin a heading, quotation, list, rule or fence.
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

  /// A colon near the beginning of a paragraph, which could make a label of the words in front of it: up to 48
  /// bytes of a name and 80 of a manner (`Labels` in `Reading`).
  private static func isLabelColon(_ byte: UInt8, _ index: Int, _ bytes: [UInt8]) -> Bool {
    guard byte == UInt8(ascii: ":"), index < 140 else { return false }
    let closesManner =
      index > 0 && (bytes[index - 1] == UInt8(ascii: ")") || bytes[index - 1] == UInt8(ascii: "]"))
    guard closesManner || !bytes[..<index].contains(byte) else { return false }
    return index + 1 == bytes.count || bytes[index + 1] == 0x20
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
