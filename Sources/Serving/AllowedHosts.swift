/// The host names that the server answers to. A page of another site can point its own host name at this machine
/// and then read what the server sends (DNS rebinding), so every other name is refused.
struct AllowedHosts: Sendable {
  /// Body of the response to a request for another name.
  static let refusal = """
    This server answers to localhost, names that end in .localhost, 127.0.0.1 and [::1] only. To use another \
    name, start it with --allow-host NAME.
    """

  private let names: Set<String>

  /// - Parameter names: allowed names besides those of the loopback interface, without a port.
  init(_ names: [String] = []) {
    self.names = Set(names.map { Self.name(of: $0) })
  }

  /// Whether the value of a `Host` header names this machine, with any port.
  func accept(_ header: String) -> Bool {
    let name = Self.name(of: header)
    return ["localhost", "127.0.0.1", "[::1]"].contains(name) || names.contains(name)
      || name.hasSuffix(".localhost") && name.utf8.allSatisfy(Self.isOfName)
  }

  /// The name in lower case, without the port and the trailing dot of the root.
  private static func name(of header: String) -> String {
    var name = header[...]
    if let colon = name.lastIndex(of: ":"), !name[colon...].contains("]") {
      guard name[colon...].dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return "" }
      name = name[..<colon]
    }
    if name.hasSuffix(".") { name.removeLast() }
    return name.lowercased()
  }

  /// Whether the byte is a letter, digit, hyphen or dot (RFC 1123, section 2.1), or the underscore that some names
  /// contain.
  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
