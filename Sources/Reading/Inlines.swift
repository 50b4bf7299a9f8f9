import Archive
import Ccmark
import Glibc

/// Text and markup of one block. An iterator walks the tree instead of recursion, so that text nested a hundred
/// thousand levels deep costs memory but not stack.
extension Markdown {
  /// Appends the inline content of a paragraph or heading.
  mutating func appendInlines(of node: OpaquePointer, depth: Int) {
    // HTML blocks have no inline nodes, only a literal.
    if cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK {
      appendVerbatim(node)
      while prose.bytes.last == 10 { prose.bytes.removeLast() }
      return
    }
    walk(node, depth: depth, includingRoot: false)
  }

  /// Appends a list, quotation or code block, with its own markup span outermost.
  mutating func appendBlock(_ node: OpaquePointer) {
    walk(node, depth: 0, includingRoot: true)
  }

  private mutating func walk(_ root: OpaquePointer, depth: Int, includingRoot: Bool) {
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    let start = prose.bytes.count
    var depth = depth
    // Indices into `marks` of the open spans; -1 for nodes without a span.
    var open: [Int] = []
    // The number of a list item that has no words yet. It is inserted before them, inside their paragraph.
    var number: [UInt8] = []
    // Count of open nodes up to and including the outermost one that is too deep; 0 if none is. Inside it, lists
    // and quotations become plain paragraphs.
    var flattened = 0
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      if node == root && !includingRoot { continue }
      let type = cmark_node_get_type(node)
      if event == CMARK_EVENT_EXIT {
        if type == CMARK_NODE_ITEM { appendNumber(&number, isAlone: true) }
        let index = open.removeLast()
        if open.count < flattened { flattened = 0 }
        if index >= 0 {
          prose.marks[index].range.end = Int32(prose.bytes.count)
          depth -= 1
        }
        continue
      }
      if !number.isEmpty, type != CMARK_NODE_PARAGRAPH, type != CMARK_NODE_HEADING {
        appendNumber(&number, isAlone: isBlock(type))
      }
      if isBlock(type) && prose.bytes.count > start && prose.bytes.last != 10 { prose.bytes.append(10) }
      switch type {
      case CMARK_NODE_TEXT: appendLiteral(node)
      case CMARK_NODE_HTML_INLINE: appendVerbatim(node)
      case CMARK_NODE_SOFTBREAK: prose.bytes.append(10)
      case CMARK_NODE_LINEBREAK:
        leaf(.lineBreak, depth: depth) { $0.append(10) }
      case CMARK_NODE_CODE:
        let from = prose.bytes.count
        appendVerbatim(node)
        prose.marks.append(MarkupSpan(.code, depth: level(depth), range: ByteRange(from, prose.bytes.count)))
      case CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK:
        let from = prose.bytes.count
        appendVerbatim(node)
        while prose.bytes.count > from && prose.bytes.last == 10 { prose.bytes.removeLast() }
        let kind: MarkupSpan.Kind = type == CMARK_NODE_CODE_BLOCK ? .codeBlock : .paragraph
        prose.marks.append(MarkupSpan(kind, depth: level(depth), range: ByteRange(from, prose.bytes.count)))
      case CMARK_NODE_THEMATIC_BREAK:
        leaf(.rule, depth: depth) { _ in }
      default:
        if type == CMARK_NODE_ITEM { number = itemNumber(node) }
        if flattened == 0 && depth >= Self.deepestBlock && isNest(type) { flattened = open.count + 1 }
        guard depth < Self.deepest, let mark = container(node, type, isFlat: flattened > 0) else {
          open.append(-1)
          continue
        }
        open.append(prose.marks.count)
        prose.marks.append(
          MarkupSpan(
            mark.kind, depth: level(depth), range: ByteRange(prose.bytes.count, prose.bytes.count),
            value: mark.value))
        depth += 1
      }
    }
  }

  /// Nesting limit for lists and quotations. Deeper ones are shown without nesting, because browsers cannot handle
  /// more and a depth is stored in one byte.
  private static let deepestBlock = 100
  private static let deepest = 250

  private func isNest(_ type: cmark_node_type) -> Bool {
    type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE
  }

  private func level(_ depth: Int) -> UInt8 { UInt8(clamping: depth) }

  private mutating func leaf(_ kind: MarkupSpan.Kind, depth: Int, _ add: (inout [UInt8]) -> Void) {
    let from = prose.bytes.count
    add(&prose.bytes)
    prose.marks.append(MarkupSpan(kind, depth: level(depth), range: ByteRange(from, prose.bytes.count)))
  }

  private mutating func appendLiteral(_ node: OpaquePointer) {
    guard let literal = cmark_node_get_literal(node) else { return }
    let bytes = UnsafeRawBufferPointer(start: literal, count: strlen(literal))
    if guarded.hasMarks, memchr(literal, 0xEF, bytes.count) != nil {
      prose.bytes += textGuard.removed(from: bytes, isVerbatim: false)
    } else {
      prose.bytes.append(contentsOf: bytes)
    }
  }

  /// Appends text without escapes.
  private mutating func appendVerbatim(_ node: OpaquePointer) {
    prose.bytes += words(of: node, isVerbatim: true)
  }

  /// The text of a node without children.
  func words(of node: OpaquePointer, isVerbatim: Bool) -> [UInt8] {
    guard let literal = cmark_node_get_literal(node) else { return [] }
    return textGuard.removed(
      from: UnsafeRawBufferPointer(start: literal, count: strlen(literal)), isVerbatim: isVerbatim)
  }

  /// Appends the number of a list item before its words. The number is part of the record: `1986. A great year.`
  private mutating func appendNumber(_ number: inout [UInt8], isAlone: Bool) {
    guard !number.isEmpty else { return }
    prose.bytes += number
    if !isAlone { prose.bytes.append(32) }
    number = []
  }

  /// The number of an ordered list item as written in the file, with its full stop or parenthesis; empty for other
  /// items. libcmark itself counts on from the first number.
  mutating func itemNumber(_ item: OpaquePointer) -> [UInt8] {
    guard let list = cmark_node_parent(item), cmark_node_get_list_type(list) == CMARK_ORDERED_LIST else {
      return []
    }
    // Text parsed on its own has lost its indentation, so columns are meaningless there.
    let line: ArraySlice<UInt8>
    if origin.line > 0 {
      line = body[lines.start(of: firstLine(of: item), in: body)...].prefix { $0 != 10 }
        .drop { $0 &- 0x30 >= 10 }
    } else {
      line = parserLine(Int(cmark_node_get_start_line(item)))
    }
    let column = origin.line > 0 ? 0 : max(0, Int(cmark_node_get_start_column(item)) - 1)
    let digits = line.dropFirst(column).drop { $0 == 32 || $0 == 9 }
    let count = digits.prefix { $0 &- 0x30 < 10 }.count
    guard count > 0, digits.count > count else { return [] }
    return Array(digits.prefix(count + 1))
  }

  private func isBlock(_ type: cmark_node_type) -> Bool {
    type.rawValue >= CMARK_NODE_FIRST_BLOCK.rawValue && type.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue
  }

  /// The markup span for a node with children; nil if only its children count.
  private mutating func container(
    _ node: OpaquePointer, _ type: cmark_node_type, isFlat: Bool
  ) -> (kind: MarkupSpan.Kind, value: Int32)? {
    switch type {
    case CMARK_NODE_PARAGRAPH where isFlat: return (.paragraph, 0)
    case CMARK_NODE_ITEM, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST: if isFlat { return nil }
    default: break
    }
    switch type {
    case CMARK_NODE_EMPH: return (.emphasis, 0)
    case CMARK_NODE_STRONG: return (.strong, 0)
    case CMARK_NODE_ITEM: return (.item, 0)
    case CMARK_NODE_BLOCK_QUOTE: return (.quotation, 0)
    case CMARK_NODE_HEADING: return (.heading, Int32(cmark_node_get_heading_level(node)))
    case CMARK_NODE_LIST:
      let ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      return ordered ? (.orderedList, Int32(cmark_node_get_list_start(node))) : (.bulletList, 0)
    case CMARK_NODE_PARAGRAPH:
      // Paragraphs of a tight list get no span of their own.
      let list = cmark_node_parent(cmark_node_parent(node))
      return list != nil && cmark_node_get_list_tight(list) != 0 ? nil : (.paragraph, 0)
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE: return linkMark(node, isImage: type == CMARK_NODE_IMAGE)
    default: return nil
    }
  }

  /// Reports the title of a link or picture, which is not shown anywhere.
  private mutating func reportTitle(of node: OpaquePointer, at position: Position) {
    guard let title = cmark_node_get_title(node), strlen(title) > 0 else { return }
    report.warning(
      "link-title",
      "found the title '\(String(cString: title).prefix(80))' on a link, which no page shows", path,
      at: position, fix: "write its words in the text")
  }

  private mutating func linkMark(
    _ node: OpaquePointer, isImage: Bool
  ) -> (kind: MarkupSpan.Kind, value: Int32)? {
    let url = textGuard.removed(from: cmark_node_get_url(node).map { String(cString: $0) } ?? "")
    let position = place(of: url, at: node)
    reportTitle(of: node, at: position)
    switch LinkTarget(url) {
    case .archive(let scheme, let id, let fragment):
      guard !isImage else { break }
      prose.references.append(Reference(scheme: scheme, id: id, fragment: fragment, at: position))
      return (.reference, Int32(prose.references.count - 1))
    case .media:
      if let media, !media.contains(LinkTarget.file(url)) {
        let near = Suggestion.nearest(LinkTarget.file(url), among: media)
        report.error(
          "dead-media", "found a link to '\(url.prefix(80))', which does not exist", path, at: position,
          fix: near.map { "write '\($0)'" })
      }
      prose.links.append(LinkTarget.composed(url))
      return (isImage ? .image : .link, Int32(prose.links.count - 1))
    case .web where !isImage:
      prose.links.append(url)
      return (.link, Int32(prose.links.count - 1))
    case .web: break
    case .unknownScheme(let name):
      reportScheme(name, at: position)
      return nil
    case .elsewhere:
      report.warning(
        "relative-link",
        "found a link to '\(url.prefix(80))', which this archive does not have; the words are kept without the link",
        path, at: position, fix: "use source:, topic:, page: … or media/… or a full address")
      return nil
    }
    report.warning(
      "foreign-image", "found a picture from '\(url.prefix(80))', expected one in media/", path, at: position,
      fix: "copy the picture to media/")
    return nil
  }
}

extension Array where Element == UInt8 {
  /// Offset of the first occurrence of `needle` that begins at `from` or later and ends at or before `end`; nil if
  /// there is none.
  func firstOffset(of needle: [UInt8], from: Int, upTo end: Int = .max) -> Int? {
    let end = Swift.min(end, count)
    guard from <= end - needle.count, let first = needle.first else { return nil }
    return withUnsafeBytes { whole in
      let buffer = UnsafeRawBufferPointer(rebasing: whole[..<end])
      var at = from
      while at <= buffer.count - needle.count,
        let base = buffer.baseAddress, let hit = memchr(base + at, Int32(first), buffer.count - at)
      {
        at = UnsafeRawPointer(hit) - base
        if at > buffer.count - needle.count { return nil }
        if needle.withUnsafeBytes({ memcmp(base + at, $0.baseAddress ?? base, needle.count) }) == 0 {
          return at
        }
        at += 1
      }
      return nil
    }
  }
}
