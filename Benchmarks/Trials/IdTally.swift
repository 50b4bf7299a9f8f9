import Anchoring

/// What became of the ids of edited texts.
package struct IdTally: Sendable {
  /// A part of a whole.
  package struct Share: Sendable {
    /// How many were as they should be.
    package var kept: Int
    /// Of so many.
    package var all: Int

    /// Nothing of nothing.
    package static let none = Share(kept: 0, all: 0)

    /// So many of so many.
    package init(kept: Int, all: Int) {
      self.kept = kept
      self.all = all
    }

    /// Hundredths of the whole; 100 of nothing.
    package var percent: Double { all == 0 ? 100 : Double(kept) * 100 / Double(all) }

    mutating func count(_ isKept: Bool) {
      all += 1
      if isKept { kept += 1 }
    }
  }

  /// Passages in the edited texts.
  package var passages = 0
  /// Passages that were touched.
  package var edited = 0
  /// Passages whose words are what they were, with their id or that of an equal one.
  package var unchanged = Share.none
  /// Of these, those that stand between their old neighbours, alone of their kind together with these: with their very id.
  package var inPlace = Share.none
  /// Passages with up to 30 % of their words changed that stand in their order.
  package var changed = Share.none
  /// The same, moved as well.
  package var movedAndChanged = Share.none
  /// First parts of divided passages.
  package var firstParts = Share.none
  /// Joined passages at which the ids of all their parts arrive.
  package var joined = Share.none
  /// Ids that stand on a passage of other origin and other words.
  package var wrong = 0
  /// Ids on a passage put in where one was taken out that has three quarters of its words: no one can tell that
  /// from an edit.
  package var twins = 0
  /// Texts whose ids changed once more when they were built again.
  package var unstable = 0
  /// Ledgers that could not be read back.
  package var faults = 0
  /// Pairs of passages that were compared.
  package var comparisons = 0
  /// The cases that must not be, for people: ids on other words, unchanged passages that lost theirs.
  package var faultsSeen: [String] = []
  /// Some of the other cases that are not as they should be.
  package var examples: [String] = []

  /// Nothing counted yet.
  package init() {}

  /// Builds a text, then its edited form with the ledger, and counts.
  package mutating func count(_ edited: Edited) {
    let first = anchorSource(Said.source("talk", edited.before), at: 0, ledger: nil)
    let source = Said.source("talk", edited.after)
    let second = anchorSource(source, at: 0, ledger: first.ledger?.text)
    let again = anchorSource(source, at: 0, ledger: second.ledger?.text)
    if again.ledger?.changed != false || again.numbers != second.numbers { unstable += 1 }
    if !second.diagnostics.isEmpty || !again.diagnostics.isEmpty { faults += 1 }
    passages += edited.after.count
    self.edited += edited.touched
    comparisons += second.comparisons
    countWrong(edited, second)
    countUnchanged(edited, second)
    countInPlace(edited, second)
    countChanged(edited, second)
  }

  private mutating func note(_ kind: String, _ edited: Edited, _ piece: Int, _ old: Int?, _ numbers: [Int32])
  {
    let isFault = ["wrong", "unchanged", "in place"].contains(kind)
    if !isFault, examples.count >= 400 { return }
    func brief(_ text: String) -> String { String(text.prefix(150)) }
    func origins(_ piece: Int) -> String {
      edited.pieces[piece].origins.map { "p\($0 + 1)" }.joined(separator: "+")
        + (edited.pieces[piece].isMoved ? " moved" : "") + (edited.pieces[piece].isJoined ? " joined" : "")
        + (edited.pieces[piece].isFirstPart
          ? " first part" : edited.pieces[piece].isLaterPart ? " later part" : "")
    }
    var text =
      "\(kind): \(old.map { "p\($0 + 1) '\(brief(edited.before[$0].text))'" } ?? "new") on "
      + "[\(piece)] '\(brief(edited.after[piece].text))' of \(origins(piece)), "
      + "changed \(Int(edited.pieces[piece].changed * 100)) %"
    guard isFault else { return examples.append(text) }
    for near in max(0, piece - 4)..<min(edited.after.count, piece + 5) {
      text += "\n    now [\(near)] p\(numbers[near]) of \(origins(near)) '\(brief(edited.after[near].text))'"
    }
    if let old {
      for near in max(0, old - 4)..<min(edited.before.count, old + 5) {
        text += "\n    old p\(near + 1) '\(brief(edited.before[near].text))'"
      }
    }
    faultsSeen.append(text)
  }

  private mutating func countWrong(_ edited: Edited, _ anchors: SourceAnchors) {
    for (piece, number) in anchors.numbers.enumerated() where Int(number) <= edited.before.count {
      let old = Int(number) - 1
      if edited.oldKeys[old] == edited.newKeys[piece] || edited.descends(piece, from: old) { continue }
      if edited.pieces[piece].origins.isEmpty, edited.heirs[old] == 0, alike(edited, piece, old) >= 0.75 {
        twins += 1
      } else {
        wrong += 1
        note("wrong", edited, piece, old, anchors.numbers)
      }
    }
  }

  /// Twice the words in common, in whatever order, against all.
  private func alike(_ edited: Edited, _ piece: Int, _ old: Int) -> Double {
    var counts: [String: Int] = [:]
    let words = Token.split(edited.before[old].text, from: 0).map(\.word)
    for word in words { counts[word, default: 0] += 1 }
    var common = 0
    for word in edited.pieces[piece].tokens.map(\.word) where counts[word, default: 0] > 0 {
      counts[word, default: 0] -= 1
      common += 1
    }
    return 2 * Double(common) / Double(max(1, words.count + edited.pieces[piece].tokens.count))
  }

  /// Which of several equal passages is which cannot be told, so they are counted by kind: as many must have an
  /// id of the kind as stand unchanged.
  private mutating func countUnchanged(_ edited: Edited, _ anchors: SourceAnchors) {
    var olds: [Int: Int] = [:]
    for key in edited.oldKeys { olds[key, default: 0] += 1 }
    var news: [Int: Int] = [:]
    for key in edited.newKeys { news[key, default: 0] += 1 }
    var due: [Int: Int] = [:]
    var held: [Int: Int] = [:]
    var places: [Int: Int] = [:]
    for (index, piece) in edited.pieces.enumerated() {
      let key = edited.newKeys[index]
      let number = Int(anchors.numbers[index])
      if number <= edited.before.count, edited.oldKeys[number - 1] == key { held[key, default: 0] += 1 }
      guard piece.origins.count == 1, edited.oldKeys[piece.origins[0]] == key else { continue }
      // Of short equal passages of which some were moved and others removed or put in, no one knows which is
      // which.
      if piece.isMoved, max(olds[key, default: 0], news[key, default: 0]) > 1, piece.tokens.count < 3 {
        continue
      }
      due[key, default: 0] += 1
      if number > edited.before.count { places[key] = index }
    }
    for (key, count) in due {
      let lost = max(0, count - held[key, default: 0])
      unchanged.all += count
      unchanged.kept += count - lost
      if lost > 0, let place = places[key] {
        note("unchanged", edited, place, edited.pieces[place].origins[0], anchors.numbers)
      }
    }
  }

  private struct Triple: Hashable {
    var a: Int
    var b: Int
    var c: Int
  }

  private mutating func countInPlace(_ edited: Edited, _ anchors: SourceAnchors) {
    func triples(_ keys: [Int]) -> [Triple: Int] {
      var out: [Triple: Int] = [:]
      for i in keys.indices.dropFirst().dropLast() {
        out[Triple(a: keys[i - 1], b: keys[i], c: keys[i + 1]), default: 0] += 1
      }
      return out
    }
    var places: [Int: Int] = [:]
    for (index, number) in anchors.numbers.enumerated() { places[Int(number)] = index }
    let old = triples(edited.oldKeys)
    let new = triples(edited.newKeys)
    for index in edited.pieces.indices.dropFirst().dropLast() {
      let three = edited.pieces[index - 1...index + 1]
      guard three.allSatisfy({ !$0.isTouched && !$0.isMoved && $0.origins.count == 1 }) else { continue }
      let origin = edited.pieces[index].origins[0]
      guard edited.pieces[index - 1].origins[0] == origin - 1,
        edited.pieces[index + 1].origins[0] == origin + 1
      else { continue }
      let keys = edited.newKeys
      let triple = Triple(a: keys[index - 1], b: keys[index], c: keys[index + 1])
      // In a row of equal passages nothing tells which of them came or went.
      guard triple.a != triple.b, triple.b != triple.c, old[triple] == 1, new[triple] == 1 else { continue }
      let isKept =
        Int(anchors.numbers[index]) == origin + 1
        || places[origin + 1].map { edited.isRepeat($0, index) } == true
      inPlace.count(isKept)
      if !isKept { note("in place", edited, index, origin, anchors.numbers) }
    }
  }

  private mutating func countChanged(_ edited: Edited, _ anchors: SourceAnchors) {
    var leads: [Int32: [Int32]] = [:]
    for retired in anchors.retired {
      if let heir = retired.leadsTo { leads[heir, default: []].append(retired.number) }
    }
    for (index, piece) in edited.pieces.enumerated() {
      guard let origin = piece.origins.first, edited.oldKeys[origin] != edited.newKeys[index] else {
        continue
      }
      let number = anchors.numbers[index]
      func same(_ number: Int32, _ old: Int) -> Bool {
        Int(number) <= edited.before.count && edited.oldKeys[Int(number) - 1] == edited.oldKeys[old]
      }
      if piece.isJoined {
        joined.count(
          piece.origins.allSatisfy { old in
            same(number, old) || (leads[number] ?? []).contains { same($0, old) }
          })
      } else if piece.isFirstPart {
        firstParts.count(same(number, origin))
      } else if !piece.isLaterPart, piece.changed <= 0.3 {
        let kept = same(number, origin)
        if piece.isMoved { movedAndChanged.count(kept) } else { changed.count(kept) }
        if !kept {
          note(piece.isMoved ? "moved and changed" : "changed", edited, index, origin, anchors.numbers)
        }
      }
    }
  }
}
