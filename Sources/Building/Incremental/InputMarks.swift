import Base
import Linking
import Rendering
import Workers

/// Fingerprints of the content, source by source. If a fingerprint is the same as in the last build, so is
/// everything that depends on that source alone.
struct InputMarks {
  /// For each source of the edition, the result of reading and anchoring it.
  let sources: [UInt64]
  /// Everything else that was read, and whatever is derived from all sources and may appear anywhere.
  let common: UInt64
  /// The outlines of all sources, without their text, and the number of passages that name each event.
  let outlines: UInt64
  /// All sources.
  let ofSources: UInt64
  /// Everything.
  let all: UInt64

  /// - Parameter outlines: `Outlines.all`.
  init(_ sourceCache: SourceCache.Marks, _ edition: Edition, _ outlines: UInt64) {
    sources = sourceCache.sources
    ofSources = Self.mark(ofSources: sources)
    var mark = Fingerprint64()
    mark.add(sourceCache.rest)
    Self.add(edition, to: &mark)
    common = mark.value
    self.outlines = outlines
    mark.add(ofSources)
    all = mark.value
  }

  /// Combines the fingerprints of all sources into one.
  static func mark(ofSources sources: [UInt64]) -> UInt64 {
    var mark = Fingerprint64()
    for source in sources { mark.add(source) }
    return mark.value
  }

  /// The ids and labels of the registers, of which some are only used in sources, and where notes stand.
  private static func add(_ edition: Edition, to mark: inout Fingerprint64) {
    func add(_ cards: [(id: String, label: String)]) {
      mark.add(UInt64(cards.count))
      for card in cards {
        mark.add(card.id)
        mark.add(card.label)
      }
    }
    add(edition.speakers.entries.map { ($0.id, $0.label) })
    add(edition.topics.entries.map { ($0.id, $0.label) })
    add(edition.events.entries.map { ($0.id, $0.label) })
    add(edition.places.entries.map { ($0.id, $0.label) })
    add(edition.organizations.entries.map { ($0.id, $0.label) })
    for places in edition.notePlaces {
      mark.add(UInt64(places.count))
      for place in places {
        mark.add(edition.sources[Int(place.source)].id)
        mark.add(UInt64(place.note))
      }
    }
  }

  /// The fingerprint of a page.
  ///
  /// - Parameters:
  ///   - needs: the data that the page shows.
  ///   - frame: fingerprint of what all pages with the same template share.
  func mark(of needs: PageNeeds, frame: UInt64) -> UInt64 {
    var mark = Fingerprint64()
    mark.add(frame)
    mark.add(needs.isOfAll ? all : common)
    if needs.isOfOutlines { mark.add(outlines) }
    for source in needs.sources { mark.add(sources[Int(source)]) }
    for figure in needs.figures { mark.add(figure) }
    return mark.value
  }

  /// The fingerprint that a file with a line for each source would have with these sources.
  ///
  /// - Parameters:
  ///   - other: fingerprint of everything else in it.
  ///   - sources: fingerprint of all sources.
  static func mark(ofLines other: UInt64, _ sources: UInt64) -> UInt64 {
    var mark = Fingerprint64()
    mark.add(other)
    mark.add(sources)
    return mark.value
  }

  /// The fingerprint of everything but the lines in an export that has a line for each source.
  var besideLines: UInt64 {
    var mark = Fingerprint64()
    mark.add(common)
    mark.add(outlines)
    return mark.value
  }

  /// The fingerprint of a file that contains the words of some sources, or of all if `part` is nil.
  func mark(of part: Range<Int>?) -> UInt64 {
    guard let part else { return all }
    var mark = Fingerprint64()
    mark.add(common)
    for source in part { mark.add(sources[source]) }
    return mark.value
  }
}

/// The outlines of all sources (id, titles, date, kind, number of passages), collected in a single pass, because
/// access to memory takes most of the time.
struct Outlines {
  /// All outlines, and the number of passages that name each event.
  let all: UInt64
  /// The ids alone.
  let ids: UInt64

  init(_ edition: Edition, _ workers: Workers) async {
    // The same parts on any machine.
    let step = 512
    let parts = await workers.map((edition.sources.count + step - 1) / step) { part in
      var (all, ids) = (Fingerprint64(), Fingerprint64())
      for index in part * step..<min((part + 1) * step, edition.sources.count) {
        let source = edition.sources[index]
        ids.add(source.id)
        all.add(source.title)
        all.add(source.shortTitle ?? "")
        all.add(source.date?.edtf ?? "")
        all.add(source.kind.rawValue)
        all.add(UInt64(source.record.passages.count))
      }
      return (all: all.value, ids: ids.value)
    }
    var (all, ids) = (Fingerprint64(), Fingerprint64())
    for part in parts {
      all.add(part.all)
      ids.add(part.ids)
    }
    self.ids = ids.value
    all.add(ids.value)
    for event in edition.eventEntries { all.add(UInt64(event.passages.count)) }
    self.all = all.value
  }
}
