import Archive
import Linking

/// What an archive holds, in figures.
struct Statistics {
  /// One speaker's part.
  struct Share {
    var id: String
    var name: String
    var words: Int
    var turns: Int
    /// Passages, those that are only reported among them.
    var passages: Int
  }

  /// Passages that no topic is given for, in one source.
  struct Gap {
    var source: String
    var passages: [String]
  }

  var sources: Int
  var passages = 0
  var turns = 0
  var words = 0
  /// Words that a named speaker speaks.
  var spoken = 0
  /// Most words first, then by id.
  var speakers: [Share]
  /// Ids of headings that no passage and no source stands under, nor any heading below them.
  var emptyTopics: [String] = []
  /// Passages of words, not stage notes, without a topic of their own.
  var gaps: [Gap] = []
  /// Number of notes of each kind, in order of the settings.
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
