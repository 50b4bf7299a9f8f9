/// Properties of characters as Unicode 17 has them, frozen: ids, ledgers, index files and pages must not change with the
/// toolchain. Code points that Unicode 17 does not assign are unassigned here forever.
package enum Unicode17 {
  /// The general category (UAX #44) of a code point.
  package static func category(of codePoint: UInt32) -> Unicode.GeneralCategory { categories[codePoint] }

  /// The general category of a character.
  package static func category(of scalar: Unicode.Scalar) -> Unicode.GeneralCategory {
    categories[scalar.value]
  }

  /// The canonical combining class of a code point; 0 for all but marks.
  package static func combiningClass(of codePoint: UInt32) -> UInt8 { combiningClasses[codePoint] }

  /// The value of a decimal digit of any script; nil for any other character.
  package static func digit(of codePoint: UInt32) -> UInt32? {
    // Digits stand in rows of ten, each from zero on.
    let run = categories.run(of: codePoint)
    return run.value == .decimalNumber ? (codePoint - run.start) % 10 : nil
  }

  /// Whether an id made of a name keeps a character: letters, numbers, and marks that stand above or below others.
  package static func isKeptInSlug(_ codePoint: UInt32) -> Bool { slugCharacters[codePoint] }

  /// The small letter of a capital or titlecase letter; any other character as it is. The first of two for U+0130.
  package static func smallLetter(of codePoint: UInt32) -> UInt32 {
    if codePoint < 0x80 { return codePoint &- 0x41 < 26 ? codePoint + 0x20 : codePoint }
    return smallLetters[codePoint]
  }

  /// Text in small letters, without rules of a language or of context: Σ always becomes σ.
  package static func lowercased(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: text.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      out.append(Unicode.Scalar(smallLetter(of: scalar.value)) ?? scalar)
      if scalar == "\u{130}" { out.append("\u{307}") }
    }
    return String(out)
  }

  /// Text in capital letters, without rules of a language: ß becomes SS.
  package static func uppercased(_ text: some StringProtocol) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let long = longCapitals[scalar.value] {
        out.append(contentsOf: long)
      } else {
        out.append(Unicode.Scalar(capitalLetters[scalar.value]) ?? scalar)
      }
    }
    return String(out)
  }

  private static let categories = CodePointRuns(UnicodeData17.categories) { run in
    (GeneralCategories.named(run.prefix(2)), run.dropFirst(2))
  }

  private static let combiningClasses = CodePointRuns(UnicodeData17.combiningClasses) { run in
    let parts = run.dropFirst().split(separator: ":")
    return (UInt8(parts[0], radix: 16) ?? 0, parts[1])
  }

  private static let slugCharacters = CodePointRuns(gaps: UnicodeData17.slugCharacters)

  private static let smallLetters = CodePointMap(UnicodeData17.smallLetters)
  private static let capitalLetters = CodePointMap(UnicodeData17.capitalLetters)

  private static let longCapitals = Dictionary(
    uniqueKeysWithValues: UnicodeData17.longCapitals.split { $0 == " " || $0 == "\n" }.map { row in
      let numbers = row.split { $0 == "=" || $0 == "," }.compactMap { UInt32($0, radix: 16) }
      return (numbers[0], numbers.dropFirst().compactMap(Unicode.Scalar.init))
    })
}

/// What a code point becomes, as runs of code points a step apart with the same distance.
private struct CodePointMap: Sendable {
  private struct Run {
    var first: UInt32
    var count: UInt32
    var step: UInt32
    var distance: Int
  }

  private let runs: [Run]

  /// Reads runs as numbers in hexadecimal digits.
  init(_ text: String) {
    runs = text.split { $0 == " " || $0 == "\n" }.map { row in
      let numbers = row.split(separator: ",").compactMap { Int($0, radix: 16) }
      return Run(
        first: UInt32(numbers[0]), count: UInt32(numbers[1]), step: UInt32(numbers[2]), distance: numbers[3])
    }
  }

  /// The code point that one becomes; itself if there is no other.
  subscript(codePoint: UInt32) -> UInt32 {
    let place = runs.partitioningIndex { $0.first > codePoint }
    guard place > 0 else { return codePoint }
    let run = runs[place - 1]
    let offset = codePoint - run.first
    guard offset % run.step == 0, offset / run.step < run.count else { return codePoint }
    return UInt32(truncatingIfNeeded: Int(codePoint) + run.distance)
  }
}

/// A value for each code point, as runs of equal values.
private struct CodePointRuns<Value: Sendable>: Sendable {
  private var starts: [UInt32] = []
  private var values: [Value] = []

  /// Reads runs one after the other.
  ///
  /// - Parameter read: the value of a run, and its length in hexadecimal digits.
  init(_ text: String, _ read: (Substring) -> (value: Value, length: Substring)) {
    var next: UInt32 = 0
    for run in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let (value, length) = read(run)
      starts.append(next)
      values.append(value)
      next += UInt32(length, radix: 16) ?? 0
    }
  }

  subscript(codePoint: UInt32) -> Value { run(of: codePoint).value }

  /// The run that holds a code point.
  func run(of codePoint: UInt32) -> (start: UInt32, value: Value) {
    let place = starts.partitioningIndex { $0 > codePoint } - 1
    return (starts[place], values[place])
  }
}

extension CodePointRuns where Value == Bool {
  /// Reads pairs of a gap and a length in base 36.
  init(gaps text: String) {
    starts = [0]
    values = [false]
    for length in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      starts.append(starts[starts.count - 1] + (UInt32(length, radix: 36) ?? 0))
      values.append(!values[values.count - 1])
    }
  }
}

/// The names that UnicodeData.txt gives general categories.
private enum GeneralCategories {
  static func named(_ name: Substring) -> Unicode.GeneralCategory {
    switch name {
    case "Lu": .uppercaseLetter
    case "Ll": .lowercaseLetter
    case "Lt": .titlecaseLetter
    case "Lm": .modifierLetter
    case "Lo": .otherLetter
    case "Mn": .nonspacingMark
    case "Mc": .spacingMark
    case "Me": .enclosingMark
    case "Nd": .decimalNumber
    case "Nl": .letterNumber
    case "No": .otherNumber
    case "Pc": .connectorPunctuation
    case "Pd": .dashPunctuation
    case "Ps": .openPunctuation
    case "Pe": .closePunctuation
    case "Pi": .initialPunctuation
    case "Pf": .finalPunctuation
    case "Po": .otherPunctuation
    case "Sm": .mathSymbol
    case "Sc": .currencySymbol
    case "Sk": .modifierSymbol
    case "So": .otherSymbol
    case "Zs": .spaceSeparator
    case "Zl": .lineSeparator
    case "Zp": .paragraphSeparator
    case "Cc": .control
    case "Cf": .format
    case "Cs": .surrogate
    case "Co": .privateUse
    default: .unassigned
    }
  }
}
