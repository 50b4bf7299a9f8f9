import Archive
import Base

/// Finds register entries that are probably one thing under two ids, with the passages split between two pages.
struct SplitEntries {
  private(set) var diagnostics: [Diagnostic] = []
  /// Ids of entries with a file, by name, alias or id, ignoring capitals.
  private var owners: [String: String] = [:]

  /// - Parameters:
  ///   - entries: entries with files.
  ///   - areNamesUnique: whether two entries with the same name are one thing. True for speakers: two persons may
  ///     share a name, but readers must then be able to tell them apart. False for events: two may both be called
  ///     "Press conference".
  init<Entry: RegisterEntry>(_ scheme: Reference.Scheme, _ entries: [Entry], areNamesUnique: Bool) {
    var ids: [String: String] = [:]
    var names: [String: RegisterEntryInfo] = [:]
    var authorities: [Authority: RegisterEntryInfo] = [:]
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
          "found the \(authority.scheme) id '\(authority.id)', which '\(other.id)' also has, "
            + "expected one id for each \(scheme.rawValue)", card, Self.place(card.places.authority, index),
          fix: "write one id in all sources and delete the other file")
      }
      if areNamesUnique {
        if let other = names[Self.key(card.label)], !isReported, !Self.areTold(card, other) {
          report(
            "found the name '\(card.label)', which '\(other.id)' also has, expected one id for each \(scheme.rawValue)",
            card,
            card.places.label,
            fix: "write one id in all sources and delete the other file, or give them different names")
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
              "if both are the same, write '\(card.id)' in all sources and delete \(scheme.folder)/\(other).md; otherwise remove "
              + "the alias")
        } else if owners[own] == nil {
          owners[own] = card.id
        }
      }
    }
  }

  /// The entry with a file that an id or name without one probably means: the entry with that alias or name.
  func owner(of id: String, label: String?) -> String? {
    [id, label].compactMap { $0 }.lazy.compactMap { owners[Self.key($0)] }.first { $0 != id }
  }

  /// Whether authority ids show that two entries with the same name are different things.
  private static func areTold(_ a: RegisterEntryInfo, _ b: RegisterEntryInfo) -> Bool {
    a.authority.contains { own in b.authority.contains { $0.scheme == own.scheme && $0.id != own.id } }
  }

  private static func place(_ places: [Position], _ index: Int) -> Position {
    places.indices.contains(index) ? places[index] : Position(line: 1, column: 1)
  }

  /// Normalised form of a name for comparison: lower case, single spaces.
  private static func key(_ name: String) -> String {
    Unicode17.lowercased(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func report(
    _ message: String, _ card: RegisterEntryInfo, _ position: Position, fix: String
  ) {
    diagnostics.append(Diagnostic(.warning, "split-entry", message, path: card.path, at: position, fix: fix))
  }
}
