/// Takes HTML down to Markdown: paragraphs, emphasis, links and code stay; of pictures stays what describes them; all
/// other tags go and leave their words; scripts and styles go with what is in them. The result holds no tag, since what is left of `<` is
/// escaped.
struct HTMLToMarkdown {
  private static let blocks: Set<String> = [
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "hr",
    "section", "article", "pre", "dl", "dt", "dd", "body", "html",
  ]
  private static let marks = [
    "em": "*", "i": "*", "strong": "**", "b": "**",
  ]
  private static let silent: Set<String> = ["script", "style", "head", "template", "noscript", "iframe"]

  /// Letters of a tag; `<` without an end within so many is a letter.
  private static let longestTag = 4096

  private var blocks: [String] = [""]
  /// Marks and links that are open, outermost first.
  private var open: [(tag: String, close: String)] = []
  private var unknown: Set<String> = []

  /// - Returns: the Markdown, and the names of tags that were left out and mean something, sorted.
  static func markdown(_ html: String) -> (text: String, unknown: [String]) {
    var reduction = HTMLToMarkdown()
    reduction.read(html[...])
    let text = reduction.blocks.map { squeezed($0) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    return (text, reduction.unknown.sorted())
  }

  private mutating func read(_ html: Substring) {
    var rest = html
    while let start = rest.firstIndex(of: "<") {
      add(rest[..<start])
      rest = rest[start...]
      if rest.hasPrefix("<!--") {
        rest = HTMLToMarkdown.behind("-->", in: rest.dropFirst(4)) ?? ""
        continue
      }
      guard let next = rest.dropFirst().first, next.isASCII && next.isLetter || next == "/" || next == "!",
        let end = HTMLToMarkdown.endOfTag(rest)
      else {
        add(rest.prefix(1))
        rest = rest.dropFirst()
        continue
      }
      let tag = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      rest = take(tag, rest)
    }
    add(rest)
    closeAll()
  }

  /// - Returns: what is left of the text behind a tag.
  private mutating func take(_ tag: Substring, _ rest: Substring) -> Substring {
    let isEnd = tag.first == "/"
    let name = tag.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    if name.isEmpty { return rest }
    if HTMLToMarkdown.silent.contains(name) {
      unknown.insert(name)
      return isEnd ? rest : HTMLToMarkdown.behind("</\(name)", in: rest) ?? ""
    }
    if HTMLToMarkdown.blocks.contains(name) {
      closeAll()
      blocks.append("")
    } else if isEnd {
      close(name)
    } else if let mark = HTMLToMarkdown.marks[name] {
      openMark(name, mark, mark)
    } else if name == "a", let address = HTMLToMarkdown.address(tag) {
      openMark(name, "[", "](<\(address)>)")
    } else if name != "a" && name != "span" {
      unknown.insert(name)
      if name == "img", let words = HTMLToMarkdown.attribute("alt", of: tag) { add(words) }
    }
    return rest
  }

  private mutating func add(_ text: Substring) {
    let words = HTMLToMarkdown.decoded(text)
    guard !words.isEmpty else { return }
    let isStart = blocks[blocks.count - 1].allSatisfy(\.isWhitespace)
    blocks[blocks.count - 1] += MarkdownWriter.escaped(words, atStart: isStart, hasLabels: false)
  }

  private mutating func openMark(_ name: String, _ sign: String, _ close: String) {
    // One of a kind at a time; what is nested wrongly is closed with its block.
    guard !open.contains(where: { $0.tag == name }) else { return }
    blocks[blocks.count - 1] += sign
    open.append((name, close))
  }

  private mutating func close(_ name: String) {
    guard let index = open.lastIndex(where: { $0.tag == name }) else { return }
    for mark in open[index...].reversed() { blocks[blocks.count - 1] += mark.close }
    open.removeSubrange(index...)
  }

  private mutating func closeAll() {
    for mark in open.reversed() { blocks[blocks.count - 1] += mark.close }
    open = []
  }

  /// The `>` that ends a tag, not one inside quotes.
  private static func endOfTag(_ text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.prefix(HTMLToMarkdown.longestTag).indices {
      let sign = text[index]
      if let open = quote {
        if sign == open { quote = nil }
      } else if sign == "\"" || sign == "'" {
        quote = sign
      } else if sign == ">" {
        return index
      }
    }
    return nil
  }

  private static func behind(_ words: String, in text: Substring) -> Substring? {
    let wanted = words.lowercased()
    var rest = text
    while let start = rest.firstIndex(where: { $0 == wanted.first }) {
      rest = rest[start...]
      if rest.prefix(wanted.count).lowercased() == wanted {
        let after = rest.dropFirst(wanted.count)
        if wanted.hasSuffix(">") { return after }
        return after.firstIndex(of: ">").map { after[after.index(after: $0)...] } ?? ""
      }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// The address of a link, whatever its scheme; nil where Markdown cannot have it.
  private static func address(_ tag: Substring) -> String? {
    guard let value = attribute("href", of: tag) else { return nil }
    let address = squeezed(decoded(value))
    return address.isEmpty || address.contains(where: { $0.isNewline || "<>\\".contains($0) }) ? nil : address
  }

  /// The value of an attribute as it is written.
  private static func attribute(_ name: String, of tag: Substring) -> Substring? {
    // Behind a space, so that no `data-href` is taken for it.
    var rest = tag
    while let space = rest.firstIndex(where: \.isWhitespace) {
      rest = rest[space...].dropFirst()
      guard rest.prefix(name.count).lowercased() == name else { continue }
      var value = rest.dropFirst(name.count).drop(while: \.isWhitespace)
      guard value.first == "=" else { return nil }
      value = value.dropFirst().drop(while: \.isWhitespace)
      guard let quote = value.first, quote == "\"" || quote == "'" else {
        return value.prefix { !$0.isWhitespace }
      }
      return value.dropFirst().prefix { $0 != quote }
    }
    return nil
  }

  /// The five entities that every text has, the space that does not break, and numbers.
  private static func decoded(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}"]
    var out = ""
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      out += rest[..<start]
      let name = rest[start...].dropFirst().prefix(10).prefix { $0 != ";" }
      let behind = rest[start...].dropFirst(name.count + 1)
      rest = rest[start...].dropFirst()
      guard behind.first == ";" else {
        out += "&"
        continue
      }
      var letter = names[String(name)]
      if name.first == "#" {
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let number = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10)
        letter = number.flatMap(Unicode.Scalar.init).map { $0.value < 32 ? " " : String($0) }
      }
      if let letter {
        out += letter
        rest = behind.dropFirst()
      } else {
        out += "&"
      }
    }
    return out + rest
  }
}
