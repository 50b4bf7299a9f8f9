import Archive

/// A link of the published site that leads nowhere, or that is not allowed.
public struct LinkProblem: Sendable, Hashable {
  /// The kinds of problem; the raw value is the name of the rule in diagnostics.
  public enum Kind: String, Sendable, CaseIterable {
    /// A link to a file that is not published.
    case deadLink = "dead-link"
    /// A link to a published page that has no such id.
    case deadAnchor = "dead-anchor"
    /// Two elements of one page have the same id.
    case duplicateID = "duplicate-id"
    /// A style sheet, script, picture or frame that is loaded from another origin.
    case foreignLoad = "foreign-load"
    /// A link that begins with `/` or leads above the top folder. It breaks if the site is opened from disk or
    /// served under a path.
    case outsideLink = "outside-link"
    /// A link whose scheme can run a script or read the reader's disk.
    case unsafeLink = "unsafe-link"
    /// Text that cannot be parsed as a link or as HTML.
    case malformed = "malformed-link"
  }

  /// Path of the page below the output folder.
  public var page: String
  /// Position of the link in the page.
  public var position: Position
  /// The kind of problem.
  public var kind: Kind
  /// The link as written in the page, or the id; at most 200 bytes of it.
  public var target: String

  init(_ page: String, _ position: Position, _ kind: Kind, _ target: some Collection<UInt8>) {
    self.page = page
    self.position = position
    self.kind = kind
    self.target = String(decoding: target.prefix(200), as: UTF8.self)
  }

  /// The same problem as a diagnostic.
  public var diagnostic: Diagnostic {
    Diagnostic(.error, kind.rawValue, message, path: page, at: position)
  }

  private var message: String {
    switch kind {
    case .deadLink: "the link '\(target)' leads to no published file"
    case .deadAnchor: "the link '\(target)' leads to an id that the page does not have"
    case .duplicateID: "the id '\(target)' is twice on this page, expected once"
    case .foreignLoad: "'\(target)' is loaded from another origin, expected a file of the site"
    case .outsideLink:
      "the link '\(target)' leads out of the site's folder, expected a relative one inside it"
    case .unsafeLink: "the link '\(target)' has a scheme that is not safe on a page"
    case .malformed: "'\(target)' cannot be read"
    }
  }
}

extension LinkProblem: Comparable {
  /// Orders by page, then by position, so that the report does not depend on which core finds a problem first.
  public static func < (a: LinkProblem, b: LinkProblem) -> Bool {
    if a.page != b.page { return a.page < b.page }
    if a.position != b.position { return a.position < b.position }
    return (a.kind.rawValue, a.target) < (b.kind.rawValue, b.target)
  }
}

/// A link to another origin; listed but never fetched.
public struct ExternalLink: Sendable, Hashable {
  /// The address as written in the page.
  public var address: String
  /// The first page that contains it, in order of the pages' paths.
  public var page: String
  /// Number of pages that contain it.
  public var pages: Int
}
