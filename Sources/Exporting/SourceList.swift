import Archive
import Base
import Linking

/// `data/sources.json`: the archive, and for each source, on one line, its front matter including provenance.
struct SourceList {
  private let edition: Edition
  private let addresses: SiteAddresses

  init(_ edition: Edition, _ addresses: SiteAddresses) {
    self.edition = edition
    self.addresses = addresses
  }

  func bytes() -> [UInt8] {
    let settings = edition.settings
    var json = JSONWriter(reserving: 700 * (edition.sources.count + 1))
    json.object { json in
      json.object("archive") { json in
        json.field("title", settings.title)
        json.field("subtitle", settings.subtitle)
        json.field("description", settings.description)
        json.field("language", settings.language)
        json.field("base_url", settings.baseURL.isEmpty ? nil : settings.baseURL)
        json.field("editors", settings.editors)
        json.field("licence", settings.licence)
        json.field("rights", settings.rights)
      }
      json.array("sources") { json in
        for index in edition.sources.indices {
          json.breakLine()
          write(index, &json)
        }
        if !edition.sources.isEmpty { json.endLine() }
      }
    }
    json.endLine()
    return json.bytes
  }

  /// The line of a source, and the part of it that occurs in no other line.
  func line(_ index: Int) -> SourceLine {
    var json = JSONWriter()
    write(index, &json)
    var sign = JSONWriter()
    sign.object { $0.field("id", edition.sources[index].id) }
    return (Array(sign.bytes.dropLast()), json.bytes)
  }

  private func write(_ index: Int, _ json: inout JSONWriter) {
    let source = edition.sources[index]
    json.object { json in
      json.field("id", source.id)
      json.field("last_id", lastID(index).map { "p\($0)" })
      merged(index, &json)
      json.field("url", addresses.entry("sources", source.id))
      json.field("title", source.title)
      json.field("kind", source.kind.rawValue)
      json.field("date", source.date?.edtf)
      json.field("event", source.event?.id)
      json.field("place", source.place?.id)
      json.field("language", source.language)
      json.field("transcription", source.transcription?.rawValue)
      json.field("description", source.description)
      json.field("passages", source.record.passages.count)
      json.field("words", edition.links[index].words)
      provenance(source.provenance, &json)
      json.array("speakers") { json in
        for use in source.speakers {
          json.object { json in
            json.field("label", use.label)
            json.field("id", use.id)
            json.field("language", use.language)
            json.field("via", use.via)
            json.field("certain", use.certain)
          }
        }
      }
      json.field("topics", source.topics.map(\.id))
      json.field("places", source.places.map(\.id))
      json.field("organizations", source.organizations.map(\.id))
      json.field("aliases", source.aliases.map(\.id))
      ids(index, &json)
    }
  }

  /// Ids of sources that were merged into this one, with the passages that theirs are now; nothing if there are none.
  private func merged(_ index: Int, _ json: inout JSONWriter) {
    let all = edition.links[index].formerNames.compactMap { name in
      if case .mapped(let places) = name.numbering { (name.id, places) } else { nil }
    }
    guard !all.isEmpty else { return }
    json.array("merged") { json in
      for (id, places) in all {
        json.object { json in
          json.field("id", id)
          json.field("last_id", places.map(\.number).max().map { "p\($0)" })
          json.array("ids") { json in
            for place in places {
              json.object { json in
                json.field("id", "p\(place.number)")
                json.field("to", place.leadsTo.map { "p\($0)" })
              }
            }
          }
        }
      }
    }
  }

  /// The highest passage number ever assigned in the source.
  private func lastID(_ index: Int) -> Int32? {
    let retired = edition.links[index].retired.lazy.map(\.number).max() ?? 0
    let last = max(retired, edition.sources[index].record.passages.lazy.map(\.number).max() ?? 0)
    return last > 0 ? last : nil
  }

  /// Writes former ids of the source and retired ids of its passages. Empty members are left out.
  private func ids(_ index: Int, _ json: inout JSONWriter) {
    let links = edition.links[index]
    let former = links.formerNames.filter { $0.numbering == .same }.map(\.id)
    if !former.isEmpty { json.field("formerly", former) }
    guard !links.retired.isEmpty else { return }
    let passages = edition.sources[index].record.passages
    json.array("retired") { json in
      for id in links.retired {
        json.object { json in
          json.field("id", "p\(id.number)")
          json.field("to", id.leadsTo.map { "p\($0)" })
          json.field("before", id.before < passages.count ? passages[id.before].id : nil)
          json.field("date", id.date?.text)
        }
      }
    }
  }

  private func provenance(_ provenance: Provenance, _ json: inout JSONWriter) {
    json.object("provenance") { json in
      json.field("publisher", provenance.publisher)
      json.field("author", provenance.author)
      json.field("url", provenance.url)
      json.field("archived_url", provenance.archivedURL)
      json.field("accessed", provenance.accessed?.edtf)
      json.field("sha256", provenance.sha256)
      json.field("rights", provenance.rights)
    }
  }
}
