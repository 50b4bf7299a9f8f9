/// The ledger of a source as it should be on disk.
public struct LedgerFile: Sendable, Equatable {
  /// Path below the content folder: `ledger/ID.txt`.
  public var path: String
  /// Id of the source whose ids it keeps, or that took up the one whose ids it keeps.
  public var source: String
  /// The whole text of the file.
  public var text: String
  /// Whether the file on disk says something else and is to be written. Never true of a file with a fault.
  public var changed = false
  /// What is different from the file on disk, sorted by number.
  public var changes: [LedgerChange] = []
  /// Whether there is no file yet.
  public var isNew = false
  /// Path of the ledger that this one takes the place of, where the source has a new id; to be removed.
  public var replaces: String?
}

/// The path of a source's ledger below the content folder.
public func ledgerPath(_ source: String) -> String { "ledger/\(source).txt" }

/// A ledger of a source that was merged into another, as it is on disk.
public struct MergedSource: Sendable {
  /// Id of the merged source, the name of the file without its ending.
  public var id: String
  /// The text of the file.
  public var text: String

  /// A ledger of a merged source.
  public init(id: String, text: String) {
    self.id = id
    self.text = text
  }
}
