import Archive
import Mustache

/// The templates of a site, which arrange the parts that the generator writes.
///
/// A template is rendered with a short placeholder for everything that differs from page to page. The result is
/// cached as a `CompiledTemplate` that all pages of one sort share. So megabytes of text never pass through the
/// template library, and a template is rendered a few dozen times in a build, not once per page.
public struct Theme: Sendable {
  private let library: MustacheLibrary
  /// For each template, the templates that it includes.
  private let partials: [String: [String]]
  private let moulds = Moulds()

  private init(_ library: MustacheLibrary, _ texts: [String: String]) {
    self.library = library
    partials = texts.mapValues { TagCheck.templates(in: Array($0.utf8)) }
  }

  /// The required templates of a theme, with the names that each may use.
  public static let names: [String: Set<String>] = {
    let frame: Set<String> = [
      "language", "direction", "root", "kind", "page_title", "title", "description", "canonical",
      "archive_title",
      "archive_subtitle", "archive_description", "navigation", "href", "label", "current", "breadcrumbs",
      "page_links", "editors", "licence", "rights", "main", "head_extra", "scripts", "has_search",
      "has_notes", "is_missing",
      "top", "feed",
    ]
    let entry: Set<String> = ["id", "head", "facts", "note", "score", "body", "mentions"]
    return [
      "page": frame,
      "home": ["head", "sources", "topics", "speakers", "events", "notes"],
      "source": [
        "id", "citation", "head", "provenance", "score", "contents", "notes", "record", "unplaced",
        "mentions",
        "neighbours",
      ],
      "entry": entry,
      "list": ["head", "body"],
      "search": ["root"],
      "missing": ["root", "top", "address"],
    ]
  }()

  /// Parses templates.
  ///
  /// - Parameters:
  ///   - texts: the text of each template, by name (the file name without `.mustache`).
  ///   - folder: path of the folder, for diagnostics.
  /// - Returns: nil if a template is missing or broken; the diagnostics say which and where.
  public static func load(_ texts: [String: String], folder: String) -> (
    theme: Theme?, diagnostics: [Diagnostic]
  ) {
    var diagnostics: [Diagnostic] = []
    var library = MustacheLibrary()
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name).mustache"
      // A template that only this theme defines is a partial, so it may use the names of all pages.
      let allowed = names[name] ?? names.values.reduce(into: Set()) { $0.formUnion($1) }
      let check = TagCheck(path: path, text: Array(text.utf8), names: allowed, templates: Set(texts.keys))
      let found = check.run()
      diagnostics += found
      // The library recurses for each level, so a template with findings is not parsed.
      if !found.isEmpty { continue }
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
    if diagnostics.isEmpty {
      var limits = TemplateLimits(texts, folder: folder)
      diagnostics += names.keys.sorted().compactMap { limits.check($0) }
    }
    for name in names.keys.sorted() where texts[name] == nil {
      diagnostics.append(
        Diagnostic(
          .error, "missing-template", "found no template '\(name).mustache'", path: folder,
          fix: "copy it from the default theme"))
    }
    if diagnostics.isEmpty { diagnostics = SearchCheck(library: library, folder: folder).run() }
    return (diagnostics.isEmpty ? Theme(library, texts) : nil, diagnostics)
  }

  /// All templates used by a page: its own, the layout, and everything these include.
  func templates(of template: String) -> Set<String> {
    var used: Set<String> = []
    var open = ["page", template]
    while let name = open.popLast() {
      if used.insert(name).inserted, let partials = partials[name] { open += partials }
    }
    return used
  }

  /// Renders a template.
  ///
  /// - Parameters:
  ///   - shared: texts, flags and lists that are the same for all pages of one `sort`; evaluated once per sort.
  ///   - sort: distinguishes pages with different shared values.
  ///   - texts: texts of this page; an empty one counts as absent in `{{#name}}`.
  ///   - parts: HTML of this page, inserted at `{{{name}}}`; an empty one counts as absent too.
  ///   - main: the part named `main`, rendered from another template.
  func render(
    _ template: String, shared: @autoclosure () -> [String: Any] = [:], sort: String = "",
    texts: [(name: String, text: String)] = [],
    parts: [(name: String, html: HTML)], main: RenderedTemplate? = nil
  ) -> RenderedTemplate {
    var names = texts.map(\.name) + parts.map(\.name)
    var slots = texts.map { Slot.html(HTML(text: $0.text)) } + parts.map { Slot.html($0.html) }
    if let main {
      names.append("main")
      slots.append(.filled(main))
    }
    var key = "\(template)|\(sort)|"
    for slot in slots { key += slot.isEmpty ? "0" : "1" }
    let mould = moulds.mould(key) {
      var context = shared()
      // Content contains no NUL, so a placeholder is unambiguous.
      for (number, slot) in slots.enumerated() where !slot.isEmpty {
        context[names[number]] = "\u{0}\(number)\u{0}"
      }
      return CompiledTemplate(library.render(context, withTemplate: template) ?? "")
    }
    return RenderedTemplate(mould, slots)
  }
}
