/// Something at the beginning of a paragraph that may be a speaker's label.
struct LabelCandidate {
  /// How the label ends.
  enum Form: Hashable {
    case colon, period, space
  }

  /// The label without its colon or full stop.
  var label: String
  /// What stands in parentheses behind it.
  var manner: String?
  var form: Form
  /// The words behind the label.
  var rest: Substring

  /// Whether all its letters are capitals.
  var isCapitals: Bool { label.count(where: \.isLetter) >= 2 && label == label.uppercased() }

  /// Whether it begins with a word by which people are addressed.
  var hasTitle: Bool {
    let first = label.prefix { $0 != " " && $0 != "." }.lowercased()
    return label.contains(" ") && LabelCandidate.titles.contains(first)
  }

  private static let titles: Set<String> = [
    "the", "mr", "mrs", "ms", "dr", "president", "secretary", "senator", "governor", "chairman", "chair",
    "prime", "chancellor", "ambassador", "general", "minister", "vice", "king", "queen", "speaker", "judge",
    "justice", "professor", "representative", "congressman",
  ]
  private static let abbreviations: Set<String> = [
    "mr.", "mrs.", "ms.", "dr.", "gen.", "sen.", "rep.", "gov.", "prof.", "st.", "jr.", "sr.", "hon.", "rev.",
    "lt.", "col.", "adm.", "maj.", "capt.", "sgt.",
  ]
  private static let particles: Set<String> = [
    "of", "the", "de", "van", "von", "der", "den", "la", "le", "al", "bin", "and", "for", "du", "di", "da",
  ]

  /// Reads the beginning of a line; nil where it can be no label: more than eight words or 70 bytes, a word
  /// that begins small, a sign that no name has.
  init?(_ line: Substring) {
    let line = line.drop(while: \.isWhitespace)
    if let question = LabelCandidate.question(line) {
      self = question
      return
    }
    var words: [Substring] = []
    var at = line.startIndex
    while at < line.endIndex, words.count < 8, line.utf8.distance(from: line.startIndex, to: at) < 70 {
      let end = line[at...].firstIndex(where: \.isWhitespace) ?? line.endIndex
      let word = line[at..<end]
      let next = line[end...].firstIndex { !$0.isWhitespace } ?? line.endIndex
      if word.first == "(", !words.isEmpty {
        guard let found = LabelCandidate.manner(line, at) else { return nil }
        self.init(
          label: words.joined(separator: " "), manner: found.manner, form: found.form, rest: found.rest)
        return
      }
      if let glued = LabelCandidate.glued(word), LabelCandidate.isName(glued.name, first: words.isEmpty) {
        self.init(
          label: (words + [glued.name]).joined(separator: " "), manner: nil, form: .colon,
          rest: line[glued.end...])
        return
      }
      let bare = word.last == ":" || word.last == "." || word.last == "," ? word.dropLast() : word
      guard LabelCandidate.isName(bare, first: words.isEmpty) else { return nil }
      if word.last == ":" {
        self.init(
          label: (words + [bare]).joined(separator: " "), manner: nil, form: .colon, rest: line[next...])
        return
      }
      let isInitial = bare.count == 1 && word.last == "." && next < line.endIndex
      if word.last == ".", !LabelCandidate.abbreviations.contains(word.lowercased()), !isInitial {
        self.init(
          label: (words + [bare]).joined(separator: " "), manner: nil, form: .period, rest: line[next...])
        return
      }
      words.append(word)
      at = next
    }
    return nil
  }

  private init(label: String, manner: String?, form: Form, rest: Substring) {
    self.label = label
    self.manner = manner
    self.form = form
    self.rest = rest
  }

  /// Signs that may follow the colon without a space: `Q:—or do you …`.
  private static let signs: Set<Character> = ["—", "–", "-", "\"", "“", "‘", "'", "[", "(", "…", "."]

  private static func glued(_ word: Substring) -> (name: Substring, end: Substring.Index)? {
    guard let colon = word.firstIndex(of: ":"), colon > word.startIndex else { return nil }
    let end = word.index(after: colon)
    guard end < word.endIndex, signs.contains(word[end]) else { return nil }
    return (word[..<colon], end)
  }

  /// `Q.`, `Q:`, or `Q` and a space before a capital; `A` in the same way, but never with a space alone.
  private static func question(_ line: Substring) -> LabelCandidate? {
    guard let letter = line.first, letter == "Q" || letter == "A" else { return nil }
    let rest = line.dropFirst()
    guard let mark = rest.first else { return nil }
    let words = rest.dropFirst().drop(while: \.isWhitespace)
    let next = rest.dropFirst().first
    let isSpaced = next.map { $0.isWhitespace || signs.contains($0) && ($0 != "." || mark == ":") } ?? true
    if mark == ".", isSpaced { return .init(label: String(letter), manner: nil, form: .period, rest: words) }
    if mark == ":", isSpaced { return .init(label: String(letter), manner: nil, form: .colon, rest: words) }
    guard letter == "Q", mark.isWhitespace, let first = words.first else { return nil }
    guard first.isUppercase || first.isNumber || signs.contains(first) else { return nil }
    return .init(label: "Q", manner: nil, form: .space, rest: words)
  }

  private static func manner(
    _ line: Substring, _ open: Substring.Index
  ) -> (manner: String, form: Form, rest: Substring)? {
    guard let close = line[open...].firstIndex(of: ")") else { return nil }
    let inside = line[line.index(after: open)..<close]
    let behind = line[line.index(after: close)...]
    guard inside.utf8.count <= 70, let mark = behind.first, mark == ":" || mark == "." else { return nil }
    return (String(inside), mark == ":" ? .colon : .period, behind.dropFirst().drop(while: \.isWhitespace))
  }

  private static func isName(_ word: Substring, first: Bool) -> Bool {
    guard let start = word.first else { return false }
    if !first, particles.contains(String(word)) || word == "&" { return true }
    guard start.isUppercase || start.isNumber && !first || start.isLetter && !start.isCased else {
      return false
    }
    // `U.S.` is no name; an inner full stop stands in none.
    return word.allSatisfy { $0.isLetter || $0.isNumber || "'’-&/".contains($0) }
  }
}
