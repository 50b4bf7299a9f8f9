import Linking

/// What a page shows of the archive, so that a build can tell whether it would come out as it was.
///
/// What may stand on any page is not named here and counts for all of them: the entries of the registers, the texts
/// of notes and which words they were found on, the menu, the settings. A source counts as a whole, with the ledger
/// of its ids.
public struct PageNeeds: Sendable {
  /// Indices in `Edition.sources` of the sources that the page shows something of, in the order in which it shows
  /// them, some more than once.
  public internal(set) var sources: [Int32] = []
  /// Whether the page shows of all sources what they are, and not what is said in them: title, date, kind, number of
  /// passages; and of each event how many passages name it.
  public internal(set) var isOfOutlines = false
  /// Whether the page has a line for each source, made from that source alone (`Site.line`).
  public internal(set) var isOfLines = false
  /// Whether any source can change the page.
  public internal(set) var isOfAll = false
  /// What the page says that follows from other sources than these.
  public internal(set) var figures: [String] = []

  mutating func add(_ passages: some Sequence<PassageRef>) {
    for ref in passages where ref.source != sources.last { sources.append(ref.source) }
  }

  /// Notes are shown with the words they are on, and led to where they stand.
  mutating func add(notes: some Sequence<Int32>, of edition: Edition) {
    for note in notes { sources += edition.notePlaces[Int(note)].map(\.source) }
  }

  mutating func add(_ mentions: [Mention], of edition: Edition) {
    for mention in mentions {
      switch mention.origin {
      case .passage(let ref): sources.append(ref.source)
      case .annotation(let note), .noteAside(let note): add(notes: [note], of: edition)
      // Their words are those of registers and prose pages.
      case .entry, .page: break
      }
    }
  }
}

extension Site {
  /// What a page shows of the archive.
  ///
  /// - Parameter index: below `count`.
  public func needs(_ index: Int) -> PageNeeds {
    var needs = PageNeeds()
    switch jobs[index] {
    case .source(let source): addSource(source, &needs)
    case .former(let source, _): needs.sources = [Int32(source)]
    case .speaker(let number, let page): addSpeaker(number, page, &needs)
    case .topic(let number, let page): addTopic(number, page, &needs)
    case .event(let number, let page): add(edition.eventEntries[Int(number)], page, &needs)
    case .place(let number, let page): add(edition.placeEntries[Int(number)], page, &needs)
    case .organization(let number, let page): add(edition.organizationEntries[Int(number)], page, &needs)
    case .prose, .search, .missing: break
    case .timeline: needs.isOfOutlines = true
    case .sources:
      needs.isOfOutlines = true
      needs.isOfLines = true
    case .speakers, .topics, .events, .places, .organizations, .annotations, .home:
      needs.isOfAll = true
    }
    return needs
  }

  private func addSource(_ index: Int, _ needs: inout PageNeeds) {
    let links = edition.links[index]
    needs.sources = [Int32(index), links.previous, links.next].filter { $0 >= 0 }
    needs.add(notes: links.notes.map(\.annotation), of: edition)
    needs.add(links.mentions, of: edition)
  }

  private func addSpeaker(_ number: Int32, _ page: Int, _ needs: inout PageNeeds) {
    let voice = edition.voices[Int(number)]
    guard page == 1 else { return addPart(of: voice.passages, page, &needs) }
    needs.add(voice.passages)
    needs.add(edition.speakerMentions[Int(number)], of: edition)
    needs.figures = [SpeakerPage(edition, number, wording).share]
  }

  private func addTopic(_ number: Int32, _ page: Int, _ needs: inout PageNeeds) {
    let entry = edition.topicEntries[Int(number)]
    guard page == 1 else { return addPart(of: entry.passages, page, &needs) }
    func addBelow(_ entry: TopicEntry) {
      needs.add(entry.passages)
      needs.add(notes: entry.annotations, of: edition)
      for narrower in entry.narrower { addBelow(edition.topicEntries[Int(narrower)]) }
    }
    addBelow(entry)
    needs.sources += entry.sources
    needs.add(entry.mentions, of: edition)
  }

  private func add(_ links: EntryLinks, _ page: Int, _ needs: inout PageNeeds) {
    addPart(of: links.passages, page, &needs)
    guard page == 1 else { return }
    needs.sources += links.sources
    needs.add(links.mentions, of: edition)
  }

  /// The passages that a page of an entry lists, and how many pages there are. Which passages of a source are the
  /// first and the last of a page follows from all pages before it.
  private func addPart(of passages: [PassageRef], _ page: Int, _ needs: inout PageNeeds) {
    let paging = Paging(passages.count)
    let part = passages[paging.range(page)]
    needs.add(part)
    needs.figures =
      [String(paging.pages)] + [part.first, part.last].compactMap { $0.map { String($0.passage) } }
  }
}
