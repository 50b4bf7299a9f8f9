import Anchoring
import Archive
import ArgumentParser

/// The state of a target of a note.
enum NoteState: String, CaseIterable, ExpressibleByArgument {
  case exact, whole, moved, changed, ambiguous, lost
  /// Nothing was searched for: the note names no source, or one that does not exist.
  case unplaced
}

/// One target of a note and its state. A note without targets also has one row.
struct NoteRow {
  var note: Annotation
  /// Index in the note's targets; -1 for a target written into a source, or if there is none.
  var target: Int
  /// The placement; nil if nothing was searched for.
  var placement: Placement?
  /// The source of the placement.
  var source: Source?

  var state: NoteState {
    placement.flatMap { NoteState(rawValue: $0.state.rawValue) } ?? .unplaced
  }

  /// The target as the author wrote it; nil if the note is written into the source.
  var written: Annotation.Target? {
    note.targets.indices.contains(target) ? note.targets[target] : nil
  }

  /// Position of the target in its file.
  var position: Position { written?.position ?? note.position }

  /// Ids of the passages that the target covers. Empty if it was not found, or covers the source as a whole.
  var passages: [String] {
    guard let placement, let source, placement.state.isPlaced,
      !(placement.state == .whole && written?.passage == nil)
    else { return [] }
    return placement.passages.map { source.record.passages[$0].id }
  }

  /// `source#p3`, `source#p3-p4` or `source`; as the author wrote it if the target was not found.
  var place: String {
    let ids = passages
    if let source, let first = ids.first, let last = ids.last {
      return "\(source.id)#\(first)" + (first == last ? "" : "-\(last)")
    }
    guard let written else { return source?.id ?? "-" }
    return written.source + (written.passage.map { "#\($0)" } ?? "")
  }

  /// The words that the target covers now.
  var words: String? {
    guard let source, let range = placement?.range else { return nil }
    return source.record.string(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The words of a candidate.
  func words(of candidate: Placement.Candidate) -> String {
    (source?.record.string(candidate.range) ?? "").split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
  }

  /// The passage in which a candidate begins.
  func passage(of candidate: Placement.Candidate) -> String {
    source?.record.passages[candidate.passages.lowerBound].id ?? "-"
  }
}

extension NoteRow {
  /// A row for every target of every note, in order of the annotation files.
  static func all(_ anchored: Anchored) -> [NoteRow] {
    let archive = anchored.archive
    var placed: [[Placement]] = Array(repeating: [], count: archive.annotations.count)
    for placement in anchored.placements { placed[placement.annotation].append(placement) }
    let order = archive.annotations.indices.sorted {
      let (a, b) = (archive.annotations[$0], archive.annotations[$1])
      return (a.path, a.position, a.id) < (b.path, b.position, b.id)
    }
    return order.flatMap { index -> [NoteRow] in
      let note = archive.annotations[index]
      let own = note.targets.indices.map { target in
        let placement = placed[index].first { $0.target == target }
        return NoteRow(
          note: note, target: target, placement: placement,
          source: placement.map { archive.sources[$0.source] })
      }
      let inline = placed[index].filter { $0.target < 0 }.map {
        NoteRow(note: note, target: -1, placement: $0, source: archive.sources[$0.source])
      }
      let rows = own + inline
      return rows.isEmpty ? [NoteRow(note: note, target: -1, placement: nil, source: nil)] : rows
    }
  }
}
