import Archive

/// Rebuilds a ledger from a published site if the file is missing, older than the site, or damaged.
///
/// The site does not publish the fingerprints of removed passages, nor the id of the passage that a part was
/// divided from. Lines of the file that can still be read supply these.
public struct LedgerRestoring: Sendable {
  private let published: PublishedLedger
  private let ledger: Ledger?
  private let text: String?
  private let isOutdated: Bool
  /// Lines of the file that can be trusted, by number: those with a valid seal, unless the file was begun again.
  private let known: [Int32: LedgerLine]

  /// - Parameters:
  ///   - text: the ledger on disk; nil if there is no file.
  ///   - isOlder: whether it is known to be older than the site (`PublishedComparison`) even if it has all ids.
  public init(_ published: PublishedLedger, ledger text: String?, isOlder: Bool = false) {
    self.published = published
    self.text = text
    isOutdated = isOlder
    let names = [published.source] + published.former
    ledger = text.map { Ledger($0, of: names, path: ledgerPath(published.source)) }
    let lines = (ledger?.entries ?? []).filter(\.isSealed)
    known =
      Self.isRenumbered(lines, published)
      ? [:] : Dictionary(lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the file was begun again after its ids had been lost: a line has the words of a passage that was published
  /// with another id.
  private static func isRenumbered(_ lines: [LedgerLine], _ published: PublishedLedger) -> Bool {
    if lines.isEmpty { return false }
    var numbers: [UInt64: Set<Int32>] = [:]
    for passage in published.passages {
      let bytes = Array(passage.text.utf8)
      numbers[Fingerprint.check(bytes, 0..<bytes.count).check, default: []].insert(passage.number)
    }
    return lines.contains { line in
      line.fate == .stands && numbers[line.print.check]?.contains(line.number) == false
    }
  }

  /// Whether the file is older than the site or has errors.
  public var isNeeded: Bool {
    guard let ledger else { return published.highest > 0 }
    return isOlder || !ledger.diagnostics.isEmpty
  }

  /// Number of ids of which nothing but the number is known: below the highest, but neither published nor in the file.
  public var unknownIDs: Int {
    guard isNeeded else { return 0 }
    let listed = published.passages.map(\.number) + published.retired.map(\.number) + known.keys
    return max(Int(highest) - Set(listed).count, 0)
  }

  /// The ledger with all published ids.
  ///
  /// - Returns: the file; `changed` says whether it has to be written.
  /// - Throws: `LedgerEditing.Refusal` if a person has to decide: a git conflict, an unknown version, or published ids
  ///   that contradict each other.
  public func restored() throws(LedgerEditing.Refusal) -> LedgerFile {
    let path = ledgerPath(published.source)
    if let text, !isNeeded { return LedgerFile(path: path, source: published.source, text: text) }
    if let ledger, ledger.asksForDecision {
      throw LedgerEditing.Refusal(
        message: "the ledger of '\(published.source)' cannot be restored", diagnostics: ledger.diagnostics)
    }
    guard highest <= Self.mostIDs else {
      throw LedgerEditing.Refusal(
        message: "found the id p\(highest) of '\(published.source)', expected at most p\(Self.mostIDs)")
    }
    let restored = String(decoding: lines(), as: UTF8.self)
    let faults = Ledger(restored, of: [published.source], path: path).diagnostics
    guard faults.isEmpty else {
      throw LedgerEditing.Refusal(
        message:
          "the published ids of '\(published.source)' do not make a complete ledger: \(faults[0].message)",
        fix: "name another copy of the published site with --from")
    }
    return LedgerFile(
      path: path, source: published.source, text: restored, changed: restored != text, isNew: text == nil)
  }

  /// More ids than any source has. A forged number must not make the program write billions of lines.
  private static let mostIDs: Int32 = 1_000_000

  private var highest: Int32 { max(published.highest, ledger?.highest ?? 0) }

  private func lines() -> [UInt8] {
    var out = Array(Ledger.header(published.source, formerly: former).utf8) + [0x0A]
    var written: Set<Int32> = []
    let retired = Dictionary(grouping: published.retired, by: \.before)
    for passage in published.passages {
      for id in retired[passage.number] ?? [] where written.insert(id.number).inserted {
        write(id, into: &out)
      }
      if written.insert(passage.number).inserted { write(passage, into: &out) }
    }
    for id in retired[nil] ?? [] where written.insert(id.number).inserted { write(id, into: &out) }
    // Nothing but the number is known of an id that is neither published nor in the file.
    for number in stride(from: 1, through: highest, by: 1) where written.insert(number).inserted {
      if let line = known[number], line.fate != .stands || !isOlder {
        copy(line, into: &out)
      } else {
        write(PublishedLedger.Retired(number: number, leadsTo: nil), into: &out)
      }
    }
    return out
  }

  /// Whether the site knows something of ids that the file does not.
  private var isOlder: Bool { isOutdated || (ledger?.highest ?? 0) < published.highest }

  private var former: [String] {
    guard let ledger, !ledger.name.isEmpty else { return published.former }
    return ledger.name == published.source ? ledger.former : ledger.former + [ledger.name]
  }

  private func copy(_ line: LedgerLine, into out: inout [UInt8]) {
    guard let ledger else { return }
    out += ledger.bytes[line.line]
    out.append(0x0A)
  }

  private func write(_ passage: PublishedLedger.Passage, into out: inout [UInt8]) {
    let line = known[passage.number]
    if let line, !isOlder { return copy(line, into: &out) }
    write(
      LedgerLine.Head(number: passage.number, origin: line?.origin, originDate: line?.originDate), passage,
      into: &out)
  }

  /// Writes a line with the speaker, fingerprint and first words of a passage.
  private func write(
    _ head: LedgerLine.Head, _ passage: PublishedLedger.Passage, into out: inout [UInt8]
  ) {
    let bytes = Array(passage.text.utf8)
    let whole = 0..<bytes.count
    var print: [UInt8] = []
    Fingerprint.write(
      check: Fingerprint.check(bytes, whole).check, words: Words.hashes(bytes, whole), into: &print)
    LedgerLine.write(
      head, speaker: (passage.speaker ?? LedgerLine.nobody).utf8, print: print,
      excerpt: Excerpt.text(bytes, whole), into: &out)
  }

  private func write(_ id: PublishedLedger.Retired, into out: inout [UInt8]) {
    if let line = known[id.number], !isOlder { return copy(line, into: &out) }
    let fate = id.leadsTo.map { id.successor == nil ? LedgerLine.Fate.leads($0) : .takenUp($0) } ?? .gone
    var head = LedgerLine.Head(number: id.number, fate: fate, fateDate: id.date)
    if let successor = id.successor {
      write(head, successor, into: &out)
    } else if let ledger, let line = known[id.number] {
      head.origin = line.origin
      head.originDate = line.originDate
      LedgerLine.write(
        head, speaker: ledger.bytes[line.speaker], print: ledger.bytes[line.printText],
        excerpt: ledger.bytes[line.excerpt], into: &out)
    } else {
      var print: [UInt8] = []
      Fingerprint.write(check: 0, words: [], into: &print)
      LedgerLine.write(head, speaker: LedgerLine.nobody.utf8, print: print, excerpt: [UInt8](), into: &out)
    }
  }
}
