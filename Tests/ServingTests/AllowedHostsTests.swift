import Testing

@testable import Serving

/// `Host` headers.
struct AllowedHostsTests {
  @Test(arguments: [
    "localhost", "LOCALHOST", "localhost:8000", "localhost.", "localhost:", "127.0.0.1", "127.0.0.1:1",
    "[::1]",
    "[::1]:8080", "archive.localhost", "a.b.localhost:80", "named.example", "Named.Example:8000",
  ])
  func areAnswered(_ header: String) {
    #expect(AllowedHosts(["named.example"]).accept(header))
  }

  @Test(arguments: [
    "", ":80", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evillocalhost",
    "127.0.0.2",
    "0.0.0.0", "[::]", "::1", "localhost:80:80", "localhost:x", "localhost@evil.example",
    "evil.example:@localhost",
    "evil.example/.localhost", "evil example.localhost", "[::1", "192.168.0.1", "named.example.evil",
    "localhost, evil.example", "ẍ.localhost",
  ])
  func areRefused(_ header: String) {
    #expect(!AllowedHosts(["named.example"]).accept(header))
  }
}
