import Archive
import Mustache

/// The templates of a site: what stands around the parts that the generator writes.
///
/// A template only arranges. It is rendered with a short mark in the place of each part, and the parts are
/// put in afterwards, so that megabytes of text never pass through it.
public struct Theme: Sendable {
  private let library: MustacheLibrary

  /// Templates that a theme must have, with the names each may use.
  public static let names: [String: Set<String>] = {
    let frame: Set<String> = [
      "language", "direction", "root", "kind", "page_title", "title", "description", "canonical",
      "archive_title",
      "archive_subtitle", "archive_description", "navigation", "href", "label", "current", "breadcrumbs",
      "here",
      "page_links", "editors", "licence", "rights", "main", "head_extra", "scripts", "has_search", "feed",
    ]
    let entry: Set<String> = ["id", "head", "facts", "note", "score", "body", "mentions"]
    return [
      "page": frame,
      "home": ["head", "sources", "topics", "speakers", "events", "notes"],
      "source": [
        "id", "citation", "head", "provenance", "score", "contents", "record", "unplaced", "mentions",
        "neighbours",
      ],
      "entry": entry,
      "list": ["head", "body"],
      "search": ["root"],
      "missing": ["root", "address"],
    ]
  }()

  /// Parses templates.
  ///
  /// - Parameters:
  ///   - texts: the text of each template by its name, the file name without `.mustache`.
  ///   - folder: path of the folder for diagnostics.
  /// - Returns: nil where a template is missing or broken; the diagnostics say which and where.
  public static func load(_ texts: [String: String], folder: String) -> (
    theme: Theme?, diagnostics: [Diagnostic]
  ) {
    var diagnostics: [Diagnostic] = []
    var library = MustacheLibrary()
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name).mustache"
      // A template of the theme's own is a partial and may use what any page gives.
      let allowed = names[name] ?? names.values.reduce(into: Set()) { $0.formUnion($1) }
      let check = TagCheck(path: path, text: Array(text.utf8), names: allowed, templates: Set(texts.keys))
      diagnostics += check.run()
      do {
        try library.register(text, named: name)
      } catch let error as MustacheTemplate.ParserError {
        let place = Position(line: error.context.lineNumber, column: max(1, error.context.columnNumber))
        diagnostics.append(
          Diagnostic(
            .error, "broken-template", "cannot read the template: \(error.error)", path: path, at: place))
      } catch {
        diagnostics.append(
          Diagnostic(.error, "broken-template", "cannot read the template: \(error)", path: path))
      }
    }
    for name in names.keys.sorted() where texts[name] == nil {
      diagnostics.append(
        Diagnostic(
          .error, "missing-template", "found no template '\(name).mustache', expected one", path: folder,
          fix: "copy it from the default theme"))
    }
    return (diagnostics.isEmpty ? Theme(library: library) : nil, diagnostics)
  }

  /// Renders a template.
  ///
  /// - Parameters:
  ///   - values: texts (escaped by the template), flags and lists.
  ///   - parts: HTML, put in where the template says `{{{name}}}`; an empty part counts as absent in
  ///     `{{#name}}`.
  func render(_ template: String, _ values: [String: Any], parts: [(name: String, html: HTML)]) -> HTML {
    var context = values
    for (number, part) in parts.enumerated() where !part.html.isEmpty {
      // Content has no NUL, so this cannot be anything else.
      context[part.name] = "\u{0}\(number)\u{0}"
    }
    let text = library.render(context, withTemplate: template) ?? ""
    var out = HTML(reserving: text.utf8.count + parts.reduce(0) { $0 + $1.html.bytes.count })
    for (number, piece) in text.utf8.split(separator: 0, omittingEmptySubsequences: false).enumerated() {
      if number % 2 == 0 {
        out.addChecked(piece)
      } else if let index = Int(String(decoding: piece, as: UTF8.self)), index < parts.count {
        out.add(parts[index].html)
      }
    }
    return out
  }
}

extension HTML {
  /// Adds what a template has rendered; the template has escaped it.
  fileprivate mutating func addChecked(_ bytes: Substring.UTF8View) {
    var string = String(bytes) ?? ""
    string.withUTF8 { appendRendered($0) }
  }
}
