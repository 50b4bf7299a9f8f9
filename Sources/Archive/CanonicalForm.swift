@_spi(_Unicode) import Swift

extension String {
  /// The text in Unicode Normalization Form C (UAX 15), the form of all ids and addresses. Swift compares strings by
  /// canonical equivalence, but file systems and browsers compare bytes.
  public var composed: String {
    // No letter below U+0300 is a combining mark or has another composed form.
    if utf8.allSatisfy({ $0 < 0xCC }) { return self }
    var out = ""
    out.unicodeScalars.append(contentsOf: _nfc)
    return out
  }

  /// Whether another text has exactly the same bytes.
  public func isWritten(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
