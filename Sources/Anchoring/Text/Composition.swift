import Base

/// Canonical composition (Unicode Normalization Form C) of short runs of scalars.
///
/// Two groups are not changed: the compatibility ideographs (U+F900 to U+FAFF, and from U+2F800), and the letters
/// that the standard excludes from composition, which are rare in running text.
enum Composition {
  private static let tables = Tables()

  /// Whether a scalar can belong to the letter before it: a mark, a vowel sign, a Hangul vowel or final.
  static func continues(_ scalar: UInt32) -> Bool {
    if scalar < 0x300 { return false }
    if scalar < 0x370 { return true }
    if scalar >= 0x1161 && scalar <= 0x11C2 { return true }
    if scalar >= 0x2000 && scalar < 0x20D0 || scalar >= 0x3400 && scalar < 0xA000 { return false }
    return tables.seconds.contains(scalar) || combiningClass(scalar) > 0
  }

  /// Whether a single scalar has another canonical form.
  static func isSingle(_ scalar: UInt32) -> Bool {
    scalar >= 0x340 && (scalar < 0x388 || scalar >= 0x1F71 && scalar < 0x232B)
      && tables.singles[scalar] != nil
  }

  /// The composed form of a run that starts with a letter, followed by scalars that continue it.
  static func compose(_ run: [UInt32]) -> [UInt32] {
    var parts: [UInt32] = []
    for scalar in run { decompose(scalar, into: &parts) }
    sortMarks(&parts)
    guard let first = parts.first else { return [] }
    var out = [first]
    var starter = combiningClass(first) == 0 ? 0 : -1
    var lastClass: UInt8 = 0
    for scalar in parts.dropFirst() {
      let own = combiningClass(scalar)
      let blocked = starter < 0 || (out.count - 1 > starter && (lastClass >= own || lastClass == 0))
      if !blocked, let whole = pair(out[starter], scalar) {
        out[starter] = whole
        continue
      }
      out.append(scalar)
      lastClass = own
      if own == 0 { starter = out.count - 1 }
    }
    return out
  }

  private static func combiningClass(_ scalar: UInt32) -> UInt8 {
    scalar < 0x300 ? 0 : Unicode17.combiningClass(of: scalar)
  }

  private static func decompose(_ scalar: UInt32, into parts: inout [UInt32]) {
    if scalar >= 0xAC00 && scalar < 0xAC00 + 11_172 {
      let index = scalar - 0xAC00
      parts.append(0x1100 + index / 588)
      parts.append(0x1161 + index % 588 / 28)
      if index % 28 > 0 { parts.append(0x11A7 + index % 28) }
    } else if let single = tables.singles[scalar] {
      decompose(single, into: &parts)
    } else if let (first, second) = tables.wholes[scalar] {
      decompose(first, into: &parts)
      parts.append(second)
    } else {
      parts.append(scalar)
    }
  }

  /// Puts the marks after each letter in canonical order; marks of the same class keep their order.
  private static func sortMarks(_ parts: inout [UInt32]) {
    guard parts.count > 1 else { return }
    for i in 1..<parts.count {
      let own = combiningClass(parts[i])
      var j = i
      while own > 0, j > 0, combiningClass(parts[j - 1]) > own {
        parts.swapAt(j, j - 1)
        j -= 1
      }
    }
  }

  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first >= 0x1100 && first < 0x1113 && second >= 0x1161 && second < 0x1176 {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if first >= 0xAC00 && first < 0xAC00 + 11_172 && (first - 0xAC00) % 28 == 0 && second > 0x11A7
      && second < 0x11C3
    {
      return first + second - 0x11A7
    }
    return tables.pairs[UInt64(first) << 32 | UInt64(second)]
  }

  private struct Tables: Sendable {
    var pairs: [UInt64: UInt32] = [:]
    var wholes: [UInt32: (UInt32, UInt32)] = [:]
    var singles: [UInt32: UInt32] = [:]
    var seconds: Set<UInt32> = []

    init() {
      for (second, text) in CompositionTable.pairs {
        seconds.insert(second)
        let scalars = text.unicodeScalars.map(\.value)
        for i in stride(from: 0, to: scalars.count - 1, by: 2) {
          pairs[UInt64(scalars[i]) << 32 | UInt64(second)] = scalars[i + 1]
          wholes[scalars[i + 1]] = (scalars[i], second)
        }
      }
      let scalars = CompositionTable.singles.unicodeScalars.map(\.value)
      for i in stride(from: 0, to: scalars.count - 1, by: 2) { singles[scalars[i]] = scalars[i + 1] }
    }
  }
}
