import Archive

/// Writes the fields of a value to the cache, or reads them from it. Each type is described once for both
/// directions (`code(_:)` in the files beside this one), so that writing and reading always match.
///
/// Texts and lists follow their length, numbers are little-endian. The format need not be stable: after any change
/// to a description, increase `CacheFile.version`.
protocol FieldCoder {
  /// Whether values are read from the cache; otherwise they are written to it.
  static var isReading: Bool { get }

  mutating func number(_ value: inout Int32)
  mutating func number(_ value: inout Int)
  mutating func number(_ value: inout Double)
  mutating func byte(_ value: inout UInt8)
  mutating func bytes(_ value: inout [UInt8])
  mutating func text(_ value: inout String)
  /// The plain text of a prose, which may stay in the cache until it is needed.
  mutating func words(_ value: inout Prose)
  /// An item count; every item takes at least one byte.
  mutating func count(_ value: inout Int)
  /// Marks the data as invalid. Everything read afterwards is meaningless.
  mutating func spoil()
}

extension FieldCoder {
  mutating func flag(_ value: inout Bool) {
    var number: UInt8 = value ? 1 : 0
    byte(&number)
    if Self.isReading { value = number == 1 }
  }

  /// A value that may be missing.
  ///
  /// - Parameter empty: the initial value to fill if there is one.
  mutating func optional<Value>(
    _ value: inout Value?, _ empty: @autoclosure () -> Value, _ code: (inout Value, inout Self) -> Void
  ) {
    var isThere = value != nil
    flag(&isThere)
    guard isThere else {
      if Self.isReading { value = nil }
      return
    }
    var inner = value ?? empty()
    code(&inner, &self)
    if Self.isReading { value = inner }
  }

  /// A list of values of one type.
  ///
  /// - Parameter empty: the initial value to fill for each element.
  mutating func list<Value>(
    _ values: inout [Value], _ empty: @autoclosure () -> Value, _ code: (inout Value, inout Self) -> Void
  ) {
    var number = values.count
    count(&number)
    guard Self.isReading else {
      for var value in values { code(&value, &self) }
      return
    }
    values = []
    values.reserveCapacity(number)
    for _ in 0..<number {
      var value = empty()
      code(&value, &self)
      values.append(value)
    }
  }

  mutating func text(_ value: inout String?) { optional(&value, "") { $1.text(&$0) } }

  mutating func texts(_ values: inout [String]) { list(&values, "") { $1.text(&$0) } }

  mutating func numbers(_ values: inout [Int32]) { list(&values, 0) { $1.number(&$0) } }

  /// A case, by its raw value.
  mutating func raw<Value: RawRepresentable>(_ value: inout Value) where Value.RawValue == UInt8 {
    var number = value.rawValue
    byte(&number)
    guard Self.isReading else { return }
    if let known = Value(rawValue: number) { value = known } else { spoil() }
  }

  /// A case, by its index among all cases.
  mutating func choice<Value: CaseIterable & Equatable>(_ value: inout Value) {
    let all = Array(Value.allCases)
    var number = UInt8(truncatingIfNeeded: all.firstIndex(of: value) ?? 0)
    byte(&number)
    guard Self.isReading else { return }
    if Int(number) < all.count { value = all[Int(number)] } else { spoil() }
  }

  mutating func choice<Value: CaseIterable & Equatable>(_ value: inout Value?) {
    var number = UInt8(truncatingIfNeeded: value.flatMap { Array(Value.allCases).firstIndex(of: $0) } ?? -1)
    byte(&number)
    guard Self.isReading else { return }
    let all = Array(Value.allCases)
    value = Int(number) < all.count ? all[Int(number)] : nil
    if value == nil && number != UInt8.max { spoil() }
  }

  mutating func range(_ value: inout Range<Int32>) {
    var (start, end) = (value.lowerBound, value.upperBound)
    number(&start)
    number(&end)
    if Self.isReading { value = ordered(start, end) }
  }

  mutating func range(_ value: inout Range<Int>) {
    var (start, end) = (value.lowerBound, value.upperBound)
    number(&start)
    number(&end)
    if Self.isReading { value = ordered(start, end) }
  }

  mutating func range(_ value: inout ByteRange) {
    number(&value.start)
    number(&value.end)
  }

  private mutating func ordered<Number: SignedInteger>(_ start: Number, _ end: Number) -> Range<Number> {
    if start <= end { return start..<end }
    spoil()
    return 0..<0
  }
}
