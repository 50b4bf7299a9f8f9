/// Character references in attribute values: the named ones that a generator writes, and all numeric ones. Others
/// stay as they are, as the HTML standard requires for `&` in an address (`?a=1&copy=2`).
enum Entities {
  static func resolved(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.contains(UInt8(ascii: "&")) else { return text }
    var out: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "&"), let (bytes, end) = reference(text, index + 1) {
        out += bytes
        index = end
      } else {
        out.append(text[index])
        index += 1
      }
    }
    return out[...]
  }

  private static func reference(_ text: ArraySlice<UInt8>, _ start: Int) -> ([UInt8], Int)? {
    let name = text[start...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
    guard name.endIndex < text.endIndex, text[name.endIndex] == UInt8(ascii: ";") else { return nil }
    let end = name.endIndex + 1
    switch String(decoding: name, as: UTF8.self) {
    case "amp": return ([UInt8(ascii: "&")], end)
    case "lt": return ([UInt8(ascii: "<")], end)
    case "gt": return ([UInt8(ascii: ">")], end)
    case "quot": return ([0x22], end)
    case "apos": return ([0x27], end)
    case "colon": return ([UInt8(ascii: ":")], end)
    case "Tab": return ([0x09], end)
    case "NewLine": return ([0x0A], end)
    default: break
    }
    guard name.first == UInt8(ascii: "#") else { return nil }
    let digits = name.dropFirst()
    let isHex = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
    guard
      let value = UInt32(
        String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self), radix: isHex ? 16 : 10),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return (Array(String(Character(scalar)).utf8), end)
  }
}
