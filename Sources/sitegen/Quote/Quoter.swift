import Anchoring
import Archive
import Base
import Building
import Glibc
import Linking
import Rendering
import Workers

/// Finds words in the content, and prints a citation and the target of a note for each occurrence.
struct Quoter: Sendable {
  let edition: Edition
  let workers: Workers

  /// - Returns: whether the words were found.
  func print(_ words: String, limit: Int) async -> Bool {
    let edition = edition
    let found = await workers.map(edition.sources.count) { index in
      QuotedPlace.places(of: words, in: edition.sources[index].record)
    }
    let places = edition.chronology.flatMap { index in found[Int(index)].map { (Int(index), $0) } }
    let texts = places.prefix(limit).map { text(source: $0, $1) }
    Platform.write(texts.joined(separator: "\n"), to: STDOUT_FILENO)
    if places.isEmpty {
      Platform.tell("found nowhere in \(edition.sources.count) sources: \(words)")
    } else {
      let shown = places.count > limit ? ", the first \(limit) shown" : ""
      Platform.tell("\(places.count) \(places.count == 1 ? "place" : "places")\(shown)")
    }
    return !places.isEmpty
  }

  private func text(source index: Int, _ place: QuotedPlace) -> String {
    let source = edition.sources[index]
    guard let first = place.passages.first else { return "" }
    let passage = source.record.passages[first]
    let address = edition.settings.baseURL + DisplayText.address("sources", source.id) + "#\(passage.id)"
    var out =
      "“\(place.quote)”\(whose(index, first)). \(DisplayText.citation(source, edition.settings)), \(passage.id). \(address)\n"
    out += "  on: \(source.id)#\(passage.id)\n  quote: \(quoted(place.quote))\n"
    if !place.prefix.isEmpty { out += "  prefix: \(quoted(place.prefix + " "))\n" }
    if !place.suffix.isEmpty { out += "  suffix: \(quoted(" " + place.suffix))\n" }
    if !place.isFound { out += "  # the same words are in other places: quote more words\n" }
    return out
  }

  /// The speaker of the words, and whether they are a summary or reported speech, which a citation must not present
  /// as a person's own words.
  private func whose(_ index: Int, _ passage: Int) -> String {
    let source = edition.sources[index]
    let speaker = edition.links[index].speakers[passage]
    guard speaker >= 0 else { return source.transcription == .summary ? " (summary)" : "" }
    let name = edition.speakers[speaker].label
    if source.transcription == .summary { return " (summary of \(name))" }
    let isReported = source.speaker(of: source.record.passages[passage])?.reported == true
    return isReported ? " (\(name), as reported)" : " (\(name))"
  }

  /// A double-quoted scalar of YAML 1.2, section 7.3.1. Line breaks and control characters occur only if the record
  /// contains them.
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C:
        out += "\\"
        out.unicodeScalars.append(scalar)
      case 0..<0x20, 0x7F...0x9F:
        out += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      case _ where TerminalText.isUnsafe(scalar): out += TerminalText.escape(scalar)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
