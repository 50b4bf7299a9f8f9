import Foundation
import Publishing
import Testing

@testable import Building

/// A cache may be lost or damaged in any way; at worst, the whole site is built.
struct DamageTests {
  /// A truncated cache is ignored; it is never read as something else.
  @Test func aCacheThatIsCutOffIsNone() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    let whole = try workshop.bytes(workshop.cache)
    for length in Array(0..<100) + stride(from: 100, to: whole.count, by: max(1, whole.count / 60)) {
      try workshop.set(workshop.cache, Array(whole[..<length]))
      #expect(await workshop.standing() == nil, "\(length) bytes")
    }
    try workshop.set(workshop.cache, whole + [0])
    #expect(await workshop.standing() == nil)
    try workshop.set(workshop.cache, whole)
    #expect(await workshop.standing() != nil)
  }

  @Test func aCacheWithAnyOtherByteIsNone() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    let whole = try workshop.bytes(workshop.cache)
    for place in Array(0..<100) + stride(from: 100, to: whole.count, by: max(1, whole.count / 200)) {
      var bytes = whole
      bytes[place] ^= UInt8(1 << (place % 8))
      try workshop.set(workshop.cache, bytes)
      #expect(await workshop.standing() == nil, "byte \(place)")
    }
  }

  /// The next build would not notice a ledger that was changed while its record was written.
  @Test func whatIsNoLongerTrueIsForgotten() throws {
    let workshop = try Workshop()
    let file = try #require(CacheFile(output: workshop["Public"]))
    file.write(Array("first".utf8))
    #expect(file.read { Array($0) } == Array("first".utf8))
    file.write(Array("second".utf8)) { false }
    #expect(file.read { Array($0) } == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: workshop[".sitegen"])
    #expect(names == [".gitignore"])
  }

  /// A change within the same clock tick might not change the stamp.
  @Test func aStampIsSettledWhenItsTickIsOver() throws {
    let workshop = try Workshop()
    let path = workshop["Content/ledger/s0.txt"]
    try workshop.write("Content/ledger/s0.txt", "one")
    let stamp = try #require(FolderStamps.settled(path))
    #expect(stamp.changed < FileClock.settled && stamp == FolderStamps.stamp(path))
    #expect(FolderStamps.settled(workshop["Content/ledger"]) == nil)
    #expect(FolderStamps.settled(workshop["Content/ledger/none.txt"]) == nil)
  }

  /// Otherwise their mutations would be refused at once, and nothing would be tested.
  @Test(arguments: ["empty", "record"]) func aSeedOfTheFuzzerIsARecord(_ name: String) throws {
    let seed = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fuzzing/Seeds/cache/\(name)").standardizedFileURL
    let bytes = try [UInt8](Data(contentsOf: seed))
    let record = try bytes.withUnsafeBytes { try BuildRecord($0) }
    #expect(record.bytes == bytes)
  }

  /// The fingerprint detects damage. This test omits it, to show that the content after it is never trusted.
  @Test func aRecordOfAnyBytesIsReadOrRefused() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    let whole = try #require(CacheFile(output: workshop["Public"])?.read { Array($0) })
    _ = try whole.withUnsafeBytes { try BuildRecord($0) }
    var dice = Dice(seed: 20)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<dice.roll(1...4) {
        switch dice.roll(0...2) {
        case 0: bytes[dice.roll(0...(bytes.count - 1))] = UInt8(dice.roll(0...255))
        case 1: bytes.removeLast(dice.roll(0...min(40, bytes.count - 1)))
        default: bytes[dice.roll(0...min(600, bytes.count - 1))] = [0, 1, 0x7F, 0x80, 0xFF][dice.roll(0...4)]
        }
      }
      do {
        let record = try bytes.withUnsafeBytes { try BuildRecord($0) }
        // All data of a readable record can be traversed.
        for files in record.inputs + [record.output, record.foreign] {
          #expect(files.byPath.count <= files.count)
        }
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test func aFolderInThePlaceOfTheCacheIsNoHindrance() async throws {
    let workshop = try Workshop()
    try workshop.write("\(workshop.cache)/in-the-way", "")
    let first = try await workshop.build()
    #expect(first.summary != nil)
    #expect(await workshop.standing() == nil)
    try workshop.remove(".sitegen")
    try workshop.write(".sitegen", "a file")
    #expect(try await workshop.build().summary != nil)
    try workshop.remove(".sitegen")
    _ = try await workshop.build()
    #expect(await workshop.standing() != nil)
  }
}

extension Workshop {
  fileprivate func set(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: self[name]))
  }
}

/// The same random numbers in every run (SplitMix64, Steele and others 2014).
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var x = state
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[roll(0...(values.count - 1))] }
}
