import Anchoring
import Archive

/// Builds an edition from an archive with passage ids and resolved note targets.
///
/// 1. Every id that is used gets an entry in its register (`Registers`).
/// 2. Sources are sorted by date, and their passages get speakers and topics (`link(source:)`).
/// 3. The passages produce the speaker indexes, topic entries and the entries of the other registers.
/// 4. Notes are numbered within each source.
/// 5. Links in all prose are checked and turned into back-links (`Mentions.swift`).
public struct Linker {
  var edition: Edition
  let placements: [Placement]
  /// Whether the file of a target could not be read. References to it are then not reported.
  let isUnread: (Reference) -> Bool
  var diagnostics: [Diagnostic] = []

  /// - Returns: the edition, and diagnostics about ids and references, unordered.
  public static func link(_ anchored: Anchored) -> (edition: Edition, diagnostics: [Diagnostic]) {
    var linker = Linker(anchored)
    linker.link(anchored)
    return (linker.edition, linker.diagnostics)
  }

  private init(_ anchored: Anchored) {
    let archive = anchored.archive
    var registers = Registers(archive)
    registers.addUsed(archive)
    diagnostics = registers.diagnostics
    placements = anchored.placements
    let unread = archive.unread
    let hasUnreadNotes = archive.hasUnreadNotes
    isUnread = { $0.scheme == .note ? hasUnreadNotes : unread[$0.scheme]?.contains($0.id) == true }
    edition = Edition(
      settings: archive.settings, sources: archive.sources, links: [], chronology: [],
      speakers: registers.speakers, topics: registers.topics, events: registers.events,
      places: registers.places, organizations: registers.organizations,
      pages: archive.pages.sorted { ($0.order, $0.label, $0.id) < ($1.order, $1.label, $1.id) },
      annotations: archive.annotations, notePlaces: [], voices: [], topicEntries: [], eventEntries: [],
      placeEntries: [], organizationEntries: [], speakerMentions: [], media: archive.media)
  }

  private mutating func link(_ anchored: Anchored) {
    orderSources()
    edition.voices = Array(repeating: SpeakerIndex(), count: edition.speakers.count)
    edition.topicEntries = Array(repeating: TopicEntry(), count: edition.topics.count)
    edition.eventEntries = Array(repeating: EntryLinks(), count: edition.events.count)
    edition.placeEntries = Array(repeating: EntryLinks(), count: edition.places.count)
    edition.organizationEntries = Array(repeating: EntryLinks(), count: edition.organizations.count)
    edition.speakerMentions = Array(repeating: [], count: edition.speakers.count)
    for (index, retired) in anchored.retired.enumerated() { edition.links[index].retired = retired }
    for (index, remarks) in anchored.remarks.enumerated() { edition.links[index].remarks = remarks }
    for (index, names) in anchored.formerNames.enumerated() { edition.links[index].formerNames = names }
    var answers = AnswerCounts()
    for index in edition.chronology { link(source: Int(index), &answers) }
    edition.wordsSpoken = edition.voices.reduce(0) { $0 + $1.words }
    linkAnswers(answers)
    linkTopics()
    linkEvents()
    reportLoops()
    linkPlacesAndRoles()
    numberNotes()
    linkMentions()
  }

  /// Sorts the sources by date, then by id, and sets the previous and next source of each.
  private mutating func orderSources() {
    let sources = edition.sources
    // Precomputed first and last moments, which decide nearly all comparisons.
    let spans = sources.map { source in source.date.map { ($0.earliest, $0.latest) } ?? (.max, .max) }
    edition.links = Array(repeating: SourceLinks(), count: sources.count)
    edition.chronology = sources.indices.map { Int32($0) }.sorted { a, b in
      let (first, second) = (spans[Int(a)], spans[Int(b)])
      if first != second { return first < second }
      return switch (sources[Int(a)].date?.edtf, sources[Int(b)].date?.edtf) {
      case (let x?, let y?): x != y ? x < y : a < b
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): a < b
      }
    }
    let order = edition.chronology
    edition.rank = Array(repeating: 0, count: order.count)
    for (place, index) in order.enumerated() {
      edition.rank[Int(index)] = Int32(place)
      if place > 0 { edition.links[Int(index)].previous = order[place - 1] }
      if place + 1 < order.count { edition.links[Int(index)].next = order[place + 1] }
    }
  }

  /// Sets the speakers and topics of a source's passages, and adds the passages to their entries. Sources are
  /// processed by date, so every list of passages is in that order without sorting.
  private mutating func link(source index: Int, _ answers: inout AnswerCounts) {
    let source = edition.sources[index]
    let record = source.record
    let (passages, turns, attributes) = (record.passages, record.turns, record.attributes)
    let voices = source.speakers.map { edition.speakers.number(of: $0.id) ?? -1 }
    var (speakers, words): ([Int32], Int) = ([], 0)
    speakers.reserveCapacity(passages.count)
    for number in passages.indices {
      let passage = passages[number]
      let ref = PassageRef(source: index, passage: number)
      var speaker: Int32 = -1
      if passage.attributes >= 0, let reported = attributes[Int(passage.attributes)].speaker {
        speaker = edition.speakers.number(of: reported.id) ?? -1
      } else if passage.turn >= 0 && passage.kind != .stageNote {
        speaker = voices[Int(turns[Int(passage.turn)].speaker)]
        if speaker >= 0 { edition.voices[Int(speaker)].words += Int(passage.words) }
      }
      speakers.append(speaker)
      if speaker >= 0 { edition.voices[Int(speaker)].passages.append(ref) }
      words += Int(passage.words)
    }
    edition.links[index].voices = voices
    edition.links[index].speakers = speakers
    edition.links[index].words = words
    if !attributes.isEmpty { linkAttributes(of: source, index) }
    linkFrontMatter(of: source, index)
    countTurns(of: source, voices, &answers)
  }

  /// Links the attributes of single passages. Most sources have none.
  private mutating func linkAttributes(of source: Source, _ index: Int) {
    let record = source.record
    for number in record.passages.indices {
      let ref = PassageRef(source: index, passage: number)
      guard let attributes = record.attributes(of: record.passages[number]) else {
        edition.links[index].topics.append(EmptyCollection())
        continue
      }
      let topics = numbers(attributes.topics, edition.topics)
      edition.links[index].topics.append(topics)
      for topic in topics { edition.topicEntries[Int(topic)].passages.append(ref) }
      for event in numbers(attributes.events, edition.events) {
        edition.eventEntries[Int(event)].passages.append(ref)
      }
      for place in numbers(attributes.places, edition.places) {
        edition.placeEntries[Int(place)].passages.append(ref)
      }
      for body in numbers(attributes.organizations, edition.organizations) {
        edition.organizationEntries[Int(body)].passages.append(ref)
      }
    }
  }

  private mutating func linkFrontMatter(of source: Source, _ index: Int) {
    let number = Int32(index)
    for topic in numbers(source.topics, edition.topics) {
      edition.topicEntries[Int(topic)].sources.append(number)
    }
    for event in numbers(source.event.map { [$0] } ?? [], edition.events) {
      edition.eventEntries[Int(event)].sources.append(number)
    }
    for place in numbers((source.place.map { [$0] } ?? []) + source.places, edition.places) {
      edition.placeEntries[Int(place)].sources.append(number)
    }
    for body in numbers(source.organizations, edition.organizations) {
      edition.organizationEntries[Int(body)].sources.append(number)
    }
  }

  private mutating func countTurns(
    of source: Source, _ voices: [Int32], _ answers: inout AnswerCounts
  ) {
    var before: Int32 = -1
    let turns = source.record.turns
    for index in turns.indices {
      let speaker = voices[Int(turns[index].speaker)]
      guard speaker >= 0 else { continue }
      edition.voices[Int(speaker)].turns += 1
      if before >= 0 && before != speaker { answers.add(speaker, after: before) }
      before = speaker
    }
  }

  private mutating func linkAnswers(_ answers: AnswerCounts) {
    for (pair, count) in answers.all {
      edition.voices[Int(pair.speaker)].answers.append((pair.before, count))
    }
    for index in edition.voices.indices {
      edition.voices[index].answers.sort { ($1.count, $0.speaker) < ($0.count, $1.speaker) }
    }
  }

  /// Entry numbers of references, without duplicates, in the given order.
  func numbers<Entry>(_ references: [Reference], _ register: Register<Entry>) -> [Int32] {
    var out: [Int32] = []
    for reference in references {
      if let number = register.number(of: reference.id), !out.contains(number) { out.append(number) }
    }
    return out
  }

  private func target(_ placement: Placement) -> Annotation.Target? {
    placement.target < 0 ? nil : edition.annotations[placement.annotation].targets[placement.target]
  }

  /// Sorts the notes of each source in record order and sets the occurrences of each note.
  private mutating func numberNotes() {
    edition.notePlaces = Array(repeating: [], count: edition.annotations.count)
    var bySource: [[NoteOnSource]] = Array(repeating: [], count: edition.sources.count)
    for placement in placements {
      // A note on a whole source is not shown beside any passage.
      let isOnSource = placement.state == .whole && target(placement)?.passage == nil
      let passages = isOnSource ? 0..<0 : placement.passages
      bySource[placement.source].append(
        NoteOnSource(
          annotation: Int32(placement.annotation), target: Int32(placement.target),
          passages: Int32(passages.lowerBound)..<Int32(passages.upperBound),
          range: placement.range, state: placement.state))
    }
    for index in bySource.indices where !bySource[index].isEmpty {
      let record = edition.sources[index].record
      func start(_ note: NoteOnSource) -> Int32 {
        if let range = note.range { return range.start }
        return note.passages.isEmpty ? .max : record.passages[Int(note.passages.lowerBound)].range.start
      }
      // Sort by start; of two notes with the same start the shorter comes first, as it is closer to the words.
      bySource[index].sort { a, b in
        (start(a), a.range?.end ?? .max, a.annotation, a.target) < (
          start(b), b.range?.end ?? .max, b.annotation, b.target
        )
      }
      for (number, note) in bySource[index].enumerated() {
        edition.notePlaces[Int(note.annotation)].append(NotePlace(source: Int32(index), note: Int32(number)))
      }
      edition.links[index].notes = bySource[index]
      edition.links[index].noteCounts = Array(repeating: 0, count: record.passages.count)
      for note in bySource[index] {
        for passage in note.passages { edition.links[index].noteCounts[Int(passage)] += 1 }
      }
    }
    // The occurrence of a note's first target comes first.
    for index in edition.notePlaces.indices {
      edition.notePlaces[index].sort { a, b in
        let x = edition.links[Int(a.source)].notes[Int(a.note)].target
        let y = edition.links[Int(b.source)].notes[Int(b.note)].target
        return (x, a.source, a.note) < (y, b.source, b.note)
      }
    }
    for (index, note) in edition.annotations.enumerated() {
      for topic in numbers(note.topics, edition.topics) {
        edition.topicEntries[Int(topic)].annotations.append(Int32(index))
      }
    }
  }
}
