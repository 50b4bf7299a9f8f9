import Archive
import Base

/// Converts imported Markdown to a body that builds: a link that sites cannot have becomes text, its words and its
/// address.
struct BodyLinks {
  /// A removed link, and the reason.
  struct Removal: Equatable {
    var target: String
    var reason: String
  }

  private let outline: ArchiveOutline
  /// Ids of the notes that are imported with this one.
  private let notes: Set<String>

  init(_ outline: ArchiveOutline, notes: Set<String>) {
    self.outline = outline
    self.notes = notes
  }

  /// - Returns: the Markdown, and the links that were replaced by text, in order.
  func mended(_ markdown: String) -> (text: String, removals: [Removal]) {
    guard markdown.utf8.contains(where: { "[<{".utf8.contains($0) }) else { return (markdown, []) }
    let bytes = Array(markdown.utf8)
    let found = MarkdownLinks(bytes)
    var edits: [(range: Range<Int>, text: String)] = []
    var removals: [(at: Int, removal: Removal)] = []
    for link in found.links {
      guard let reason = problem(link.target) else { continue }
      removals.append((link.open.lowerBound, Removal(target: link.target, reason: reason)))
      edits += text(of: link, bytes)
    }
    for (range, target) in found.autolinks {
      guard let reason = problem(target) else { continue }
      removals.append((range.lowerBound, Removal(target: target, reason: reason)))
      edits.append((range, BodyLinks.plain(target)))
    }
    for (open, target) in found.definitions {
      guard let reason = problem(target) else { continue }
      removals.append((open, Removal(target: target, reason: reason)))
      edits.append((open..<open, "\\"))
    }
    let text = BodyLinks.apply(edits, to: bytes)
    return (BodyLinks.closed(text), removals.sorted { $0.at < $1.at }.map(\.removal))
  }

  /// Edits that replace a link by its words, without brackets, and the address after them.
  private func text(of link: MarkdownLinks.Link, _ bytes: [UInt8]) -> [(range: Range<Int>, text: String)] {
    let words = bytes[link.open.upperBound..<link.close.lowerBound]
    let before = bytes[..<link.open.lowerBound]
    var open = before.last.map { $0 > 0x7F || ($0 | 0x20) &- 0x61 < 26 } ?? false && link.isImage ? " " : ""
    let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    let isFirst = !before[lineStart...].contains { ($0 | 0x20) &- 0x61 < 26 || $0 > 0x7F }
    // Without its bracket, the word would begin a heading or a list.
    let keepsBrackets = isFirst && words.first.map { "#>+-=~0123456789 \t\n".utf8.contains($0) } ?? false
    if keepsBrackets { open += "\\[" }
    var address = words.elementsEqual(link.target.utf8) ? "" : BodyLinks.plain(link.target)
    if !link.title.isEmpty { address += (address.isEmpty ? "" : ", ") + BodyLinks.plain(link.title) }
    if !address.isEmpty { address = (words.isEmpty ? "" : " ") + "(\(address))" }
    return [(link.open, open), (link.close, (keepsBrackets ? "\\]" : "") + address)]
  }

  private static func plain(_ text: String) -> String {
    MarkdownWriter.escaped(squeezed(text), atStart: false, hasLabels: false)
  }

  private static func apply(_ edits: [(range: Range<Int>, text: String)], to bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var at = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= at {
      out += bytes[at..<edit.range.lowerBound]
      out += edit.text.utf8
      at = edit.range.upperBound
    }
    return String(decoding: out + bytes[at...], as: UTF8.self)
  }

  /// Keeps text at the end of a block as words if it looks like an attribute list.
  private static func closed(_ text: String) -> String {
    guard text.contains("{:") else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      let isLast =
        index + 1 == lines.count || trimmed(lines[index + 1]).isEmpty || trimmed(line).hasPrefix("#")
      return isLast ? PlainMarkdown.closed(String(line)) : String(line)
    }.joined(separator: "\n")
  }
}

extension BodyLinks {
  private static let schemes: Set<String> = ["http", "https", "mailto"]

  /// Why a site cannot have a link; nil if it can.
  private func problem(_ target: String) -> String? {
    let head = target.prefix { !"/?#".contains($0) }
    guard let colon = head.firstIndex(of: ":") else {
      return target.hasPrefix("media/") ? missingFile(target) : "this archive does not have"
    }
    let name = head[..<colon].lowercased()
    if BodyLinks.schemes.contains(name) { return nil }
    guard let scheme = Reference.Scheme(rawValue: name) else {
      return "has a scheme that sites cannot use, expected http:, https:, mailto: or a scheme of the archive"
    }
    let parts = target[target.index(after: colon)...].split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false
    ).map { PercentEncoding.decode(String($0)) }
    let fragment = parts.count > 1 ? parts[1] : ""
    if scheme == .note, notes.contains(parts[0]) { return nil }
    return outline.has(scheme, parts[0], fragment: fragment) ? nil : "this archive does not have"
  }

  private func missingFile(_ target: String) -> String? {
    guard let media = outline.media else { return nil }
    let file = PercentEncoding.decode(String(target.prefix { $0 != "#" && $0 != "?" }))
    return media.contains(file) ? nil : "is not a file of this archive"
  }
}
