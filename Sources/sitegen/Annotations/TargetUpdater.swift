import Anchoring
import Archive
import Building
import Reading

/// Writes the current targets of accepted notes into the annotation files.
struct TargetUpdater {
  let anchored: Anchored
  let rows: [NoteRow]
  let content: String

  /// The targets to rewrite, by the path of their file.
  private(set) var edits: [String: [TargetEdit]] = [:]
  /// One line of output for each accepted target.
  private(set) var lines: [String] = []
  /// Diagnostics for the targets that cannot be accepted.
  private(set) var problems: [Diagnostic] = []
  private var requoters: [Int: Requoter] = [:]
  private var accepted: [String: Set<Position>] = [:]
  private var touched: Set<Int> = []

  init(_ anchored: Anchored, rows: [NoteRow], content: String) {
    self.anchored = anchored
    self.rows = rows
    self.content = content
  }

  /// Accepts every moved and changed target of the given rows.
  mutating func acceptAll(_ selected: [NoteRow]) {
    for row in selected where row.written != nil && (row.state == .moved || row.state == .changed) {
      accept(row)
    }
  }

  /// Accepts the moved and changed targets of a note or, if a candidate is named, that candidate for an ambiguous
  /// or lost one.
  mutating func accept(_ choice: NoteChoice) {
    let own = rows.filter { $0.note.id == choice.note && $0.written != nil }
    if choice.passage != nil { return accept(candidateOf: choice, own) }
    let ready = own.filter { $0.state == .moved || $0.state == .changed }
    let open = own.filter { $0.state == .ambiguous || $0.state == .lost }
    for row in ready { accept(row) }
    if ready.isEmpty, let first = open.first {
      refuse(
        first, "the note '\(choice.note)' is \(first.state.rawValue), expected the choice of a candidate",
        fix: offer(own))
    } else if ready.isEmpty {
      lines.append("\(choice.note): nothing to accept")
    } else {
      lines += open.map { "\(choice.note) on \($0.place): still \($0.state.rawValue)" }
    }
  }

  private mutating func accept(candidateOf choice: NoteChoice, _ own: [NoteRow]) {
    var found: [(row: NoteRow, candidate: Placement.Candidate)] = []
    for row in own where choice.source == nil || row.source?.id == choice.source {
      let near = (row.placement?.candidates ?? []).filter { row.passage(of: $0) == choice.passage }
      found += near.sorted { $0.range.start < $1.range.start }.map { (row, $0) }
    }
    if let number = choice.number {
      found = found.indices.contains(number - 1) ? [found[number - 1]] : []
    }
    guard let first = found.first else {
      guard let row = own.first else { return lines.append("\(choice.note): nothing to accept") }
      return refuse(
        row, "the note '\(choice.note)' has no candidate '\(choice.written)'", fix: offer(own))
    }
    guard found.count == 1 else {
      let several = found.enumerated().map { number, one in
        "\(choice.written):\(number + 1) '\(NoteListPrinter.brief(one.row.words(of: one.candidate)))'"
      }
      return refuse(
        first.row, "'\(choice.written)' matches \(found.count) places",
        fix: "name the source, or choose one: " + several.joined(separator: ", "))
    }
    accept(first.row, at: first.candidate.range)
  }

  private func offer(_ own: [NoteRow]) -> String {
    let offers = own.flatMap { row in
      (row.placement?.candidates ?? []).map {
        "--accept \(row.note.id)=\(row.passage(of: $0)) for '\(NoteListPrinter.brief(row.words(of: $0)))'"
      }
    }
    return offers.isEmpty
      ? "there is no candidate; quote words of the source" : offers.prefix(5).joined(separator: ", ")
  }

  private mutating func accept(_ row: NoteRow, at chosen: ByteRange? = nil) {
    guard let placement = row.placement, let written = row.written, let source = row.source else { return }
    let requoter = requoters[placement.source] ?? Requoter(source)
    requoters[placement.source] = requoter
    var new: Annotation.Target?
    if let range = chosen ?? placement.range {
      new = requoter.target(written, at: range, isMoved: placement.state == .moved)
    } else if let passage = placement.passages.first {
      new = requoter.target(written, on: passage)
    }
    guard let new else {
      return refuse(
        row, "the quotation of '\(row.note.id)' cannot be distinguished from the same words in other places",
        fix: "quote more words")
    }
    // The same note may be named twice.
    guard accepted[row.note.path, default: []].insert(written.position).inserted else { return }
    edits[row.note.path, default: []].append(TargetEdit(written: written, new: new))
    touched.insert(placement.source)
    let place = new.source + (new.passage.map { "#\($0)" } ?? "")
    lines.append(
      "\(content)/\(row.note.path):\(row.position.line): \(row.note.id) on \(place)\(words(written, new))")
  }

  private func words(_ old: Annotation.Target, _ new: Annotation.Target) -> String {
    guard let quote = new.quote else { return "" }
    let now = "'\(NoteListPrinter.brief(quote))'"
    return ": " + (old.quote == new.quote ? now : "'\(NoteListPrinter.brief(old.quote ?? ""))' -> \(now)")
  }

  private mutating func refuse(_ row: NoteRow, _ message: String, fix: String) {
    problems.append(
      Diagnostic(.error, "note-not-accepted", message, path: row.note.path, at: row.position, fix: fix))
  }

  /// The new bytes of every file. They are parsed again and may differ from the old file only by the edits. Errors
  /// become `problems`.
  mutating func rewritten() -> [(path: String, bytes: [UInt8], before: [UInt8])] {
    var out: [(path: String, bytes: [UInt8], before: [UInt8])] = []
    for (path, edits) in edits.sorted(by: { $0.key < $1.key }) {
      guard let bytes = Files.read(path, in: content) else {
        problems.append(
          Diagnostic(.error, "note-not-accepted", "the file can no longer be read", path: path))
        continue
      }
      do throws(RewriteRefusal) {
        out.append((path, try rewriteTargets(in: bytes, path: path, edits), bytes))
      } catch {
        problems.append(
          Diagnostic(
            .error, "note-not-accepted", error.message, path: path, at: error.position,
            fix: "edit the note by hand; 'sitegen quote WORDS' prints its target"))
      }
    }
    return out
  }

  /// Sources whose new ids are not in their ledger yet.
  var unwrittenLedgers: [String] {
    touched.map { anchored.archive.sources[$0].id }.sorted().filter { id in
      anchored.ledgers.contains { $0.path == ledgerPath(id) && $0.changed }
    }
  }
}
