/// A page parsed by a strict tokenizer: everything between `<` and `>` must be a tag in the form that the generator
/// writes.
struct Markup {
  struct Tag {
    var name: String
    var attributes: [String: String]
    /// Names of the elements around it, outermost first.
    var around: [String]
  }

  private(set) var tags: [Tag] = []
  private(set) var faults: [String] = []
  /// The text without tags, entities resolved.
  private(set) var text = ""

  private static let void: Set<String> = ["br", "hr", "img", "meta", "link", "input", "line", "rect"]
  private static let entities = [
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#x27;": "'",
  ]

  init(_ html: String) {
    let bytes = Array(html.utf8)
    var open: [String] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        let end = bytes[at...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        let words = Self.resolve(String(decoding: bytes[at..<end], as: UTF8.self), &faults)
        text += words
        if let last = open.last, ["ul", "ol", "table", "tr", "tbody", "thead", "dl"].contains(last),
          words.contains(where: { !$0.isWhitespace })
        {
          faults.append("text in <\(last)>: \(words.prefix(40))")
        }
        at = end
        continue
      }
      guard let end = bytes[at...].firstIndex(of: UInt8(ascii: ">")) else {
        faults.append("a tag without end")
        return
      }
      let inside = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
      at = end + 1
      if inside.lowercased() == "!doctype html" { continue }
      if inside.hasPrefix("/") {
        let name = String(inside.dropFirst())
        if open.last == name {
          open.removeLast()
        } else {
          faults.append("</\(name)> closes \(open.last ?? "nothing")")
        }
        continue
      }
      guard let tag = Self.tag(inside, around: open, &faults) else { continue }
      if tag.name == "a" && open.contains("a") { faults.append("a link in a link") }
      if tag.name == "p" && open.contains("p") { faults.append("a paragraph in a paragraph") }
      tags.append(tag)
      if !Self.void.contains(tag.name) && !inside.hasSuffix("/") { open.append(tag.name) }
    }
    if !open.isEmpty { faults.append("left open: \(open)") }
    let ids = tags.compactMap { $0.attributes["id"] }
    for (id, all) in Dictionary(grouping: ids, by: { $0 }) where all.count > 1 {
      faults.append("id \(id) twice")
    }
    for scalar in html.unicodeScalars
    where scalar.value < 32 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value) {
      faults.append("the control character \(scalar.value)")
    }
  }

  private static func tag(_ inside: String, around: [String], _ faults: inout [String]) -> Tag? {
    var rest = inside[...]
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    rest = rest.dropFirst(name.count)
    guard !name.isEmpty else {
      faults.append("no tag: <\(inside.prefix(40))>")
      return nil
    }
    var attributes: [String: String] = [:]
    while !rest.isEmpty && rest != "/" && rest != " /" {
      let blank = rest.prefix { $0 == " " || $0 == "\n" }
      rest = rest.dropFirst(blank.count)
      let key = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      rest = rest.dropFirst(key.count)
      guard !blank.isEmpty, !key.isEmpty else {
        faults.append("no attribute: <\(inside.prefix(80))>")
        return nil
      }
      var value = ""
      if rest.hasPrefix("=\"") {
        rest = rest.dropFirst(2)
        guard let quote = rest.firstIndex(of: "\"") else {
          faults.append("a value without end: <\(inside.prefix(80))>")
          return nil
        }
        value = resolve(String(rest[..<quote]), &faults)
        rest = rest[rest.index(after: quote)...]
      }
      if attributes.updateValue(value, forKey: String(key)) != nil {
        faults.append("\(key) twice in <\(inside)>")
      }
    }
    return Tag(name: String(name), attributes: attributes, around: around)
  }

  private static func resolve(_ text: String, _ faults: inout [String]) -> String {
    guard text.contains("&") else { return text }
    var out = ""
    var rest = text[...]
    while let amp = rest.firstIndex(of: "&") {
      out += rest[..<amp]
      rest = rest[amp...]
      guard let known = entities.first(where: { rest.hasPrefix($0.key) }) else {
        faults.append("a bare & in \(rest.prefix(30))")
        return out + rest
      }
      out += known.value
      rest = rest.dropFirst(known.key.count)
    }
    return out + rest
  }

  var ids: Set<String> { Set(tags.compactMap { $0.attributes["id"] }) }
  /// The tags of a name and class.
  func all(_ name: String, _ style: String? = nil) -> [Tag] {
    tags.filter { tag in
      tag.name == name
        && (style.map { (tag.attributes["class"] ?? "").split(separator: " ").contains(Substring($0)) }
          ?? true)
    }
  }
  var hrefs: [String] { tags.compactMap { $0.attributes["href"] } }
}
