/// Determines which shards have changed, and copies their unchanged lists.
extension IndexRenewing {
  /// The shards of ordinary terms that have changed, ascending.
  func changedShards(_ firsts: [Int], _ tables: FormTables, _ lists: Lists) -> [Int] {
    var isChanged = [Bool](repeating: false, count: firsts.count)
    let words = changes.words
    let ends = firsts.dropFirst() + [words.documents.count]
    func mark(_ term: Int, _ firsts: [Int]) {
      let shard = firsts.lastIndex { $0 <= term } ?? 0
      if isChanged.indices.contains(shard) { isChanged[shard] = true }
    }
    for term in lists.ordinary.keys { mark(term, firsts) }
    for (term, number) in changes.numbers.enumerated() where number == WordEdits.gone {
      mark(term, state.firsts)
    }
    for place in changes.newForms {
      let shard = firsts.indices.last { tables.forms(of: $0, firsts).lowerBound <= place } ?? 0
      if isChanged.indices.contains(shard) { isChanged[shard] = true }
    }
    for place in changes.goneForms {
      let form = state.words.forms[place]
      let shard =
        state.firsts.indices.last {
          $0 == 0 || !form.lexicographicallyPrecedes(state.words.stems[state.firsts[$0]])
        } ?? 0
      if isChanged.indices.contains(shard) { isChanged[shard] = true }
    }
    let formerEnds = Array(state.firsts.dropFirst()) + [state.words.documents.count]
    for (shard, (first, end)) in zip(firsts, ends).enumerated() where !isChanged[shard] {
      guard shard < state.firsts.count, changes.numbers[state.firsts[shard]] == first,
        formerEnds[shard] - state.firsts[shard] == end - first,
        (shard + 1 == firsts.count) == (shard + 1 == state.firsts.count)
      else {
        isChanged[shard] = true
        continue
      }
      // Terms of other shards are written as differences, which change if a new term is between.
      let range = tables.forms(of: shard, firsts)
      let shift = first - state.firsts[shard]
      for term in words.terms[Int(words.starts[range.lowerBound])..<Int(words.starts[range.upperBound])]
      where term >= words.long && Int(term) - Int(changes.former[Int(term)]) != shift {
        isChanged[shard] = true
        break
      }
    }
    return isChanged.indices.filter { isChanged[$0] }
  }

  /// The lists of a shard, with unchanged lists copied from the old index; nil if the old files do not match.
  func lists(of shard: Int, _ firsts: [Int], _ lists: Lists, _ index: OldIndex) throws -> [UInt8]? {
    let words = changes.words
    let end = shard + 1 < firsts.count ? firsts[shard + 1] : words.documents.count
    var out: [UInt8] = []
    var term = firsts[shard]
    while term < end {
      if let list = lists.ordinary[term] {
        appendList(list, documents: Int(words.documents[term]), hash: hashes[term], to: &out)
        term += 1
        continue
      }
      // As many terms as were consecutive in the same shard before.
      let former = Int(changes.former[term])
      guard former < state.words.documents.count else { return nil }
      let place = index.shard(of: former)
      var count = 1
      while term + count < end, lists.ordinary[term + count] == nil,
        Int(changes.former[term + count]) == former + count, index.shard(of: former + count) == place
      {
        count += 1
      }
      guard let kept = try index.lists(former..<former + count) else { return nil }
      out.append(contentsOf: kept)
      term += count
    }
    return out
  }

  /// The shards of the dictionary that have changed.
  func changedDictionary(_ borders: [Int]) -> [Int] {
    let words = changes.words
    return borders.indices.dropLast().filter { shard in
      guard shard + 1 < state.dictionary.count else { return true }
      let (now, was) = (
        borders[shard]..<borders[shard + 1], state.dictionary[shard]..<state.dictionary[shard + 1]
      )
      return now.count != was.count || words.forms[now.lowerBound] != state.words.forms[was.lowerBound]
        || words.forms[now.upperBound - 1] != state.words.forms[was.upperBound - 1]
        || changes.countedForms.contains(where: now.contains)
        || changes.goneForms.contains(where: was.contains)
    }
  }
}
