import Archive

/// Footnotes, `[^1]` in the text and `[^1]: …` as a paragraph, which libcmark does not know: it would take
/// a short one for the definition of a link and drop its words.
struct Footnotes {
  private var passages: [String: Int] = [:]
  private var uses: [(mark: Int, name: String)] = []
  private var present = false

  /// The text with the bracket of every footnote sign escaped, so that it comes through as text.
  mutating func escaped(_ body: [UInt8]) -> [UInt8] {
    let sign = Array("[^".utf8)
    guard var next = body.firstOffset(of: sign, from: 0) else { return body }
    present = true
    var out: [UInt8] = []
    out.reserveCapacity(body.count + 64)
    var from = 0
    while true {
      out += body[from..<next]
      if next == 0 || body[next - 1] != UInt8(ascii: "\\") { out.append(UInt8(ascii: "\\")) }
      from = next
      guard let found = body.firstOffset(of: sign, from: next + 2) else { break }
      next = found
    }
    out += body[from...]
    return out
  }

  /// The name of the footnote whose text a paragraph is, and where that text begins.
  func definition(_ bytes: [UInt8], from start: Int) -> (name: String, end: Int)? {
    guard present, let (name, end) = Self.sign(bytes, at: start), end < bytes.count,
      bytes[end] == UInt8(ascii: ":")
    else { return nil }
    return (name, end + 1)
  }

  /// Remembers which passage holds the text of a footnote.
  mutating func define(_ name: String, passage: Int) {
    if passages[name] == nil { passages[name] = passage }
  }

  /// Marks the signs in the words that were added last. They are told from marks inside links by depth 0.
  mutating func findUses(_ prose: inout Prose, from start: Int, firstMark: Int) {
    guard present else { return }
    var at = start
    while let open = prose.bytes.firstOffset(of: Array("[^".utf8), from: at) {
      at = open + 2
      guard let (name, end) = Self.sign(prose.bytes, at: open) else { continue }
      let range = ByteRange(open, end)
      // In order of the text, behind the marks that contain it.
      var index = prose.marks.count
      while index > firstMark, prose.marks[index - 1].range.start > range.start { index -= 1 }
      let around = prose.marks[firstMark..<index].filter { $0.range.contains(range) }
      for known in uses.indices where uses[known].mark >= index { uses[known].mark += 1 }
      let depth = UInt8(clamping: (around.map { Int($0.depth) }.max() ?? -1) + 1)
      prose.marks.insert(Mark(.footnote, depth: depth, range: range, value: -1), at: index)
      uses.append((index, name))
      at = end
    }
  }

  /// Points every sign at the passage with its text, now that all of them are known.
  func link(_ prose: inout Prose) {
    for use in uses {
      prose.marks[use.mark].value = passages[use.name].map { Int32($0) } ?? -1
    }
  }

  private static func sign(_ bytes: [UInt8], at start: Int) -> (name: String, end: Int)? {
    guard start + 3 < bytes.count, bytes[start] == UInt8(ascii: "["), bytes[start + 1] == UInt8(ascii: "^"),
      let close = bytes[(start + 2)...].prefix(40).firstIndex(of: UInt8(ascii: "]")), close > start + 2
    else { return nil }
    return (String(decoding: bytes[(start + 2)..<close], as: UTF8.self), close + 1)
  }
}
