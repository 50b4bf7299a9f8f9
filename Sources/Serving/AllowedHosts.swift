/// The names under which the server answers. A page of another site can point a name of its own at this machine
/// and then read what is served under it (DNS rebinding), so every other name is refused.
struct AllowedHosts: Sendable {
  /// What a request under another name is told.
  static let refusal = """
    This server answers to localhost, names that end in .localhost, 127.0.0.1 and [::1] only. To use another \
    name, start it with --allow-host NAME.
    """

  private let names: Set<String>

  /// - Parameter names: names besides those of the loopback interface, without a port.
  init(_ names: [String] = []) {
    self.names = Set(names.map { Self.name(of: $0) })
  }

  /// Whether a header `Host` names this machine, with any port.
  func accept(_ header: String) -> Bool {
    let name = Self.name(of: header)
    return ["localhost", "127.0.0.1", "[::1]"].contains(name) || names.contains(name)
      || name.hasSuffix(".localhost") && name.utf8.allSatisfy(Self.isOfName)
  }

  /// The name in lower case, without port and without the dot of the root.
  private static func name(of header: String) -> String {
    var name = header[...]
    if let colon = name.lastIndex(of: ":"), !name[colon...].contains("]") {
      guard name[colon...].dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return "" }
      name = name[..<colon]
    }
    if name.hasSuffix(".") { name.removeLast() }
    return name.lowercased()
  }

  /// Letters, digits, hyphen and dot (RFC 1123, section 2.1), and the underscore that some use.
  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
