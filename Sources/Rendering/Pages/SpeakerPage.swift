import Archive
import Linking

/// The page of one speaker: identity, topics and dates, and all passages in chronological order.
struct SpeakerPage {
  let edition: Edition
  let number: Int32
  let wording: Wording
  private let addresses = Addresses(root: "../")

  init(_ edition: Edition, _ number: Int32, _ wording: Wording) {
    self.edition = edition
    self.number = number
    self.wording = wording
  }

  private var speaker: Speaker { edition.speakers[number] }
  private var voice: SpeakerIndex { edition.voices[Int(number)] }

  func make(page current: Int) -> Page {
    let paging = Paging(voice.passages.count)
    var page = Page(Paging.path("speakers", speaker.id, current), .speaker, title: speaker.label)
    page.description =
      "What \(speaker.label) said: \(wording.count(voice.passages.count, "passage", "passages"))"
    page.breadcrumbs = [("../index.html", "Home"), ("index.html", "Speakers"), (nil, speaker.label)]
    page.texts = [("id", speaker.id)]
    var score = HTML(for: edition)
    var mentions = HTML(for: edition)
    if current == 1 {
      ArchiveChart(edition: edition, addresses: addresses, wording: wording).ofSpeaker(number).write(&score)
      MentionWriter(edition, addresses, wording).writeSection(edition.speakerMentions[Int(number)], &mentions)
    }
    page.parts = [
      ("head", HTML.entryHead(edition, kicker: kicker, title: speaker.label, lead: speaker.uncertain)),
      ("facts", current == 1 ? facts() : HTML()),
      ("note", current == 1 ? HTML.note(speaker.card, edition, addresses, wording) : HTML()),
      ("score", score), ("body", timeline(paging, current)), ("mentions", mentions),
    ]
    return page
  }

  private var kicker: String {
    switch speaker.kind {
    case .person: "Speaker"
    case .role: "Speaker, a role"
    case .group: "Speaker, a group"
    }
  }

  private func facts() -> HTML {
    var facts = Facts(edition)
    for role in speaker.roles { facts.row("Role") { write(role, &$0) } }
    facts.card(speaker.card)
    let sources = Set(voice.passages.map(\.source)).sorted()
    facts.row(
      "Speaks",
      "\(wording.count(voice.turns, "turn", "turns")), \(wording.count(voice.words, "word", "words")), \(share) of all words spoken"
    )
    facts.links(
      "Sources",
      sources.prefix(40).map {
        (addresses.source(edition.sources[Int($0)].id), edition.sources[Int($0)].name)
      })
    if !voice.answers.isEmpty {
      facts.row("Speaks after") { out in
        for (place, answer) in voice.answers.prefix(12).enumerated() {
          if place > 0 { out.raw("; ") }
          let other = edition.speakers[answer.speaker]
          out.link(addresses.speaker(other.id), other.label)
          out.text(" (\(wording.count(answer.count, "time", "times")))")
        }
      }
    }
    return facts.html
  }

  /// This speaker's share of all words spoken.
  var share: String { wording.share(voice.words, of: edition.wordsSpoken) }

  private func write(_ role: Speaker.Role, _ out: inout HTML) {
    out.isolated(role.title)
    if let body = role.organization, let number = edition.organizations.number(of: body.id) {
      out.raw(", ")
      out.link(addresses.organization(edition.organizations[number].id), edition.organizations[number].label)
    }
    if let from = role.from {
      out.raw(", from ")
      out.date(from, wording)
    }
    if let until = role.until {
      out.raw(" until ")
      out.date(until, wording)
    }
  }

  private func timeline(_ paging: Paging, _ current: Int) -> HTML {
    var out = HTML(for: edition)
    out.raw("<section class=\"timeline\">\n<h2>By date</h2>\n")
    let range = paging.range(current)
    if range.isEmpty { out.empty("This archive has no words by this speaker yet, spoken or reported.") }
    Locators(edition: edition, addresses: addresses, wording: wording)
      .writeTimeline(voice.passages[range], heading: 3, &out)
    paging.write(speaker.id, current: current, &out)
    out.raw("</section>\n")
    return out
  }
}
