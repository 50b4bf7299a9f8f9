import Archive
import Foundation
import Testing

@testable import Reading

/// Media files that contain scripts.
struct ActiveMediaTests {
  /// The diagnostics of one file.
  private func said(_ name: String, _ bytes: Data) throws -> [Diagnostic] {
    let root = URL(fileURLWithPath: NSTemporaryDirectory() + "media-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    try bytes.write(to: root.appendingPathComponent(name))
    var report = Report()
    ActiveMedia.check(name, in: root.path, &report)
    return report.diagnostics
  }

  @Test(arguments: [
    "<svg><script>x()</script></svg>", "<SCRIPT/>", "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
    "<héllo:ScRiPt>", "<a:b:script>", "<script\n>", "<svg><script", "<svg/onload=x()>",
    "<svg onload \n = 'x()'>",
    "<p style=''onend=x>", "<a href='javascript:x()'>", "<a href='java&#115;cript:x()'>",
    "<a href='&#x6A;avascript:x()'>", "<a href='&#0000106avascript&colon;x()'>",
    "<a href='java\tscr\nipt:x()'>",
    "<a href='java&Tab;script&NewLine;:x()'>", "<a href='javascript&#58x()'>", "<iframe srcdoc='&lt;b>'>",
    "<iframe SRCDOC = \"x\">", "<!DOCTYPE svg [<!ENTITY e '&#60;script/>'>]>",
    "<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'x()'>]>", "<?xml-stylesheet type='text/xsl' href='a.xsl'?>",
    "<?xml-stylesheet href='a'?>", "<?xml-stylesheet type='text/css' type='text/xsl' href='a'?>",
    "<!--#exec cmd='x'-->", "<iframe src='data:text/html,x'>", "<iframe src='data&#58;text/html,x'>",
    "<?xml version='1.0' encoding='ISO-2022-JP'?>", "<meta charset=utf-7>", "<object data='DATA:text/xml,x'>",
  ])
  func areNamed(_ text: String) throws {
    for name in ["a.svg", "a.html", "a.XHT", "a.shtml", "a.xsl", "a.xslt", "a.xml"] {
      #expect(try said(name, Data(text.utf8)).map(\.rule) == ["media-script"], "\(name): \(text)")
    }
    #expect(try said("a.txt", Data(text.utf8)) == [])
  }

  @Test(arguments: [
    "", "<", "<svg><title>Descript, on = what it shows</title></svg>", "<scripture>", "<x:scripts>",
    "<a href='a.js'>",
    "<p>and so on.</p>", "<p one='1' once='2'>", "<?xml version='1.0' encoding=\"UTF-8\"?><svg/>",
    "<meta charset=\"utf-8\">", "<?xml-stylesheet type=\"text/css\" href=\"a.css\"?>",
    "<a href='&#'>&#x;&#99999999;&",
    "<img src='data:image/png;base64,AA=='>", "<!-- a remark -->", "<!DOCTYPE html>", "a srcdoc b",
    "java script:",
  ])
  func areNotSeenWhereThereAreNone(_ text: String) throws {
    #expect(try said("a.html", Data(text.utf8)) == [])
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let text = "<svg><script/></svg>"
    for encoding in [String.Encoding.utf16, .utf16BigEndian, .utf16LittleEndian, .utf32] {
      let data = try #require(text.data(using: encoding))
      #expect(try said("a.svg", data).map(\.rule) == ["media-script"], "\(encoding)")
    }
    let latin = try #require("<p>café</p>".data(using: .isoLatin1))
    let found = try said("a.html", latin)
    #expect(found.map(\.rule) == ["media-script"])
    #expect(found.first?.severity == .warning)
    #expect(found.first?.position == Position(line: 1, column: 7))
    #expect(try said("a.svg", Data([0xEF, 0xBB, 0xBF] + "<svg/>".utf8)) == [])
    #expect(try said("a.svgz", Data([0x1F, 0x8B, 8, 0])).map(\.rule) == ["media-script"])
  }

  @Test func scriptFilesAreNamedWhateverTheyHold() throws {
    #expect(try said("a.js", Data()).map(\.rule) == ["media-script"])
    #expect(try said("a.MJS", Data([0xFF])).map(\.rule) == ["media-script"])
    #expect(try said("a.json", Data("{}".utf8)) == [])
  }

  @Test func thePlaceIsThatOfTheFile() throws {
    let found = try #require(try said("a.html", Data("<p>\n<a href='java&#x73;cript:x'>".utf8)).first)
    #expect(found.position == Position(line: 2, column: 10))
    #expect(found.message.contains("'javascript:'"))
  }
}
