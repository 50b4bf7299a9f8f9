import Anchoring
import Archive
import Base
import Building
import Glibc

/// Prints what would change in ledgers, and why.
struct LedgerPrinter {
  /// Why nothing is printed.
  struct Failure: UserError {
    let description: String
  }

  private let ledgers: [LedgerFile]
  private let isBroken: Bool

  /// - Parameters:
  ///   - sources: ids of all sources.
  ///   - chosen: ids of the sources to show; all if empty.
  ///   - isBroken: whether the content has errors, so that a build would write nothing.
  /// - Throws: `Failure` if a chosen source does not exist.
  init(_ ledgers: [LedgerFile], of sources: [String], only chosen: [String], isBroken: Bool) throws {
    self.isBroken = isBroken
    for id in chosen where !sources.contains(id) {
      let near = Suggestion.nearest(id, among: sources).map { ", did you mean '\($0)'?" } ?? ""
      throw Failure(description: "there is no source '\(id)'\(near)")
    }
    self.ledgers = ledgers.filter { $0.changed && (chosen.isEmpty || chosen.contains($0.source)) }
  }

  func print(_ format: ReportFormat) {
    switch format {
    case .text: Platform.write(text(), to: STDOUT_FILENO)
    case .json: Platform.write(json: json(), to: STDOUT_FILENO)
    }
  }

  private func text() -> String {
    if ledgers.isEmpty { return isBroken ? "" : "nothing would change\n" }
    return ledgers.map(text).joined(separator: "\n")
  }

  private func text(_ ledger: LedgerFile) -> String {
    var out = "\(ledger.path): "
    if ledger.isNew {
      let last = ledger.changes.map(\.number).max() ?? 1
      return out + "new, \(last == 1 ? "p1" : "p1 to p\(last)")\n"
    }
    let count = Set(ledger.changes.map(\.number)).count
    out += "\(count) \(count == 1 ? "id" : "ids")"
    if let old = ledger.replaces { out += ", replaces \(old)" }
    out += "\n"
    for change in ledger.changes {
      out += "  p\(change.number) \(reason(change)): “\(change.words) …”\n"
    }
    return out
  }

  private func reason(_ change: LedgerChange) -> String {
    switch change.kind {
    case .new: return "is new"
    case .part(let whole): return "is new, a part of p\(whole), which was divided"
    case .edited(let likeness, let second):
      let next = second > 0 ? ", next best \(percent(second))" : ""
      return "keeps its id, \(percent(likeness)) of its words\(next)"
    case .respelled: return "keeps its id, same words, different spelling or punctuation"
    case .relabelled(let from, let to): return "keeps its id, now \(voice(to)), before \(voice(from))"
    case .moved: return "keeps its id, moved"
    case .removed: return "was removed\(nearest(change))"
    case .joined(let heir): return "was joined with p\(heir)"
    case .undecided(let likeness, let second):
      let scores = likeness > 0 ? " (\(percent(likeness)) and \(percent(second)) of its words)" : ""
      return "was removed: several passages could be its successor\(scores)\(nearest(change))"
    case .returned: return "is in the text again, word for word"
    case .takenUp(let number): return "is p\(number) of the source it was merged into"
    }
  }

  private func nearest(_ change: LedgerChange) -> String {
    change.nearest.map { ", most similar to the new p\($0.number) (\(percent($0.likeness)))" } ?? ""
  }

  private func voice(_ speaker: String) -> String { speaker == "-" ? "nobody speaks" : "\(speaker) speaks" }

  /// Thousandths as a percentage with one decimal.
  private func percent(_ thousandths: Int) -> String { "\(thousandths / 10).\(thousandths % 10) %" }

  // MARK: JSON

  private func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array("ledgers") { json in
        for ledger in ledgers {
          json.breakLine()
          json.object { json in
            json.field("path", ledger.path)
            json.field("source", ledger.source)
            json.field("new", ledger.isNew)
            if let old = ledger.replaces { json.field("replaces", old) }
            json.array("changes") { json in
              for change in ledger.changes {
                json.breakLine()
                json.object { write(change, &$0) }
              }
            }
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }

  /// Writes a change. Likeness in JSON is in thousandths.
  private func write(_ change: LedgerChange, _ json: inout JSONWriter) {
    json.field("id", "p\(change.number)")
    switch change.kind {
    case .new: json.field("change", "new")
    case .part(let whole):
      json.field("change", "part")
      json.field("of", "p\(whole)")
    case .edited(let likeness, let second): write("edited", likeness, second, &json)
    case .respelled: json.field("change", "respelled")
    case .relabelled(let from, let to):
      json.field("change", "relabelled")
      json.field("from", from)
      json.field("to", to)
    case .moved: json.field("change", "moved")
    case .removed: json.field("change", "removed")
    case .joined(let heir):
      json.field("change", "joined")
      json.field("into", "p\(heir)")
    case .undecided(let likeness, let second): write("undecided", likeness, second, &json)
    case .returned: json.field("change", "returned")
    case .takenUp(let number):
      json.field("change", "taken-up")
      json.field("as", "p\(number)")
    }
    if let nearest = change.nearest {
      json.object("nearest") { json in
        json.field("id", "p\(nearest.number)")
        json.field("likeness", nearest.likeness)
      }
    }
    json.field("words", change.words)
  }

  private func write(_ kind: String, _ likeness: Int, _ second: Int, _ json: inout JSONWriter) {
    json.field("change", kind)
    json.field("likeness", likeness)
    json.field("second", second)
  }
}
