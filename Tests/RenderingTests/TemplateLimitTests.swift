import Archive
import Testing

@testable import Rendering

/// Templates that would render without limit are refused, with the position of the cause.
@Suite struct TemplateLimitTests {
  private func said(_ templates: [String: String]) -> [String] {
    let texts = Fixture.templates.merging(templates) { $1 }
    return Theme.load(texts, folder: "T").diagnostics.map {
      "\($0.path):\($0.position?.line ?? 0):\($0.position?.column ?? 0) \($0.message)"
    }
  }

  private static let deep = "found more than 64 levels of sections and templates"
  private static let many = "found more than 100000 tags, including those of included templates"

  @Test func `A template that takes in itself`() {
    #expect(
      said(["home": "{{{head}}}\n{{> home}}"]) == [
        "T/home.mustache:2:3 found the template 'home', which includes itself"
      ])
    #expect(
      said(["home": "{{> a}}", "a": "x{{>b}}", "b": "{{#head}}\n {{> a }}{{/head}}"])
        == ["T/b.mustache:2:4 found the template 'a', which includes itself"])
    // A template that no page includes is never rendered.
    #expect(said(["a": "{{> a}}"]) == [])
  }

  @Test func `Templates that each take in the next one twice`() {
    var texts = ["home": "{{> t0}}", "t40": "{{{head}}}"]
    for number in 0..<40 { texts["t\(number)"] = "{{> t\(number + 1)}}{{> t\(number + 1)}}" }
    let found = said(texts)
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix(Self.many) == true, "\(found)")
    texts["t8"] = "{{{head}}}"
    #expect(said(texts) == [])
  }

  @Test func `Sections and templates in each other without end`() {
    func nested(_ count: Int) -> String {
      (0..<count).map { "{{#\($0 % 2 == 0 ? "^" : "")head}}" }.joined()
    }
    let open = String(repeating: "{{#head}}", count: 20_000) + String(repeating: "{{/head}}", count: 20_000)
    #expect(said(["home": "\n" + open]) == ["T/home.mustache:2:579 \(Self.deep)"])
    #expect(said(["unused": open]) == ["T/unused.mustache:1:579 \(Self.deep)"])
    var texts = ["home": "{{> t0}}", "t100": "x"]
    for number in 0..<100 { texts["t\(number)"] = "a\n{{> t\(number + 1)}}" }
    #expect(said(texts) == ["T/t62.mustache:2:3 \(Self.deep)"])
  }

  /// A list of a hundred entries nested in itself ten times gives 100^10 entries.
  @Test func `A list in itself, also by way of another template`() {
    #expect(
      said(["page": "{{#navigation}}\n{{#navigation}}x{{/navigation}}{{/navigation}}{{{main}}}"])
        == ["T/page.mustache:2:3 found the section 'navigation' inside itself"])
    #expect(
      said([
        "page": "{{#navigation}}{{> a}}{{/navigation}}{{{main}}}", "a": "{{#navigation}}x{{/navigation}}",
      ])
        == ["T/a.mustache:1:3 found the section 'navigation' inside itself"])
    #expect(said(["page": "{{#navigation}}{{^navigation}}x{{/navigation}}{{/navigation}}{{{main}}}"]) == [])
    #expect(said(["page": "{{#navigation}}x{{/navigation}}{{#navigation}}x{{/navigation}}{{{main}}}"]) == [])
  }

  @Test(arguments: ["{{{head}}}\n", "{{boody}}", "{{! a comment }}", "{{", "}}"])
  func `Hundreds of thousands of tags`(_ tag: String) {
    let found = said(["home": String(repeating: tag, count: 150_000)])
    if tag == "}}" { return #expect(found == []) }
    #expect(!found.isEmpty && found.count <= 1_001)
  }
}
