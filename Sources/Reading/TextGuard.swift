import Archive
import Labelling

/// Prevents CommonMark from removing text: guards characters that its rules would read as markup but a reader of
/// the file would not. The guard characters are Unicode noncharacters and are removed from the text after parsing.
///
/// ```
/// [crying]: no.      a link definition, which shows nothing     →  ⟨opening⟩\[crying]: no.
/// 5*4*3              emphasis on the 4                          →  5⟨opening⟩\*4⟨opening⟩\*3
/// **「はい」**です    asterisks, as 」 is punctuation             →  **「はい」**⟨space⟩⟨closing⟩です
/// ```
struct TextGuard {
  /// An insertion.
  struct Edit {
    var at: Int
    var bytes: [UInt8]
    /// Whether the insertion adds a line.
    var addsLine = false
  }

  /// Guard character inserted before guarded text, alone or followed by a backslash or `space`, which is removed
  /// with it.
  let opening: [UInt8]
  /// Guard character inserted after `space`, which is removed with it.
  let closing: [UInt8]

  /// U+205F: white space in CommonMark that does not occur in texts.
  static let space: [UInt8] = [0xE2, 0x81, 0x9F]

  /// Chooses two noncharacters (U+FDD0 to U+FDEF) that do not occur in a text.
  init(for text: [UInt8]) {
    var free: [UInt8] = [0x90, 0x91]
    if text.firstOffset(of: [0xEF, 0xB7], from: 0) != nil {
      free = (0x90...0xAF).filter { text.firstOffset(of: [0xEF, 0xB7, $0], from: 0) == nil }
      // A text with all of them is not a real transcript. It loses the two chosen here.
      free += [0x90, 0x91]
    }
    opening = [0xEF, 0xB7, free[0]]
    closing = [0xEF, 0xB7, free[1]]
  }

  /// Applies the inline edits to a text, for texts that are parsed on their own.
  func guarded(_ text: [UInt8]) -> [UInt8] { Self.apply(inlineEdits(text), to: text) }

  /// Insertions for brackets and asterisks.
  func inlineEdits(_ text: [UInt8]) -> [Edit] {
    var edits = Brackets.traps(text).map { Edit(at: $0, bytes: opening + [UInt8(ascii: "\\")]) }
    if text.offset(of: UInt8(ascii: "*")) != nil {
      var asterisks = Asterisks(text: text, textGuard: self)
      edits += asterisks.edits()
    }
    return edits
  }

  /// Applies insertions. Those at the same offset keep their order.
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

  /// Returns text without guard characters.
  ///
  /// - Parameter isVerbatim: whether a backslash is an ordinary character, as in code.
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

  /// Returns an address without guard characters.
  func removed(from text: String) -> String {
    guard text.utf8.contains(0xEF) else { return text }
    return String(
      decoding: Array(text.utf8).withUnsafeBytes { removed(from: $0, isVerbatim: true) }, as: UTF8.self)
  }
}
