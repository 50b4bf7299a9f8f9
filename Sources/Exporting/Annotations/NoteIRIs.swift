import Archive
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
  func source(_ id: String) -> String { "\(top)sources/\(NoteIRIs.encoded(id)).html" }

  /// The text that positions count in.
  func text(_ id: String) -> String { "\(top)data/text/\(NoteIRIs.encoded(id)).txt" }

  /// A file of this export.
  func page(_ name: String) -> String { "\(top)data/annotations/\(NoteIRIs.encoded(name)).jsonld" }

  /// A note: its place in the list of all notes, which stays the same whatever the note stands on.
  func note(_ id: String) -> String { "\(top)annotations.html#note-\(NoteIRIs.encoded(id))" }

  /// A reply to a note: by its id, else by its place among the replies (`!1.2` is the second to the first), in which
  /// the sign is one that no encoded id has.
  func reply(_ id: String?, at path: [Int], to note: String) -> String {
    let name = id.map(NoteIRIs.encoded) ?? "!" + path.map(String.init).joined(separator: ".")
    return "\(self.note(note))/\(name)"
  }

  /// Everything but unreserved characters (RFC 3986, section 2.3) in percent encoding.
  static func encoded(_ id: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
        || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
    }
    if id.utf8.allSatisfy(isPlain) { return id }
    var out = ""
    for byte in id.utf8 {
      if isPlain(byte) {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        out += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return out
  }
}
