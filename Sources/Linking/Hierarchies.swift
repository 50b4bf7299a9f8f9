import Archive

/// What follows from the entries of the registers naming each other.
extension Linker {
  /// The tree of topics and "see also". A heading that stands above itself is reported and set free.
  mutating func linkTopics() {
    let topics = edition.topics
    for (index, topic) in topics.entries.enumerated() {
      guard let reference = topic.broader, let above = topics.number(of: reference.id) else { continue }
      if reaches(Int32(index), from: above) {
        diagnostics.append(
          Diagnostic(
            .error, "topic-loop",
            "found '\(reference.id)' as the broader heading of '\(topic.id)', which is above it",
            path: topic.card.path, at: reference.position))
        continue
      }
      edition.topicEntries[index].broader = above
    }
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

  /// Reports events and places that are part of themselves, by whatever way round. Each loop is reported once,
  /// at the entry that comes first.
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
    _ entries: [(card: Card, reference: Reference?, above: Int32?)], _ rule: String
  ) {
    /// The walk on which an entry was met first.
    var walks = [Int](repeating: -1, count: entries.count)
    for start in entries.indices where walks[start] < 0 {
      var at = start
      walks[at] = start
      while let above = entries[at].above.map({ Int($0) }) {
        if walks[above] == start, let reference = entries[at].reference {
          diagnostics.append(
            Diagnostic(
              .error, rule,
              "found that '\(entries[at].card.id)' is part of '\(reference.id)', which is part of it in turn",
              path: entries[at].card.path, at: reference.position))
        }
        if walks[above] >= 0 { break }
        at = above
        walks[at] = start
      }
    }
  }

  private func reaches(_ target: Int32, from start: Int32) -> Bool {
    var at = start
    var steps = 0
    while at >= 0, steps <= edition.topics.count {
      if at == target { return true }
      at = edition.topicEntries[Int(at)].broader
      steps += 1
    }
    return false
  }

  private func alphabetical(_ numbers: [Int32]) -> [Int32] {
    numbers.sorted { a, b in
      let x = edition.topics[a]
      let y = edition.topics[b]
      return (x.label.lowercased(), x.id) < (y.label.lowercased(), y.id)
    }
  }

  /// Events: the whole and its parts, what is related, who and where.
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

  /// Places within places, and the organisations that roles name.
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
