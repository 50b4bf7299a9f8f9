import Archive
import Base

/// The words of a text as hashes. A word is a run of letters, digits and marks. An apostrophe within a word does
/// not end it. Each letter of a script that is written without spaces is a word. Case, punctuation and canonically
/// equivalent forms of letters make no difference.
enum Words {
  /// Calls `body` with the hash of each word in a range of UTF-8 bytes, in order.
  @inline(__always)
  static func each(_ bytes: [UInt8], _ range: Range<Int>, _ body: (UInt64) -> Void) {
    if bytes.withUnsafeBufferPointer({ needsComposing($0, range) }) {
      let composed = NormalisedText(String(decoding: bytes[range], as: UTF8.self)).bytes
      composed.withUnsafeBufferPointer { scan($0, 0..<$0.count, body) }
    } else {
      bytes.withUnsafeBufferPointer { scan($0, range, body) }
    }
  }

  /// The hashes of the words in a range.
  static func hashes(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt64] {
    var out: [UInt64] = []
    each(bytes, range) { out.append($0) }
    return out
  }

  /// Whether there is a combining mark, a kana voicing mark or a Hangul letter to be composed, which is rare.
  private static func needsComposing(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = range.lowerBound - 1
    while true {
      i += 1
      while i + 8 <= range.upperBound,
        raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & ByteLanes.highBits == 0
      {
        i += 8
      }
      guard i < range.upperBound else { return false }
      switch bytes[i] {
      case 0xCC: return true
      case 0xCD: if i + 1 < range.upperBound, bytes[i + 1] < 0xB0 { return true }
      case 0xE1:
        if i + 1 < range.upperBound, bytes[i + 1] >= 0x84, bytes[i + 1] <= 0x87 { return true }
      case 0xE3:
        if i + 2 < range.upperBound, bytes[i + 1] == 0x82, bytes[i + 2] == 0x99 || bytes[i + 2] == 0x9A {
          return true
        }
      default: break
      }
    }
  }

  @inline(__always)
  private static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (UInt64) -> Void
  ) {
    var hash = Hash()
    var inside = false
    var at = range.lowerBound
    while at < range.upperBound {
      // ASCII letters, digits and spaces, which make up most text, need no table.
      let byte = bytes[at]
      let lower = byte | 0x20
      let isLetter = lower >= 0x61 && lower <= 0x7A && byte < 0x80
      if isLetter || (byte >= 0x30 && byte <= 0x39) {
        if !inside { hash = Hash() }
        inside = true
        hash.add(UInt32(isLetter ? lower : byte))
        at += 1
        continue
      }
      if byte == 0x20 {
        if inside { body(hash.value) }
        inside = false
        at += 1
        continue
      }
      let (scalar, length) = UTF8.codePoint(bytes, at: at, end: range.upperBound)
      at += length
      if Scalars.isWide(scalar) {
        if inside { body(hash.value) }
        inside = false
        var single = Hash()
        single.add(scalar)
        body(single.value)
      } else if Scalars.isWord(scalar) {
        if !inside { hash = Hash() }
        inside = true
        hash.add(Scalars.fold(scalar))
      } else if inside, !(scalar == 0x27 || scalar == 0x2019 || Scalars.isInvisible(scalar)) {
        body(hash.value)
        inside = false
      }
    }
    if inside { body(hash.value) }
  }
}

/// A 64-bit FNV-1a hash over code points, mixed at the end so that any few of its bits can be used alone. Fixed by the
/// ledger format.
struct Hash {
  private var state = FNV1a()

  /// Adds a code point, or another number below 2³².
  @inline(__always)
  mutating func add(_ scalar: UInt32) { state.add(scalar) }

  /// Adds the hash of a part.
  @inline(__always)
  mutating func add(_ part: UInt64) { state.add(word: part, shift: 29) }

  /// The hash of everything added so far.
  var value: UInt64 { HashMixing.splitMix(state.value) }
}
