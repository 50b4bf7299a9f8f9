/// Validation of web addresses: `http:` or `https:` and a host (RFC 3986; RFC 9110, section 4.2).
public enum WebAddress {
  /// Returns what was expected if a string is not a web address, or nil if it is one.
  public static func problem(_ text: String) -> String? {
    guard let (authority, _) = parts(text) else {
      return "expected an address that begins with http:// or https://"
    }
    if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) {
      return "expected an address without spaces, control characters and backslashes"
    }
    let host = authority[
      (authority.lastIndex(of: "@").map(authority.index(after:)) ?? authority.startIndex)...]
    return isHost(host) ? nil : "expected the name of a host after the two slashes"
  }

  /// The same for the URL at which a site is published. It must allow page names to be appended.
  public static func baseProblem(_ text: String) -> String? {
    if let problem = problem(text) { return problem }
    if text.contains("?") || text.contains("#") {
      return "expected an address without '?' and '#', as the names of pages are put behind it"
    }
    if parts(text)?.authority.contains("@") == true { return "expected an address without a user's name" }
    return nil
  }

  /// The authority (the part between the two slashes and the path) and the rest; nil if the scheme is missing.
  private static func parts(_ text: String) -> (authority: Substring, rest: Substring)? {
    for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
      let rest = text.dropFirst(scheme.count)
      let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
      return (rest[..<end], rest[end...])
    }
    return nil
  }

  /// Whether the text is a host name, or an IPv6 address in brackets, with an optional port.
  private static func isHost(_ text: Substring) -> Bool {
    var name = text
    if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") {
      guard text[colon...].dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
      name = text[..<colon]
    }
    if name.hasPrefix("[") {
      return name.hasSuffix("]") && name.utf8.count > 3
        && name.dropFirst().dropLast().utf8.allSatisfy { $0 == 0x3A || $0 == 0x2E || isHexadecimal($0) }
    }
    return !name.allSatisfy { $0 == "." } && !name.contains { "[]:<>\"{}|^`".contains($0) }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
