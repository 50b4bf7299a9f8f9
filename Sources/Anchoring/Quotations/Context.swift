/// The words that an author gives before and after a quotation, compared with those in the text.
struct Context {
  private let prefix: [UInt8]
  private let suffix: [UInt8]
  /// Most bytes on each side of the quotation that are compared.
  private static let reach = 64

  /// Both normalised and case-folded like the text.
  init(prefix: [UInt8], suffix: [UInt8]) {
    self.prefix = prefix.suffix(Self.reach).reversed()
    self.suffix = Array(suffix.prefix(Self.reach))
  }

  /// Whether the author gave no context.
  var isEmpty: Bool { prefix.isEmpty && suffix.isEmpty }
  /// Number of bytes that are compared.
  var count: Int { prefix.count + suffix.count }

  /// Agreement of the context of a range, 0 to 1; nil if none is given. The mean of the better side and the average
  /// of both sides, weighted by length, because edits seldom affect both.
  func agreement(_ text: [UInt8], _ range: Range<Int>) -> Double? {
    if isEmpty { return nil }
    let before = agreementBefore(text, range.lowerBound)
    let behind = agreementBehind(text, range.upperBound)
    guard let before else { return behind }
    guard let behind else { return before }
    let mean =
      (before * Double(prefix.count) + behind * Double(suffix.count)) / Double(prefix.count + suffix.count)
    return (mean + max(before, behind)) / 2
  }

  private func agreementBefore(_ text: [UInt8], _ place: Int) -> Double? {
    prefix.isEmpty ? nil : EditDistance.agreement(prefix, atStartOf: back(text, place))
  }

  private func agreementBehind(_ text: [UInt8], _ place: Int) -> Double? {
    suffix.isEmpty ? nil : EditDistance.agreement(suffix, atStartOf: on(text, place))
  }

  /// Whether each given side has the least agreement, and begins with at least `bytes` equal bytes or is entirely
  /// equal.
  func surrounds(_ text: [UInt8], _ range: Range<Int>, agreement least: Double, bytes: Int) -> Bool {
    (agreementBefore(text, range.lowerBound) ?? 1) >= least
      && (agreementBehind(text, range.upperBound) ?? 1) >= least
      && exactBefore(text, range.lowerBound) >= min(bytes, prefix.count)
      && exactBehind(text, range.upperBound) >= min(bytes, suffix.count)
  }

  /// Number of equal bytes directly beside a range, on both sides together.
  func exact(_ text: [UInt8], _ range: Range<Int>) -> Int {
    exactBefore(text, range.lowerBound) + exactBehind(text, range.upperBound)
  }

  /// Number of equal bytes directly before a position.
  func exactBefore(_ text: [UInt8], _ place: Int) -> Int {
    zip(prefix, back(text, place)).prefix { $0 == $1 }.count
  }

  /// Number of equal bytes directly after a position.
  func exactBehind(_ text: [UInt8], _ place: Int) -> Int {
    zip(suffix, on(text, place)).prefix { $0 == $1 }.count
  }

  /// Whether the author gave a prefix, and all of it is equal before the position.
  func wholeBefore(_ text: [UInt8], _ place: Int) -> Bool {
    !prefix.isEmpty && exactBefore(text, place) == prefix.count
  }

  /// Whether the author gave a suffix, and all of it is equal after the position.
  func wholeBehind(_ text: [UInt8], _ place: Int) -> Bool {
    !suffix.isEmpty && exactBehind(text, place) == suffix.count
  }

  /// Whether at least one given side has `bytes` equal bytes beside the range, or is entirely equal.
  func touches(_ text: [UInt8], _ range: Range<Int>, bytes: Int) -> Bool {
    !prefix.isEmpty && exactBefore(text, range.lowerBound) >= min(bytes, prefix.count)
      || !suffix.isEmpty && exactBehind(text, range.upperBound) >= min(bytes, suffix.count)
  }

  // White space between context and quotation is not compared: normalisation has removed it from the author's
  // words.

  private func back(_ text: [UInt8], _ place: Int) -> [UInt8] {
    var end = place
    while end > 0, text[end - 1] == 0x20 { end -= 1 }
    return text[max(0, end - prefix.count - prefix.count / 2 - 4)..<end].reversed()
  }

  private func on(_ text: [UInt8], _ place: Int) -> [UInt8] {
    var start = place
    while start < text.count, text[start] == 0x20 { start += 1 }
    return Array(text[start..<min(text.count, start + suffix.count + suffix.count / 2 + 4)])
  }
}
