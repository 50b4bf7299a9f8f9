import Archive
import Building

/// A content file for the author to fill in. It passes the check unchanged; comments in it list what may be added.
struct FileTemplate {
  /// The kinds of file that can be written.
  enum Kind: String, CaseIterable {
    case source, speaker, topic, event, place, organization, page

    var folder: String { "\(rawValue)s" }
  }

  /// The error message for a word that is not a kind.
  static func problem(kind: String) -> String {
    let known = Kind.allCases.map(\.rawValue)
    let near = Suggestion.nearest(kind, among: known).map { ". Did you mean '\($0)'?" } ?? ""
    return "found the kind '\(kind)', expected \(known.joined(separator: ", "))\(near)"
  }

  let kind: Kind
  let id: String

  /// - Parameter content: path of the content folder.
  /// - Returns: the path of the file.
  /// - Throws: `Files.Failure` if the id is in use or the file cannot be written.
  func write(in content: String) throws -> String {
    let folder = "\(content)/\(kind.folder)"
    guard Files.exists(content) else {
      throw Files.Failure(
        path: content,
        reason:
          "there is no such folder; create an archive with 'sitegen init', or name its folder with --content")
    }
    if let owner = FileTemplate.owner(of: id, in: folder) {
      throw Files.Failure(
        path: "\(folder)/\(owner)", reason: "a file with this id already exists and is not overwritten")
    }
    try Files.makeFolder(folder)
    let path = "\(folder)/\(id).md"
    try Files.create("\(kind.folder)/\(id).md", in: content, with: Array(text.utf8))
    return path
  }

  /// The file below a folder that already has an id. Ids must be unique at any depth, and also on case-insensitive
  /// file systems.
  static func owner(of id: String, in folder: String) -> String? {
    let name = "\(id).md".lowercased()
    return Files.list(folder)?.first { path in
      let path = path.lowercased()
      return path == name || path.hasSuffix("/\(name)")
    }
  }

  /// The id as words, as a title that the author may keep. An id cannot contain a colon or quotation mark.
  private var title: String {
    let words = id.split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == "." }).joined(separator: " ")
    return "\"" + (words.isEmpty ? id : words.prefix(1).uppercased() + words.dropFirst()) + "\""
  }

  private var text: String {
    switch kind {
    case .source:
      """
      ---
      title: \(title)
      kind: transcript              # transcript | interview | report | speech | statement | letter | document
      # date: 2018-07-16            # EDTF: 1963, 1963~ (about), 1963-05?, 1939/1945, 2018-07-16T17:30+03:00
      # transcription: verbatim     # verbatim | edited | machine | summary
      # event: ID
      # place: ID
      # publisher: who published this source
      # url: https://…              # archived_url, accessed, sha256, author, rights as well
      # topics: [ID, ID]
      # speakers:                   # label in this text: id of the speaker
      #   SMITH: ID
      #   Q: {id: ID, language: ru, via: interpreter}
      ---

      """
    case .speaker:
      """
      ---
      name: \(title)
      # sort_name: "Family name, Given name"
      kind: person                  # person | role | group
      # aliases: [other forms of the name]
      # roles:
      #   - {title: Mayor, from: 1990, until: 1995, organization: ID}
      # authority: {wikidata: Q1}
      ---

      """
    case .topic:
      """
      ---
      label: \(title)
      # aliases: [other names of the topic]
      # broader: ID
      # related: [ID, ID]
      ---

      """
    case .event:
      """
      ---
      title: \(title)
      # date: 2018-07-16
      # place: ID
      # part_of: ID
      # related: [ID]
      # participants: [ID of a speaker]
      # organizations: [ID]
      # topics: [ID]
      ---

      """
    case .place:
      """
      ---
      name: \(title)
      # aliases: [other names]
      # part_of: ID
      # authority: {wikidata: Q1, geonames: 1}
      ---

      """
    case .organization:
      """
      ---
      name: \(title)
      # aliases: [other names]
      # authority: {wikidata: Q1}
      ---

      """
    case .page:
      """
      ---
      title: \(title)
      # order: 1                    # place in the menu
      ---

      """
    }
  }
}
