/// What every entry of a register has, whatever it is about: its index card.
public struct RegisterEntryInfo: Sendable {
  /// The file name without its ending; checked by `Identifier`.
  public var id: String
  /// Path of its file below the content folder; empty where an id is used that has no file.
  public var path = ""
  /// What readers see: a name, a heading, a title.
  public var label: String
  /// Other forms that lead here: spellings, abbreviations, headings that are not used.
  public var aliases: [String] = []
  /// The note or scope note.
  public var note = Prose()
  /// Ids of the same thing in authority files, sorted by scheme.
  public var authority: [Authority] = []
  /// Where the label, each alias and each authority id is written, for diagnostics.
  public var places = Places()

  /// Where a file says what.
  public struct Places: Sendable {
    /// Of the label.
    public var label = Position(line: 1, column: 1)
    /// Of each alias, in their order.
    public var aliases: [Position] = []
    /// Of each authority id, in their order.
    public var authority: [Position] = []

    /// Places that are not known.
    public init() {}
  }

  /// A card with nothing on it but id and label.
  public init(id: String, label: String) {
    self.id = id
    self.label = label
  }
}

/// An entry of a register.
public protocol RegisterEntry: Sendable {
  /// What it shares with all others.
  var card: RegisterEntryInfo { get set }
  /// An entry of which only the card is known, as for an id that has no file.
  init(card: RegisterEntryInfo)
}

extension RegisterEntry {
  /// The id, which is the file name.
  public var id: String { card.id }
  /// What readers see.
  public var label: String { card.label }
}

/// An id of the same thing in an authority file.
public struct Authority: Sendable, Hashable {
  /// Name of the authority file: `wikidata`, `viaf`, `gnd`, `isni`, `geonames`, `lcnaf`, `lcsh`.
  public var scheme: String
  /// The id there.
  public var id: String

  /// An id in an authority file.
  public init(scheme: String, id: String) {
    self.scheme = scheme
    self.id = id
  }

  /// Where the authority shows the thing, for the schemes that have a stable address.
  public var url: String? {
    switch scheme {
    case "wikidata": "https://www.wikidata.org/wiki/\(id)"
    case "viaf": "https://viaf.org/viaf/\(id)"
    case "gnd": "https://d-nb.info/gnd/\(id)"
    case "isni": "https://isni.org/isni/\(id)"
    case "geonames": "https://www.geonames.org/\(id)"
    case "lcnaf": "https://id.loc.gov/authorities/names/\(id)"
    case "lcsh": "https://id.loc.gov/authorities/subjects/\(id)"
    default: nil
    }
  }
}

/// A person, a body or a role (moderator, interpreter) that speaks.
public struct Speaker: RegisterEntry {
  /// Whether the entry is a person; the others are for voices that cannot be named.
  public enum Kind: String, Sendable, CaseIterable {
    case person, role, group
  }

  /// What it shares with all entries; the label is the name as shown.
  public var card: RegisterEntryInfo
  /// The name as sorted: "Putin, Vladimir".
  public var sortName: String
  /// Whether this is a person.
  public var kind: Kind = .person
  /// A sentence on what is doubtful about the identity or the name.
  public var uncertain: String?
  /// Offices in order of the file.
  public var roles: [Role] = []

  /// A speaker of whom only the card is known.
  public init(card: RegisterEntryInfo) {
    self.card = card
    self.sortName = card.label
  }

  /// An office or function held for a time.
  public struct Role: Sendable, Equatable {
    /// "President of Russia".
    public var title: String
    /// From when, where known.
    public var from: UncertainDate?
    /// Until when; nil where it goes on or is not known.
    public var until: UncertainDate?
    /// The organisation, where it has one.
    public var organization: Reference?

    /// An office or function.
    public init(title: String, from: UncertainDate?, until: UncertainDate?, organization: Reference?) {
      self.title = title
      self.from = from
      self.until = until
      self.organization = organization
    }

    /// Whether the role can have been held on a date. One without dates always can.
    public func holds(on date: UncertainDate) -> Bool {
      if let from, date.latest < from.earliest { return false }
      if let until, date.earliest > until.latest { return false }
      return true
    }
  }
}

/// A heading of the topic index; its note is the scope note.
public struct Topic: RegisterEntry {
  /// What it shares with all entries.
  public var card: RegisterEntryInfo
  /// The heading above, if any.
  public var broader: Reference?
  /// Headings to see also.
  public var related: [Reference] = []

  /// A heading of which only the card is known.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// Something that happened.
public struct Event: RegisterEntry {
  /// What it shares with all entries; the label is the title.
  public var card: RegisterEntryInfo
  /// When it happened.
  public var date: UncertainDate?
  /// The place.
  public var place: Reference?
  /// The larger event.
  public var partOf: Reference?
  /// Other events to see also.
  public var related: [Reference] = []
  /// Speakers who took part.
  public var participants: [Reference] = []
  /// Organisations concerned.
  public var organizations: [Reference] = []
  /// Topics.
  public var topics: [Reference] = []

  /// An event of which only the card is known.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// A place named in the sources.
public struct Place: RegisterEntry {
  /// What it shares with all entries.
  public var card: RegisterEntryInfo
  /// The larger place.
  public var partOf: Reference?

  /// A place of which only the card is known.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// A body named in the sources.
public struct Organization: RegisterEntry {
  /// What it shares with all entries.
  public var card: RegisterEntryInfo

  /// A body of which only the card is known.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// A page of prose: about the archive, its editorial method. Its note is the text of the page.
public struct ProsePage: RegisterEntry {
  /// What it shares with all entries; the label is the title.
  public var card: RegisterEntryInfo
  /// Place in the menu, smallest first; pages without one stand last.
  public var order: Int = .max

  /// A page of which only the card is known.
  public init(card: RegisterEntryInfo) { self.card = card }
}
