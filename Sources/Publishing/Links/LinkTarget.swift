import Base

/// Where a link leads, read as RFC 3986 (section 5.2) and the URL standard (relative references, `\` and
/// encoded dots as browsers take them).
enum LinkTarget: Equatable {
  /// A file of the site, as a path below the output folder. The fragment is decoded, and empty if there is none.
  case file(path: [UInt8], fragment: [UInt8])
  /// Another origin.
  case external
  /// An address that is not fetched: `mailto:`, `tel:` and similar.
  case other
  /// Content inside the link itself (`data:`).
  case data
  /// A scheme that runs a script or reads a disk.
  case unsafe
  /// An absolute path, or one that leads above the top folder.
  case outside
  /// Cannot be read.
  case malformed

  /// - Parameters:
  ///   - link: the attribute's value with entities resolved.
  ///   - page: path of the page that contains the link.
  init(_ link: ArraySlice<UInt8>, on page: String) {
    let link = LinkTarget.trimmed(link)
    if link.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }) {
      self = .malformed
      return
    }
    if let scheme = LinkTarget.scheme(link) {
      self = LinkTarget.kind(of: scheme)
      return
    }
    if link.starts(with: [0x2F]) {
      self = link.starts(with: [0x2F, 0x2F]) ? .external : .outside
      return
    }
    let beforeFragment = link.prefix { $0 != UInt8(ascii: "#") }
    let rawFragment = link[beforeFragment.endIndex...].dropFirst()
    let rawPath = beforeFragment.prefix { $0 != UInt8(ascii: "?") }
    guard let fragment = LinkTarget.decoded(LinkTarget.withoutDirective(rawFragment)) else {
      self = .malformed
      return
    }
    if rawPath.isEmpty {
      self = .file(path: Array(page.utf8), fragment: fragment)
      return
    }
    self = LinkTarget.resolved(rawPath, on: page, fragment)
  }

  private static func resolved(_ path: ArraySlice<UInt8>, on page: String, _ fragment: [UInt8]) -> LinkTarget
  {
    let slash = UInt8(ascii: "/")
    var segments = Array(page.utf8).split(separator: slash, omittingEmptySubsequences: false).dropLast()
      .map { Array($0) }
    let steps = path.split(separator: slash, omittingEmptySubsequences: false)
    var isFolder = false
    for (index, raw) in steps.enumerated() {
      guard let step = decoded(raw), !step.contains(slash), !step.contains(0) else { return .malformed }
      isFolder = false
      if step == Array(".".utf8) || step.isEmpty {
        // An empty step in the middle is a folder without a name; no published path has one.
        if step.isEmpty && index < steps.count - 1 { return .malformed }
        isFolder = true
      } else if step == Array("..".utf8) {
        if segments.popLast() == nil { return .outside }
        isFolder = true
      } else {
        segments.append(step)
      }
    }
    if isFolder { segments.append(Array("index.html".utf8)) }
    return .file(path: Array(segments.joined(separator: [slash])), fragment: fragment)
  }

  private static func kind(of scheme: String) -> LinkTarget {
    switch scheme {
    case "http", "https", "ftp": .external
    case "data": .data
    case "javascript", "vbscript", "file", "blob", "filesystem", "about", "view-source": .unsafe
    default: .other
    }
  }

  private static func scheme(_ link: ArraySlice<UInt8>) -> String? {
    guard let first = link.first, (0x61...0x7A).contains(first | 0x20) else { return nil }
    for (index, byte) in zip(link.indices, link) {
      switch byte {
      case UInt8(ascii: ":"): return String(decoding: link[..<index], as: UTF8.self).lowercased()
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        continue
      default: return nil
      }
    }
    return nil
  }

  /// Removes the part that only tells the browser what to highlight (`#p3:~:text=…`).
  private static func withoutDirective(_ fragment: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let mark = Array(":~:".utf8)
    for index in fragment.indices where fragment[index...].starts(with: mark) { return fragment[..<index] }
    return fragment
  }

  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.contains(UInt8(ascii: "%")) else { return Array(text) }
    guard let bytes = PercentEncoding.decodeStrictly(text), String(validating: bytes, as: UTF8.self) != nil
    else {
      return nil
    }
    return bytes
  }

  private static func trimmed(_ link: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var link = link.drop { $0 <= 0x20 }
    while let last = link.last, last <= 0x20 { link = link.dropLast() }
    return link
  }
}
