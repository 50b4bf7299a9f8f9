import Archive
import Base
import Linking

/// Addresses on the site. All are relative to the page that contains them, so that the site works in any folder and
/// from a local disk.
struct Addresses {
  /// Relative path from the page to the top folder: "" or "../".
  let root: String

  func source(_ id: String) -> String { "\(root)sources/\(PercentEncoding.encode(id)).html" }
  func passage(_ source: String, _ number: Int32) -> String { "\(self.source(source))#p\(number)" }
  func speaker(_ id: String) -> String { "\(root)speakers/\(PercentEncoding.encode(id)).html" }
  func topic(_ id: String) -> String { "\(root)topics/\(PercentEncoding.encode(id)).html" }
  func event(_ id: String) -> String { "\(root)events/\(PercentEncoding.encode(id)).html" }
  func place(_ id: String) -> String { "\(root)places/\(PercentEncoding.encode(id)).html" }
  func organization(_ id: String) -> String { "\(root)organizations/\(PercentEncoding.encode(id)).html" }
  func page(_ id: String) -> String { "\(root)\(PercentEncoding.encode(id)).html" }

  /// The address of a reference's target; nil if the target has no page or position.
  ///
  /// It uses the entry's own id, because the reference may have the same letters in another Unicode form.
  func target(_ reference: Reference, _ edition: Edition) -> String? {
    func own<Entry>(_ register: Register<Entry>) -> String? {
      register.number(of: reference.id).map { register[$0].id }
    }
    switch reference.scheme {
    case .source:
      return reference.fragment.isEmpty
        ? source(reference.id) : "\(source(reference.id))#\(PercentEncoding.encode(reference.fragment))"
    case .speaker: return own(edition.speakers).map(speaker)
    case .topic: return own(edition.topics).map(topic)
    case .event: return own(edition.events).map(event)
    case .place: return own(edition.places).map(place)
    case .organization: return own(edition.organizations).map(organization)
    case .page: return page(reference.id)
    case .note: return note(reference.id, edition)
    }
  }

  /// The first occurrence of a note.
  func note(_ id: String, _ edition: Edition) -> String? {
    guard let index = edition.annotation(id), let place = edition.notePlaces[index].first else { return nil }
    return note(place, edition)
  }

  /// An occurrence of a note in a source.
  func note(_ place: NotePlace, _ edition: Edition) -> String {
    let source = edition.sources[Int(place.source)]
    return "\(self.source(source.id))#\(edition.noteAnchor(place))"
  }

  /// Percent-encodes a path on the site, segment by segment.
  func encodedPath(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(String($0)) }
      .joined(
        separator: "/")
  }

  /// A URL from content with characters that RFC 3986 does not allow percent-encoded. Existing percent-encoding is
  /// kept.
  func escapedAddress(_ url: String) -> String {
    func isAllowed(_ byte: UInt8) -> Bool {
      byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}".utf8.contains(byte)
    }
    return PercentEncoding.encode(url, keeping: isAllowed)
  }
}

extension Edition {
  /// Index of an annotation.
  func annotation(_ id: String) -> Int? {
    let place = annotations.partitioningIndex { !$0.id.utf8.lexicographicallyPrecedes(id.utf8) }
    return place < annotations.count && annotations[place].id == id ? place : nil
  }

  /// Element id of a note on a source's page. If a note occurs more than once on a source, its later occurrences
  /// have their ordinal after the id.
  func noteAnchor(_ place: NotePlace, prefix: String = "note-") -> String {
    let annotation = links[Int(place.source)].notes[Int(place.note)].annotation
    let here = notePlaces[Int(annotation)].filter { $0.source == place.source }
    let ordinal = (here.firstIndex(of: place) ?? 0) + 1
    let id = annotations[Int(annotation)].id
    // Two dots separate the ordinal, because no id ends in a dot.
    return ordinal == 1 ? "\(prefix)\(id)" : "\(prefix)\(id)..\(ordinal)"
  }
}
