import Archive

/// Rewrites targets of notes, so that they quote the words on which the notes are now.
public struct Requoter: Sendable {
  private let source: Source
  private let finder: QuotationFinder

  /// - Parameter source: a source whose passages have their permanent numbers.
  public init(_ source: Source) {
    self.source = source
    finder = QuotationFinder(source.record)
  }

  /// The target that is placed exactly on a range of the record.
  ///
  /// Prefix and suffix have as many words as the author gave, and more if they are needed to make the position
  /// unique. The target has a passage id if the author gave one, or if the position is not unique without it.
  ///
  /// - Parameter isMoved: whether the note is reported as moved. The target then always has a passage id: if the
  ///   passage that the note was on is gone, a note without an id would be reported as moved again.
  /// - Returns: nil if no such target is found at the range and nowhere else.
  public func target(
    _ written: Annotation.Target, at range: ByteRange, isMoved: Bool = false
  ) -> Annotation.Target? {
    let record = source.record
    let touched = touchedPassages(record, range)
    guard range.count > 0, let first = touched.first, let last = touched.last else { return nil }
    var target = written
    target.quote = Self.words(record, range.asRange).joined(separator: " ")
    let passage = record.passages[first]
    let before = Self.words(record, Int(passage.range.start)..<Int(range.start))
    let behind = Self.words(record, Int(range.end)..<Int(record.passages[last].range.end))
    let own = (Self.count(written.prefix), Self.count(written.suffix))
    let isNamed = written.passage != nil || isMoved
    for names in isNamed ? [true] : [false, true] {
      target.passage = names ? passage.id : nil
      let named = names ? finder.text.normalised(passage.range) : nil
      for count in 0...QuotedPlace.surroundings {
        target.prefix = before.suffix(max(count, own.0)).joined(separator: " ")
        target.suffix = behind.prefix(max(count, own.1)).joined(separator: " ")
        if !target.prefix.isEmpty, Self.isSpace(record.bytes[Int(range.start) - 1]) { target.prefix += " " }
        if !target.suffix.isEmpty, Self.isSpace(record.bytes[Int(range.end)]) {
          target.suffix = " " + target.suffix
        }
        let finding = finder.find(
          target.quote ?? "", prefix: target.prefix, suffix: target.suffix, named: named)
        if finding.state == .exact, finding.range.map(finder.text.original) == range { return target }
      }
    }
    return nil
  }

  /// The target of a note on a whole passage.
  public func target(_ written: Annotation.Target, on passage: Int) -> Annotation.Target {
    var target = written
    target.passage = source.record.passages[passage].id
    return target
  }

  /// The number of words that an author gives, up to the most that are compared.
  private static func count(_ text: String) -> Int {
    min(QuotedPlace.surroundings, text.utf8.split(whereSeparator: isSpace).count)
  }

  private static func words(_ record: Prose, _ range: Range<Int>) -> [String] {
    record.bytes[range].split(whereSeparator: isSpace).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
