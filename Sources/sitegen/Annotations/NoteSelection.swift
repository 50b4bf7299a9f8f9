import Archive
import Building

/// The notes that are listed or accepted.
struct NoteSelection {
  /// Ids of notes; all if empty.
  var ids: [String]
  /// States; all if empty.
  var states: [NoteState]
  /// Id of a source; nil for all.
  var source: String?

  /// An id that does not exist.
  struct Unknown: UserError {
    var description: String
  }

  /// - Throws: `Unknown` for the id of a note or source that does not exist.
  func rows(of all: [NoteRow], sources: [Source]) throws -> [NoteRow] {
    for id in ids { try Self.check(id, among: all) }
    if let source, !sources.contains(where: { $0.id == source }) {
      throw Unknown(
        description: Self.text("source", source, Suggestion.nearest(source, among: sources.map(\.id))))
    }
    return all.filter { row in
      (ids.isEmpty || ids.contains(row.note.id)) && (states.isEmpty || states.contains(row.state))
        && (source == nil || row.source?.id == source)
    }
  }

  /// - Throws: `Unknown` if there is no note with that id.
  static func check(_ id: String, among all: [NoteRow]) throws {
    if all.contains(where: { $0.note.id == id }) { return }
    throw Unknown(description: text("note", id, Suggestion.nearest(id, among: all.map(\.note.id))))
  }

  private static func text(_ thing: String, _ id: String, _ near: String?) -> String {
    "there is no \(thing) '\(id)'" + (near.map { ", did you mean '\($0)'?" } ?? "")
  }
}
