import Archive

/// What one page says of links and ids; small beside the page itself.
public struct PageLinks: Sendable {
  /// A link to a file of the site.
  struct Link: Sendable {
    /// Index of the path in `paths`.
    var path: UInt32
    /// Index of the fragment in `fragments`, or -1.
    var fragment: Int32
    var line: UInt32
    var column: UInt32
  }

  /// Path of the page below the output folder.
  public let page: String
  /// What is wrong with the page whatever else is published.
  public internal(set) var problems: [LinkProblem] = []
  /// The addresses of other origins that it links to, each once, in order of their first place.
  public internal(set) var external: [String] = []
  var ids = IDSet()
  /// Each link as written is kept once, at its first place.
  var links: [Link] = []
  var paths = ByteTable()
  var fragments = ByteTable()

  init(page: String) { self.page = page }
}

/// Gathers the links of a page while it is scanned.
struct LinkCollector {
  private(set) var result: PageLinks
  private var seen: Set<String> = []
  private var pathIndices: [[UInt8]: UInt32] = [:]
  private var ids = ByteTable()
  private var idPlaces: [Position] = []

  init(page: String) { result = PageLinks(page: page) }

  mutating func id(_ value: ArraySlice<UInt8>, _ position: Position) {
    ids.append(value)
    idPlaces.append(position)
  }

  /// - Parameter loads: whether a browser fetches the target without being asked to.
  mutating func link(_ value: ArraySlice<UInt8>, loads: Bool, _ position: Position) {
    let text = String(decoding: value, as: UTF8.self)
    // A load and a link are judged differently, so each may be seen once.
    guard seen.insert(loads ? "\0" + text : text).inserted else { return }
    switch LinkTarget(value, on: result.page) {
    case .file(let path, let fragment): add(path, fragment, position)
    case .external:
      if loads { problem(.foreignLoad, value, position) } else { result.external.append(text) }
    case .other: if loads { problem(.foreignLoad, value, position) }
    case .data: if !loads { problem(.unsafeLink, value, position) }
    case .unsafe: problem(.unsafeLink, value, position)
    case .outside: problem(.outsideLink, value, position)
    case .malformed: problem(.malformed, value, position)
    }
  }

  mutating func problem(_ kind: LinkProblem.Kind, _ target: some Collection<UInt8>, _ position: Position) {
    result.problems.append(LinkProblem(result.page, position, kind, target))
  }

  private mutating func add(_ path: [UInt8], _ fragment: [UInt8], _ position: Position) {
    let index: UInt32
    if let known = pathIndices[path] {
      index = known
    } else {
      index = UInt32(result.paths.count)
      pathIndices[path] = index
      result.paths.append(path)
    }
    // "top" is the top of the page even where no element has that id (HTML, section 7.4.6.4).
    let hasFragment = !fragment.isEmpty && !fragment.elementsEqual("top".utf8)
    if hasFragment { result.fragments.append(fragment) }
    result.links.append(
      PageLinks.Link(
        path: index, fragment: hasFragment ? Int32(result.fragments.count - 1) : -1,
        line: UInt32(position.line), column: UInt32(position.column)))
  }

  /// The page's links, once all of it is scanned.
  mutating func finish() -> PageLinks {
    var twice: [Int] = []
    result.ids = IDSet(ids, twice: &twice)
    for index in twice { problem(.duplicateID, ids[index], idPlaces[index]) }
    return result
  }
}
