import Base
import Linking
import Rendering
import Workers

/// What the content amounts to, source by source: where a mark is the same as in the last build, so is all that
/// depends on that source alone.
struct InputMarks {
  /// For each source of the edition what reading and anchoring made of it.
  let sources: [UInt64]
  /// All else that was read; and what follows from all sources and may stand anywhere.
  let common: UInt64
  /// What all sources are, and how many passages name each event, apart from what is said in them.
  let outlines: UInt64
  /// All sources.
  let ofSources: UInt64
  /// Everything.
  let all: UInt64

  /// - Parameter outlines: as `Outlines` has them.
  init(_ shelf: Shelf.Marks, _ edition: Edition, _ outlines: UInt64) {
    sources = shelf.sources
    ofSources = Self.mark(ofSources: sources)
    var mark = Fingerprint64()
    mark.add(shelf.rest)
    Self.add(edition, to: &mark)
    common = mark.value
    self.outlines = outlines
    mark.add(ofSources)
    all = mark.value
  }

  /// One mark for those of all sources.
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

  /// The mark of a page.
  ///
  /// - Parameters:
  ///   - needs: what it shows.
  ///   - frame: what else stands on every page by the same templates.
  func mark(of needs: PageNeeds, frame: UInt64) -> UInt64 {
    var mark = Fingerprint64()
    mark.add(frame)
    mark.add(needs.isOfAll ? all : common)
    if needs.isOfOutlines { mark.add(outlines) }
    for source in needs.sources { mark.add(sources[Int(source)]) }
    for figure in needs.figures { mark.add(figure) }
    return mark.value
  }

  /// The mark of a file that has a line for each source, as it would be if these were the sources.
  ///
  /// - Parameters:
  ///   - other: the mark of all else in it.
  ///   - sources: the mark of all sources.
  static func mark(ofLines other: UInt64, _ sources: UInt64) -> UInt64 {
    var mark = Fingerprint64()
    mark.add(other)
    mark.add(sources)
    return mark.value
  }

  /// What there is in an export that has a line for each source, but for the lines.
  var besideLines: UInt64 {
    var mark = Fingerprint64()
    mark.add(common)
    mark.add(outlines)
    return mark.value
  }

  /// The mark of a file that holds the words of some sources, or of all.
  func mark(of part: Range<Int>?) -> UInt64 {
    guard let part else { return all }
    var mark = Fingerprint64()
    mark.add(common)
    for source in part { mark.add(sources[source]) }
    return mark.value
  }
}

/// What all sources are, apart from what is said in them, in one walk over them: it is the memory that takes the time.
struct Outlines {
  /// All of it, and how many passages name each event.
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
