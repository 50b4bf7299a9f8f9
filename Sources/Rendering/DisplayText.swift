import Archive
import Base
import Linking

/// Display texts and addresses for stages that show the same things outside the pages: search, exports.
public enum DisplayText {
  /// The name of a kind of source: "Transcript".
  public static func kind(_ kind: Source.Kind) -> String { Wording().kind(kind) }

  /// A date as shown on pages: "16 July 2018".
  public static func date(_ date: UncertainDate) -> String { Wording().date(date) }

  /// The address of an entry, relative to the top folder of the site: `sources/ID.html`.
  public static func address(_ folder: String, _ id: String) -> String {
    "\(folder)/\(PercentEncoding.encode(id)).html"
  }

  /// The address of a page from its path: percent-encoded, relative to the top folder of the site.
  public static func address(path: String) -> String { Addresses(root: "").encodedPath(path) }

  /// The address of an occurrence of a note, relative to the top folder of the site.
  public static func note(_ place: NotePlace, _ edition: Edition) -> String {
    Addresses(root: "").note(place, edition)
  }

  /// The citation of a source: “Joint press conference”, TIME, 16 July 2018. In: the archive.
  public static func citation(_ source: Source, _ settings: Settings) -> String {
    var parts: [String] = []
    if let author = source.provenance.author { parts.append(author) }
    parts.append("“\(source.title)”")
    if let publisher = source.provenance.publisher { parts.append(publisher) }
    if let date = source.date { parts.append(Wording().date(date)) }
    return parts.joined(separator: ", ") + ". In: \(settings.title)"
  }
}
