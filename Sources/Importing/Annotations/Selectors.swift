import Archive

/// The selectors of the Web Annotation model (section 4.2), which Hypothes.is shares.
///
/// All selectors of one target select the same words, so one usable selector is enough. A quotation is preferred to a
/// position; the passage that a fragment names is used with either. A target without a usable selector is refused.
enum Selectors {
  static func read(
    _ value: JSONValue, _ place: ForeignNote.Place, into target: inout ForeignNote.Target,
    _ notes: inout ForeignNotes
  ) {
    let list = value.list
    var refusals: [String] = []
    for (number, selector) in list.enumerated() {
      let at = value.elements == nil ? place : place.element(number, selector)
      if let refusal = read(one: selector, at, into: &target, &notes) { refusals.append(refusal) }
    }
    let isUsable = target.quote != nil || target.range != nil || target.passage != nil
    if !isUsable, let refusal = refusals.first { target.refusal = refusal }
  }

  /// - Returns: why the selector cannot be used; nil if it can.
  private static func read(
    one selector: JSONValue, _ place: ForeignNote.Place, into target: inout ForeignNote.Target,
    _ notes: inout ForeignNotes
  ) -> String? {
    guard selector.members != nil else {
      return selector.string.map {
        "found a selector at another address, '\($0)', which the import does not fetch"
      }
        ?? "found \(selector.kind), expected a selector"
    }
    let type = (selector["type"] ?? selector["@type"])?.list.first?.string ?? ""
    var found = ForeignNote.Target(place: place)
    var refusal: String?
    switch type {
    case "TextQuoteSelector":
      let exact = notes.text("exact", of: selector, place) ?? ""
      if exact.isEmpty {
        refusal = "found a TextQuoteSelector without words"
      } else {
        found.quote = exact
        found.prefix = notes.text("prefix", of: selector, place) ?? ""
        found.suffix = notes.text("suffix", of: selector, place) ?? ""
      }
    case "TextPositionSelector":
      if let start = selector["start"]?.count, let end = selector["end"]?.count, start < end {
        found.range = start..<end
      } else {
        refusal = "found a TextPositionSelector without 'start' before 'end'"
      }
    case "FragmentSelector": refusal = fragment(selector, place, into: &found, &notes)
    case "": refusal = "found a selector without a type"
    default: refusal = "found a \(type), which counts units that the archive does not have"
    }
    if let refusal { return refusal }
    if let inner = selector["refinedBy"] {
      refusal = refine(&found, by: inner, place.member("refinedBy", inner), &notes)
      if let refusal { return refusal }
    }
    if target.quote == nil, let quote = found.quote {
      (target.quote, target.prefix, target.suffix) = (quote, found.prefix, found.suffix)
    }
    if target.range == nil { target.range = found.range }
    if target.passage == nil { target.passage = found.passage }
    return nil
  }

  /// Reads the id of a passage, `p41`, or code points of a text (RFC 5147), `char=10,20`.
  ///
  /// - Returns: why the fragment cannot be used; nil if it can.
  private static func fragment(
    _ selector: JSONValue, _ place: ForeignNote.Place, into found: inout ForeignNote.Target,
    _ notes: inout ForeignNotes
  ) -> String? {
    let value = notes.text("value", of: selector, place) ?? ""
    if isPassage(value) {
      found.passage = value
      return nil
    }
    if value.hasPrefix("char=") {
      // Checks of length and hash may follow a semicolon.
      let ends = value.dropFirst("char=".count).prefix { $0 != ";" }.split(separator: ",")
      if ends.count == 2, let start = Int(ends[0]), let end = Int(ends[1]), start >= 0, start < end {
        found.range = start..<end
        return nil
      }
    }
    return "found the fragment '\(value)', which is not a passage"
  }

  /// Narrows the words of a selector to those that another selector finds in them.
  ///
  /// - Returns: why it cannot be done; nil if it is done.
  private static func refine(
    _ found: inout ForeignNote.Target, by inner: JSONValue, _ place: ForeignNote.Place,
    _ notes: inout ForeignNotes
  ) -> String? {
    var within = ForeignNote.Target(place: place)
    read(inner, place, into: &within, &notes)
    if let refusal = within.refusal { return refusal }
    if let quote = within.quote {
      // The context is that of the inner selector, which is nearer to the words.
      (found.quote, found.prefix, found.suffix, found.range) = (quote, within.prefix, within.suffix, nil)
      return nil
    }
    guard let range = within.range else {
      return "found a selector whose refinement has no words"
    }
    guard let quote = found.quote else {
      return "found a position from the beginning of a passage, expected one from the beginning of the text"
    }
    let letters = Array(quote.unicodeScalars)
    guard range.upperBound <= letters.count else {
      return "found a position after the end of the text"
    }
    func text(_ part: Range<Int>) -> String { String(String.UnicodeScalarView(letters[part])) }
    found.quote = text(range)
    found.prefix += text(0..<range.lowerBound)
    found.suffix = text(range.upperBound..<letters.count) + found.suffix
    return nil
  }

  /// Whether a text is the id of a passage: `p` and a number.
  static func isPassage(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "p") && (2...10).contains(text.utf8.count)
      && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }
}
