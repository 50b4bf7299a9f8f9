/// The part that entries of all registers share.
public struct RegisterEntryInfo: Sendable {
  /// The file name without its extension; checked by `Identifier`.
  public var id: String
  /// Path of its file, relative to the content folder; empty if the id is used but has no file.
  public var path = ""
  /// The label that readers see: a name, a heading, a title.
  public var label: String
  /// Other names that refer to this entry: spellings, abbreviations, non-preferred headings.
  public var aliases: [String] = []
  /// The note or scope note.
  public var note = Prose()
  /// Ids of the same thing in authority files, sorted by scheme.
  public var authority: [Authority] = []
  /// Positions of the label, the aliases and the authority ids, for diagnostics.
  public var places = Places()

  /// Positions of values in the file of an entry.
  public struct Places: Sendable {
    /// Position of the label.
    public var label = Position(line: 1, column: 1)
    /// Positions of the aliases, in the same order.
    public var aliases: [Position] = []
    /// Positions of the authority ids, in the same order.
    public var authority: [Position] = []

    /// Creates positions that are not known.
    public init() {}
  }

  /// Creates an entry with only an id and a label.
  public init(id: String, label: String) {
    self.id = id
    self.label = label
  }
}

/// An entry of a register.
public protocol RegisterEntry: Sendable {
  /// The part shared with all entries.
  var card: RegisterEntryInfo { get set }
  /// Creates an entry with only the shared part, as for an id that has no file.
  init(card: RegisterEntryInfo)
}

extension RegisterEntry {
  /// The id, which is the file name without its extension.
  public var id: String { card.id }
  /// The label that readers see.
  public var label: String { card.label }
}

/// An id of the same thing in an authority file.
public struct Authority: Sendable, Hashable {
  /// Name of the authority file: `wikidata`, `viaf`, `gnd`, `isni`, `geonames`, `lcnaf`, `lcsh`.
  public var scheme: String
  /// The id in that file.
  public var id: String

  /// Creates an id in an authority file.
  public init(scheme: String, id: String) {
    self.scheme = scheme
    self.id = id
  }

  /// The page of the authority file for this id; nil if the scheme has no stable address.
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

/// A speaker: a person, a group or a role (moderator, interpreter).
public struct Speaker: RegisterEntry {
  /// Whether the speaker is a person, or a role or group for voices that cannot be named.
  public enum Kind: String, Sendable, CaseIterable {
    case person, role, group
  }

  /// The part shared with all entries; the label is the name as shown.
  public var card: RegisterEntryInfo
  /// The name as sorted: "Putin, Vladimir".
  public var sortName: String
  /// Whether this is a person.
  public var kind: Kind = .person
  /// A sentence about doubts in the identity or the name.
  public var uncertain: String?
  /// Offices, in file order.
  public var roles: [Role] = []

  /// Creates a speaker with only the shared part.
  public init(card: RegisterEntryInfo) {
    self.card = card
    self.sortName = card.label
  }

  /// An office or function held for a time.
  public struct Role: Sendable, Equatable {
    /// "President of Russia".
    public var title: String
    /// Start, if known.
    public var from: UncertainDate?
    /// End; nil if the role continues or the end is not known.
    public var until: UncertainDate?
    /// The organisation, if there is one.
    public var organization: Reference?

    /// Creates an office or function.
    public init(title: String, from: UncertainDate?, until: UncertainDate?, organization: Reference?) {
      self.title = title
      self.from = from
      self.until = until
      self.organization = organization
    }

    /// Whether the role may have been held on a date. Always true for a role without dates.
    public func holds(on date: UncertainDate) -> Bool {
      if let from, date.latest < from.earliest { return false }
      if let until, date.earliest > until.latest { return false }
      return true
    }
  }
}

/// A heading of the topic index; its note is the scope note.
public struct Topic: RegisterEntry {
  /// The part shared with all entries.
  public var card: RegisterEntryInfo
  /// The broader heading, if any.
  public var broader: Reference?
  /// Related headings ("see also").
  public var related: [Reference] = []

  /// Creates a heading with only the shared part.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// Something that happened.
public struct Event: RegisterEntry {
  /// The part shared with all entries; the label is the title.
  public var card: RegisterEntryInfo
  /// When it happened.
  public var date: UncertainDate?
  /// The place.
  public var place: Reference?
  /// The larger event.
  public var partOf: Reference?
  /// Related events ("see also").
  public var related: [Reference] = []
  /// Speakers who took part.
  public var participants: [Reference] = []
  /// Organisations concerned.
  public var organizations: [Reference] = []
  /// Topics.
  public var topics: [Reference] = []

  /// Creates an event with only the shared part.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// A place named in the sources.
public struct Place: RegisterEntry {
  /// The part shared with all entries.
  public var card: RegisterEntryInfo
  /// The larger place.
  public var partOf: Reference?

  /// Creates a place with only the shared part.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// An organisation named in the sources.
public struct Organization: RegisterEntry {
  /// The part shared with all entries.
  public var card: RegisterEntryInfo

  /// Creates an organisation with only the shared part.
  public init(card: RegisterEntryInfo) { self.card = card }
}

/// A page of prose, for example about the archive or its editorial method. Its note is the text of the page.
public struct ProsePage: RegisterEntry {
  /// The part shared with all entries; the label is the title.
  public var card: RegisterEntryInfo
  /// Position in the menu, ascending; pages without one come last.
  public var order: Int = .max

  /// Creates a page with only the shared part.
  public init(card: RegisterEntryInfo) { self.card = card }
}
