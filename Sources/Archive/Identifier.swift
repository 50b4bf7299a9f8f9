import Base

/// Ids become file names, addresses and anchors, so they are checked before anything else is done with them.
public enum Identifier {
  /// Returns why a string cannot be an id, or nil if it can.
  ///
  /// An id has 1 to 150 bytes: letters, digits and combining marks of any script, `-`, `_` and `.`. It has no dot at
  /// either end, is not a name that some file systems reserve, and is not `index`, the name of the list page.
  public static func problem(_ id: String) -> String? {
    if id.isEmpty { return "an id cannot be empty" }
    if id.utf8.count > 150 { return "an id has at most 150 bytes, this one has \(id.utf8.count)" }
    for scalar in id.unicodeScalars where !isAllowed(scalar) {
      return "an id is made of letters, digits, '-', '_' and '.', found \(describe(scalar))"
    }
    if id.hasPrefix(".") || id.hasSuffix(".") { return "an id cannot begin or end with a dot" }
    let stem = Unicode17.lowercased(id).split(separator: ".").first.map(String.init) ?? ""
    if reserved.contains(stem) { return "'\(stem)' is a name that file systems or this site reserve" }
    return nil
  }

  /// Makes an id from a name: lower case, words joined by hyphens, all other characters dropped. Returns an empty
  /// string if the name has no letter or digit. The result is in composed form (NFC), as all ids are.
  public static func slug(_ name: String) -> String {
    var out = ""
    var gap = false
    for scalar in Unicode17.lowercased(name).unicodeScalars {
      if Unicode17.isKeptInSlug(scalar.value) {
        if gap && !out.isEmpty { out.append("-") }
        gap = false
        out.unicodeScalars.append(scalar)
      } else if scalar != "'" && scalar != "’" {
        gap = true
      }
    }
    while out.utf8.count > 120 { out.removeLast() }
    return (out.hasSuffix("-") ? String(out.dropLast()) : out).composed
  }

  private static let reserved: Set<String> = [
    "index", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
  ]

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": return true
      default: return false
      }
    }
    switch Unicode17.category(of: scalar) {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber, .dashPunctuation,
      .connectorPunctuation:
      return true
    default: return false
    }
  }

  private static func describe(_ scalar: Unicode.Scalar) -> String {
    scalar.value < 32 || scalar.value == 127
      ? "the control character U+\(String(scalar.value, radix: 16, uppercase: true))" : "'\(scalar)'"
  }
}
