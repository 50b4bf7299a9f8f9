import Archive

/// The changes that an author may make to a ledger. Each keeps the file consistent. Nothing is written here: each
/// method returns the new file.
public struct LedgerEditing: Sendable {
  /// The reason why a change is not possible.
  public struct Refusal: Error, Sendable, Equatable {
    /// What was found and what was expected; one line, no full stop.
    public var message: String
    /// What to do instead, if there is one clear alternative.
    public var fix: String?
    /// Errors of the ledger that prevent the change.
    public var diagnostics: [Diagnostic] = []
  }

  /// A changed ledger, with a description of the changes.
  public struct Edit: Sendable, Equatable {
    /// The file; it has to be written if it is changed.
    public var file: LedgerFile
    /// The changes, one sentence each.
    public var done: [String]
  }

  let source: Source
  /// The ledger as it was read; nil if there was none.
  public let text: String?
  /// The id in the name of its file.
  public let ledgerID: String?
  let date: LedgerDate?

  /// - Parameters:
  ///   - source: the source of the ledger.
  ///   - text: the text of the ledger; nil if there is none yet.
  ///   - ledgerID: the id in the name of that file, which may be an alias.
  ///   - date: the day to record for changes; nil if it is not known.
  public init(_ source: Source, ledger text: String?, ledgerID: String?, date: LedgerDate? = nil) {
    self.source = source
    self.text = text
    self.ledgerID = ledgerID
    self.date = date
  }

  /// The ledger as it is on disk.
  func read(_ text: String) -> Ledger {
    Ledger(text, of: [source.id] + source.aliases.map(\.id), path: ledgerPath(ledgerID ?? source.id))
  }

  func refuse(_ ledger: Ledger) throws(Refusal) {
    guard !ledger.diagnostics.isEmpty else { return }
    throw Refusal(
      message: "the ledger of '\(source.id)' has errors, expected a ledger without errors",
      diagnostics: ledger.diagnostics)
  }

  func words(_ ledger: Ledger, _ entry: Ledger.Entry) -> String { "“\(ledger.text(entry.excerpt)) …”" }

  // MARK: Overruling

  /// Gives a passage another id, `old`. The passage is identified by the id that it has or would get, `new`, which then
  /// redirects to `old`.
  ///
  /// - Parameters:
  ///   - old: the N of the id that the passage is to get.
  ///   - new: the N of the id that it has, or would get in a build.
  ///   - taking: whether the id may be taken from a passage that has it word for word; that passage gets a new id.
  ///     Not needed if the build only guesses that the id belongs to that passage.
  /// - Returns: the ledger as a build would write it, with that change.
  /// - Throws: `Refusal` if there is no such passage, or if the id belongs to another one.
  public func assign(_ old: Int32, to new: Int32, taking: Bool = false) throws(Refusal) -> Edit {
    let known = text.map(read)
    if let known { try refuse(known) }
    let anchors = anchorSource(source, at: 0, ledger: text, ledgerID: ledgerID, date: date)
    guard var file = anchors.ledger else { throw Refusal(message: "'\(source.id)' has no passages") }
    let ledger = Ledger(file.text, of: [source.id], path: file.path)
    try refuse(ledger)
    guard old != new else { throw Refusal(message: "found p\(old) twice, expected two different ids") }
    let standing = try entry(new, in: ledger)
    guard standing.fate == .stands else {
      throw Refusal(
        message: "p\(new) is a retired id, expected the present id of a passage",
        fix:
          "'sitegen ledger \(source.id)' shows what would change; data/ has all ids, in passages.jsonl or passages/"
      )
    }
    let wanted = try entry(old, in: ledger)
    guard old <= known?.highest ?? 0 else {
      throw Refusal(
        message: "p\(old) is new and no passage has it yet, expected a published id",
        fix: "if you meant the reverse, run: sitegen ledger assign \(source.id)#p\(new) \(source.id)#p\(old)")
    }
    let isGuess = anchors.changes.contains {
      if case .edited = $0.kind { $0.number == old } else { false }
    }
    guard wanted.fate != .stands || isGuess || taking else {
      throw Refusal(
        message:
          "p\(old) is the id of another passage with the same words as before, \(words(ledger, wanted))",
        fix:
          "an id should stay with its words; if that passage has it by mistake, add --take: the passage then "
          + "gets a new id")
    }
    file.text = assigned(ledger, wanted, standing)
    file.changed = true
    var done = [
      "p\(old) is now the id of \(words(ledger, standing))", "what was published as p\(new) leads to p\(old)",
    ]
    if wanted.fate == .stands {
      done.append("\(words(ledger, wanted)), which had p\(old), is now p\(ledger.highest + 1)")
    }
    return Edit(file: file, done: done)
  }

  private func entry(_ number: Int32, in ledger: Ledger) throws(Refusal) -> Ledger.Entry {
    guard let entry = ledger.entries.first(where: { $0.number == number }) else {
      throw Refusal(
        message: "'\(source.id)' has no p\(number), expected an id from p1 to p\(ledger.highest)")
    }
    return entry
  }

  private func assigned(_ ledger: Ledger, _ wanted: Ledger.Entry, _ standing: Ledger.Entry) -> String {
    var out = Array("\(Ledger.header(source.id, formerly: ledger.former))\n".utf8)
    func write(_ head: LedgerLine.Head, _ entry: Ledger.Entry) {
      LedgerLine.write(
        head, speaker: ledger.bytes[entry.speaker], print: ledger.bytes[entry.printText],
        excerpt: ledger.bytes[entry.excerpt], into: &out)
    }
    let isPart = standing.origin == .part(wanted.number)
    for entry in ledger.entries {
      if entry.number == standing.number {
        var head = wanted.head
        head.fate = .stands
        head.fateDate = nil
        write(head, standing)
        head = standing.head
        head.fate = .leads(wanted.number)
        head.fateDate = date
        if isPart { (head.origin, head.originDate) = (nil, nil) }
        write(head, standing)
      } else if entry.number == wanted.number {
        guard entry.fate == .stands else { continue }
        var head = LedgerLine.Head(number: ledger.highest + 1)
        if isPart { (head.origin, head.originDate) = (standing.origin, standing.originDate) }
        write(head, entry)
      } else {
        write(entry.head, entry)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: Dates

  /// Sets the day on which a passage was retired, or on which it became a separate part.
  ///
  /// - Parameter day: nil removes the date.
  /// - Throws: `Refusal` if the line has no such event.
  public func setDate(of number: Int32, to day: LedgerDate?) throws(Refusal) -> Edit {
    guard let text else { throw Refusal(message: "'\(source.id)' has no ledger yet") }
    let ledger = read(text)
    try refuse(ledger)
    var head = try entry(number, in: ledger).head
    if head.fate != .stands {
      head.fateDate = day
    } else if head.origin != nil {
      head.originDate = day
    } else {
      throw Refusal(
        message:
          "p\(number) is in use and was not part of another passage, expected a retired id or the id of "
          + "a part of a divided passage")
    }
    var out: [UInt8] = []
    for entry in ledger.entries {
      if out.isEmpty { out += ledger.bytes[..<entry.line.lowerBound] }
      if entry.number == number {
        LedgerLine.write(
          head, speaker: ledger.bytes[entry.speaker], print: ledger.bytes[entry.printText],
          excerpt: ledger.bytes[entry.excerpt], into: &out)
      } else {
        out += ledger.bytes[entry.line]
        out.append(0x0A)
      }
    }
    let file = LedgerFile(
      path: ledgerPath(ledgerID ?? source.id), source: source.id, text: String(decoding: out, as: UTF8.self),
      changed: true)
    return Edit(
      file: file, done: [day.map { "p\(number) has the date \($0.text)" } ?? "p\(number) has no date"])
  }
}
