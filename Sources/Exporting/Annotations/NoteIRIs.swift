import Archive
import Base
import Linking

/// The names (IRIs, RFC 3987) of things in exported annotations: addresses of the site, absolute where its
/// address is known, else relative to the folder `data/annotations/`, so that they lead to the same places
/// wherever the site lies.
struct NoteIRIs: Sendable {
  private let top: String

  init(_ settings: Settings) { top = settings.baseURL.isEmpty ? "../../" : settings.baseURL }

  /// The site.
  var home: String { top + "index.html" }

  /// The page of a source.
  func source(_ id: String) -> String { "\(top)sources/\(PercentEncoding.encode(id)).html" }

  /// The text that positions count in.
  func text(_ id: String) -> String { "\(top)data/text/\(PercentEncoding.encode(id)).txt" }

  /// A file of this export.
  func page(_ name: String) -> String { "\(top)data/annotations/\(PercentEncoding.encode(name)).jsonld" }

  /// A note: its place in the list of all notes, which stays the same whatever the note stands on.
  func note(_ id: String) -> String { "\(top)annotations.html#note-\(PercentEncoding.encode(id))" }

  /// A reply to a note: by its id, else by its place among the replies (`!1.2` is the second to the first), in which
  /// the sign is one that no encoded id has.
  func reply(_ id: String?, at path: [Int], to note: String) -> String {
    let name = id.map { PercentEncoding.encode($0) } ?? "!" + path.map(String.init).joined(separator: ".")
    return "\(self.note(note))/\(name)"
  }
}
