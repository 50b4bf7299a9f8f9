import Archive
import Linking

/// Statistics of an archive.
struct Statistics {
  /// The share of one speaker.
  struct Share {
    var id: String
    var name: String
    var words: Int
    var turns: Int
    /// Number of passages, including those that are only reported.
    var passages: Int
  }

  /// The passages of one source that have no topic.
  struct Gap {
    var source: String
    var passages: [String]
  }

  var sources: Int
  var passages = 0
  var turns = 0
  var words = 0
  /// Number of words spoken by a named speaker.
  var spoken = 0
  /// Sorted by number of words, highest first, then by id.
  var speakers: [Share]
  /// Ids of topics without passages, sources and narrower topics.
  var emptyTopics: [String] = []
  /// Passages that are not stage notes and have no topic of their own.
  var gaps: [Gap] = []
  /// Number of notes of each kind, in the order of the settings.
  var notes: [(kind: String, count: Int)]

  init(_ edition: Edition) {
    sources = edition.sources.count
    speakers = edition.speakers.entries.enumerated().map { index, speaker in
      let voice = edition.voices[index]
      return Share(
        id: speaker.id, name: speaker.label, words: voice.words, turns: voice.turns,
        passages: voice.passages.count)
    }
    speakers.sort { $0.words != $1.words ? $0.words > $1.words : $0.id < $1.id }
    spoken = speakers.reduce(0) { $0 + $1.words }
    notes = edition.settings.kinds.map { kind in
      (kind.id, edition.annotations.count { $0.kind == kind.id })
    }
    for (index, source) in edition.sources.enumerated() {
      let record = source.record
      passages += record.passages.count
      turns += record.turns.count
      words += edition.links[index].words
      let bare = record.passages.indices.filter {
        record.passages[$0].kind != .stageNote && edition.links[index].topics[$0].isEmpty
      }
      if !bare.isEmpty { gaps.append(Gap(source: source.id, passages: bare.map { record.passages[$0].id })) }
    }
    for (index, entry) in edition.topicEntries.enumerated()
    where entry.passages.isEmpty && entry.sources.isEmpty && entry.narrower.isEmpty {
      emptyTopics.append(edition.topics.entries[index].id)
    }
  }
}
