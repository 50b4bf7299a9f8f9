import Archive

/// A ledger of permanent ids as it is on disk, read but not yet matched with the text.
struct Ledger: Sendable {
  /// What became of the passage of a line.
  enum Fate: Sendable, Equatable {
    case stands
    case gone
    case leads(Int32)
  }

  /// One line. Ranges are offsets in the ledger's bytes.
  struct Entry: Sendable {
    var number: Int32
    var fate: Fate
    var speaker: Range<Int>
    var print: Fingerprint.Parsed
    var excerpt: Range<Int>
    /// Without its line end.
    var line: Range<Int>
    /// From 1.
    var lineNumber: Int
  }

  /// The text of the file.
  private(set) var bytes: [UInt8] = []
  /// The lines that could be read, in order of the file.
  private(set) var entries: [Entry] = []
  /// The highest number that was ever given.
  private(set) var highest: Int32 = 0
  /// What is wrong with the file. A file with a fault is never written anew.
  private(set) var diagnostics: [Diagnostic] = []

  private let path: String
  /// An id has at most nine digits, so that a slip of the keyboard does not use up the numbers.
  private static let limit: Int32 = 999_999_999

  /// - Parameters:
  ///   - names: the id of the source and those it was known by; the first line names one of them.
  ///   - path: of the file, for diagnostics.
  init(_ text: String, of names: [String], path: String) {
    self.path = path
    bytes = Array(text.utf8)
    var line = 1
    var start = 0
    var inConflict = false
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let stop = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
      if line == 1, !inConflict, !isConflict(start..<stop) {
        guard readHeader(start..<stop, names) else { return }
      } else if isConflict(start..<stop) {
        if !inConflict || bytes[start] == UInt8(ascii: "<") { reportConflict(line) }
        inConflict = true
      } else {
        read(start..<stop, line)
      }
      line += 1
      start = end + 1
    }
    if bytes.isEmpty { fault("the file is empty", 1, 1) }
    check(inConflict)
  }

  /// The ledger of a source that has none yet.
  init(empty: Void) { path = "" }

  /// The first line of every ledger of this version.
  static func header(_ id: String) -> String {
    "\(opening) \(version): permanent ids of the passages of \(id)"
  }

  private static let opening = "# sitegen ledger"
  private static let version = 1

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func fault(_ message: String, _ line: Int, _ column: Int) {
    diagnostics.append(
      Diagnostic(
        .error, "ledger-damaged", message, path: path, at: Position(line: line, column: column),
        fix: "take the line back from version control; ids are never given anew while the ledger is damaged"))
  }

  private mutating func readHeader(_ range: Range<Int>, _ names: [String]) -> Bool {
    let line = text(range)
    if names.contains(where: { Self.header($0) == line }) { return true }
    guard line.hasPrefix(Self.opening + " ") else {
      fault("expected '\(Self.header(names.first ?? ""))' as the first line", 1, 1)
      return true
    }
    let digits = line.dropFirst(Self.opening.count + 1).prefix { $0.isASCII && $0.isNumber }
    if let found = Int(digits), found > Self.version {
      diagnostics.append(
        Diagnostic(
          .error, "ledger-version", "the ledger has version \(found), this program knows \(Self.version)",
          path: path, at: Position(line: 1, column: Self.opening.utf8.count + 2),
          fix: "use the version of sitegen that wrote it, or a later one"))
      return false
    }
    let name = line.split(separator: " ").last.map(String.init) ?? ""
    fault(
      "the ledger is that of '\(name)', expected '\(Self.header(names.first ?? ""))'", 1,
      max(1, line.utf8.count - name.utf8.count + 1))
    return true
  }

  private func isConflict(_ range: Range<Int>) -> Bool {
    guard range.count >= 7, let sign = bytes[range].first else { return false }
    guard sign == 0x3C || sign == 0x3D || sign == 0x3E || sign == 0x7C else { return false }
    return bytes[range].prefix(7).allSatisfy { $0 == sign }
      && (range.count == 7 || bytes[range.lowerBound + 7] == 0x20)
  }

  private mutating func reportConflict(_ line: Int) {
    diagnostics.append(
      Diagnostic(
        .error, "ledger-conflict", "git left a conflict between two versions of the ledger", path: path,
        at: Position(line: line, column: 1),
        fix: "keep the lines of both sides and delete the marks; where a number is then there twice, "
          + "delete the line that was published later, its passage gets a new id"))
  }

  private mutating func read(_ range: Range<Int>, _ line: Int) {
    var at = range.lowerBound
    func column(_ offset: Int) -> Int { offset - range.lowerBound + 1 }
    func field() -> Range<Int> {
      let start = at
      while at < range.upperBound, bytes[at] != 0x20 { at += 1 }
      defer { if at < range.upperBound { at += 1 } }
      return start..<at
    }
    let id = field()
    guard let number = Self.number(bytes[id]) else {
      return fault("'\(text(id))' is no passage id, expected p1 to p\(Self.limit)", line, 1)
    }
    highest = max(highest, number)
    var fate = Fate.stands
    var speaker = field()
    if bytes[speaker].elementsEqual("->".utf8) {
      let target = field()
      if bytes[target].elementsEqual("gone".utf8) {
        fate = .gone
      } else if let number = Self.number(bytes[target]) {
        fate = .leads(number)
      } else {
        return fault(
          "'\(text(target))' is no place to lead to, expected an id or 'gone'", line,
          column(target.lowerBound))
      }
      speaker = field()
    }
    guard !speaker.isEmpty else { return fault("the line ends without a speaker", line, column(at)) }
    let print = field()
    guard let parsed = Fingerprint.read(bytes[print]) else {
      return fault("'\(text(print))' is no fingerprint of a passage", line, column(print.lowerBound))
    }
    entries.append(
      Entry(
        number: number, fate: fate, speaker: speaker, print: parsed,
        excerpt: min(at, range.upperBound)..<range.upperBound, line: range, lineNumber: line))
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int32? {
    guard text.first == UInt8(ascii: "p"), (2...10).contains(text.count) else { return nil }
    var number: Int32 = 0
    for byte in text.dropFirst() {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int32(byte - 0x30)
    }
    return number > 0 && text.dropFirst().first != 0x30 ? number : nil
  }

  /// Numbers that stand twice, and those that lead nowhere.
  private mutating func check(_ inConflict: Bool) {
    var seen: [Int32: Int] = [:]
    var kept: [Entry] = []
    kept.reserveCapacity(entries.count)
    for entry in entries {
      if let other = seen[entry.number] {
        if !inConflict {
          diagnostics.append(
            Diagnostic(
              .error, "ledger-duplicate", "the id p\(entry.number) stands here for the second time",
              path: path,
              at: Position(line: entry.lineNumber, column: 1),
              fix: "delete the line that was published later (the first is line "
                + "\(kept[other].lineNumber)); its passage gets a new id"))
        }
        continue
      }
      seen[entry.number] = kept.count
      kept.append(entry)
    }
    if !inConflict, diagnostics.isEmpty {
      for entry in kept {
        guard case .leads = entry.fate, Self.end(of: entry.number, in: kept, seen) == nil else { continue }
        fault(
          "p\(entry.number) leads in a circle or to an id that the ledger does not have",
          entry.lineNumber, 1)
      }
    }
    entries = kept
  }

  /// The number a chain of forwards ends at, be it standing or gone; nil where it does not end.
  private static func end(of number: Int32, in entries: [Entry], _ places: [Int32: Int]) -> Int32? {
    var number = number
    for _ in 0...entries.count {
      guard let place = places[number] else { return nil }
      guard case .leads(let next) = entries[place].fate else { return number }
      number = next
    }
    return nil
  }
}
