import Archive
import Linking

extension HTML {
  /// Creates HTML for a page of an archive, with the direction of the archive's language.
  init(for edition: Edition) {
    self.init(base: Direction(language: edition.settings.language))
  }

  /// Adds ` dir="…"` to a start tag if the direction of the content differs from `base`, and sets `base` to it. The
  /// caller restores `base` after the end tag.
  mutating func direction(of prose: Prose, _ range: ByteRange) {
    direction(Direction(firstStrongOf: prose, range))
  }

  /// Same, for a known direction; nil for text without strong characters.
  mutating func direction(_ found: Direction?) {
    guard let found, found != base else { return }
    attribute("dir", found.value)
    base = found
  }

  /// Adds ` dir="…"` to the start tag of an element that contains only this text.
  mutating func direction(within text: String) {
    if let found = against(text) { attribute("dir", found.value) }
  }

  /// Adds text. If its direction differs from `base`, it gets its own element, so that punctuation beside it keeps
  /// its side.
  mutating func isolated(_ text: String) {
    guard let found = against(text) else { return self.text(text) }
    raw("<bdi")
    attribute("dir", found.value)
    raw(">")
    self.text(text)
    raw("</bdi>")
  }

  /// Adds ` lang="…" dir="…"` for text of a source: the language if it differs from the archive's, the direction of
  /// the first strong character.
  mutating func language(of source: Source, on edition: Edition, words: Prose, _ range: ByteRange) {
    language(of: source, on: edition, Direction(firstStrongOf: words, range))
  }

  /// Same, for a string.
  mutating func language(of source: Source, on edition: Edition, words: String) {
    var words = words
    language(of: source, on: edition, words.withUTF8 { Direction(firstStrong: $0) })
  }

  private mutating func language(of source: Source, on edition: Edition, _ found: Direction?) {
    if source.language != edition.settings.language {
      attribute("lang", source.language)
      attribute("dir", (found ?? Direction(language: source.language)).value)
    } else if let found, found != base {
      attribute("dir", found.value)
    }
  }

  /// The direction of a text if it differs from `base`.
  private func against(_ text: String) -> Direction? {
    var text = text
    guard let found = text.withUTF8({ Direction(firstStrong: $0) }), found != base else { return nil }
    return found
  }
}
