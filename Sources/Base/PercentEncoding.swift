/// Percent-encoding of bytes in addresses (RFC 3986, section 2.1).
package enum PercentEncoding {
  /// Decoded bytes. A `%` without two hexadecimal digits after it stays as it is.
  package static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
    decode(text) { _ in true }.bytes
  }

  /// Decoded bytes; nil if a `%` has not two hexadecimal digits after it.
  package static func decodeStrictly(_ text: some Collection<UInt8>) -> [UInt8]? {
    let (bytes, isComplete) = decode(text) { _ in true }
    return isComplete ? bytes : nil
  }

  /// Decoded bytes of a format that encodes only some bytes. All other sequences stay as they are.
  package static func decode(_ text: some Collection<UInt8>, only isEncoded: (UInt8) -> Bool) -> [UInt8] {
    decode(text, isEncoded).bytes
  }

  /// Decoded text; the text itself if its decoded bytes are not UTF-8. A `%` without two hexadecimal digits after
  /// it stays as it is.
  package static func decode(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    return String(validating: decode(text.utf8), as: UTF8.self) ?? String(text)
  }

  /// Text in which each byte but the plain ones stands as `%` and two upper-case hexadecimal digits.
  ///
  /// - Parameter isPlain: whether a byte stays as it is. The same for all bytes beyond ASCII.
  package static func encode(_ text: String, keeping isPlain: (UInt8) -> Bool) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count * 2)
    for byte in text.utf8 {
      if isPlain(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), Hex.upperDigit(byte >> 4), Hex.upperDigit(byte & 15)]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Text in which everything but unreserved characters (RFC 3986, section 2.3) is encoded, so that it can stand in
  /// any part of an address.
  package static func encode(_ text: String) -> String { encode(text, keeping: isUnreserved) }

  /// Whether a byte never needs encoding: ASCII letters and digits, `-`, `.`, `_` and `~`.
  package static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func decode(
    _ text: some Collection<UInt8>, _ isEncoded: (UInt8) -> Bool
  ) -> (bytes: [UInt8], isComplete: Bool) {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var isComplete = true
    var rest = text[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        if let high = rest.first.flatMap(Hex.value), let low = rest.dropFirst().first.flatMap(Hex.value) {
          if isEncoded(high << 4 | low) {
            out.append(high << 4 | low)
            rest = rest.dropFirst(2)
            continue
          }
        } else {
          isComplete = false
        }
      }
      out.append(byte)
    }
    return (out, isComplete)
  }
}
