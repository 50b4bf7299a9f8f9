import Archive
import Foundation
import Testing
import Workers

@testable import Publishing

/// Scans pages, given as path and text, and returns the problems, one line each.
private func problems(_ pages: [(String, String)], files: [String] = []) -> [String] {
  let scanned = pages.map { LinkScan.scan(page: $0.0, Array($0.1.utf8)) }
  return LinkScan.check(scanned, files: pages.map(\.0) + files).map {
    "\($0.page):\($0.position.line):\($0.position.column) \($0.kind.rawValue) \($0.target)"
  }
}

@Suite struct LinkScanTests {
  @Test func acceptsLinksThatLeadSomewhere() {
    let page = """
      <!DOCTYPE html><html lang="en"><head><title>a <b href="x"></title>
      <link rel="stylesheet" href="../assets/style.css"><link rel=canonical href="https://example.org/a">
      <!-- <a href="gone.html"> -->
      <script src="../assets/site.js"></script><style>p { background: url('../assets/x.png') }</style></head>
      <body><p id="p1">1 < 2 <a href="#p1">1</a> <a href='b.html#p17'>b</a> <a href="">self</a> <a href=#top>top</a>
      <a href="b.html?q=1&amp;r=2#caf%C3%A9">c</a> <a href="../">home</a> <a href="./b.html#p17:~:text=word">t</a>
      <a href="mailto:a@b.c">m</a> <a href="https://example.org/?a=1&amp;b=2">e</a>
      <img srcset="../assets/x.png 1x, ../assets/y.png 2x" alt="a>b"><img src="data:image/png;base64,AAAA">
      <script>document.write('<a href="gone.html">')</script>
      """
    let other = "<p id=p16><p id=p17><p id=\"caf&#xE9;\"><p id=p170>"
    let all = [("sources/a.html", page), ("sources/b.html", other), ("index.html", "")]
    let files = ["assets/style.css", "assets/site.js", "assets/x.png", "assets/y.png"]
    #expect(problems(all, files: files) == [])
    let scanned = all.map { LinkScan.scan(page: $0.0, Array($0.1.utf8)) }
    #expect(
      LinkScan.external(scanned + [scanned[0]]).map { "\($0.pages) \($0.page) \($0.address)" } == [
        "2 sources/a.html https://example.org/?a=1&b=2", "2 sources/a.html https://example.org/a",
      ])
  }

  @Test(arguments: [
    ("<a href=\"c.html\">", "dead-link sources/c.html"), ("<a href='B.html'>", "dead-link sources/B.html"),
    ("<a href=b.html#p2>", "dead-anchor sources/b.html#p2"),
    ("<a href=\"#x\">", "dead-anchor sources/a.html#x"),
    ("<a href='b.html#p01'>", "dead-anchor sources/b.html#p01"),
    ("<link rel=stylesheet href=//cdn.example/x.css>", "foreign-load //cdn.example/x.css"),
    ("<link rel=\"alternate stylesheet\" href=http://x/>", "foreign-load http://x/"),
    ("<script src=\"https://x/y.js\"></script>", "foreign-load https://x/y.js"),
    ("<iframe src=https://x/>", "foreign-load https://x/"),
    ("<img src=http://x/y>", "foreign-load http://x/y"),
    ("<img srcset=\"b.html 1x,  https://x/y 2x\">", "foreign-load https://x/y"),
    ("<p style=\"background:url(&quot;https://x/y&quot;)\">", "foreign-load https://x/y"),
    ("<style>@import 'https://x/y';</style>", "foreign-load https://x/y"),
    ("<style>@import URL(ht\\74ps://x/y);</style>", "foreign-load https://x/y"),
    ("<svg><use xlink:href=\"https://x/y#z\"/>", "foreign-load https://x/y#z"),
    ("<a href=\"/sources/b.html\">", "outside-link /sources/b.html"),
    ("<a href=\"../../b.html\">", "outside-link ../../b.html"),
    ("<a href=\"%2e%2E/..%2fx\">", "malformed-link %2e%2E/..%2fx"),
    ("<a href=\"../.%2e/x\">", "outside-link ../.%2e/x"),
    ("<a href=\"&#106;avascript:alert(1)\">", "unsafe-link javascript:alert(1)"),
    ("<a href=\" JavaScript&colon;alert(1)\">", "unsafe-link  JavaScript:alert(1)"),
    ("<a href=\"java&NewLine;script:x\">", "malformed-link java\nscript:x"),
    ("<a href=\"data:text/html,x\">", "unsafe-link data:text/html,x"),
    ("<a href=\"file:///etc/passwd\">", "unsafe-link file:///etc/passwd"),
    ("<a href=\"b%zz.html\">", "malformed-link b%zz.html"), ("<a href=\"a\\b\">", "malformed-link a\\b"),
    ("<base href=\"https://x/\">", "malformed-link <base href>"),
    ("<i id=x><b id=x>", "duplicate-id x"), ("<i id=p7><b id=p7>", "duplicate-id p7"),
    ("<a href=\"b.html", "malformed-link <a href=\"b.html"), ("<!-- open", "malformed-link <!-- open"),
    ("<script>never closed", "malformed-link <script>never closed"),
    ("<A HREF=\"c.html\">", "dead-link sources/c.html"),
  ])
  func findsLinksThatDoNot(html: String, expected: String) {
    let found = problems([("sources/a.html", html), ("sources/b.html", "<p id=p1>")])
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
  }

  @Test func namesLineAndColumn() {
    let page = "<p>\n<p id=x>\n  <p id=\"x\">é<a href='gone.html'>\n<a href=#none>"
    #expect(
      problems([("a.html", page)]) == [
        "a.html:3:10 duplicate-id x", "a.html:3:24 dead-link gone.html", "a.html:4:9 dead-anchor a.html#none",
      ])
  }

  @Test func readsStyleSheets() {
    let css =
      "/* url(a) */ @import \"b.css\"; p::before { content: 'url(c)'; background: url( ../d.png ) } a { b: curl(e) }"
    #expect(
      problems([("assets/x.css", css)]) == [
        "assets/x.css:1:1 dead-link assets/b.css", "assets/x.css:1:1 dead-link d.png",
      ])
  }

  @Test(arguments: [1, 3]) func checksAWholeFolder(workers: Int) async throws {
    let folder = try TemporaryFolder()
    try folder.write("index.html", "<a href=sources/a.html#p2>")
    try folder.write("sources/a.html", "<p id=p1><a href='../index.html'><a href=../assets/s.css>")
    try folder.write("assets/s.css", "p { background: url(x.png) }")
    let report = try await LinkScan.checkSite(directory: folder.path, workers: Workers(count: workers))
    #expect(report.pages == 3)
    #expect(
      report.problems.map(\.diagnostic) == [
        Diagnostic(
          .error, "dead-link", "the link 'assets/x.png' leads to no published file", path: "assets/s.css",
          at: Position(line: 1, column: 1)),
        Diagnostic(
          .error, "dead-anchor", "the link 'sources/a.html#p2' leads to an id that the page does not have",
          path: "index.html", at: Position(line: 1, column: 9)),
      ])
  }

  /// Any bytes are read to the end without a crash.
  @Test func survivesBrokenPages() {
    let page = Array(
      "<!DOCTYPE html><p id='p1' href=\"&#x;&amp\" style='url(\\'><!-- x --><style>@import</style><a href=x#y>"
        .utf8)
    var random: UInt64 = 7
    for _ in 0..<3000 {
      var copy = page
      for _ in 0..<4 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        copy[Int(random >> 33) % copy.count] = UInt8(truncatingIfNeeded: random >> 20)
      }
      copy.removeLast(Int(random >> 50) % copy.count)
      let links = LinkScan.scan(page: "a/b.html", copy)
      _ = LinkScan.check([links], files: ["a/b.html"])
      _ = LinkScan.scan(page: "a/b.css", copy)
    }
  }
}
