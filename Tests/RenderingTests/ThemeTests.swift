import Archive
import Testing

@testable import Rendering

@Suite struct ThemeTests {
  private func said(_ name: String, _ text: String?) -> [String] {
    var texts = Fixture.templates
    texts[name] = text
    let (theme, diagnostics) = Theme.load(texts, folder: "T")
    #expect((theme == nil) == !diagnostics.isEmpty)
    return diagnostics.map { "\($0.path):\($0.position?.line ?? 0):\($0.position?.column ?? 0) \($0.rule)" }
  }

  @Test(arguments: [
    ("{{{head}}}\nü {{boody}}", "T/list.mustache:2:6 unknown-name"),
    ("{{#boody}}x{{/boody}}", "T/list.mustache:1:3 unknown-name"),
    ("{{> nav}}", "T/list.mustache:1:3 unknown-template"),
    ("{{{head}}} {{body", "T/list.mustache:1:12 broken-template"),
    ("a\n {{#body}}x", "T/list.mustache:0:0 broken-template"),
    ("{{#body}}x{{/head}}", "T/list.mustache:0:0 broken-template"),
    ("{{=<% %>=}}<% x %>", "T/list.mustache:1:3 broken-template"),
    ("a\u{0}0\u{0}b", "T/list.mustache:1:2 broken-template"),
  ]) func `Faults of a template are found where they stand`(_ text: String, _ expected: String) {
    let found = said("list", text)
    if expected.contains(":0:0") {
      #expect(found.contains { $0.hasSuffix("broken-template") && !$0.contains(":0:0") })
    } else {
      #expect(found.contains(expected))
    }
  }

  @Test func `An unknown name is told the nearest one`() {
    var texts = Fixture.templates
    texts["list"] = "{{{haed}}}"
    #expect(Theme.load(texts, folder: "T").diagnostics.map(\.fix) == ["write 'head'"])
  }

  @Test func `A template that is missing is named`() {
    #expect(said("list", nil) == ["T:0:0 missing-template"])
    #expect(Theme.load([:], folder: "T").diagnostics.count == Theme.names.count)
  }

  @Test func `A theme may have templates of its own and comments`() {
    var texts = Fixture.templates
    texts["mine"] = "{{archive_title}}"
    texts["list"] = "{{! a comment, with words }}{{> mine}}{{{head}}}"
    #expect(Theme.load(texts, folder: "T").diagnostics == [])
  }

  @Test func `The templates of the project are without fault`() throws {
    #expect(Theme.load(try Fixture.shipped(), folder: "T").diagnostics == [])
  }
}
