import Archive
import Testing

/// Addresses of the web.
struct WebAddressTests {
  @Test(arguments: [
    "https://archive.example", "http://archive.example/", "HTTPS://Archive.Example:8443/a/b",
    "http://localhost:8000/",
    "http://[::1]:8000/", "http://127.0.0.1", "https://пример.example/путь",
  ])
  func areAcceptedEverywhere(_ text: String) {
    #expect(WebAddress.problem(text) == nil)
    #expect(WebAddress.baseProblem(text) == nil)
  }

  @Test(arguments: [
    "https://a.example/?q=1", "https://a.example/#top", "https://a.example?", "https://a.example#",
    "https://user@a.example/", "https://user:pass@a.example/",
  ])
  func areNoPlaceToPublishTo(_ text: String) {
    #expect(WebAddress.problem(text) == nil)
    #expect(WebAddress.baseProblem(text) != nil)
  }

  @Test(arguments: [
    "", "https:x", "https:", "https:/x", "https://", "https:///x", "http://?q", "http://#f", "http://:80/",
    "mailto:x@y", "ftp://a.example", "javascript://a.example", "//a.example", "a.example", "/a",
    "https//a.example",
    "https://a b/", "https://a.example/ b", "https://a.example/\u{1B}[1m", "https:\\\\a.example",
    "https://a\\b/",
    "https://user@/", "https://a.example:port/", "https://[::1", "https://[x]/", "https://./", "https://<a>/",
    " https://a.example", "https://a.example\n",
  ])
  func areRefused(_ text: String) {
    #expect(WebAddress.problem(text) != nil)
    #expect(WebAddress.baseProblem(text) != nil)
  }
}
