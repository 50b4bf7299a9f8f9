import Archive

/// A position in a record with the quotation by which a note can be placed there. This is the inverse of placing
/// notes.
public struct QuotedPlace: Sendable, Equatable {
  /// Indices of the passages it touches.
  public var passages: Range<Int>
  /// The range of the words in the record.
  public var range: ByteRange
  /// The words as in the record, with white space as single spaces.
  public var quote: String
  /// Words directly before the quotation; empty if they are not needed.
  public var prefix: String
  /// Words directly after the quotation; empty if they are not needed.
  public var suffix: String
  /// Whether a note with passage, quotation, prefix and suffix is placed exactly here.
  public var isFound: Bool

  /// Most words of prefix and of suffix that are tried.
  static let surroundings = 12

  /// Every occurrence of the words as whole words, in order of the text. Case does not matter, nor does the form of
  /// quotation marks and dashes.
  public static func places(of words: String, in record: Prose) -> [QuotedPlace] {
    let finder = QuotationFinder(record)
    return finder.places(of: words).map { range in
      let original = finder.text.original(range)
      let passages = touchedPassages(record, original)
      var place = QuotedPlace(
        passages: passages, range: original, quote: spaced(record, original), prefix: "", suffix: "",
        isFound: false)
      place.findSurroundings(finder, range, record)
      return place
    }
  }

  /// Extends prefix and suffix word by word until a note is placed here and nowhere else.
  private mutating func findSurroundings(_ finder: QuotationFinder, _ range: Range<Int>, _ record: Prose) {
    guard let first = passages.first else { return }
    let passage = record.passages[first].range
    let named = finder.text.normalised(passage)
    let end = passages.last.map { Int(record.passages[$0].range.end) } ?? Int(self.range.end)
    let before = QuotedPlace.words(record, Int(passage.start)..<Int(self.range.start))
    let behind = QuotedPlace.words(record, Int(self.range.end)..<end)
    for count in 0...QuotedPlace.surroundings {
      prefix = before.suffix(count).joined(separator: " ")
      suffix = behind.prefix(count).joined(separator: " ")
      let finding = finder.find(quote, prefix: prefix, suffix: suffix, named: named)
      isFound = finding.state == .exact && finding.range == range
      if isFound { return }
    }
  }

  private static func spaced(_ record: Prose, _ range: ByteRange) -> String {
    words(record, range.asRange).joined(separator: " ")
  }

  private static func words(_ record: Prose, _ range: Range<Int>) -> [String] {
    record.bytes[range].split { $0 == 32 || (9...13).contains($0) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
