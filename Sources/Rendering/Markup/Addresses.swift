import Archive
import Base
import Linking

/// Where things are on the site. All addresses are relative to the page they stand on, so that the site
/// works in any folder and from a disk.
struct Addresses {
  /// The way from the page to the top folder: "" or "../".
  let root: String

  func source(_ id: String) -> String { "\(root)sources/\(PercentEncoding.encode(id)).html" }
  func passage(_ source: String, _ number: Int32) -> String { "\(self.source(source))#p\(number)" }
  func speaker(_ id: String) -> String { "\(root)speakers/\(PercentEncoding.encode(id)).html" }
  func topic(_ id: String) -> String { "\(root)topics/\(PercentEncoding.encode(id)).html" }
  func event(_ id: String) -> String { "\(root)events/\(PercentEncoding.encode(id)).html" }
  func place(_ id: String) -> String { "\(root)places/\(PercentEncoding.encode(id)).html" }
  func organization(_ id: String) -> String { "\(root)organizations/\(PercentEncoding.encode(id)).html" }
  func page(_ id: String) -> String { "\(root)\(PercentEncoding.encode(id)).html" }

  /// Where a reference leads; nil where the thing it names has no place of its own.
  ///
  /// The id is the entry's own: an author may have written the same letters in another Unicode form.
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

  /// Where a note stands first.
  func note(_ id: String, _ edition: Edition) -> String? {
    guard let index = edition.annotation(id), let place = edition.notePlaces[index].first else { return nil }
    return note(place, edition)
  }

  /// Where a note stands in one source.
  func note(_ place: NotePlace, _ edition: Edition) -> String {
    let source = edition.sources[Int(place.source)]
    return "\(self.source(source.id))#\(edition.noteAnchor(place))"
  }

  /// A path on the site as part of an address.
  func encodedPath(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(String($0)) }
      .joined(
        separator: "/")
  }

  /// An address from content as a URL may have it: what RFC 3986 does not allow is put in percent encoding,
  /// what is encoded already stays.
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

  /// Id of the element of a note on a source's page. A note that stands twice on one source has the
  /// ordinal of the place behind its id.
  func noteAnchor(_ place: NotePlace, prefix: String = "note-") -> String {
    let annotation = links[Int(place.source)].notes[Int(place.note)].annotation
    let here = notePlaces[Int(annotation)].filter { $0.source == place.source }
    let ordinal = (here.firstIndex(of: place) ?? 0) + 1
    let id = annotations[Int(annotation)].id
    // A dot is no part of the ordinal in any id's end, so the two cannot be confused.
    return ordinal == 1 ? "\(prefix)\(id)" : "\(prefix)\(id)..\(ordinal)"
  }
}
