import Archive

/// A random annotation file: every style of scalar, comments, both kinds of mapping, all line ends.
struct RandomNotes {
  private(set) var bytes: [UInt8] = []
  /// Number of targets of each note.
  private(set) var targets: [Int] = []
  /// Pieces of the file that no edit may change, in order.
  private(set) var fixed: [String] = []
  let lineEnd: String

  private var random: SplitMix

  init(seed: UInt64) {
    var random = SplitMix(state: seed)
    lineEnd = random.next() % 2 == 0 ? "\n" : "\r\n"
    self.random = random
    var text = chance(4) ? "\u{FEFF}" : ""
    if chance(2) { text += line("# ü head", "") }
    for number in 0..<Int.random(in: 1...5, using: &self.random) { text += note(number) }
    // The last line may have no line end.
    fixed.append(chance(4) ? "# end" : line("# end", ""))
    text += fixed[fixed.count - 1]
    bytes = Array(text.utf8)
  }

  mutating func chance(_ of: UInt64) -> Bool { random.next() % of == 0 }

  /// Another target on the same source.
  mutating func edit(_ old: Annotation.Target) -> Annotation.Target {
    var new = old
    if chance(2) { new.passage = chance(4) ? nil : "p\(random.next() % 1000)" }
    if old.quote != nil {
      if !chance(4) { new.quote = "q" + words() }
      if chance(2) { new.prefix = chance(4) ? "" : words() + " " }
      if chance(2) { new.suffix = chance(4) ? "" : " " + words() }
    }
    return new
  }

  private mutating func note(_ number: Int) -> String {
    let inFlow = chance(3)
    fixed.append("id: n\(number)")
    var count = 1
    if inFlow {
      let target = flowTarget()
      targets.append(1)
      fixed.append("body: b\(number)}" + lineEnd)
      return "- {id: n\(number), \(target), body: b\(number)}" + lineEnd
    }
    var text = line("- id: n\(number)", "  # é \(number)")
    fixed.append("  # é \(number)" + lineEnd)
    text += blockTarget(indent: "  ")
    if chance(2) {
      text += line("  also:", "")
      fixed.append("  also:" + lineEnd)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        count += 1
        if chance(2) {
          text += line("    - {\(flowTarget())}", " # also")
          fixed.append("} # also" + lineEnd)
        } else {
          text += line("    -", " # a mapping")
          fixed.append("    - # a mapping" + lineEnd)
          text += blockTarget(indent: "      ")
        }
      }
    }
    targets.append(count)
    fixed.append("  body: b\(number)" + lineEnd)
    return text + line("  body: b\(number)", "")
  }

  /// `on`, and in most cases a quotation with or without prefix and suffix, in any order.
  private mutating func keys() -> [String] {
    var keys = ["on"]
    if !chance(6) {
      keys.append("quote")
      if chance(2) { keys.append("prefix") }
      if chance(2) { keys.append("suffix") }
    }
    return keys.shuffled(using: &random)
  }

  private mutating func flowTarget() -> String {
    keys().map { key in
      "\(key): " + (key == "on" ? "s\(random.next() % 9)#p\(random.next() % 99)" : quoted(key))
    }.joined(separator: ", ")
  }

  private mutating func blockTarget(indent: String) -> String {
    var text = ""
    for key in keys() {
      let comment = chance(3) ? "  # \(random.next() % 1000)" : ""
      if key == "on" {
        text += line("\(indent)on: s\(random.next() % 9)#p\(random.next() % 99)", comment)
      } else if chance(4) {
        let style = random.pick(["|", ">", "|-", ">-", "|+", "|2"])
        text += line("\(indent)\(key): \(style)", comment)
        let step = style == "|2" ? "  " : String(repeating: " ", count: 1 + Int(random.next() % 4))
        for _ in 0...(random.next() % 2) { text += line("\(indent)\(step)x\(safe())", "") }
        if chance(3) { text += lineEnd }
        if !comment.isEmpty { fixed.append(comment + lineEnd) }
        continue
      } else if chance(8), key != "quote" {
        text += line("\(indent)\(key):", comment)
      } else if chance(4) {
        text += line("\(indent)\(key): x\(safe())", "") + line("\(indent)  y\(safe())", comment)
      } else {
        text += line("\(indent)\(key): " + quoted(key), comment)
      }
      if !comment.isEmpty { fixed.append(comment + lineEnd) }
    }
    return text
  }

  private func line(_ text: String, _ comment: String) -> String { text + comment + lineEnd }

  private mutating func quoted(_ key: String) -> String {
    let text = (key == "quote" ? "x" : "") + words()
    switch random.next() % 3 {
    case 0: return "x" + safe()
    case 1: return "'" + doubled(text) + "'"
    default:
      var out = "\""
      for scalar in text.unicodeScalars {
        if scalar == "\"" || scalar == "\\" || chance(9) {
          let digits = String(scalar.value, radix: 16)
          out += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
      return out + "\""
    }
  }

  private func doubled(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { out += scalar == "'" ? [scalar, scalar] : [scalar] }
    return String(out)
  }

  /// Words that are plain scalars everywhere.
  private mutating func safe() -> String {
    (0...(random.next() % 4)).map { _ in random.pick(["a", "bé", "日本", "c-d", "👍", "e.", "f's"]) }
      .joined(separator: " ")
  }

  /// Words with everything that can go wrong in YAML, on one line.
  private mutating func words() -> String {
    let parts = [
      "a", "bé", "日本語", "👩‍👩‍👧", "it's", "\"so\"", "a: b", ":", "#", "# c", "- d", "[e]", "{f}", "g, h", "\\",
      "\\n",
      "%", "@", "`", "!", "&i", "|", ">", "?", "~", "null", "1963", "'", "''", "\u{A0}", "e\u{301}", "---",
      "...",
      "“q”", "j:k", "l#m", "\"", "*",
    ]
    return (0...(random.next() % 6)).map { _ in random.pick(parts) }.joined(separator: chance(3) ? "" : " ")
  }
}

extension SplitMix {
  /// A random element of a list, which must not be empty.
  mutating func pick(_ several: [String]) -> String { several[Int(next() % UInt64(several.count))] }
}
