import Archive

/// The links and ids of one page; much smaller than the page itself.
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
  /// Problems of the page that do not depend on what else is published.
  public internal(set) var problems: [LinkProblem] = []
  /// The addresses of other origins that it links to, each once, in order of first occurrence.
  public internal(set) var external: [String] = []
  var ids = IDSet()
  /// Each distinct link is kept once, at its first occurrence.
  var links: [Link] = []
  var paths = ByteTable()
  var fragments = ByteTable()

  init(page: String) { self.page = page }
}

/// Collects the links of a page while it is scanned.
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

  /// - Parameter loads: whether a browser fetches the target by itself.
  mutating func link(_ value: ArraySlice<UInt8>, loads: Bool, _ position: Position) {
    let text = String(decoding: value, as: UTF8.self)
    // Loads and links are checked by different rules, so the same address may be recorded once as each.
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
    // "top" is the top of the page even if no element has that id (HTML, section 7.4.6.4).
    let hasFragment = !fragment.isEmpty && !fragment.elementsEqual("top".utf8)
    if hasFragment { result.fragments.append(fragment) }
    result.links.append(
      PageLinks.Link(
        path: index, fragment: hasFragment ? Int32(result.fragments.count - 1) : -1,
        line: UInt32(position.line), column: UInt32(position.column)))
  }

  /// Returns the links of the page. Call it once, after the whole page is scanned.
  mutating func finish() -> PageLinks {
    var twice: [Int] = []
    result.ids = IDSet(ids, twice: &twice)
    for index in twice { problem(.duplicateID, ids[index], idPlaces[index]) }
    return result
  }
}
