/// A 64-bit hash of everything that a file or value depends on. Equal inputs have equal fingerprints; different
/// ones have equal fingerprints with a probability of 2^-64. Fingerprints are only compared by the program that
/// made them, so the algorithm may change.
struct Fingerprint64 {
  fileprivate(set) var value: UInt64 = 0x243F_6A88_85A3_08D3

  mutating func add(_ number: UInt64) {
    // A 128-bit product, folded to 64 bits, so that every input bit affects every output bit.
    let product = (value ^ number &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    value = product.high ^ product.low ^ number
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(UInt64(bytes.count))
    func word(_ at: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
    var at = 0
    if bytes.count >= 256 {
      // Four rows side by side: each product depends on the one before it, so a single row would mostly wait.
      var rows = (self, self, self, self)
      rows.1.value &+= 1
      rows.2.value &+= 2
      rows.3.value &+= 3
      while at + 32 <= bytes.count {
        rows.0.add(word(at))
        rows.1.add(word(at + 8))
        rows.2.add(word(at + 16))
        rows.3.add(word(at + 24))
        at += 32
      }
      for row in [rows.0, rows.1, rows.2, rows.3] { add(row.value) }
    }
    while at + 8 <= bytes.count {
      add(word(at))
      at += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[at...] { rest = rest << 8 | UInt64(byte) }
    add(rest)
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// The fingerprint of some bytes alone.
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var mark = Fingerprint64()
    mark.add(bytes)
    return mark.value
  }
}
