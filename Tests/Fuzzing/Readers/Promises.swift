import Archive
import Rendering

extension ForeignReader {
  /// Templates that add nothing to the output of the generator.
  static let plainTheme: Theme = {
    let texts = [
      "page": "{{{main}}}",
      "home": "{{{head}}}{{{sources}}}{{{topics}}}{{{speakers}}}{{{events}}}{{{notes}}}",
      "source":
        "{{{head}}}{{{provenance}}}{{{score}}}{{{contents}}}{{{notes}}}{{{record}}}{{{unplaced}}}{{{mentions}}}{{{neighbours}}}",
      "entry": "{{{head}}}{{{facts}}}{{{note}}}{{{score}}}{{{body}}}{{{mentions}}}",
      "list": "{{{head}}}{{{body}}}",
      "search": "", "missing": "",
    ]
    let (theme, faults) = Theme.load(texts, folder: "plain")
    guard let theme else { preconditionFailure("the plain theme is broken: \(faults)") }
    return theme
  }()

  /// Every position in diagnostics is in the file: lines and columns start at 1 and are not after its end.
  static func checkPlaces(_ diagnostics: [Diagnostic], in bytes: [UInt8]) throws {
    guard !diagnostics.isEmpty else { return }
    var lines = 1
    for at in bytes.indices
    where bytes[at] == 10 || (bytes[at] == 13 && (at + 1 == bytes.count || bytes[at + 1] != 10)) {
      lines += 1
    }
    for diagnostic in diagnostics {
      guard let place = diagnostic.position else { continue }
      try expect(
        place.line >= 1 && place.column >= 1, "\(diagnostic.rule) is at \(place.line):\(place.column)")
      try expect(place.line <= lines + 1, "\(diagnostic.rule) is at line \(place.line) of \(lines)")
      try expect(!diagnostic.message.contains("\n"), "\(diagnostic.rule) has a message of several lines")
    }
  }

  private static let forbidden: Set<String> = [
    "script", "style", "iframe", "object", "embed", "link", "meta", "base", "template", "html", "body",
  ]

  /// Every `<` opens or closes an element that the generator writes, with attributes in double quotes. There are no
  /// event handlers and no addresses with a scheme that runs code. So no text of a source has become markup.
  static func checkMarkup(_ page: [UInt8], of path: String) throws {
    var at = 0
    func byte() -> UInt8 { at < page.count ? page[at] : 0 }
    func skipSpace() { while byte() == 32 || byte() == 10 || byte() == 9 { at += 1 } }
    func name() -> String {
      let start = at
      while case let letter = byte(),
        letter | 32 >= 97 && letter | 32 <= 122 || letter >= 48 && letter <= 57
          || letter == 45 || letter == 58
      { at += 1 }
      return String(decoding: page[start..<at], as: UTF8.self).lowercased()
    }
    while let open = page[at...].firstIndex(of: 60) {
      at = open + 1
      let isEnd = byte() == 47
      if isEnd { at += 1 }
      let element = name()
      try expect(!element.isEmpty && !forbidden.contains(element), "\(path): '<\(element)' at byte \(open)")
      skipSpace()
      while byte() != 62 && byte() != 47 {
        let attribute = name()
        try expect(
          !attribute.isEmpty && !attribute.hasPrefix("on"),
          "\(path): the attribute '\(attribute)' at byte \(at)")
        if byte() == 61 {
          at += 1
          try expect(byte() == 34, "\(path): a value without quotes at byte \(at)")
          let start = at + 1
          guard let end = page[start...].firstIndex(of: 34) else {
            throw Broken(description: "\(path): a value without end")
          }
          let value = page[start..<end]
          if attribute == "href" || attribute == "src" { try checkAddress(value, of: path) }
          at = end + 1
        }
        skipSpace()
      }
      if byte() == 47 { at += 1 }
      try expect(byte() == 62, "\(path): an element without end at byte \(open)")
    }
  }

  private static func checkAddress(_ value: ArraySlice<UInt8>, of path: String) throws {
    let address = String(decoding: value, as: UTF8.self).lowercased()
    guard let colon = address.utf8.firstIndex(of: 58) else { return }
    let scheme = String(decoding: address.utf8[..<colon], as: UTF8.self)
    // A colon after the first slash, question mark or number sign does not end a scheme (RFC 3986, section 3).
    if scheme.contains(where: { "/?#".contains($0) }) { return }
    try expect(
      ["http", "https", "mailto", "tel", "doi", "ftp", "geo"].contains(scheme),
      "\(path): an address with '\(scheme):'")
  }
}
