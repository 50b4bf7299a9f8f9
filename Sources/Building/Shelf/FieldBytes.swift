import Archive

/// Writes fields to bytes.
struct FieldWriter: FieldCoder {
  static let isReading = false

  private(set) var bytes: [UInt8] = []

  mutating func number(_ value: inout Int32) { append(value) }
  mutating func number(_ value: inout Int) { append(Int64(value)) }
  mutating func number(_ value: inout Double) { append(value.bitPattern) }
  mutating func byte(_ value: inout UInt8) { bytes.append(value) }
  mutating func count(_ value: inout Int) { append(UInt32(truncatingIfNeeded: value)) }

  mutating func bytes(_ value: inout [UInt8]) {
    append(UInt32(truncatingIfNeeded: value.count))
    bytes.append(contentsOf: value)
  }

  mutating func text(_ value: inout String) {
    append(UInt32(truncatingIfNeeded: value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  mutating func words(_ value: inout Prose) {
    append(UInt32(truncatingIfNeeded: value.bytes.count))
    bytes.append(contentsOf: value.bytes)
  }

  mutating func spoil() {}

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Reads fields from bytes that lie in memory as long as it is used. What is asked for behind the end is zero or
/// empty, and `isWhole` is false from then on.
struct FieldReader: FieldCoder {
  static let isReading = true

  private var rest: UnsafeRawBufferPointer
  private var isSound = true

  /// What the bytes lie in; nil where they will not stay.
  private let file: MappedFile?

  /// - Parameter file: the file that the bytes lie in, where texts may be left in it.
  init(_ bytes: UnsafeRawBufferPointer, in file: MappedFile? = nil) {
    rest = bytes
    self.file = file
  }

  /// Whether all bytes have been read, and none was missing or wrong.
  var isWhole: Bool { isSound && rest.isEmpty }

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
    let part = part()
    guard let file, part.count > 512 else {
      value.bytes = [UInt8](part)
      return
    }
    let range = file.range(of: part)
    value.setBytes(PendingText { [UInt8](UnsafeRawBufferPointer(rebasing: file.bytes[range])) })
  }

  mutating func spoil() {
    isSound = false
    rest = UnsafeRawBufferPointer(rebasing: rest[..<0])
  }

  private mutating func part() -> UnsafeRawBufferPointer {
    var number = 0
    count(&number)
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
