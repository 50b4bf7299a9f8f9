import Archive
import Base
import Linking

/// `data/registers.json`: speakers, topics with their tree, events, places and organisations, each list sorted by
/// id.
struct RegisterList {
  private let edition: Edition
  private let addresses: SiteAddresses

  init(_ edition: Edition, _ addresses: SiteAddresses) {
    self.edition = edition
    self.addresses = addresses
  }

  func bytes() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      list("speakers", edition.speakers, &json, speaker)
      list("topics", edition.topics, &json, topic)
      list("events", edition.events, &json, event)
      list("places", edition.places, &json) { index, json in
        let place = edition.places.entries[index]
        json.field("part_of", place.partOf?.id)
        json.field("passages", edition.placeEntries[index].passages.count)
      }
      list("organizations", edition.organizations, &json) { index, json in
        json.field("passages", edition.organizationEntries[index].passages.count)
      }
    }
    json.endLine()
    return json.bytes
  }

  /// Writes one register: first the fields of all entries, then those of its kind.
  private func list<Entry>(
    _ key: StaticString, _ register: Register<Entry>, _ json: inout JSONWriter,
    _ more: (Int, inout JSONWriter) -> Void
  ) {
    json.breakLine()
    json.array(key) { json in
      for (index, entry) in register.entries.enumerated() {
        json.breakLine()
        json.object { json in
          json.field("id", entry.id)
          json.field("url", addresses.entry("\(key)", entry.id))
          json.field("label", entry.label)
          json.field("aliases", entry.card.aliases)
          json.object("authority") { json in
            for authority in entry.card.authority { json.pair(authority.scheme, authority.id) }
          }
          json.field("note", utf8: entry.card.note.plainText)
          more(index, &json)
        }
      }
    }
  }

  private func speaker(_ index: Int, _ json: inout JSONWriter) {
    let speaker = edition.speakers.entries[index]
    json.field("sort_name", speaker.sortName)
    json.field("kind", speaker.kind.rawValue)
    json.field("uncertain", speaker.uncertain)
    json.array("roles") { json in
      for role in speaker.roles {
        json.object { json in
          json.field("title", role.title)
          json.field("from", role.from?.edtf)
          json.field("until", role.until?.edtf)
          json.field("organization", role.organization?.id)
        }
      }
    }
    json.field("passages", edition.voices[index].passages.count)
    json.field("turns", edition.voices[index].turns)
    json.field("words", edition.voices[index].words)
  }

  private func topic(_ index: Int, _ json: inout JSONWriter) {
    let entry = edition.topicEntries[index]
    json.field("broader", entry.broader < 0 ? nil : edition.topics[entry.broader].id)
    json.field("narrower", entry.narrower.map { edition.topics[$0].id })
    json.field("related", entry.related.map { edition.topics[$0].id })
    json.field("passages", entry.passages.count)
  }

  private func event(_ index: Int, _ json: inout JSONWriter) {
    let event = edition.events.entries[index]
    json.field("date", event.date?.edtf)
    json.field("place", event.place?.id)
    json.field("part_of", event.partOf?.id)
    json.field("related", event.related.map(\.id))
    json.field("participants", event.participants.map(\.id))
    json.field("organizations", event.organizations.map(\.id))
    json.field("topics", event.topics.map(\.id))
    json.field("passages", edition.eventEntries[index].passages.count)
  }
}
