import Archive
import Labelling

/// Keeps CommonMark from taking words away: marks what its rules would read as markup and what a reader of the
/// file would not. The marks are noncharacters of Unicode, which are removed again from every word.
///
/// ```
/// [crying]: no.      a link definition, which shows nothing     →  ⟨opening⟩\[crying]: no.
/// 5*4*3              emphasis on the 4                          →  5⟨opening⟩\*4⟨opening⟩\*3
/// **「はい」**です    asterisks, as 」 is punctuation             →  **「はい」**⟨space⟩⟨closing⟩です
/// ```
struct TextGuard {
  /// A piece of text to insert.
  struct Edit {
    var at: Int
    var bytes: [UInt8]
    /// Whether a line is added.
    var addsLine = false
  }

  /// Stands in front of what it guards: a backslash or a space, which goes with it, or nothing.
  let opening: [UInt8]
  /// Stands behind a space, which goes with it.
  let closing: [UInt8]

  /// U+205F, white space to CommonMark, and nothing that texts have.
  static let space: [UInt8] = [0xE2, 0x81, 0x9F]

  /// Chooses two noncharacters (U+FDD0 to U+FDEF) that a text does not have.
  init(for text: [UInt8]) {
    var free: [UInt8] = [0x90, 0x91]
    if text.firstOffset(of: [0xEF, 0xB7], from: 0) != nil {
      free = (0x90...0xAF).filter { text.firstOffset(of: [0xEF, 0xB7, $0], from: 0) == nil }
      // A text that has all of them is not one that somebody said; it loses the two it has least use for.
      free += [0x90, 0x91]
    }
    opening = [0xEF, 0xB7, free[0]]
    closing = [0xEF, 0xB7, free[1]]
  }

  /// The text with what happens inside of lines guarded, for texts that are parsed by themselves.
  func guarded(_ text: [UInt8]) -> [UInt8] { Self.apply(inlineEdits(text), to: text) }

  /// What must be inserted for brackets and asterisks.
  func inlineEdits(_ text: [UInt8]) -> [Edit] {
    var edits = Brackets.traps(text).map { Edit(at: $0, bytes: opening + [UInt8(ascii: "\\")]) }
    if text.offset(of: UInt8(ascii: "*")) != nil {
      var asterisks = Asterisks(text: text, textGuard: self)
      edits += asterisks.edits()
    }
    return edits
  }

  /// Makes the insertions; those at one place come in the order given.
  static func apply(_ edits: [Edit], to text: [UInt8]) -> [UInt8] {
    guard !edits.isEmpty else { return text }
    let sorted = edits.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    var out: [UInt8] = []
    out.reserveCapacity(text.count + edits.count * 8)
    var from = 0
    for (_, edit) in sorted {
      out += text[from..<edit.at]
      out += edit.bytes
      from = edit.at
    }
    return out + text[from...]
  }

  /// The words without the marks.
  ///
  /// - Parameter isVerbatim: whether a backslash is only a backslash there, as in code.
  func removed(from words: UnsafeRawBufferPointer, isVerbatim: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(words.count)
    var index = 0
    func stands(_ mark: [UInt8], at place: Int) -> Bool {
      place + mark.count <= words.count && words[place] == mark[0] && words[place + 1] == mark[1]
        && words[place + 2] == mark[2]
    }
    while index < words.count {
      if words[index] == 0xEF {
        if stands(opening, at: index) {
          index += 3
          if stands(Self.space, at: index) {
            index += 3
          } else if isVerbatim, index < words.count, words[index] == UInt8(ascii: "\\") {
            index += 1
          }
          continue
        }
        if stands(closing, at: index) {
          index += 3
          if out.suffix(3).elementsEqual(Self.space) { out.removeLast(3) }
          continue
        }
      }
      out.append(words[index])
      index += 1
    }
    return out
  }

  /// The same for an address.
  func removed(from text: String) -> String {
    guard text.utf8.contains(0xEF) else { return text }
    return String(
      decoding: Array(text.utf8).withUnsafeBytes { removed(from: $0, isVerbatim: true) }, as: UTF8.self)
  }
}
