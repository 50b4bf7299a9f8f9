import Archive

extension LedgerEditing {
  /// Which of several lines with the same id keeps it.
  public enum Keep: Sendable, Equatable {
    /// The line that comes first in the file. In a conflict this is the line of the branch that was merged into.
    case first
    /// The line that comes last.
    case last
    /// The lines with these line numbers, from 1.
    case lines(Set<Int>)
  }

  /// Resolves a git conflict: removes the conflict markers and gives each id to one passage only.
  ///
  /// If the text shows that only one of the lines belongs to a present passage, that line keeps the id, because no
  /// other passage could be at that URL. If two present passages have the same id, a person must say which of them
  /// was published first. The other gets a number that neither branch has used.
  ///
  /// - Parameters:
  ///   - keep: which line keeps an id that two present passages have; nil if that was not specified.
  ///   - bothPublished: whether the id was published for both passages, so that links to it may mean either. The
  ///     page then says so.
  /// - Throws: `Refusal` if a person must decide, or if the ledger has other errors.
  public func mend(keep: Keep?, bothPublished: Bool = false) throws(Refusal) -> Edit {
    guard let text else { throw Refusal(message: "'\(source.id)' has no ledger yet") }
    let ledger = read(text)
    let others = ledger.diagnostics.filter { $0.rule != "ledger-conflict" && $0.rule != "ledger-duplicate" }
    guard others.isEmpty else {
      throw Refusal(
        message: "the ledger of '\(source.id)' has errors that a merge does not cause", diagnostics: others)
    }
    var file = LedgerFile(path: ledgerPath(ledgerID ?? source.id), source: source.id, text: text)
    guard !ledger.diagnostics.isEmpty else { return Edit(file: file, done: []) }
    guard !hasConflict else {
      throw Refusal(
        message: "the source '\(source.id)' has conflict markers of git too",
        fix: "resolve that conflict first: the text decides which line keeps an id")
    }
    var mending = Mending(ledger, source)
    try mending.settle(keep, bothPublished)
    file.text = mending.text(
      Ledger.header(ledger.name.isEmpty ? source.id : ledger.name, formerly: ledger.former))
    file.changed = true
    try refuse(read(file.text))
    return Edit(file: file, done: mending.done)
  }

  private var hasConflict: Bool {
    // Markdown reads the other conflict markers as headings and quotations; this one remains in the text.
    let mark = Array("<<<<<<< ".utf8)
    let bytes = source.record.bytes
    return bytes.indices.contains { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
  }
}

/// The lines of a ledger, of which some have the same id.
private struct Mending {
  private let ledger: Ledger
  /// The lines in order of the file, without duplicates; nil for a line that was dropped.
  private var lines: [(entry: Ledger.Entry, head: LedgerLine.Head)?]
  /// For each line the passage that it belongs to, or -1.
  private var passages: [Int] = []
  private(set) var done: [String] = []

  init(_ ledger: Ledger, _ source: Source) {
    self.ledger = ledger
    let all = (ledger.entries + ledger.doubles).sorted { $0.lineNumber < $1.lineNumber }
    lines = all.map { ($0, $0.head) }
    dropEqual()
    match(source)
  }

  private func line(_ index: Int) -> String {
    guard let entry = lines[index]?.entry else { return "" }
    return "line \(entry.lineNumber) (“\(ledger.text(entry.excerpt)) …”)"
  }

  /// Drops duplicates: the same line from both branches is one line.
  private mutating func dropEqual() {
    var seen: [Int32: [Int]] = [:]
    for index in lines.indices {
      guard let entry = lines[index]?.entry else { continue }
      let bytes = ledger.bytes[entry.line]
      if seen[entry.number]?.contains(where: { lines[$0].map { ledger.bytes[$0.entry.line] } == bytes })
        == true
      {
        lines[index] = nil
      } else {
        seen[entry.number, default: []].append(index)
      }
    }
  }

  /// Finds for each line the passage of the text that it belongs to, regardless of its id.
  private mutating func match(_ source: Source) {
    var text = Array("\(Ledger.header(source.id))\n".utf8)
    var order: [Int] = []
    for (index, line) in lines.enumerated() {
      guard let line, line.head.fate == .stands else { continue }
      order.append(index)
      LedgerLine.write(
        LedgerLine.Head(number: Int32(order.count)), speaker: ledger.bytes[line.entry.speaker],
        print: ledger.bytes[line.entry.printText], excerpt: ledger.bytes[line.entry.excerpt], into: &text)
    }
    let all = Ledger(String(decoding: text, as: UTF8.self), of: [source.id], path: "")
    let matching = Matching(Texts(all, source))
    passages = Array(repeating: -1, count: lines.count)
    for (old, index) in order.enumerated() { passages[index] = matching.newOf[old] }
  }

  mutating func settle(
    _ keep: LedgerEditing.Keep?, _ bothPublished: Bool
  ) throws(LedgerEditing.Refusal) {
    var groups: [Int32: [Int]] = [:]
    for index in lines.indices {
      if let line = lines[index] { groups[line.entry.number, default: []].append(index) }
    }
    var next = ledger.highest
    var open: [String] = []
    for (number, group) in groups.sorted(by: { $0.key < $1.key }) where group.count > 1 {
      let standing = group.filter { passages[$0] >= 0 }
      guard let keeper = keeper(of: group, standing, keep) else {
        open.append("p\(number) is the id of \(standing.map(line).joined(separator: " and of "))")
        continue
      }
      done.append("p\(number) stays with \(line(keeper))")
      for index in group where index != keeper {
        guard passages[index] >= 0 else {
          done.append("\(line(index)) is removed: no present passage has it")
          lines[index] = nil
          continue
        }
        next += 1
        done.append("\(line(index)) is now p\(next)")
        lines[index]?.head.number = next
        if bothPublished {
          lines[index]?.head.origin = .twin(number)
          lines[index]?.head.originDate = nil
        }
      }
    }
    guard open.isEmpty else {
      throw LedgerEditing.Refusal(
        message: "two branches assigned the same id to two passages: \(open.joined(separator: "; "))",
        fix:
          "keep it for the passage that was published first: use '--keep first', '--keep last' or the number "
          + "of its line, for example '--keep \(firstLine(of: groups))'; if both were published, add --both-published"
      )
    }
  }

  private func keeper(of group: [Int], _ standing: [Int], _ keep: LedgerEditing.Keep?) -> Int? {
    if case .lines(let chosen) = keep,
      let line = group.first(where: { chosen.contains(lines[$0]?.entry.lineNumber ?? 0) })
    {
      return line
    }
    switch standing.count {
    case 0: return group.first { lines[$0]?.head.fate != .stands } ?? group.first
    case 1: return standing.first
    default:
      switch keep {
      case .first: return standing.first
      case .last: return standing.last
      default: return nil
      }
    }
  }

  private func firstLine(of groups: [Int32: [Int]]) -> Int {
    let indices = groups.values.filter { $0.count > 1 }.flatMap { $0 }.filter { passages[$0] >= 0 }
    return indices.min().flatMap { lines[$0]?.entry.lineNumber } ?? 1
  }

  func text(_ header: String) -> String {
    var out = Array("\(header)\n".utf8)
    for case (let entry, let head)? in lines {
      LedgerLine.write(
        head, speaker: ledger.bytes[entry.speaker], print: ledger.bytes[entry.printText],
        excerpt: ledger.bytes[entry.excerpt], into: &out)
    }
    return String(decoding: out, as: UTF8.self)
  }
}
