/// The words of one document, to verify phrases and to cut excerpts.
struct Passage {
  /// Number of words in an excerpt.
  static let words = 40
  /// Number of words before the first match.
  static let before = 8

  private let bytes: [UInt8]
  private var forms: [[UInt8]] = []
  private var ranges: [Range<Int>] = []

  init(_ text: String, _ tokeniser: inout Tokeniser) {
    bytes = Array(text.utf8)
    for (token, form) in tokeniser.tokens(bytes) where token.kind != .pair {
      forms.append(form)
      ranges.append(token.start..<token.end)
    }
  }

  /// The distinct words.
  var allForms: Set<[UInt8]> { Set(forms) }

  /// Indices at which the forms occur side by side.
  func occurrences(of sequence: [[UInt8]]) -> [Int] {
    guard !sequence.isEmpty, forms.count >= sequence.count else { return [] }
    return (0...(forms.count - sequence.count)).filter { start in
      sequence.indices.allSatisfy { forms[start + $0] == sequence[$0] }
    }
  }

  /// An excerpt of about forty words. Candidates start eight words before a match. Chosen is the one that shows the
  /// most clauses, then the most matches, then the first.
  func excerpt(_ slots: [Slot]) -> [SearchHit.Fragment] {
    var marks = [Int](repeating: -1, count: forms.count)
    for (number, slot) in slots.enumerated() where !slot.clause.isExcluded {
      if slot.clause.sequence.isEmpty {
        for at in forms.indices where marks[at] < 0 && slot.forms.contains(forms[at]) { marks[at] = number }
      } else {
        for start in occurrences(of: slot.clause.sequence) {
          for at in start..<start + slot.clause.sequence.count where marks[at] < 0 { marks[at] = number }
        }
      }
    }
    let start = bestStart(marks)
    let end = start + Self.words + 4 >= forms.count ? forms.count : start + Self.words
    return fragments(start, end, marks)
  }

  private func bestStart(_ marks: [Int]) -> Int {
    if forms.count <= Self.words + 4 { return 0 }
    var best = (value: 0, start: 0)
    for at in marks.indices where marks[at] >= 0 {
      let start = at - Self.before < 4 ? 0 : at - Self.before
      let inside = marks[start..<min(start + Self.words, marks.count)].filter { $0 >= 0 }
      let value = Set(inside).count * 16 + inside.count
      if value > best.value { best = (value, start) }
    }
    return best.start
  }

  private func fragments(_ start: Int, _ end: Int, _ marks: [Int]) -> [SearchHit.Fragment] {
    var out: [SearchHit.Fragment] = []
    func add(_ range: Range<Int>, _ isMarked: Bool) {
      if range.isEmpty { return }
      out.append(
        SearchHit.Fragment(text: String(decoding: bytes[range], as: UTF8.self), isMarked: isMarked))
    }
    var at = start == 0 ? 0 : ranges[start].lowerBound
    if start > 0 { out.append(SearchHit.Fragment(text: "… ", isMarked: false)) }
    var token = start
    while token < end {
      if marks[token] < 0 {
        token += 1
        continue
      }
      var last = token
      while last + 1 < end, marks[last + 1] >= 0, ranges[last + 1].lowerBound == ranges[last].upperBound {
        last += 1
      }
      add(at..<ranges[token].lowerBound, false)
      add(ranges[token].lowerBound..<ranges[last].upperBound, true)
      at = ranges[last].upperBound
      token = last + 1
    }
    if end == forms.count {
      add(at..<bytes.count, false)
    } else {
      add(at..<max(at, ranges[end - 1].upperBound), false)
      out.append(SearchHit.Fragment(text: " …", isMarked: false))
    }
    return out
  }
}
