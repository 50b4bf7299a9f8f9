import Anchoring
import Linking
import Publishing
import Rendering

/// What the files of the content amount to, source by source: where a mark is the same as in the last build, so is
/// all that was made of those files.
///
/// A file counts by its stamp, not by its bytes, as it does when nothing has changed (`BuildCache`).
struct InputMarks {
  /// For each source of the edition its file and its ledger.
  private(set) var sources: [UInt64]
  /// All other files, the media by their names alone; and what follows from all sources and may stand anywhere.
  private(set) var common: UInt64
  /// Everything.
  private(set) var all: UInt64

  /// - Parameter content: the files of the content folder.
  init(_ content: StampedFiles, _ edition: Edition) {
    sources = edition.sources.map { source in
      var mark = Mark()
      mark.add(source.id)
      return mark.value
    }
    var owners: [[UInt8]: Int] = [:]
    owners.reserveCapacity(2 * sources.count)
    for (index, source) in edition.sources.enumerated() {
      owners[Array(source.path.utf8)] = index
      owners[Array(ledgerPath(source.id).utf8)] = index
    }
    var rest: UInt64 = 0
    for (path, stamp) in content.byPath {
      let isMedium = path.starts(with: "media/".utf8)
      var mark = Mark()
      mark.add(path)
      if !isMedium {
        mark.add(stamp.node)
        mark.add(stamp.device)
        mark.add(UInt64(bitPattern: stamp.size))
        mark.add(UInt64(bitPattern: stamp.modified))
        mark.add(UInt64(bitPattern: stamp.changed))
      }
      // Files are listed in any order, so they are added up.
      if let owner = owners[path] { sources[owner] &+= mark.value } else { rest &+= mark.value }
    }
    var mark = Mark()
    mark.add(rest)
    Self.add(edition, to: &mark)
    common = mark.value
    for source in sources { mark.add(source) }
    all = mark.value
  }

  /// The ids and labels of the registers, of which some are only used in sources, and where notes stand.
  private static func add(_ edition: Edition, to mark: inout Mark) {
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
    var mark = Mark()
    mark.add(frame)
    mark.add(needs.isOfAll ? all : common)
    for source in needs.sources { mark.add(sources[Int(source)]) }
    for figure in needs.figures { mark.add(figure) }
    return mark.value
  }

  /// The mark of a file that holds the words of one source, or of all.
  func mark(of source: Int?) -> UInt64 {
    guard let source else { return all }
    var mark = Mark()
    mark.add(common)
    mark.add(sources[source])
    return mark.value
  }
}
