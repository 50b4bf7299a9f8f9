import Archive
import Ccmark
import Labelling

/// Turns in blocks other than paragraphs.
extension Markdown {
  /// Reads a list or quotation that begins with a label. Its paragraphs become turns. Bullets and quotation
  /// prefixes are only formatting; numbers are kept as text.
  ///
  /// - Returns: false if it is not a dialogue; then nothing was added.
  mutating func readDialogue(_ node: OpaquePointer) -> Bool {
    guard let labels, !labels.declared.isEmpty, isContainer(node), let first = firstParagraph(in: node),
      beginsTurn(first) || beginsForeignTurn(first, of: node)
    else { return false }
    readBlocks(of: node)
    return true
  }

  private mutating func beginsTurn(_ paragraph: OpaquePointer) -> Bool {
    guard let match = labels?.declared.match(leadingText(of: paragraph), from: 0), match.isClosed else {
      return false
    }
    return isMeant(match, from: 0, line: linesBefore + firstLine(of: paragraph))
  }

  /// Whether a list or quotation begins with an undeclared label that opens a dialogue. Ordinary lists also have
  /// items such as `- Background: …`. So if the label is not certain, a list counts only if the label recurs or
  /// another item has a declared label, and a quotation only if the text already has turns.
  private mutating func beginsForeignTurn(_ first: OpaquePointer, of container: OpaquePointer) -> Bool {
    guard let labels, let candidate = labels.undeclared.label(leadingText(of: first)) else {
      return false
    }
    if labels.undeclared.isSure(candidate) { return true }
    if cmark_node_get_type(container) == CMARK_NODE_BLOCK_QUOTE { return labels.hasTurns }
    var next = cmark_node_next(cmark_node_first_child(container))
    while let item = next {
      if let paragraph = firstParagraph(in: item),
        beginsTurn(paragraph) || labels.undeclared.label(leadingText(of: paragraph))?.label == candidate.label
      {
        return true
      }
      next = cmark_node_next(item)
    }
    return false
  }

  private mutating func readBlocks(of container: OpaquePointer) {
    // A stack instead of recursion: quotations may be nested a hundred thousand levels deep.
    var stack = [cmark_node_first_child(container)]
    var number: [UInt8] = []
    while let top = stack.popLast() {
      guard let node = top else { continue }
      let next = cmark_node_next(node)
      stack.append(next)
      upcoming = next
      switch cmark_node_get_type(node) {
      case CMARK_NODE_ITEM:
        number = itemNumber(node)
        stack.append(cmark_node_first_child(node))
      case CMARK_NODE_LIST, CMARK_NODE_BLOCK_QUOTE: stack.append(cmark_node_first_child(node))
      case CMARK_NODE_PARAGRAPH:
        readTurn(node, number: number)
        number = []
      default: read(block: node)
      }
    }
  }

  private mutating func readTurn(_ paragraph: OpaquePointer, number: [UInt8]) {
    let start = prose.bytes.count
    let firstMark = prose.marks.count
    if !number.isEmpty { prose.bytes += number + [32] }
    let labelStart = prose.bytes.count
    appendInlines(of: paragraph, depth: 0)
    finishPassage(
      from: start, firstMark: firstMark, kind: .paragraph, line: linesBefore + firstLine(of: paragraph),
      lastLine: linesBefore + lastLine(of: paragraph), labelStart: labelStart)
  }

  private func isContainer(_ node: OpaquePointer) -> Bool {
    let type = cmark_node_get_type(node)
    return type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM
  }

  private func firstParagraph(in container: OpaquePointer) -> OpaquePointer? {
    var node = container
    while let child = cmark_node_first_child(node) {
      if cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH { return child }
      guard isContainer(child) else { return nil }
      node = child
    }
    return nil
  }

  /// The text of a paragraph up to its first line end or code span, cut off after about 480 bytes.
  func leadingText(of paragraph: OpaquePointer) -> [UInt8] {
    guard let iterator = cmark_iter_new(paragraph) else { return [] }
    defer { cmark_iter_free(iterator) }
    var out: [UInt8] = []
    while out.count < 480 {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      guard event == CMARK_EVENT_ENTER else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE: out += words(of: node, isVerbatim: false)
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: return out
      case CMARK_NODE_CODE: return out
      default: break
      }
    }
    return out
  }

  /// Reads an indented block as paragraphs of the record. CommonMark parses it as code.
  ///
  /// - Returns: false if the block is fenced or the text has no labels; then nothing was added.
  mutating func readIndented(_ node: OpaquePointer) -> Bool {
    guard labels != nil, origin.line == 0 else { return false }
    let first = firstLine(of: node)
    let start = lines.start(of: first, in: body)
    let line = body[start...].prefix { $0 != 10 }
    let content = line.drop { $0 == 32 || $0 == 9 }
    guard content.first != UInt8(ascii: "`"), content.first != UInt8(ascii: "~"),
      let document = parseMarkdown(textGuard.guarded(words(of: node, isVerbatim: true)))
    else { return false }
    defer { cmark_node_free(document) }
    let before = origin
    origin = Origin(line: first - 1)
    defer { origin = before }
    read(blocksOf: document)
    return true
  }
}
