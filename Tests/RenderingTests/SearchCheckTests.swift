import Archive
import Testing

@testable import Rendering

/// A theme that would break the search is an error with a fix.
@Suite struct SearchCheckTests {
  private func said(_ templates: [String: String]) -> [String] {
    let texts = Fixture.templates.merging(templates) { $1 }
    let (theme, diagnostics) = Theme.load(texts, folder: "T")
    #expect((theme == nil) == !diagnostics.isEmpty)
    #expect(diagnostics.allSatisfy { $0.rule == "broken-search" && $0.fix != nil }, "\(diagnostics)")
    return diagnostics.map { "\($0.path): \($0.message)" }
  }

  private static let missing =
    "found pages of sources without 'record', from which the search reads the passages"

  @Test(arguments: [
    "<b>{{id}}</b>", "{{#notes}}{{{record}}}{{/notes}}", "{{^notes}}{{{record}}}{{/notes}}",
    "{{#mentions}}{{^mentions}}{{{record}}}{{/mentions}}{{/mentions}}",
  ]) func `A record that is not on every page`(_ template: String) {
    #expect(said(["source": template]) == ["T/source.mustache: \(Self.missing)"])
  }

  @Test func `A record that stands twice`() {
    #expect(
      said(["source": "{{{record}}}<hr>{{{record}}}"]) == [
        "T/source.mustache: found 'record' 2 times on a page, expected it once"
      ])
    #expect(
      said(["source": "{{#notes}}{{{record}}}{{/notes}}{{{record}}}"]) == [
        "T/source.mustache: found 'record' 2 times on a page, expected it once"
      ])
  }

  @Test(arguments: [
    ("<noscript>{{{record}}}</noscript>", "<noscript>"), ("<TEMPLATE>{{{record}}}</TEMPLATE>", "<template>"),
    ("<!-- <p> {{{record}}} -->", "a comment"), ("<p title=\"a > {{{record}}}\">", "a tag"),
    ("<script>a</script><textarea>{{{record}}}</textarea>", "<textarea>"),
  ]) func `A record that a browser does not read as elements`(_ template: String, _ where: String) {
    #expect(
      said(["source": template]) == [
        "T/source.mustache: found 'record' in \(`where`), where the search cannot read the passages"
      ])
  }

  @Test func `A page without its main part`() {
    #expect(
      said(["page": "<body></body>"]) == [
        "T/page.mustache: found pages of sources without 'main', from which the search reads the passages"
      ])
    #expect(said(["page": "<template>x</template><!-- y --><p title='>'>{{{main}}}</p>"]) == [])
  }

  @Test func `An element that looks like a record`() {
    #expect(
      said(["source": "<div class=\"record\" data-title=\"x\"></div>{{{record}}}"]) == [
        "T/source.mustache: found an element with the class 'record' and 'data-title', which only the record has"
      ])
    #expect(said(["source": "<div class=\"record\"><p data-title=\"x\">{{{record}}}</p></div>"]) == [])
  }

  @Test func `A theme with other elements around the record`() {
    #expect(said(["source": "<table><tr><td>{{{record}}}</td></tr></table>", "page": "{{{main}}}"]) == [])
  }

  @Test func `Scripts that the search needs`() {
    func page(_ names: String...) -> String {
      names.map { "<script src=\"{{root}}assets/\($0).js\" defer></script>" }.joined()
        + "{{#has_search}}<script src=\"{{root}}assets/search.js\"></script>{{/has_search}}{{{main}}}"
    }
    let end = "which the search needs on its page and on pages of sources"
    #expect(said(["page": page("theme", "scripts", "site")]) == [])
    #expect(said(["page": page("scripts")]) == ["T/page.mustache: found no script 'assets/site.js', \(end)"])
    #expect(said(["page": page("site")]) == ["T/page.mustache: found no script 'assets/scripts.js', \(end)"])
    #expect(
      said(["page": page("site", "scripts")]) == [
        "T/page.mustache: found 'assets/site.js' before 'assets/scripts.js', which it needs"
      ])
  }
}
