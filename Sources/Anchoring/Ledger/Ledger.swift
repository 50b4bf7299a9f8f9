import Archive

/// A ledger of permanent ids as it is on disk, parsed but not yet matched with the text.
struct Ledger: Sendable {
  typealias Fate = LedgerLine.Fate
  typealias Entry = LedgerLine

  /// The text of the file.
  private(set) var bytes: [UInt8] = []
  /// The lines that could be parsed, in order of the file; only the first line of each number.
  private(set) var entries: [Entry] = []
  /// Further lines of a number, in order of the file.
  private(set) var doubles: [Entry] = []
  /// The highest number that was ever assigned.
  private(set) var highest: Int32 = 0
  /// The id of the source in the first line.
  private(set) var name = ""
  /// Earlier ids of the source, oldest first.
  private(set) var former: [String] = []
  /// Errors in the file. A file with an error is never rewritten.
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether the file has a git conflict or a newer version, so that no command may overwrite it.
  private(set) var asksForDecision = false

  /// Number of lines that were changed manually. Only the first few are reported separately.
  private var edited = 0
  private static let mostEdited = 10
  private let path: String
  /// The id in the name of the file, as commands take it.
  private let id: String

  /// - Parameters:
  ///   - names: the id of the source and its earlier ids; the first line must have one of them.
  ///   - path: the path of the file, for diagnostics.
  init(_ text: String, of names: [String], path: String) {
    self.path = path
    id = path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? ""
    bytes = Array(text.utf8)
    var line = 1
    var start = 0
    var conflict = Conflict()
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let stop = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
      if let mark = Conflict.mark(bytes[start..<stop]) {
        if conflict.take(mark) { reportConflict(line) }
      } else if line == 1 {
        guard readHeader(start..<stop, names) else { return }
      } else if !conflict.isBase, !isHeader(start..<stop, conflict) {
        read(start..<stop, line)
      }
      line += 1
      start = end + 1
    }
    if bytes.isEmpty { fault("the file is empty", 1, 1) }
    if edited > Self.mostEdited {
      report(
        "ledger-edited", "\(edited - Self.mostEdited) more lines were changed by hand", line - 1, 1,
        fix: "restore the file from version control")
    }
    check(conflict.wasSeen)
  }

  /// An empty ledger, for a source that has none yet.
  init(empty: Void) {
    path = ""
    id = ""
  }

  /// The first line of a ledger of this version.
  ///
  /// - Parameter former: earlier ids of the source, under which its passages had the same numbers.
  static func header(_ id: String, formerly former: [String] = []) -> String {
    let before = former.isEmpty ? "" : "\(formerly)\(former.joined(separator: ", "))"
    return "\(opening) \(version)\(title)\(id)\(before)"
  }

  private static let opening = "# sitegen ledger"
  private static let version = 1
  private static let title = ": permanent ids of the passages of "
  private static let formerly = ", formerly "

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The same ledger with the passages that another source had taken up restored: the merge of the two sources was
  /// undone.
  func standingAlone() -> Ledger {
    var out = self
    for index in out.entries.indices {
      guard case .takenUp = out.entries[index].fate else { continue }
      out.entries[index].fate = .stands
      out.entries[index].fateDate = nil
      out.entries[index].isAsWritten = false
    }
    return out
  }

  // MARK: Reading

  private mutating func report(_ rule: String, _ message: String, _ line: Int, _ column: Int, fix: String) {
    diagnostics.append(
      Diagnostic(
        .error, rule, message, path: path, at: Position(line: line, column: column), fix: fix))
  }

  private mutating func fault(_ message: String, _ line: Int, _ column: Int) {
    report(
      "ledger-damaged", message, line, column,
      fix:
        "restore the line from version control, or run 'sitegen ledger restore \(id)'; no id is assigned "
        + "again while the ledger is damaged")
  }

  private mutating func readHeader(_ range: Range<Int>, _ names: [String]) -> Bool {
    let line = text(range)
    guard line.hasPrefix(Self.opening + " ") else {
      fault("expected '\(Self.header(names.first ?? ""))' as the first line", 1, 1)
      return true
    }
    let digits = line.dropFirst(Self.opening.count + 1).prefix { $0.isASCII && $0.isNumber }
    if let found = Int(digits), found > Self.version {
      asksForDecision = true
      report(
        "ledger-version", "the ledger has version \(found), expected version \(Self.version)", 1,
        Self.opening.utf8.count + 2, fix: "use the version of sitegen that wrote it, or a later version")
      return false
    }
    let beginning = "\(Self.opening) \(Self.version)\(Self.title)"
    guard line.hasPrefix(beginning) else {
      fault("expected '\(Self.header(names.first ?? ""))' as the first line", 1, 1)
      return true
    }
    var ids = line.dropFirst(beginning.count).split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(" ") ? String($0.dropFirst()) : String($0) }
    if ids.count > 1, ids[1].hasPrefix("formerly ") { ids[1].removeFirst("formerly ".count) }
    guard Self.header(ids[0], formerly: Array(ids.dropFirst())) == line,
      ids.allSatisfy({ Identifier.problem($0) == nil })
    else {
      fault("expected '\(Self.header(names.first ?? ""))' as the first line", 1, beginning.utf8.count + 1)
      return true
    }
    guard names.contains(ids[0]) else {
      fault(
        "the ledger is that of '\(ids[0])', expected '\(Self.header(names.first ?? ""))'", 1,
        beginning.utf8.count + 1)
      return true
    }
    name = ids[0]
    former = Array(ids.dropFirst())
    return true
  }

  /// Whether a line is a further header: in a conflict at the start of the file both sides have one.
  private func isHeader(_ range: Range<Int>, _ conflict: Conflict) -> Bool {
    conflict.wasSeen && bytes[range].starts(with: Self.opening.utf8)
  }

  private mutating func reportConflict(_ line: Int) {
    asksForDecision = true
    report(
      "ledger-conflict", "found conflict markers of git in the ledger", line, 1,
      fix:
        "resolve the conflict in the source first, then run 'sitegen ledger mend \(id)', which puts the lines of both sides "
        + "together")
  }

  private mutating func read(_ range: Range<Int>, _ line: Int) {
    do throws(LedgerLine.Fault) {
      let entry = try LedgerLine(bytes, range, lineNumber: line)
      highest = max(highest, entry.number)
      entries.append(entry)
      if !entry.isSealed {
        edited += 1
        guard edited <= Self.mostEdited else { return }
        report(
          "ledger-edited", "the line of p\(entry.number) was changed by hand: its seal does not match", line,
          1,
          fix:
            "restore the line from version control, or run 'sitegen ledger restore \(id)'; 'sitegen ledger "
            + "assign' gives an id to another passage, 'sitegen ledger date' writes a date")
      }
    } catch {
      fault(error.message, line, error.column)
    }
  }

  // MARK: The file as a whole

  /// Reports duplicate numbers, missing numbers, and redirects without a valid end.
  private mutating func check(_ inConflict: Bool) {
    var seen: [Int32: Int] = [:]
    seen.reserveCapacity(entries.count)
    var kept: [Entry] = []
    kept.reserveCapacity(entries.count)
    for entry in entries {
      if let other = seen[entry.number] {
        doubles.append(entry)
        if !inConflict { reportDouble(entry, kept[other]) }
        continue
      }
      seen[entry.number] = kept.count
      kept.append(entry)
    }
    if !inConflict, diagnostics.isEmpty {
      reportMissing(kept)
      let ends = Chains.ends(kept.map(\.fate), seen)
      for (index, entry) in kept.enumerated() {
        guard case .leads(let number) = entry.fate else { continue }
        // The end of a chain is an id that is present or gone. Otherwise it redirects to an id that does not exist.
        var isDead = ends[index] < 0 || seen[number] == nil
        if !isDead, case .leads = kept[ends[index]].fate { isDead = true }
        guard isDead else { continue }
        fault(
          "p\(entry.number) leads in a circle or to an id that the ledger does not have",
          entry.lineNumber, 1)
      }
    }
    entries = kept
  }

  private mutating func reportDouble(_ entry: Entry, _ first: Entry) {
    report(
      "ledger-duplicate",
      "the id p\(entry.number) is on two lines, expected one; the first is line \(first.lineNumber); "
        + "two merged branches have both assigned it", entry.lineNumber, 1,
      fix: "run 'sitegen ledger mend \(id)'; if it asks, name with '--keep' the line that was published "
        + "first; the other gets a new id")
  }

  /// Reports gaps: numbers are assigned consecutively and no line is ever dropped, so a gap is a deleted line.
  private mutating func reportMissing(_ entries: [Entry]) {
    guard entries.count < Int(highest) else { return }
    var last: Int32 = 0
    for entry in entries.sorted(by: { $0.number < $1.number }) {
      if entry.number > last + 1 {
        let missing =
          entry.number == last + 2
          ? "the line of p\(last + 1) is" : "the lines of p\(last + 1) to p\(entry.number - 1) are"
        fault("\(missing) missing, expected a line for every id that was ever assigned", entry.lineNumber, 1)
      }
      last = entry.number
    }
  }
}

/// The state of the parser with respect to git conflict markers.
private struct Conflict {
  /// Whether there was a marker.
  private(set) var wasSeen = false
  /// Whether the lines are those of the common ancestor (`merge.conflictStyle=diff3`), which both sides replace.
  private(set) var isBase = false

  /// The character that a conflict marker consists of; nil if the line is not a marker.
  static func mark(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard line.count >= 7, let sign = line.first else { return nil }
    guard sign == 0x3C || sign == 0x3D || sign == 0x3E || sign == 0x7C else { return nil }
    let isMark =
      line.prefix(7).allSatisfy { $0 == sign } && (line.count == 7 || line[line.startIndex + 7] == 0x20)
    return isMark ? sign : nil
  }

  /// - Returns: whether a conflict begins.
  mutating func take(_ mark: UInt8) -> Bool {
    defer { wasSeen = true }
    isBase = mark == 0x7C
    return mark == 0x3C || !wasSeen
  }
}
