import Foundation

/// Real texts, none of them in this project, as passages.
package enum TextSets {
  /// A set of texts and how its files are read.
  package enum Form: Sendable {
    /// A paragraph between blank lines, labels in front of it.
    case transcripts
    /// A paragraph a line, under a first line that names the president.
    case speeches
    /// Markdown under front matter.
    case markdown
    /// Akoma Ntoso or TEI.
    case xml
  }

  /// The texts below a folder, in order of their paths; files without three passages are left out.
  ///
  /// - Parameter part: of how many parts, and which of them, by place in the order: (2, 1) is every second.
  package static func read(_ folder: String, as form: Form, part: (of: Int, index: Int) = (1, 0)) throws
    -> [[Said]]
  {
    let ending = form == .xml ? ".xml" : form == .markdown ? ".md" : ".txt"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(ending) }.sorted()
    return files.enumerated().compactMap { index, file in
      guard index % part.of == part.index else { return nil }
      let data = FileManager.default.contents(atPath: folder + "/" + file) ?? Data()
      let said = passages(String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n"), form)
      return said.count < 3 ? nil : said
    }
  }

  static func passages(_ text: String, _ form: Form) -> [Said] {
    switch form {
    case .xml: return XMLPassages.read(Array(text.utf8))
    case .transcripts: return labelled(text.components(separatedBy: "\n\n"))
    case .speeches: return labelled(Array(text.components(separatedBy: "\n").dropFirst()))
    case .markdown:
      let parts = text.components(separatedBy: "\n\n")
      return labelled(Array(text.hasPrefix("---") ? parts.dropFirst() : parts[...]))
    }
  }

  /// Paragraphs with the labels in front of them taken off: up to four words with a capital, then a colon, or
  /// what the press conferences have.
  private static func labelled(_ parts: [String]) -> [Said] {
    var speaker: String?
    return parts.compactMap { part in
      let line = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard !line.isEmpty else { return nil }
      if let (label, words) = label(line) {
        speaker = label
        return words.isEmpty ? nil : Said(speaker, words)
      }
      return Said(speaker, line)
    }
  }

  private static func label(_ line: String) -> (String, String)? {
    for (label, id) in [("THE PRESIDENT", "president"), ("The President", "president"), ("Q", "reporter")] {
      let rest = line.dropFirst(label.count)
      if line.hasPrefix(label), let sign = rest.first, ".: ".contains(sign) {
        return (id, String(rest.dropFirst().drop { $0 == " " }))
      }
    }
    guard let colon = line.prefix(40).firstIndex(of: ":"), colon > line.startIndex else { return nil }
    let words = line[..<colon].split(separator: " ")
    guard words.count <= 4, words.allSatisfy({ $0.first?.isUppercase == true }) else { return nil }
    return (words.joined(separator: "-").lowercased(), String(line[colon...].dropFirst().drop { $0 == " " }))
  }
}

/// Paragraphs of speeches in Akoma Ntoso (`speech by`, `p`, `narrative`) and TEI (`u who`, `seg`), by a scan for
/// tags: enough for files that are known to be well formed, and for no others.
enum XMLPassages {
  static func read(_ bytes: [UInt8]) -> [Said] {
    var out: [Said] = []
    var speaker: String?
    var words: [UInt8]?
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        words?.append(bytes[at])
        at += 1
        continue
      }
      let end = bytes[at...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
      let tag = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
      let name = tag.prefix { !$0.isWhitespace && $0 != ">" }
      switch name {
      case "speech", "u": speaker = attribute("by", tag) ?? attribute("who", tag)
      case "/speech", "/u": speaker = nil
      case "p", "seg", "narrative": words = []
      case "/p", "/seg", "/narrative":
        if let found = words {
          let line = plain(found)
          if !line.isEmpty { out.append(Said(name == "/narrative" ? nil : speaker, line)) }
        }
        words = nil
      default: words?.append(0x20)
      }
      at = end + 1
    }
    return out
  }

  private static func attribute(_ name: String, _ tag: String) -> String? {
    guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
    let value = tag[start.upperBound...].prefix { $0 != "\"" && $0 != " " }.drop { $0 == "#" }
    return value.isEmpty ? nil : String(value)
  }

  private static func plain(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    if text.utf8.contains(UInt8(ascii: "&")) {
      for (entity, sign) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x26;", "&"), ("&amp;", "&"),
      ] {
        text = text.replacing(entity, with: sign)
      }
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
