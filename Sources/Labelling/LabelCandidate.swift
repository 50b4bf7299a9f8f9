/// Text at the beginning of a paragraph or line that may be a speaker's label, declared or not. Builds, which
/// report it, and imports, which propose it, share the same rule.
package struct LabelCandidate: Sendable {
  /// How the label ends.
  package enum Form: Hashable, Sendable {
    case colon, period, space
  }

  /// The label without its colon or full stop, brackets or preceding time code.
  package var label: String
  /// Text in brackets after the label, such as the manner of speaking.
  package var manner: String?
  package var form: Form
  /// The words after the label.
  package var rest: Substring

  /// Whether the label is in capitals, with at least two letters that have case.
  package var isCapitals: Bool { label.count(where: \.isCased) >= 2 && label == label.uppercased() }

  /// Whether the label has several words and begins with a title or form of address.
  package var hasTitle: Bool {
    let first = label.prefix { $0 != " " && $0 != "." }.lowercased()
    return label.contains(" ") && LabelWords.titles.contains(first)
  }

  /// Whether the label begins with a lower-case word other than a particle: `interviewer`. Such a word is a label
  /// only if it names a role or recurs.
  package var isSmall: Bool {
    label.first.map { $0.isLowercase && LabelCandidate.isCased($0) } ?? false
      && !LabelWords.isParticle(label.prefix { $0 != " " })
      && !label.prefix { $0 != " " }.contains(where: \.isUppercase)
  }

  /// Whether a letter has a case that matters in names. Georgian has capitals but does not begin names with them.
  private static func isCased(_ letter: Character) -> Bool {
    letter.isCased && !(letter.unicodeScalars.first.map { (0x10D0...0x10FF).contains($0.value) } ?? false)
  }

  /// Parses the beginning of a line. Returns nil if it cannot be a label: it is longer than eight words or 70
  /// bytes, or has a word that names do not have.
  package init?(_ line: Substring) {
    let line = LabelCandidate.afterOpener(line)
    if let question = LabelCandidate.question(line) {
      self = question
      return
    }
    if let bracketed = LabelCandidate.bracketed(line) {
      self = bracketed
      return
    }
    var words: [Substring] = []
    var at = line.startIndex
    let limit = line.utf8.index(line.startIndex, offsetBy: 70, limitedBy: line.endIndex) ?? line.endIndex
    while at < line.endIndex, words.count < 8, at < limit {
      let end = line[at...].firstIndex(where: \.isBlank) ?? line.endIndex
      let word = line[at..<end]
      let next = line[end...].firstIndex { !$0.isBlank } ?? line.endIndex
      if word.first == "(" || word.first == "[", !words.isEmpty {
        guard let found = LabelCandidate.manner(line, at), LabelCandidate.isNamed(words) else { return nil }
        self.init(
          label: words.joined(separator: " "), manner: found.manner, form: found.form, rest: found.rest)
        return
      }
      if !words.isEmpty, word.first?.isLabelColon ?? false, word.dropFirst().isEmpty {
        // `Marie :`, with the space of French typography.
        guard LabelCandidate.isNamed(words) else { return nil }
        self.init(label: words.joined(separator: " "), manner: nil, form: .colon, rest: line[next...])
        return
      }
      if let time = LabelCandidate.timed(word), !words.isEmpty, LabelCandidate.isNamed(words) {
        // `Bob 00:12:`
        guard time else { return nil }
        self.init(label: words.joined(separator: " "), manner: nil, form: .colon, rest: line[next...])
        return
      }
      if let glued = LabelCandidate.glued(word, first: words.isEmpty),
        LabelCandidate.isWord(glued.name, first: words.isEmpty), LabelCandidate.isNamed(words + [glued.name])
      {
        self.init(
          label: (words + [glued.name]).joined(separator: " "), manner: nil, form: .colon,
          rest: line[glued.end...])
        return
      }
      let endsInColon = word.last?.isLabelColon ?? false
      let bare = endsInColon || word.last == "." || word.last == "," ? word.dropLast() : word
      guard LabelCandidate.isWord(bare, first: words.isEmpty) else { return nil }
      if endsInColon {
        guard LabelCandidate.isNamed(words + [bare]) else { return nil }
        self.init(
          label: (words + [bare]).joined(separator: " "), manner: nil, form: .colon, rest: line[next...])
        return
      }
      let isInitial = bare.dropFirst().isEmpty && word.last == "." && next < line.endIndex
      if word.last == ".", !LabelWords.abbreviations.contains(word.lowercased()), !isInitial {
        guard LabelCandidate.isNamed(words + [bare]) else { return nil }
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
    self.rest = rest.first.map { $0.isBlank } ?? false ? rest.drop(while: \.isBlank) : rest
  }
}

extension LabelCandidate {
  /// The line without leading white space, invisible characters, `>>`, dashes and a time code.
  private static func afterOpener(_ line: Substring) -> Substring {
    func isBlank(_ character: Character) -> Bool {
      character.isBlank || character.unicodeScalars.allSatisfy { LabelSigns.isFormat($0.value) }
    }
    var line = line.drop(while: isBlank)
    let opener = line.prefix { ">-–—•".contains($0) }
    let behind = line[opener.endIndex...].drop(while: isBlank)
    if opener.last == ">" || !opener.isEmpty && behind.startIndex > opener.endIndex { line = behind }
    guard let first = line.first, first == "[" || first == "(" || first.isNumber else { return line }
    let close: Substring.Index
    let inside: Substring
    if first.isNumber {
      close = line.firstIndex { !($0.isNumber || ":.,".contains($0)) } ?? line.endIndex
      inside = line[..<close]
    } else {
      guard let bracket = line.firstIndex(of: first == "[" ? "]" : ")") else { return line }
      inside = line[line.index(after: line.startIndex)..<bracket]
      close = line.index(after: bracket)
    }
    guard TimeCode.seconds(inside.utf8) != nil else { return line }
    return line[close...].drop { isBlank($0) || $0 == "-" || $0 == "|" }
  }

  /// Parses a label in square brackets, as speech recognition writes it: `[SPEAKER_00]:`.
  private static func bracketed(_ line: Substring) -> LabelCandidate? {
    guard line.first == "[", let close = line.firstIndex(of: "]") else { return nil }
    let inside = line[line.index(after: line.startIndex)..<close]
    let behind = line[line.index(after: close)...]
    let words = inside.split(separator: " ")
    guard let mark = behind.first, mark.isLabelColon, (1...5).contains(words.count),
      inside.utf8.count <= 40,
      words.enumerated().allSatisfy({ isWord($0.element, first: $0.offset == 0) }), isNamed(words),
      inside.first.map({ !$0.isLowercase }) ?? false
    else { return nil }
    return .init(label: String(inside), manner: nil, form: .colon, rest: behind.dropFirst())
  }

  /// Punctuation that may follow the colon without a space: `Q:—or do you …`.
  private static let signs: Set<Character> = [
    "—", "–", "-", "\"", "“", "‘", "'", "[", "(", "…", ".", "«", "„", "「",
  ]

  /// Splits a name, its colon and text without a space between them: `Dan:no`, `王先生：好`.
  private static func glued(_ word: Substring, first: Bool) -> (name: Substring, end: Substring.Index)? {
    // Nearly all words consist of ASCII letters.
    guard word.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 >= 0x80 }),
      let colon = word.firstIndex(where: \.isLabelColon), colon > word.startIndex
    else {
      return nil
    }
    let end = word.index(after: colon)
    guard end < word.endIndex else { return nil }
    let name = word[..<colon]
    let isWide = word[colon] != ":"
    let isSpoken = word[end].isLetter && name.count >= 2 && name.allSatisfy { $0.isLetter || $0.isNumber }
    guard isWide || signs.contains(word[end]) || isSpoken else { return nil }
    return (name, end)
  }

  /// Parses `Q.`, `Q:`, or `Q` and a space before a capital, a digit or punctuation. `A` works in the same way, but
  /// never with only a space.
  private static func question(_ line: Substring) -> LabelCandidate? {
    guard let letter = line.first, letter == "Q" || letter == "A" else { return nil }
    let rest = line.dropFirst()
    guard let mark = rest.first else { return nil }
    let words = rest.dropFirst().drop(while: \.isBlank)
    let next = rest.dropFirst().first
    let isMark = mark.isLabelColon
    let isSpaced = next.map { $0.isBlank || signs.contains($0) && ($0 != "." || isMark) } ?? true
    if mark == ".", isSpaced { return .init(label: String(letter), manner: nil, form: .period, rest: words) }
    if isMark, isSpaced { return .init(label: String(letter), manner: nil, form: .colon, rest: words) }
    guard letter == "Q", mark.isBlank, let first = words.first else { return nil }
    guard first.isUppercase || first.isNumber || signs.contains(first) else { return nil }
    return .init(label: "Q", manner: nil, form: .space, rest: words)
  }

  private static func manner(
    _ line: Substring, _ open: Substring.Index
  ) -> (manner: String, form: Form, rest: Substring)? {
    let last: Character = line[open] == "(" ? ")" : "]"
    guard let close = line[open...].firstIndex(of: last) else { return nil }
    let inside = line[line.index(after: open)..<close]
    let behind = line[line.index(after: close)...].drop { $0 == " " || $0 == "\u{A0}" }
    guard inside.utf8.count <= 300, !inside.contains("\n"), let mark = behind.first,
      mark.isLabelColon || mark == "." && last == ")"
    else { return nil }
    return (String(inside), mark == "." ? .period : .colon, behind.dropFirst())
  }

  /// Whether a word is a time code with a colon after it (true) or without one (false); nil if it is not a time
  /// code.
  private static func timed(_ word: Substring) -> Bool? {
    guard word.first?.isNumber ?? false else { return nil }
    if TimeCode.seconds(word.utf8) != nil { return false }
    return word.last == ":" && TimeCode.seconds(word.dropLast().utf8) != nil ? true : nil
  }

  /// Whether a word may be part of a name. It may begin with a capital, with a letter of a script without case, or,
  /// after the first word, with a digit. It may also be a particle, a title, a character that joins names, or a
  /// first word in lower case.
  private static func isWord(_ word: Substring, first: Bool) -> Bool {
    if let plain = isPlainWord(word.utf8, first: first) {
      return plain || LabelWords.isParticle(word) || LabelWords.titles.contains(String(word))
    }
    guard let start = word.first else { return false }
    if !start.isUppercase,
      LabelWords.isParticle(word) || !first && (word == "&" || word == "/" || word == "+" || word == "-")
    {
      return true
    }
    if word == "№" || word == "#" || start == "#" && word.dropFirst().allSatisfy(\.isNumber) { return true }
    // `@bob:`, as in the log of a chat
    if first, start == "@" {
      let handle = word.dropFirst()
      return !handle.isEmpty && handle.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
    }
    // `d’Arc`, `2Pac`
    let hasCapital = first && word.dropFirst().contains(where: \.isUppercase) && !word.contains("@")
    let isSmall = first && start.isLowercase
    guard
      start.isUppercase || isSmall || hasCapital || start.isNumber && !first
        || start.isLetter && !LabelCandidate.isCased(start)
        || !first && LabelWords.titles.contains(String(word))
    else { return false }
    // `U.S.` is not a name. Only initials such as `J.R.`, after the first word, may have full stops inside.
    return word.allSatisfy { $0.isLetter || $0.isNumber || "'’ʼ-‑&/_·・".contains($0) }
      || word.split(separator: ".").allSatisfy { $0.count == 1 && $0.allSatisfy(\.isUppercase) } && !first
  }

  /// Fast path of `isWord` for words of ASCII letters, which nearly all are: whether the word begins with a
  /// capital. Returns nil for other words and for a first word in lower case.
  private static func isPlainWord(_ word: Substring.UTF8View, first: Bool) -> Bool? {
    guard let start = word.first, (start | 0x20) &- 0x61 < 26, word.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 })
    else {
      return nil
    }
    if start < 0x61 { return true }
    return first ? nil : false
  }

  /// Whether words together may be a name. A first word in lower case must be the only word. Particles need a name
  /// beside them. A name in a script without case has at most four words and 24 letters (12 if it is one word) and
  /// does not end in a verb of saying.
  private static func isNamed(_ words: [Substring]) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    if let letter = first.first, letter.isLowercase, isCased(letter), !first.contains(where: \.isUppercase),
      !LabelWords.isParticle(first)
    {
      return words.count == 1 && first.count > 1
    }
    let letters = words.joined()
    guard letters.contains(where: { $0.isLetter }) else {
      return letters.contains { $0.isNumber } && words.count == 2
    }
    if letters.allSatisfy({ !isCased($0) }) {
      return words.count <= 4 && letters.count <= 24 && (words.count > 1 || first.count <= 12)
        && !LabelWords.endsInSaying(last)
    }
    return words.contains {
      !LabelWords.isParticle($0) && $0.first.map { !$0.isLowercase } ?? false
        || $0.contains(where: \.isUppercase)
    }
  }
}
