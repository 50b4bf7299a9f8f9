import Archive
import Base

/// All entries of one kind, sorted by id: entries with a file, and entries for ids that are only used.
public struct Register<Entry: RegisterEntry>: Sendable {
  /// The entries, sorted by id.
  public private(set) var entries: [Entry]
  private var numbers: [String: Int32]

  init(_ entries: [Entry]) {
    self.entries = entries
    numbers = [:]
    renumber()
  }

  /// Number of the entry with an id, or nil if there is none.
  public func number(of id: String) -> Int32? { numbers[id] }

  /// The entry with a number.
  public subscript(number: Int32) -> Entry { entries[Int(number)] }

  /// Number of entries.
  public var count: Int { entries.count }

  /// All ids, used for suggestions.
  var ids: some Sequence<String> { entries.lazy.map(\.id) }

  /// Adds entries for ids that are used but have no file.
  mutating func add(_ more: [Entry]) {
    guard !more.isEmpty else { return }
    entries += more
    renumber()
  }

  private mutating func renumber() {
    entries.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    numbers = Dictionary(
      entries.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension RegisterEntryInfo {
  /// Creates an entry for an id without a file. The default label is the words of the id, capitalised.
  init(usedOnly id: String, label: String? = nil) {
    let words = id.split(whereSeparator: { $0 == "-" || $0 == "_" })
    let name = words.map { Unicode17.uppercased($0.prefix(1)) + $0.dropFirst() }.joined(separator: " ")
    self.init(id: id, label: label ?? (name.isEmpty ? id : name))
  }
}
