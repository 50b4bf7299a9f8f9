import Base
import Testing

/// Compares the frozen tables with those of the standard library, which can be newer. Characters of Unicode 17 must be
/// the same, and later ones must be unassigned.
@Suite struct Unicode17Tests {
  /// The characters of Unicode 17.
  private static let known: [Unicode.Scalar] = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter {
    $0.properties.age.map { $0.major <= 17 } ?? false
  }

  private func wrong(_ isRight: (Unicode.Scalar) -> Bool) -> [UInt32] {
    Self.known.filter { !isRight($0) }.map(\.value)
  }

  @Test func `General categories are those of the standard library`() {
    #expect(wrong { Unicode17.category(of: $0) == $0.properties.generalCategory } == [])
  }

  @Test func `Nothing else is assigned`() {
    let strange = (UInt32(0)...0x10FFFF).filter { code in
      guard let scalar = Unicode.Scalar(code) else { return Unicode17.category(of: code) != .surrogate }
      return scalar.properties.age.map { $0.major > 17 } ?? true
        && Unicode17.category(of: code) != .unassigned
    }
    #expect(strange == [])
  }

  @Test func `Combining classes are those of the standard library`() {
    #expect(
      wrong { Unicode17.combiningClass(of: $0.value) == $0.properties.canonicalCombiningClass.rawValue } == []
    )
  }

  @Test func `Digits are those of the standard library`() {
    #expect(
      wrong { scalar in
        let isDigit = scalar.properties.generalCategory == .decimalNumber
        return Unicode17.digit(of: scalar.value).map(Double.init)
          == (isDigit ? scalar.properties.numericValue : nil)
      } == [])
  }

  @Test func `Small letters are those of the standard library`() {
    #expect(wrong { Unicode17.lowercased(String($0)) == $0.properties.lowercaseMapping } == [])
    #expect(Unicode17.smallLetter(of: 0x130) == 0x69)
  }

  @Test func `Capital letters are those of the standard library`() {
    #expect(wrong { Unicode17.uppercased(String($0)) == $0.properties.uppercaseMapping } == [])
    #expect(Unicode17.uppercased("straße") == "STRASSE")
  }

  @Test func `Ids keep letters, numbers and marks`() {
    #expect(
      wrong { scalar in
        let properties = scalar.properties
        let isKept =
          properties.isAlphabetic || properties.numericType != nil
          || properties.generalCategory == .nonspacingMark
        return Unicode17.isKeptInSlug(scalar.value) == isKept
      } == [])
  }
}
