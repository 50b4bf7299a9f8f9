import Archive
import Base

/// The kind of target that a link points to.
enum LinkTarget {
  case archive(Reference.Scheme, id: String, fragment: String)
  case web
  case media
  case unknownScheme(String)
  case elsewhere

  /// The file on disk that a target in `media/` names, without query and fragment.
  static func file(_ url: String) -> String {
    PercentEncoding.decode(url.prefix { $0 != "#" && $0 != "?" })
  }

  /// A target in `media/` with its file name in composed form (NFC), under which the file is published.
  static func composed(_ url: String) -> String {
    let file = Self.file(url)
    if file.composed.isWritten(as: file) { return url }
    let rest = url[(url.firstIndex { $0 == "#" || $0 == "?" } ?? url.endIndex)...]
    let steps = file.composed.split(separator: "/", omittingEmptySubsequences: false)
    return steps.map { PercentEncoding.encode(String($0)) }.joined(separator: "/") + rest
  }

  /// The archive scheme that an author probably meant by an unknown one; nil if none is similar or the scheme is in
  /// use elsewhere.
  static func nearMiss(_ name: String) -> String? {
    foreign.contains(name) ? nil : Suggestion.nearest(name, among: Reference.Scheme.allCases.map(\.rawValue))
  }

  /// Schemes in use elsewhere that look like a misspelt archive scheme: `news:` is not `note:`.
  private static let foreign: Set<String> = [
    "data", "file", "news", "nntp", "tag", "snews", "spotify", "steam",
  ]

  /// Classifies a link's target. Schemes are compared case-insensitively. Control characters and spaces before or
  /// inside a scheme make it unknown, as in `java\nscript:`.
  init(_ url: String) {
    guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")),
      !url[..<colon].utf8.contains(where: {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
      })
    else {
      self = url.hasPrefix("media/") && !Self.file(url).contains("..") ? .media : .elsewhere
      return
    }
    let name = url[..<colon].lowercased()
    let rest = url[url.index(after: colon)...]
    if let scheme = Reference.Scheme(rawValue: name) {
      let parts = rest.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      self = .archive(
        scheme, id: PercentEncoding.decode(parts[0]),
        fragment: parts.count > 1 ? PercentEncoding.decode(parts[1]) : "")
    } else if name == "http" || name == "https" || name == "mailto" {
      self = .web
    } else {
      self = .unknownScheme(name)
    }
  }
}

extension Markdown {
  /// Reports a link whose scheme is not allowed. A misspelt archive scheme is a dead reference and so an error. Any
  /// other scheme is a warning: the text is kept without the link.
  mutating func reportScheme(_ name: String, at position: Position) {
    if let near = LinkTarget.nearMiss(name) {
      report.error(
        "link-scheme", "found a link with the scheme '\(name):', expected '\(near):'", path, at: position,
        fix: "write '\(near):'")
    } else {
      report.warning(
        "link-scheme",
        "found a link with the scheme '\(name):', expected http:, https:, mailto: or a scheme of the archive; "
          + "the words are kept without the link", path, at: position,
        fix: "give an address with http: or https:, or remove the link from the words")
    }
  }
}
