/// Time codes such as `1:02:03`, `00:14:05` and `14:05`, with or without a fraction of a second, and spans of two.
package enum TimeCode {
  /// Seconds, rounded down; nil if the text is not a time code. A span (`00:01 - 00:05`) gives its beginning.
  package static func seconds(_ text: some Collection<UInt8>) -> Int32? {
    let bytes = Array(text)
    if let single = single(bytes[...]) { return single }
    guard let (first, second) = span(bytes) else { return nil }
    return single(second) == nil ? nil : single(first)
  }

  /// Whether the text looks like a time code, even with impossible numbers: `99:99`.
  package static func isLike(_ text: some Collection<UInt8>) -> Bool {
    var colons = 0
    for byte in text {
      switch byte {
      case 0x30...0x39, 0x20, 0x2C, 0x2D, 0x2E, 0x3B: continue
      case 0x3A: colons += 1
      default: return false
      }
    }
    return colons > 0
  }

  private static func single(_ text: ArraySlice<UInt8>) -> Int32? {
    var parts: [Int32] = [0]
    var digits = 0
    var fraction: Int?
    for byte in trimmed(text) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if let known = fraction {
          fraction = known + 1
          continue
        }
        digits += 1
        guard digits <= 3 else { return nil }
        parts[parts.count - 1] = parts[parts.count - 1] * 10 + Int32(byte - 48)
      case UInt8(ascii: ":"):
        guard digits > 0, fraction == nil else { return nil }
        parts.append(0)
        digits = 0
      // A semicolon precedes the frame of a drop-frame time code (SMPTE ST 12-1).
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"):
        guard fraction == nil, digits == 2 else { return nil }
        fraction = 0
      default: return nil
      }
    }
    guard fraction != 0, (2...3).contains(parts.count), digits == 2, parts.dropFirst().allSatisfy({ $0 < 60 })
    else {
      return nil
    }
    return parts.reduce(0) { $0 * 60 + $1 }
  }

  /// The two sides of a hyphen, a dash, an arrow or a slash; nil if there is none.
  private static func span(_ bytes: [UInt8]) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
    guard
      let first = bytes.firstIndex(where: { $0 == UInt8(ascii: "-") || $0 == 0xE2 || $0 == UInt8(ascii: "/") }
      )
    else { return nil }
    var last = first
    if bytes[first] == 0xE2 {
      // U+2010 to U+2015 and the arrow U+2192.
      guard first + 2 < bytes.count,
        bytes[first + 1] == 0x80 && (0x90...0x95).contains(bytes[first + 2])
          || bytes[first + 1] == 0x86 && bytes[first + 2] == 0x92
      else { return nil }
      last = first + 2
    }
    while last + 1 < bytes.count, bytes[last + 1] == UInt8(ascii: "-") || bytes[last + 1] == UInt8(ascii: ">")
    {
      last += 1
    }
    return (bytes[..<first], bytes[(last + 1)...])
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while text.first == 32 { text = text.dropFirst() }
    while text.last == 32 { text = text.dropLast() }
    return text
  }
}
