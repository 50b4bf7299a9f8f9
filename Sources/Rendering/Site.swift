import Anchoring
import Archive
import Linking

/// All pages of a site. Each page can be rendered independently, on any core, in any order.
public struct Site: Sendable {
  let edition: Edition
  private let theme: Theme
  /// Whether pages link to a feed.
  public let hasFeed: Bool
  let wording = Wording()
  let jobs: [Job]

  enum Job: Sendable {
    case source(Int)
    case speaker(Int32, page: Int)
    case topic(Int32, page: Int)
    case event(Int32, page: Int)
    case place(Int32, page: Int)
    case organization(Int32, page: Int)
    case sources, speakers, topics, events, places, organizations, timeline, annotations, home, search,
      missing
    case prose(Int)
    case former(Int, FormerName)
  }

  /// Creates the pages of an edition with a theme.
  ///
  /// - Parameter hasFeed: whether `feed.xml` will be published, so that pages link to it.
  public init(_ edition: Edition, theme: Theme, hasFeed: Bool = false) {
    self.edition = edition
    self.theme = theme
    self.hasFeed = hasFeed
    var jobs: [Job] = edition.sources.indices.map { .source($0) }
    func add(_ count: Int, _ passages: (Int) -> Int, _ job: (Int32, Int) -> Job) {
      for index in 0..<count {
        for page in 1...Paging(passages(index)).pages { jobs.append(job(Int32(index), page)) }
      }
    }
    add(edition.speakers.count, { edition.voices[$0].passages.count }, { .speaker($0, page: $1) })
    add(edition.topics.count, { edition.topicEntries[$0].passages.count }, { .topic($0, page: $1) })
    add(edition.events.count, { edition.eventEntries[$0].passages.count }, { .event($0, page: $1) })
    add(edition.places.count, { edition.placeEntries[$0].passages.count }, { .place($0, page: $1) })
    add(
      edition.organizations.count, { edition.organizationEntries[$0].passages.count },
      { .organization($0, page: $1) })
    jobs += [
      .sources, .speakers, .topics, .events, .places, .organizations, .timeline, .annotations, .home, .search,
      .missing,
    ]
    jobs += edition.pages.indices.map { .prose($0) }
    for (index, links) in edition.links.enumerated() {
      jobs += links.formerNames.map { .former(index, $0) }
    }
    self.jobs = jobs
    unlisted = Set(["404.html", "search.html"]).union(
      edition.links.flatMap { $0.formerNames.map { FormerPage.path($0.id) } })
  }

  /// Paths of pages that the sitemap leaves out: 404, search and former addresses of sources.
  public let unlisted: Set<String>

  /// Number of pages.
  public var count: Int { jobs.count }

  /// Renders one page.
  ///
  /// - Parameter index: below `count`; sources come first.
  /// - Returns: its path on the site and its bytes.
  public func page(_ index: Int) -> (path: String, bytes: [UInt8]) {
    let page = make(jobs[index])
    let main = theme.render(page.kind.template, texts: page.texts, parts: page.parts)
    return (page.path, PageLayout(edition, theme, hasFeed: hasFeed).render(page, main: main).bytes)
  }

  /// The line of a source on a page with one line per source (`PageNeeds.isOfLines`), without the line break.
  ///
  /// - Returns: the line, and the part of it that occurs in no other line.
  public func line(of source: Int) -> (sign: [UInt8], bytes: [UInt8]) {
    ListPages(edition, wording).line(of: source)
  }

  /// The path of a page, without rendering it.
  public func path(_ index: Int) -> String {
    let job = jobs[index]
    return switch job {
    case .source(let index): "sources/\(edition.sources[index].id).html"
    case .speaker(let number, let page): Paging.path("speakers", edition.speakers[number].id, page)
    case .topic(let number, let page): Paging.path("topics", edition.topics[number].id, page)
    case .event(let number, let page): Paging.path("events", edition.events[number].id, page)
    case .place(let number, let page): Paging.path("places", edition.places[number].id, page)
    case .organization(let number, let page):
      Paging.path("organizations", edition.organizations[number].id, page)
    case .sources, .speakers, .topics, .events, .places, .organizations: "\(kind(job).rawValue)/index.html"
    case .timeline, .annotations, .search: "\(kind(job).rawValue).html"
    case .home: "index.html"
    case .missing: "404.html"
    case .prose(let index): "\(edition.pages[index].id).html"
    case .former(_, let name): FormerPage.path(name.id)
    }
  }

  /// The name of a page's template.
  public func template(_ index: Int) -> String { kind(jobs[index]).template }

  /// The names of all templates that pages with a given template use.
  public func templates(of template: String) -> Set<String> { theme.templates(of: template) }

  private func kind(_ job: Job) -> Page.Kind {
    switch job {
    case .source: .source
    case .speaker: .speaker
    case .topic: .topic
    case .event: .event
    case .place: .place
    case .organization: .organization
    case .sources: .sources
    case .speakers: .speakers
    case .topics: .topics
    case .events: .events
    case .places: .places
    case .organizations: .organizations
    case .timeline: .timeline
    case .annotations: .annotations
    case .home: .home
    case .search: .search
    case .missing: .missing
    case .prose: .prose
    case .former: .moved
    }
  }

  private func make(_ job: Job) -> Page {
    switch job {
    case .source(let index): SourcePage(edition, index, wording).make()
    case .speaker(let number, let page): SpeakerPage(edition, number, wording).make(page: page)
    case .topic(let number, let page): TopicPage(edition, number, wording).make(page: page)
    case .event(let number, let page): EntryPages(edition, wording).event(number, page: page)
    case .place(let number, let page): EntryPages(edition, wording).place(number, page: page)
    case .organization(let number, let page): EntryPages(edition, wording).organization(number, page: page)
    case .sources: ListPages(edition, wording).sources()
    case .speakers: ListPages(edition, wording).speakers()
    case .topics: TopicIndexPage(edition, wording).make()
    case .events: ListPages(edition, wording).events()
    case .places: ListPages(edition, wording).places()
    case .organizations: ListPages(edition, wording).organizations()
    case .timeline: TimelinePage(edition, wording).make()
    case .annotations: TopPages(edition, wording).annotations()
    case .home: TopPages(edition, wording).home()
    case .search: TopPages(edition, wording).search()
    case .missing: TopPages(edition, wording).missing()
    case .prose(let index): TopPages(edition, wording).prose(index)
    case .former(let index, let name): FormerPage(edition, index, name).make()
    }
  }
}
