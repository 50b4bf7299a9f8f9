import Archive
import Base

/// Entries of a register that are probably one thing under two ids, so that half of its passages stand on each page.
struct SplitEntries {
  private(set) var diagnostics: [Diagnostic] = []
  /// For each name, alias or id of an entry with a file, without regard to capitals, the id of that entry.
  private var owners: [String: String] = [:]

  /// - Parameters:
  ///   - entries: those that have files.
  ///   - areNamesUnique: whether two entries of one name are one thing. Two persons may share a name, but then readers
  ///     must be told which is which; two events may both be called "Press conference".
  init<Entry: RegisterEntry>(_ scheme: Reference.Scheme, _ entries: [Entry], areNamesUnique: Bool) {
    var ids: [String: String] = [:]
    var names: [String: Card] = [:]
    var authorities: [Authority: Card] = [:]
    for entry in entries {
      ids[Self.key(entry.id)] = entry.id
      owners[Self.key(entry.id)] = entry.id
    }
    for entry in entries {
      let card = entry.card
      var isReported = false
      for (index, authority) in card.authority.enumerated() {
        guard let other = authorities.updateValue(card, forKey: authority) else { continue }
        authorities[authority] = other
        isReported = true
        report(
          "found the \(authority.scheme) id '\(authority.id)', which '\(other.id)' has too: one \(scheme.rawValue) "
            + "under two ids", card, Self.place(card.places.authority, index),
          fix: "write one id in all sources and take the other file away")
      }
      if areNamesUnique {
        if let other = names[Self.key(card.label)], !isReported, !Self.areTold(card, other) {
          report(
            "found the name '\(card.label)', which '\(other.id)' has too: one \(scheme.rawValue) under two ids",
            card,
            card.places.label,
            fix: "write one id in all sources and take the other file away, or make the names differ")
        } else if names[Self.key(card.label)] == nil {
          names[Self.key(card.label)] = card
        }
        if owners[Self.key(card.label)] == nil { owners[Self.key(card.label)] = card.id }
      }
      for (index, alias) in card.aliases.enumerated() {
        let own = Self.key(alias)
        if let other = ids[own], other != card.id {
          report(
            "found '\(alias)' in 'aliases', which is the id of another \(scheme.rawValue)", card,
            Self.place(card.places.aliases, index),
            fix:
              "if both are one, write '\(card.id)' in all sources and take \(scheme.folder)/\(other).md away; else take "
              + "the alias out")
        } else if owners[own] == nil {
          owners[own] = card.id
        }
      }
    }
  }

  /// The entry with a file that an id or name without one probably means: one of its aliases, or its name.
  func owner(of id: String, label: String?) -> String? {
    [id, label].compactMap { $0 }.lazy.compactMap { owners[Self.key($0)] }.first { $0 != id }
  }

  /// Whether an authority file holds two entries of one name apart.
  private static func areTold(_ a: Card, _ b: Card) -> Bool {
    a.authority.contains { own in b.authority.contains { $0.scheme == own.scheme && $0.id != own.id } }
  }

  private static func place(_ places: [Position], _ index: Int) -> Position {
    places.indices.contains(index) ? places[index] : Position(line: 1, column: 1)
  }

  /// A name as it is compared: without regard to capitals and to the length of spaces.
  private static func key(_ name: String) -> String {
    Unicode17.lowercased(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func report(_ message: String, _ card: Card, _ position: Position, fix: String) {
    diagnostics.append(Diagnostic(.warning, "split-entry", message, path: card.path, at: position, fix: fix))
  }
}
