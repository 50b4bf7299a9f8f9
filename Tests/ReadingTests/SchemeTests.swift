import Archive
import Testing

@testable import Reading

/// Links with a scheme that is not allowed: a misspelt archive reference is an error; all others keep their words.
@Suite struct SchemeTests {
  @Test(arguments: [
    "tel:123", "doi:10.1000/182", "ftp://x.org/a", "javascript:alert(1)", "data:text/html,x",
    "file:///etc/passwd",
    "urn:isbn:123", "geo:1,2", "sms:1", "news:x.y", "irc://x", "magnet:?x", "C:/words", "xmpp:a@b",
    "tag:x.org,2018:a",
    "vbscript:x", "sip:a@b",
  ]) func `A link of others is a warning, and its words stay`(_ url: String) {
    for image in ["", "!"] {
      let text = Marked("---\ntitle: T\n---\nsee \(image)[the words](1️⃣\(url)) end")
      let (source, diagnostics) = read(text.text)
      #expect(said(diagnostics) == text.expected(["1": "link-scheme"]))
      #expect(diagnostics.allSatisfy { $0.severity == .warning && $0.fix != nil })
      #expect(source?.record.texts == ["see the words end"])
      #expect(source?.record.links == [] && source?.record.references == [])
    }
  }

  @Test(arguments: [
    ("topc:x", "topic"), ("tpoic:x", "topic"), ("topics:x", "topic"), ("sorce:x", "source"),
    ("sources:x", "source"),
    ("speker:x", "speaker"), ("speakers:x", "speaker"), ("evnt:x", "event"), ("events:x", "event"),
    ("places:x", "place"), ("organisation:x", "organization"), ("organizations:x", "organization"),
    ("nots:x", "note"), ("pages:x", "page"), ("TOPC:x", "topic"),
  ]) func `A misspelt scheme of the archive is an error with its fix`(_ url: String, _ meant: String) {
    let text = Marked("---\ntitle: T\n---\nsee [the words](1️⃣\(url)) end")
    let (source, diagnostics) = read(text.text)
    #expect(said(diagnostics) == text.expected(["1": "link-scheme"]))
    #expect(diagnostics.map(\.severity) == [.error])
    #expect(diagnostics.first?.fix == "write '\(meant):'")
    #expect(source?.record.texts == ["see the words end"])
  }
}
