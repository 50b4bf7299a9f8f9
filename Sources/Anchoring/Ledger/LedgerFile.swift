/// The ledger of a source as it should be on disk.
public struct LedgerFile: Sendable, Equatable {
  /// Path below the content folder: `ledger/ID.txt`.
  public var path: String
  /// Id of the source that the ledger belongs to. For a merged ledger, id of the source that took it up.
  public var source: String
  /// The whole text of the file.
  public var text: String
  /// Whether the file on disk differs and has to be written. Never true for a file with an error.
  public var changed = false
  /// The differences from the file on disk, sorted by number.
  public var changes: [LedgerChange] = []
  /// Whether there is no file yet.
  public var isNew = false
  /// Path of the ledger that this one replaces because the source has a new id; to be removed.
  public var replaces: String?
}

/// The path of a source's ledger below the content folder.
public func ledgerPath(_ source: String) -> String { "ledger/\(source).txt" }

/// The ledger of a source that was merged into another, as it is on disk.
public struct MergedSource: Sendable {
  /// Id of the merged source, which is the name of the file without the extension.
  public var id: String
  /// The text of the file.
  public var text: String

  /// A ledger of a merged source.
  public init(id: String, text: String) {
    self.id = id
    self.text = text
  }
}
