import Archive
import Base
import Linking

/// IRIs (RFC 3987) of things in exported annotations. They are addresses on the site: absolute if the site's URL is
/// known, otherwise relative to the folder `data/annotations/`, so that they work wherever the site is stored.
struct NoteIRIs: Sendable {
  private let top: String

  init(_ settings: Settings) { top = settings.baseURL.isEmpty ? "../../" : settings.baseURL }

  /// The home page.
  var home: String { top + "index.html" }

  /// The page of a source.
  func source(_ id: String) -> String { "\(top)sources/\(PercentEncoding.encode(id)).html" }

  /// The text that positions count in.
  func text(_ id: String) -> String { "\(top)data/text/\(PercentEncoding.encode(id)).txt" }

  /// A file of this export.
  func page(_ name: String) -> String { "\(top)data/annotations/\(PercentEncoding.encode(name)).jsonld" }

  /// A note: its place in the list of all notes, which stays the same whatever the note stands on.
  func note(_ id: String) -> String { "\(top)annotations.html#note-\(PercentEncoding.encode(id))" }

  /// A reply to a note, identified by its id, or else by its position among the replies (`!1.2` is the second reply
  /// to the first). The `!` never occurs in an encoded id.
  func reply(_ id: String?, at path: [Int], to note: String) -> String {
    let name = id.map { PercentEncoding.encode($0) } ?? "!" + path.map(String.init).joined(separator: ".")
    return "\(self.note(note))/\(name)"
  }
}
