import Archive
import Mustache

/// Checks that the search can read the pages that a theme makes: it takes the words of passages from them, so the
/// record must stand in each page of a source, once, and be read by a browser as elements. What else stands there,
/// and how, is the theme's own affair.
///
/// The contract is in `docs/search.md`; `site.js` (`sitegenPassages`) and `PageText` read the record.
struct SearchCheck {
  let library: MustacheLibrary
  /// Path of the folder of templates for diagnostics.
  let folder: String

  private static let rule = "broken-search"
  /// Stands for the record, and for the main part of a page.
  private static let mark = "\u{0}0\u{0}"
  /// Names that a page of a source may lack, by template.
  private static let optional = [
    "source": ["provenance", "score", "contents", "notes", "unplaced", "mentions", "neighbours"],
    "page": [
      "description", "canonical", "archive_subtitle", "archive_description", "navigation", "breadcrumbs",
      "page_links", "editors", "licence", "rights", "head_extra", "has_notes", "feed",
    ],
  ]

  /// Names that every page of a source has.
  private static let always = [
    "id", "citation", "head", "language", "direction", "page_title", "title", "archive_title",
  ]

  /// One diagnostic for each template that keeps the search from reading pages.
  func run() -> [Diagnostic] {
    let found = [("source", "record"), ("page", "main")].compactMap { template, part in
      pages(template, part).lazy.compactMap { fault(in: $0, of: template, part) }.first
    }
    return found.isEmpty ? scripts() : found
  }

  /// What a template gives: with all optional names, with none, and with each alone.
  private func pages(_ template: String, _ part: String) -> [String] {
    let optional = Self.optional[template] ?? []
    return ([optional, []] + optional.map { [$0] }).map { present in
      var context: [String: Any] = ["root": "../", "top": "../", "kind": "source", part: Self.mark]
      for name in Self.always + present { context[name] = "x" }
      return library.render(context, withTemplate: template) ?? ""
    }
  }

  private func fault(in page: String, of template: String, _ part: String) -> Diagnostic? {
    let path = "\(folder)/\(template).mustache"
    let pieces = page.split(separator: Self.mark, omittingEmptySubsequences: false)
    let name = "{{{\(part)}}}"
    if pieces.count == 1 {
      return Diagnostic(
        .error, Self.rule,
        "found pages of sources without '\(part)', from which the search reads the passages",
        path: path, fix: "write \(name) once, outside of sections")
    }
    if pieces.count > 2 {
      return Diagnostic(
        .error, Self.rule, "found '\(part)' \(pieces.count - 1) times on a page, expected it once",
        path: path,
        fix: "leave one \(name)")
    }
    if let hidden = MarkupScan(Array(pieces[0].utf8)).opening {
      return Diagnostic(
        .error, Self.rule, "found '\(part)' in \(hidden), where the search cannot read the passages",
        path: path,
        fix: "write \(name) outside of \(hidden)")
    }
    if pieces.contains(where: { MarkupScan(Array($0.utf8)).hasRecord }) {
      return Diagnostic(
        .error, Self.rule,
        "found an element with the class 'record' and 'data-title', which only the record has",
        path: path, fix: "rename the class or the attribute")
    }
    return nil
  }

  /// A theme that searches needs `site.js` on the pages of sources too, which gives their words to the search on a
  /// disk, and `scripts.js` before it.
  private func scripts() -> [Diagnostic] {
    let search = library.render(
      ["root": "", "main": "x", "kind": "search", "has_search": true], withTemplate: "page")
    guard let search, search.contains("assets/search.js") else { return [] }
    let source = library.render(["root": "../", "main": "x", "kind": "source"], withTemplate: "page") ?? ""
    let path = "\(folder)/page.mustache"
    for page in [search, source] {
      for name in ["scripts", "site"] where !page.contains("assets/\(name).js") {
        return [
          Diagnostic(
            .error, Self.rule,
            "found no script 'assets/\(name).js', which the search needs on its page and on pages of sources",
            path: path, fix: "add <script src=\"{{root}}assets/\(name).js\" defer></script>")
        ]
      }
      let first = page.split(separator: "assets/", omittingEmptySubsequences: false).dropFirst().first {
        $0.hasPrefix("scripts.js") || $0.hasPrefix("site.js") || $0.hasPrefix("notes")
          || $0.hasPrefix("search")
      }
      if let first, !first.hasPrefix("scripts.js") {
        let other = first.prefix { $0 != "\"" && $0 != "'" && $0 != ">" }
        return [
          Diagnostic(
            .error, Self.rule, "found 'assets/\(other)' before 'assets/scripts.js', which it needs",
            path: path,
            fix: "move 'assets/scripts.js' before all other scripts but 'assets/theme.js'")
        ]
      }
    }
    return []
  }
}
