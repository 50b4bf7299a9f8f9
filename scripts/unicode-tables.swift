// Writes the tables of Unicode that ids, index files and pages depend on, as Swift and as JavaScript:
//
//   swift scripts/unicode-tables.swift
//
// They are made from the standard library of a toolchain that has the version of Unicode below; any other is refused.
// A later version of Unicode gets files with its own number, beside these if old ledgers or indexes need both.

import Foundation

let version = 17

let scalars = (0...0x10FFFF).map { Unicode.Scalar(UInt32($0)) }
guard scalars.compactMap({ $0?.properties.age?.major }).max() == version else {
  fatalError("expected a toolchain with Unicode \(version)")
}

/// The two letters that stand for a general category in UnicodeData.txt.
func abbreviation(_ scalar: Unicode.Scalar?) -> String {
  guard let scalar else { return "Cs" }
  return switch scalar.properties.generalCategory {
  case .uppercaseLetter: "Lu"
  case .lowercaseLetter: "Ll"
  case .titlecaseLetter: "Lt"
  case .modifierLetter: "Lm"
  case .otherLetter: "Lo"
  case .nonspacingMark: "Mn"
  case .spacingMark: "Mc"
  case .enclosingMark: "Me"
  case .decimalNumber: "Nd"
  case .letterNumber: "Nl"
  case .otherNumber: "No"
  case .connectorPunctuation: "Pc"
  case .dashPunctuation: "Pd"
  case .openPunctuation: "Ps"
  case .closePunctuation: "Pe"
  case .initialPunctuation: "Pi"
  case .finalPunctuation: "Pf"
  case .otherPunctuation: "Po"
  case .mathSymbol: "Sm"
  case .currencySymbol: "Sc"
  case .modifierSymbol: "Sk"
  case .otherSymbol: "So"
  case .spaceSeparator: "Zs"
  case .lineSeparator: "Zl"
  case .paragraphSeparator: "Zp"
  case .control: "Cc"
  case .format: "Cf"
  case .surrogate: "Cs"
  case .privateUse: "Co"
  case .unassigned: "Cn"
  @unknown default: fatalError("a general category that this script does not know")
  }
}

/// Runs of equal values over all code points: each value with its count in hexadecimal digits.
func runs(_ value: (Unicode.Scalar?) -> String) -> [String] {
  var out: [(value: String, count: Int)] = []
  for scalar in scalars {
    let next = value(scalar)
    if out.last?.value == next { out[out.count - 1].count += 1 } else { out.append((next, 1)) }
  }
  return out.map { $0.value + String($0.count, radix: 16) }
}

/// Runs of code points a step apart that map to others at one distance: `first,count,step,distance`.
func mappings(_ map: (Unicode.Scalar) -> UInt32) -> [String] {
  var out: [(first: Int, count: Int, step: Int, distance: Int)] = []
  for scalar in scalars.compactMap({ $0 }) where map(scalar) != scalar.value {
    let (code, distance) = (Int(scalar.value), Int(map(scalar)) - Int(scalar.value))
    if let last = out.last, last.distance == distance {
      let step = code - (last.first + (last.count - 1) * last.step)
      if last.count == 1 && step <= 2 || last.count > 1 && step == last.step {
        out[out.count - 1].count += 1
        out[out.count - 1].step = step
        continue
      }
    }
    out.append((code, 1, 1, distance))
  }
  return out.map {
    [$0.first, $0.count, $0.step, $0.distance].map { String($0, radix: 16) }.joined(separator: ",")
  }
}

func isWord(_ scalar: Unicode.Scalar?) -> Bool { "LMN".contains(abbreviation(scalar).first ?? " ") }

/// Pairs of a gap and a length in base 36: what of all code points has a property.
func gaps(_ holds: (Unicode.Scalar?) -> Bool) -> [String] {
  var out: [String] = []
  var (start, isInside) = (0, false)
  for (code, scalar) in scalars.enumerated() where holds(scalar) != isInside {
    out.append(String(code - start, radix: 36))
    (start, isInside) = (code, !isInside)
  }
  return out
}

func lines(_ words: [String], width: Int) -> [String] {
  var out = [""]
  for word in words {
    if out[out.count - 1].count + word.count + 1 > width { out.append("") }
    out[out.count - 1] += (out[out.count - 1].isEmpty ? "" : " ") + word
  }
  return out
}

func literal(_ words: [String]) -> String {
  "\"\"\"\n" + lines(words, width: 106).map { "    \($0)\n" }.joined() + "    \"\"\""
}

func write(_ text: String, _ path: String) throws {
  try text.write(toFile: path, atomically: true, encoding: .utf8)
  print("\(path): \(text.utf8.count) bytes")
}

let notice = "Written by scripts/unicode-tables.swift; not edited by hand."
let zeros = scalars.compactMap { $0 }.filter {
  $0.properties.generalCategory == .decimalNumber && $0.properties.numericValue == 0
}
for scalar in scalars.compactMap({ $0 }) where scalar.properties.generalCategory == .decimalNumber {
  let digit = UInt32(scalar.properties.numericValue ?? -1)
  precondition(zeros.contains { $0.value + digit == scalar.value }, "a digit outside a row of ten")
}
let lower = mappings { $0.properties.lowercaseMapping.unicodeScalars.first?.value ?? $0.value }
let long = scalars.compactMap { $0 }.filter { $0.properties.lowercaseMapping.unicodeScalars.count > 1 }
precondition(long == ["\u{130}"], "a small form of several characters other than that of U+0130")

try write(
  """
  /// Tables of Unicode \(version). \(notice)
  enum UnicodeData\(version) {
    /// General categories of all code points: the category of a run and the length of the run, hexadecimal.
    static let categories = \(literal(runs(abbreviation)))

    /// Canonical combining classes of all code points: `+`, the class, `:` and the length of the run, hexadecimal.
    static let combiningClasses = \(literal(
      runs { "+" + String($0?.properties.canonicalCombiningClass.rawValue ?? 0, radix: 16) + ":" }))

    /// Runs of letters with other small letters, hexadecimal: first letter, count, step, distance of the small letter.
    static let smallLetters = \(literal(lower))

    /// The same for capital letters.
    static let capitalLetters = \(literal(
      mappings { scalar in
        let capitals = scalar.properties.uppercaseMapping.unicodeScalars
        return capitals.count == 1 ? capitals.first?.value ?? scalar.value : scalar.value
      }))

    /// Letters with several capital letters, such as ß: the letter, `=`, and the capitals, hexadecimal.
    static let longCapitals = \(literal(
      scalars.compactMap { $0 }.filter { $0.properties.uppercaseMapping.unicodeScalars.count > 1 }.map {
        String($0.value, radix: 16) + "="
          + $0.properties.uppercaseMapping.unicodeScalars.map { String($0.value, radix: 16) }
          .joined(separator: ",")
      }))

    /// What a name keeps in an id (Alphabetic, or with a numeric type, or Mn): pairs of a gap and a length, base 36.
    static let slugCharacters = \(literal(
      gaps { scalar in
        guard let properties = scalar?.properties else { return false }
        return properties.isAlphabetic || properties.numericType != nil
          || properties.generalCategory == .nonspacingMark
      }))
  }

  """, "Sources/Base/Unicode/UnicodeData\(version).swift")

// The tokeniser of the page has its tables in its own file, which is loaded with the page.
let page = "Templates/assets/search-tokens.js"
var distances: [String] = []
var last: UInt32 = 0
for zero in zeros {
  distances.append(String(zero.value - last, radix: 36))
  last = zero.value
}
var script = try String(contentsOfFile: page, encoding: .utf8)
for (name, numbers) in [("WORDS", gaps(isWord)), ("ZEROS", distances)] {
  let start = "const UNICODE_\(version)_\(name) = ascending(\""
  guard let from = script.range(of: start)?.upperBound, let to = script[from...].firstIndex(of: "\"") else {
    fatalError("\(page) has no line \(start)")
  }
  script.replaceSubrange(from..<to, with: numbers.joined(separator: " "))
}
try write(script, page)
