/// A strict parser of JSON (RFC 8259) for untrusted files. Duplicate names in an object and nesting deeper than
/// `deepest` are faults. Every fault has an offset.
struct JSONParser {
  /// Why a text is not valid JSON, and where.
  struct Fault: Error, Equatable {
    var message: String
    /// Offset in bytes.
    var offset: Int
  }

  /// Maximum levels of nesting: more than any annotation has, few enough for the recursion.
  static let deepest = 128

  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  /// Offsets of lone surrogates, which are replaced by U+FFFD.
  private(set) var loneSurrogates: [Int] = []

  /// - Parameter bytes: well-formed UTF-8.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads the whole text.
  mutating func read() throws(Fault) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    skipSpace()
    let value = try value()
    skipSpace()
    if at < bytes.count { throw fault("found text after the end of the value") }
    return value
  }

  private mutating func value() throws(Fault) -> JSONValue {
    guard at < bytes.count else { throw fault("found the end of the text, expected a value") }
    let offset = at
    let content: JSONValue.Content =
      switch bytes[at] {
      case UInt8(ascii: "{"): try object()
      case UInt8(ascii: "["): try array()
      case UInt8(ascii: "\""): .string(try string())
      case UInt8(ascii: "-"), 0x30...0x39: .number(try number())
      default: try word()
      }
    return JSONValue(content: content, offset: offset)
  }

  private mutating func object() throws(Fault) -> JSONValue.Content {
    try open()
    var members: [(name: String, value: JSONValue)] = []
    var names: Set<String> = []
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw fault("expected a name in quotes")
      }
      let start = at
      let name = try string()
      guard names.insert(name).inserted else {
        throw Fault(message: "found the name '\(name)' twice in one object, expected it once", offset: start)
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("expected ':' after the name '\(name)'") }
      members.append((name, try value()))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw fault("expected ',' or '}'") }
      depth -= 1
      return .object(members)
    }
  }

  private mutating func array() throws(Fault) -> JSONValue.Content {
    try open()
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      elements.append(try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw fault("expected ',' or ']'") }
      depth -= 1
      return .array(elements)
    }
  }

  private mutating func open() throws(Fault) {
    depth += 1
    if depth > JSONParser.deepest { throw fault("found more than \(JSONParser.deepest) levels of nesting") }
    at += 1
    skipSpace()
    // An empty object or array is closed by `take`, which does not count levels.
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") || bytes[at] == UInt8(ascii: "]") { depth -= 1 }
  }

  private mutating func string() throws(Fault) -> String {
    at += 1
    var out: [UInt8] = []
    while at < bytes.count {
      let run = bytes[at...].prefix { $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 }
      out += run
      at = run.endIndex
      guard at < bytes.count else { break }
      switch bytes[at] {
      case 0x22:
        at += 1
        return String(decoding: out, as: UTF8.self)
      case 0x5C: out += try escape()
      default: throw fault("found a control character in a string, expected an escape")
      }
    }
    throw fault("found the end of the text inside a string")
  }

  private mutating func escape() throws(Fault) -> [UInt8] {
    let start = at
    at += 1
    guard at < bytes.count else { throw fault("found the end of the text inside a string") }
    let sign = bytes[at]
    at += 1
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [sign]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): break
    default: throw Fault(message: "found an escape that JSON does not have", offset: start)
    }
    let high = try hex()
    if let scalar = Unicode.Scalar(high) { return Array(String(scalar).utf8) }
    let next = at
    if high < 0xDC00, bytes[at...].starts(with: [0x5C, UInt8(ascii: "u")]) {
      at += 2
      let low = try hex()
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      {
        return Array(String(scalar).utf8)
      }
      at = next
    }
    loneSurrogates.append(start)
    return Array("\u{FFFD}".utf8)
  }

  private mutating func hex() throws(Fault) -> UInt32 {
    guard at + 4 <= bytes.count else { throw fault("expected four hexadecimal digits") }
    var number: UInt32 = 0
    for byte in bytes[at..<(at + 4)] {
      switch byte {
      case 0x30...0x39: number = number << 4 + UInt32(byte - 0x30)
      case 0x41...0x46: number = number << 4 + UInt32(byte - 0x41 + 10)
      case 0x61...0x66: number = number << 4 + UInt32(byte - 0x61 + 10)
      default: throw fault("expected four hexadecimal digits")
      }
    }
    at += 4
    return number
  }

  private mutating func number() throws(Fault) -> Double {
    let start = at
    func digits(_ parser: inout JSONParser) throws(Fault) {
      let run = parser.bytes[parser.at...].prefix { (0x30...0x39).contains($0) }
      if run.isEmpty { throw parser.fault("expected a digit") }
      parser.at = run.endIndex
    }
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    if at < bytes.count, bytes[at] == 0x30 { at += 1 } else { try digits(&self) }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      try digits(&self)
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      try digits(&self)
    }
    guard let number = Double(String(decoding: bytes[start..<at], as: UTF8.self)) else {
      throw Fault(message: "found a number that cannot be read", offset: start)
    }
    return number
  }

  private mutating func word() throws(Fault) -> JSONValue.Content {
    let words: [(String, JSONValue.Content)] = [
      ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
    ]
    for (word, content) in words where bytes[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return content
    }
    throw fault("found text that is not a JSON value")
  }

  /// Takes a byte if it is the next one; after a comma or a colon, also takes the white space.
  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") { skipSpace() }
    return true
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 32 || (9...10).contains(bytes[at]) || bytes[at] == 13 { at += 1 }
  }

  private func fault(_ message: String) -> Fault { Fault(message: message, offset: at) }
}
