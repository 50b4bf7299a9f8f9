import Archive
import Base

/// The bytes written by a `FieldWriter`. Long texts are stored separately, so that a reader that needs none of them
/// can skip them all at once; their lengths and fingerprints are in the fields.
package struct FieldBytes: Equatable {
  package var fields: [UInt8] = []
  package var texts: [UInt8] = []

  /// Maximum number of bytes of a text in the fields; longer texts are stored separately.
  fileprivate static let mostInFields = 512
}

/// Writes fields to bytes.
struct FieldWriter: FieldCoder {
  static let isReading = false

  private(set) var written = FieldBytes()

  mutating func number(_ value: inout Int32) { append(value) }
  mutating func number(_ value: inout Int) { append(Int64(value)) }
  mutating func number(_ value: inout Double) { append(value.bitPattern) }
  mutating func byte(_ value: inout UInt8) { written.fields.append(value) }
  mutating func count(_ value: inout Int) { append(UInt32(truncatingIfNeeded: value)) }

  mutating func bytes(_ value: inout [UInt8]) {
    append(UInt32(truncatingIfNeeded: value.count))
    written.fields.append(contentsOf: value)
  }

  mutating func text(_ value: inout String) {
    append(UInt32(truncatingIfNeeded: value.utf8.count))
    written.fields.append(contentsOf: value.utf8)
  }

  mutating func words(_ value: inout Prose) {
    let bytes = value.bytes
    append(UInt32(truncatingIfNeeded: bytes.count))
    if bytes.count <= FieldBytes.mostInFields { return written.fields.append(contentsOf: bytes) }
    append(bytes.withUnsafeBytes { Fingerprint64.of($0) })
    written.texts.append(contentsOf: bytes)
  }

  mutating func spoil() {}

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { written.fields.append(contentsOf: $0) }
  }
}

/// Reads fields from bytes that must stay in memory as long as it is used. Values beyond the end are zero or empty,
/// and `isWhole` is false from then on.
struct FieldReader: FieldCoder {
  static let isReading = true

  private var rest: UnsafeRawBufferPointer
  private var texts: UnsafeRawBufferPointer
  private var isSound = true

  /// The file that contains the bytes; nil if they will not stay in memory.
  private let file: MappedFile?

  /// - Parameter file: the file that contains the bytes, if long texts may stay in it. Damage of these is recorded
  ///   when they are requested.
  init(_ fields: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer, in file: MappedFile? = nil) {
    rest = fields
    self.texts = texts
    self.file = file
  }

  /// Whether all bytes have been read, and none was missing or wrong.
  var isWhole: Bool { isSound && rest.isEmpty && texts.isEmpty }

  mutating func number(_ value: inout Int32) { value = Int32(littleEndian: take()) }
  mutating func number(_ value: inout Int) { value = Int(Int64(littleEndian: take())) }
  mutating func number(_ value: inout Double) { value = Double(bitPattern: UInt64(littleEndian: take())) }
  mutating func byte(_ value: inout UInt8) { value = take() }

  mutating func count(_ value: inout Int) {
    let number = Int(UInt32(littleEndian: take()))
    if number > rest.count { spoil() }
    value = isSound ? number : 0
  }

  mutating func bytes(_ value: inout [UInt8]) { value = [UInt8](part()) }

  mutating func text(_ value: inout String) { value = String(decoding: part(), as: UTF8.self) }

  mutating func words(_ value: inout Prose) {
    let number = Int(UInt32(littleEndian: take()))
    guard number > FieldBytes.mostInFields else {
      value.bytes = [UInt8](part(number))
      return
    }
    let mark = UInt64(littleEndian: take())
    guard isSound, number <= texts.count else { return spoil() }
    let text = UnsafeRawBufferPointer(rebasing: texts[..<number])
    texts = UnsafeRawBufferPointer(rebasing: texts[number...])
    if let file {
      let range = file.range(of: text)
      value.setBytes(PendingText { file.text(range, mark) })
    } else if Fingerprint64.of(text) == mark {
      value.bytes = [UInt8](text)
    } else {
      spoil()
    }
  }

  mutating func spoil() {
    isSound = false
    rest = UnsafeRawBufferPointer(rebasing: rest[..<0])
  }

  private mutating func part() -> UnsafeRawBufferPointer {
    part(Int(UInt32(littleEndian: take())))
  }

  private mutating func part(_ number: Int) -> UnsafeRawBufferPointer {
    if number > rest.count { spoil() }
    let number = isSound ? number : 0
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[number...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<number])
  }

  private mutating func take<Number: FixedWidthInteger & BitwiseCopyable>() -> Number {
    let size = MemoryLayout<Number>.size
    guard rest.count >= size else {
      spoil()
      return 0
    }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[size...]) }
    return rest.loadUnaligned(as: Number.self)
  }
}
