import Archive
import Linking

extension HTML {
  /// HTML for a page of an archive, in the direction of its language.
  init(for edition: Edition) {
    self.init(base: Direction(language: edition.settings.language))
  }

  /// Adds ` dir="…"` to a start tag if the words in the element run against `base`, and makes theirs the base. The
  /// caller restores it behind the end tag.
  mutating func direction(of prose: Prose, _ range: ByteRange) {
    direction(Direction(firstStrongOf: prose, range))
  }

  /// The same for a direction that is known already; nil for words without any.
  mutating func direction(_ found: Direction?) {
    guard let found, found != base else { return }
    attribute("dir", found.value)
    base = found
  }

  /// Adds ` dir="…"` to the start tag of an element that holds only this text.
  mutating func direction(within text: String) {
    if let found = against(text) { attribute("dir", found.value) }
  }

  /// Adds text, in an element of its own if it runs against `base`, so that signs beside it stay on their side.
  mutating func isolated(_ text: String) {
    guard let found = against(text) else { return self.text(text) }
    raw("<bdi")
    attribute("dir", found.value)
    raw(">")
    self.text(text)
    raw("</bdi>")
  }

  /// Adds ` lang="…" dir="…"` for words of a source: the language if it is not that of the archive, the direction as
  /// their first strong character has it.
  mutating func language(of source: Source, on edition: Edition, words: Prose, _ range: ByteRange) {
    language(of: source, on: edition, Direction(firstStrongOf: words, range))
  }

  /// The same for a text.
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

  /// The direction of a text if it is not `base`.
  private func against(_ text: String) -> Direction? {
    var text = text
    guard let found = text.withUTF8({ Direction(firstStrong: $0) }), found != base else { return nil }
    return found
  }
}
