/// The words an author gives before and behind a quotation, compared with those in the text.
struct Context {
  private let prefix: [UInt8]
  private let suffix: [UInt8]
  /// At most so many bytes next to the quotation are compared.
  private static let reach = 64

  /// Both normalised, and folded like the text.
  init(prefix: [UInt8], suffix: [UInt8]) {
    self.prefix = prefix.suffix(Self.reach).reversed()
    self.suffix = Array(suffix.prefix(Self.reach))
  }

  /// Whether the author gave any.
  var isEmpty: Bool { prefix.isEmpty && suffix.isEmpty }
  /// Bytes that are compared.
  var count: Int { prefix.count + suffix.count }

  /// How well the surroundings of a range agree, 0 to 1; nil where none are given. An unedited side counts for
  /// the whole at least as much as an edited one takes away: edits seldom touch both.
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

  /// Whether each side that the author gave agrees so well, and begins with so many equal bytes, or is all equal.
  func surrounds(_ text: [UInt8], _ range: Range<Int>, agreement least: Double, bytes: Int) -> Bool {
    (agreementBefore(text, range.lowerBound) ?? 1) >= least
      && (agreementBehind(text, range.upperBound) ?? 1) >= least
      && exactBefore(text, range.lowerBound) >= min(bytes, prefix.count)
      && exactBehind(text, range.upperBound) >= min(bytes, suffix.count)
  }

  /// Bytes next to a range, on both sides, that agree one by one.
  func exact(_ text: [UInt8], _ range: Range<Int>) -> Int {
    exactBefore(text, range.lowerBound) + exactBehind(text, range.upperBound)
  }

  /// Bytes directly before a place that agree one by one.
  func exactBefore(_ text: [UInt8], _ place: Int) -> Int {
    zip(prefix, back(text, place)).prefix { $0 == $1 }.count
  }

  /// Bytes directly behind a place that agree one by one.
  func exactBehind(_ text: [UInt8], _ place: Int) -> Int {
    zip(suffix, on(text, place)).prefix { $0 == $1 }.count
  }

  /// Whether all that the author gave before the place agrees, and there is something.
  func wholeBefore(_ text: [UInt8], _ place: Int) -> Bool {
    !prefix.isEmpty && exactBefore(text, place) == prefix.count
  }

  /// Whether all that the author gave behind the place agrees, and there is something.
  func wholeBehind(_ text: [UInt8], _ place: Int) -> Bool {
    !suffix.isEmpty && exactBehind(text, place) == suffix.count
  }

  /// Whether so many bytes next to a range, or all that the author gave, agree one by one on one side at least.
  func touches(_ text: [UInt8], _ range: Range<Int>, bytes: Int) -> Bool {
    !prefix.isEmpty && exactBefore(text, range.lowerBound) >= min(bytes, prefix.count)
      || !suffix.isEmpty && exactBehind(text, range.upperBound) >= min(bytes, suffix.count)
  }

  // White space at the seam is not compared: normalisation has cut it off the author's words.

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
