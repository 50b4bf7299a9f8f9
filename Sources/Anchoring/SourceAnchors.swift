import Archive

/// An id that stood in a source once and stands there no more.
public struct RetiredAnchor: Sendable, Equatable {
  /// The N of `pN`.
  public var number: Int32
  /// The number of the passage that has the words now; nil where they were removed.
  public var leadsTo: Int32?
  /// Index of the passage in front of which the id is shown: the one it leads to, or the one behind the place
  /// where it stood; the number of passages where it stood last.
  public var before: Int

  /// An id that is shown in front of a passage.
  public init(number: Int32, leadsTo: Int32?, before: Int) {
    self.number = number
    self.leadsTo = leadsTo
    self.before = before
  }
}

/// The ledger of a source as it should be on disk.
public struct LedgerFile: Sendable, Equatable {
  /// Path below the content folder: `ledger/ID.txt`.
  public var path: String
  /// The whole text of the file.
  public var text: String
  /// Whether the file on disk says something else and is to be written. Never true of a file with a fault.
  public var changed: Bool
  /// Path of the ledger that this one takes the place of, where the source has a new id; to be removed.
  public var replaces: String?
}

/// A target of a note, or an inline reference to one, with what is needed to find it.
public struct SourceTarget: Sendable {
  /// Index of the note in `Archive.annotations`.
  public var annotation: Int
  /// Id of the note, for diagnostics.
  public var note: String
  /// Index in the note's targets.
  public var target: Int
  /// What the author wrote.
  public var written: Annotation.Target
  /// Path of the note's file, for diagnostics.
  public var path: String
}

/// All that anchoring finds out about one source.
public struct SourceAnchors: Sendable {
  /// For each passage its permanent number.
  public var numbers: [Int32]
  /// Ids that stood here once, in order of the places where they are shown.
  public var retired: [RetiredAnchor]
  /// The ledger; nil for a source without a passage that never had one.
  public var ledger: LedgerFile?
  /// What is different from the ledger on disk, sorted by number.
  public var changes: [LedgerChange]
  /// Where the notes stand, in no order yet.
  public var placements: [Placement]
  /// What the author should know.
  public var diagnostics: [Diagnostic]
  /// Pairs of passages that were compared word by word: the work done, for benchmarks and tests of its growth.
  public var comparisons: Int
}

/// Numbers the passages of one source and finds the places of the notes on it. Sources are independent of one
/// another, so the caller may do them in any order and in parallel.
///
/// - Parameters:
///   - index: of the source in the archive.
///   - ledger: text of `ledger/ID.txt`, or of the ledger of an alias; nil where there is none.
///   - ledgerID: the id in the name of that file.
///   - targets: the targets of notes on this source (`NotePlan.targets`).
public func anchorSource(
  _ source: Source, at index: Int, ledger text: String?, ledgerID: String? = nil, targets: [SourceTarget] = []
) -> SourceAnchors {
  let path = ledgerPath(source.id)
  let oldPath = ledgerPath(ledgerID ?? source.id)
  let ledger = text.map { Ledger($0, of: [source.id] + source.aliases, path: oldPath) }
  let numbering = Numbering(source, ledger ?? Ledger(empty: ()))
  var diagnostics = ledger?.diagnostics ?? []
  var file: LedgerFile?
  if let text, !diagnostics.isEmpty {
    file = LedgerFile(path: oldPath, text: text, changed: false)
  } else if let ledger, let text {
    let same = path == oldPath && sameLines(ledger.bytes, numbering.text)
    file = LedgerFile(
      path: path, text: same ? text : String(decoding: numbering.text, as: UTF8.self), changed: !same,
      replaces: path == oldPath ? nil : oldPath)
  } else if !numbering.numbers.isEmpty {
    file = LedgerFile(path: path, text: String(decoding: numbering.text, as: UTF8.self), changed: true)
  }
  var placer = Placer(source, index, numbering.numbers, numbering.retired)
  placer.place(targets)
  diagnostics += placer.diagnostics
  return SourceAnchors(
    numbers: numbering.numbers, retired: numbering.retired, ledger: file, changes: numbering.changes,
    placements: placer.placements, diagnostics: diagnostics, comparisons: numbering.comparisons)
}

/// The path of a source's ledger below the content folder.
public func ledgerPath(_ source: String) -> String { "ledger/\(source).txt" }

/// Whether two files have the same lines, whatever a checkout did to the line ends of the first.
private func sameLines(_ old: [UInt8], _ new: [UInt8]) -> Bool {
  if old == new { return true }
  var rest = new[...]
  for (index, byte) in old.enumerated() {
    if byte == 0x0D, index + 1 < old.count, old[index + 1] == 0x0A { continue }
    guard rest.popFirst() == byte else { return false }
  }
  return rest.isEmpty
}
