import Archive

/// Limits on templates. A few templates that each include the next one twice would render practically for ever. A
/// template that includes itself, or has endlessly nested sections, would crash the program.
struct TemplateLimits {
  /// Number of tags in a page's templates, counting an included template once per inclusion.
  static let tags = 100_000
  /// Maximum nesting of sections and templates.
  static let levels = 64

  static func tooDeep(_ path: String, _ position: Position) -> Diagnostic {
    Diagnostic(
      .error, "broken-template", "found more than \(levels) levels of sections and templates", path: path,
      at: position)
  }

  static func tooMany(_ path: String, _ position: Position, _ most: Int = tags) -> Diagnostic {
    Diagnostic(
      .error, "broken-template",
      "found more than \(most) tags, including those of included templates", path: path, at: position,
      fix: "write repeated parts once")
  }

  /// A tag that counts towards the limits.
  private struct Tag {
    enum Kind { case open, close, template, parent, other }
    var kind: Kind
    var name: String
    var offset: Int
  }

  private let tags: [String: [Tag]]
  private let texts: [String: [UInt8]]
  private let folder: String
  /// The tag limit. It is lower if a template passes blocks to a parent, which may insert each block as many times
  /// as it has tags.
  private let most: Int
  private var seen = 0

  init(_ texts: [String: String], folder: String) {
    self.texts = texts.mapValues { Array($0.utf8) }
    self.folder = folder
    tags = self.texts.mapValues(Self.tags)
    most = tags.values.contains { $0.contains { $0.kind == .parent } } ? 1_000 : Self.tags
  }

  /// Walks through a template as the library would render it.
  ///
  /// - Returns: the first tag that exceeds a limit; nil if there is none.
  mutating func check(_ name: String) -> Diagnostic? {
    seen = 0
    var (templates, sections) = ([name], [String]())
    return walk(name, &templates, &sections)
  }

  private mutating func walk(
    _ name: String, _ templates: inout [String], _ sections: inout [String]
  ) -> Diagnostic? {
    let outer = sections.count
    for tag in tags[name] ?? [] {
      seen += 1
      if seen > most { return Self.tooMany(path(name), position(tag, in: name), most) }
      switch tag.kind {
      case .other: continue
      case .open:
        // A list nested in itself is rendered once per item for each of its items.
        if sections.contains(tag.name) {
          return Diagnostic(
            .error, "broken-template", "found the section '\(tag.name)' inside itself", path: path(name),
            at: position(tag, in: name))
        }
        sections.append(tag.name)
      case .close: if sections.count > outer { sections.removeLast() }
      case .template, .parent:
        if templates.contains(tag.name) {
          return Diagnostic(
            .error, "broken-template", "found the template '\(tag.name)', which includes itself",
            path: path(name), at: position(tag, in: name))
        }
        templates.append(tag.name)
        if templates.count + sections.count > Self.levels {
          return Self.tooDeep(path(name), position(tag, in: name))
        }
        if let found = walk(tag.name, &templates, &sections) { return found }
        templates.removeLast()
        if tag.kind == .parent {
          if sections.contains(where: { $0.hasPrefix("<") }) {
            return Diagnostic(
              .error, "broken-template", "found '{{<\(tag.name)}}' in the blocks of another template",
              path: path(name), at: position(tag, in: name))
          }
          sections.append("<\(tag.name)")
        }
      }
      if templates.count + sections.count > Self.levels {
        return Self.tooDeep(path(name), position(tag, in: name))
      }
    }
    sections.removeLast(sections.count - outer)
    return nil
  }

  private func path(_ name: String) -> String { "\(folder)/\(name).mustache" }

  private func position(_ tag: Tag, in name: String) -> Position {
    let before = texts[name]?[..<tag.offset] ?? []
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return Position(line: before.count { $0 == 10 } + 1, column: tag.offset - start + 1)
  }

  private static func tags(in text: [UInt8]) -> [Tag] {
    var out: [Tag] = []
    var at = 0
    while at + 1 < text.count, let open = text[at...].firstIndex(of: 123) {
      at = open + 1
      guard at < text.count, text[at] == 123 else { continue }
      let inner = text[(open + 2)...].drop { $0 == 32 || $0 == 123 }
      let name = inner.dropFirst().drop { $0 == 32 }.prefix { $0 != 125 && $0 != 32 }
      at = max(name.endIndex, open + 2)
      let kind: Tag.Kind =
        switch inner.first ?? 0 {
        case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "^"): .open
        case UInt8(ascii: "/"): .close
        case UInt8(ascii: ">"): .template
        case UInt8(ascii: "<"): .parent
        default: .other
        }
      // An inverted section is rendered at most once, so nesting it in its own section is harmless.
      let isInverted = inner.first == UInt8(ascii: "^")
      out.append(
        Tag(
          kind: kind, name: (isInverted ? "^" : "") + String(decoding: name, as: UTF8.self), offset: open + 2)
      )
    }
    return out
  }
}
