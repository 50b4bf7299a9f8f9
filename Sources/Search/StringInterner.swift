import Base

/// Numbers byte strings from 0 in order of arrival: one arena, open addressing, no object for each string.
struct StringInterner {
  private var slots: [UInt32]
  private var offsets: [UInt32] = [0]
  private var hashes: [UInt32] = []
  private var arena: [UInt8] = []

  init() { slots = [UInt32](repeating: 0, count: 1024) }

  var count: Int { hashes.count }

  /// The string with this number.
  subscript(number: Int) -> ArraySlice<UInt8> { arena[Int(offsets[number])..<Int(offsets[number + 1])] }

  /// The number of a string, and whether the string is new.
  mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(bytes)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, equals(number, bytes) { return (number, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = hashes.count
    arena.append(contentsOf: bytes)
    offsets.append(UInt32(arena.count))
    hashes.append(hash)
    slots[slot] = UInt32(number + 1)
    if hashes.count * 2 > slots.count { grow() }
    return (number, true)
  }

  private func equals(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(offsets[number])
    guard Int(offsets[number + 1]) - start == bytes.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      for i in 0..<bytes.count where arena[start + i] != bytes[i] { return false }
      return true
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: Fingerprint64.of(UnsafeRawBufferPointer(bytes)))
  }

  /// All numbers, sorted by the bytes of their strings.
  func sorted() -> [Int] {
    arena.withUnsafeBufferPointer { arena in
      (0..<count).sorted { a, b in
        arena[Int(offsets[a])..<Int(offsets[a + 1])]
          .lexicographicallyPrecedes(arena[Int(offsets[b])..<Int(offsets[b + 1])])
      }
    }
  }
}
