import Archive
import Base
import Linking

/// Writes the targets of a note: selectors of the vocabulary for the current words, and the target as its author
/// wrote it in `sitegen:` terms.
struct AnnotationTargets {
  /// Number of code points in prefix and suffix.
  private static let surroundings = 32

  private let edition: Edition
  private let iris: NoteIRIs
  /// Cached layouts, since the notes of one page are on the same few sources.
  private var layouts: [Int32: TextLayout] = [:]

  init(_ edition: Edition, _ iris: NoteIRIs) {
    self.edition = edition
    self.iris = iris
  }

  /// Writes the targets as array elements: first the author's targets in the author's order, then the inline ones.
  mutating func write(_ index: Int, _ json: inout JSONWriter) {
    let note = edition.annotations[index]
    let places = edition.notePlaces[index].map { place in
      (source: place.source, here: edition.links[Int(place.source)].notes[Int(place.note)])
    }
    let written = places.filter { $0.here.target >= 0 }.sorted { $0.here.target < $1.here.target }
    for (source, here) in written {
      write(here, on: source, as: note.targets[Int(here.target)], &json)
    }
    for (source, here) in places where here.target < 0 { write(here, on: source, as: nil, &json) }
    // Every annotation needs a target (section 3.1 of the model). A note without an occurrence targets the site.
    if places.isEmpty { json.value(iris.home) }
  }

  private mutating func write(
    _ here: NoteOnSource, on number: Int32, as written: Annotation.Target?, _ json: inout JSONWriter
  ) {
    let source = edition.sources[Int(number)]
    let position = here.range.flatMap { layout(number).range(of: $0, in: here.passages) }
    json.object { json in
      json.field("type", "SpecificResource")
      json.field("source", iris.source(source.id))
      if let range = here.range {
        json.array("selector") { selectors(range, position, here, source, &$0) }
      } else if here.state.isPlaced {
        passage(here, source, &json)
      } else if let quote = written?.quote {
        json.object("selector") { selector(quote, written?.prefix ?? "", written?.suffix ?? "", &$0) }
      }
      if position != nil {
        // The positions refer to the text file of the source, not to the page.
        json.object("state") { json in
          json.field("type", "TimeState")
          json.field("cached", iris.text(source.id))
        }
      }
      json.field("sitegen:state", here.state.rawValue)
      guard let written else { return json.field("sitegen:inline", true) }
      json.field("sitegen:on", written.passage.map { "\(written.source)#\($0)" } ?? written.source)
      if let quote = written.quote { json.field("sitegen:quote", quote) }
      if !written.prefix.isEmpty { json.field("sitegen:prefix", written.prefix) }
      if !written.suffix.isEmpty { json.field("sitegen:suffix", written.suffix) }
    }
  }

  /// Writes selectors for the current words: the quotation, its position in the text, and the quotation within its
  /// passage.
  private func selectors(
    _ range: ByteRange, _ position: Range<Int>?, _ here: NoteOnSource, _ source: Source,
    _ json: inout JSONWriter
  ) {
    let record = source.record
    let (before, behind) = around(range, here, record)
    json.object { quote(&$0, record, range, before, behind) }
    if let position {
      json.object { json in
        json.field("type", "TextPositionSelector")
        json.field("start", position.lowerBound)
        json.field("end", position.upperBound)
      }
    }
    guard here.passages.count == 1, let first = here.passages.first else { return }
    json.object { json in
      fragment(record.passages[Int(first)].id, &json)
      json.object("refinedBy") { quote(&$0, record, range, 0..<0, 0..<0) }
    }
  }

  private func passage(_ here: NoteOnSource, _ source: Source, _ json: inout JSONWriter) {
    guard let first = here.passages.first else { return }
    json.object("selector") { fragment(source.record.passages[Int(first)].id, &$0) }
  }

  private func fragment(_ id: String, _ json: inout JSONWriter) {
    json.field("type", "FragmentSelector")
    json.field("conformsTo", Interchange.pageFragments)
    json.field("value", id)
  }

  private func quote(
    _ json: inout JSONWriter, _ record: Prose, _ range: ByteRange, _ before: Range<Int>, _ behind: Range<Int>
  ) {
    json.field("type", "TextQuoteSelector")
    json.field("exact", utf8: record.bytes[range.asRange])
    if !before.isEmpty { json.field("prefix", utf8: record.bytes[before]) }
    if !behind.isEmpty { json.field("suffix", utf8: record.bytes[behind]) }
  }

  private func selector(_ quote: String, _ prefix: String, _ suffix: String, _ json: inout JSONWriter) {
    json.field("type", "TextQuoteSelector")
    json.field("exact", quote)
    if !prefix.isEmpty { json.field("prefix", prefix) }
    if !suffix.isEmpty { json.field("suffix", suffix) }
  }

  /// The ranges before and after some words, limited to their passages.
  private func around(_ range: ByteRange, _ here: NoteOnSource, _ record: Prose) -> (Range<Int>, Range<Int>) {
    guard let first = here.passages.first, let last = here.passages.last else { return (0..<0, 0..<0) }
    let lowest = Int(record.passages[Int(first)].range.start)
    let highest = Int(record.passages[Int(last)].range.end)
    var start = Int(range.start)
    var left = AnnotationTargets.surroundings
    while start > lowest, left > 0 {
      start -= 1
      if !UTF8.isContinuation(record.bytes[start]) { left -= 1 }
    }
    var end = Int(range.end)
    left = AnnotationTargets.surroundings
    while end < highest {
      if !UTF8.isContinuation(record.bytes[end]) {
        if left == 0 { break }
        left -= 1
      }
      end += 1
    }
    return (start..<max(start, Int(range.start)), Int(range.end)..<max(end, Int(range.end)))
  }

  private mutating func layout(_ source: Int32) -> TextLayout {
    if let known = layouts[source] { return known }
    let made = TextLayout(edition, source: Int(source))
    layouts[source] = made
    return made
  }
}
