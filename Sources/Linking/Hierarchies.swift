import Archive
import Base

/// Hierarchies and relations between register entries.
extension Linker {
  /// Builds the topic tree and the "see also" relations. A heading that is its own ancestor is reported and made
  /// top-level.
  mutating func linkTopics() {
    let topics = edition.topics
    for (index, topic) in topics.entries.enumerated() {
      guard let above = topic.broader.flatMap({ topics.number(of: $0.id) }) else { continue }
      edition.topicEntries[index].broader = above
    }
    freeLoopingTopics()
    freeDeepTopics()
    for (index, topic) in topics.entries.enumerated() {
      let above = edition.topicEntries[index].broader
      if above >= 0 { edition.topicEntries[Int(above)].narrower.append(Int32(index)) }
      for other in numbers(topic.related, topics) where other != Int32(index) {
        edition.topicEntries[index].related.append(other)
        edition.topicEntries[Int(other)].related.append(Int32(index))
      }
    }
    for index in edition.topicEntries.indices {
      edition.topicEntries[index].narrower = alphabetical(edition.topicEntries[index].narrower)
      edition.topicEntries[index].related = alphabetical(Array(Set(edition.topicEntries[index].related)))
    }
  }

  /// Reports events and places that are part of themselves, directly or through others. Each loop is reported once,
  /// at the entry whose reference closes it.
  mutating func reportLoops() {
    let events = edition.events.entries.map { event in
      (event.card, event.partOf, event.partOf.flatMap { edition.events.number(of: $0.id) })
    }
    let places = edition.places.entries.map { place in
      (place.card, place.partOf, place.partOf.flatMap { edition.places.number(of: $0.id) })
    }
    reportLoops(events, "event-loop")
    reportLoops(places, "place-loop")
  }

  private mutating func reportLoops(
    _ entries: [(card: RegisterEntryInfo, reference: Reference?, above: Int32?)], _ rule: String
  ) {
    /// The start of the walk that first reached each entry, or -1.
    var walks = [Int](repeating: -1, count: entries.count)
    for start in entries.indices where walks[start] < 0 {
      var at = start
      walks[at] = start
      while let above = entries[at].above.map({ Int($0) }) {
        if walks[above] == start, let reference = entries[at].reference {
          diagnostics.append(
            Diagnostic(
              .error, rule,
              "found '\(entries[at].card.id)' as a part of '\(reference.id)', which is a part of '\(entries[at].card.id)'",
              path: entries[at].card.path, at: reference.position))
        }
        if walks[above] >= 0 { break }
        at = above
        walks[at] = start
      }
    }
  }

  /// Maximum depth of the topic tree, more than any real index needs. A page shows all headings above its topic, so
  /// a chain of thousands would produce gigabytes of pages.
  private static let deepestTopic = 32

  /// Reports each loop once, at the last of its topics in register order, and makes that topic top-level.
  private mutating func freeLoopingTopics() {
    /// The start of the walk that first reached each topic, or -1.
    var walks = [Int](repeating: -1, count: edition.topics.count)
    for start in walks.indices where walks[start] < 0 {
      var at = start
      while at >= 0, walks[at] < 0 {
        walks[at] = start
        at = Int(edition.topicEntries[at].broader)
      }
      guard at >= 0, walks[at] == start else { continue }
      var last = at
      var next = Int(edition.topicEntries[at].broader)
      while next != at {
        last = max(last, next)
        next = Int(edition.topicEntries[next].broader)
      }
      edition.topicEntries[last].broader = -1
      let topic = edition.topics.entries[last]
      guard let reference = topic.broader else { continue }
      diagnostics.append(
        Diagnostic(
          .error, "topic-loop",
          "found '\(reference.id)' as the broader topic of '\(topic.id)', which is broader than '\(reference.id)'",
          path: topic.card.path, at: reference.position))
    }
  }

  /// Reports topics that are nested too deeply and makes them top-level.
  private mutating func freeDeepTopics() {
    // 0 means not yet known. Each topic is visited once.
    var levels = [Int](repeating: 0, count: edition.topics.count)
    for start in levels.indices where levels[start] == 0 {
      var walk = [start]
      while let last = walk.last, edition.topicEntries[last].broader >= 0,
        levels[Int(edition.topicEntries[last].broader)] == 0
      {
        walk.append(Int(edition.topicEntries[last].broader))
      }
      for index in walk.reversed() {
        let above = edition.topicEntries[index].broader
        levels[index] = above < 0 ? 1 : levels[Int(above)] + 1
        guard levels[index] > Self.deepestTopic, let reference = edition.topics.entries[index].broader else {
          continue
        }
        let topic = edition.topics.entries[index]
        diagnostics.append(
          Diagnostic(
            .error, "topic-too-deep",
            "found '\(topic.id)' more than \(Self.deepestTopic) levels below its broadest topic",
            path: topic.card.path, at: reference.position,
            fix: "remove intermediate topics that readers do not need"))
        edition.topicEntries[index].broader = -1
        levels[index] = 1
      }
    }
  }

  private func alphabetical(_ numbers: [Int32]) -> [Int32] {
    numbers.sorted { a, b in
      let x = edition.topics[a]
      let y = edition.topics[b]
      return (Unicode17.lowercased(x.label), x.id) < (Unicode17.lowercased(y.label), y.id)
    }
  }

  /// Links events to larger and related events, places, organisations and participants.
  mutating func linkEvents() {
    let events = edition.events
    for (index, event) in events.entries.enumerated() {
      var others = numbers(event.related, events)
      if let above = event.partOf.flatMap({ events.number(of: $0.id) }) { others.append(above) }
      for other in others where other != Int32(index) {
        edition.eventEntries[index].events.append(other)
        edition.eventEntries[Int(other)].events.append(Int32(index))
      }
      if let place = event.place.flatMap({ edition.places.number(of: $0.id) }) {
        edition.placeEntries[Int(place)].events.append(Int32(index))
      }
      for body in numbers(event.organizations, edition.organizations) {
        edition.organizationEntries[Int(body)].events.append(Int32(index))
      }
      for speaker in numbers(event.participants, edition.speakers) {
        edition.eventEntries[index].speakers.append(speaker)
      }
    }
    for index in edition.eventEntries.indices {
      edition.eventEntries[index].events = byDate(edition.eventEntries[index].events)
    }
    for index in edition.placeEntries.indices {
      edition.placeEntries[index].events = byDate(edition.placeEntries[index].events)
    }
    for index in edition.organizationEntries.indices {
      edition.organizationEntries[index].events = byDate(edition.organizationEntries[index].events)
    }
  }

  private func byDate(_ events: [Int32]) -> [Int32] {
    Set(events).sorted { a, b in
      switch (edition.events[a].date, edition.events[b].date) {
      case (let x?, let y?) where x != y: x < y
      case (_?, nil): true
      case (nil, _?): false
      default: a < b
      }
    }
  }

  /// Links places to the places within them, and organisations to the speakers with roles in them.
  mutating func linkPlacesAndRoles() {
    for (index, place) in edition.places.entries.enumerated() {
      if let above = place.partOf.flatMap({ edition.places.number(of: $0.id) }), above != Int32(index) {
        edition.placeEntries[Int(above)].parts.append(Int32(index))
      }
    }
    for (index, speaker) in edition.speakers.entries.enumerated() {
      for body in numbers(speaker.roles.compactMap(\.organization), edition.organizations) {
        edition.organizationEntries[Int(body)].speakers.append(Int32(index))
      }
    }
  }
}
