import Testing

@testable import Building

@Suite struct AssetTests {
  private func lean(_ script: String) -> String {
    String(decoding: Assets.lean(Array(script.utf8)), as: UTF8.self)
  }

  @Test func commentsAndIndentationAreLeftOut() {
    let script =
      "// What it does.\n(function () {\n  \"use strict\";\n\n  // Why `so`.\n  go(\"// here\"); // there\r\n})();\n"
    #expect(lean(script) == "(function () {\n\"use strict\";\ngo(\"// here\"); // there\r\n})();\n")
  }

  @Test(arguments: ["const text = `\n  // words\n`;\n", "const text = \"a \\\n  // b\";\n"])
  func textsOfSeveralLinesStay(_ script: String) {
    #expect(lean(script) == script)
  }

  @Test func partsOfAScriptAreJoinedInTheOrderOfTheirNames() async throws {
    let workshop = try Workshop()
    try workshop.write("Templates/scripts/extra/2-b.js", "// Last.\n  b()")
    try workshop.write("Templates/scripts/extra/1-a.js", "  a()")
    _ = try await workshop.build()
    #expect(try workshop.read("Public/assets/extra.js") == "a()\nb()\n")
  }

  @Test func aLastLineWithoutEndGetsOne() {
    #expect(lean("  go()") == "go()\n")
    #expect(lean("") == "")
  }
}
