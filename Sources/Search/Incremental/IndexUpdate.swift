/// What came out of the renewal of an index.
public struct IndexRenewal: Sendable {
  /// For the next build.
  public var state: IndexState
  /// Paths below the site of files of the last index that the new one does not have. Rare: where there are fewer
  /// shards than before.
  public var removed: [String]
}

extension IndexBuilder {
  /// Makes the index of an archive of which only words of passages are other than in the last build, from that index.
  ///
  /// What it hands over and the files of the last index that it does not hand over are, byte for byte, what `write`
  /// would make of the sources as they are now, and so is the state. Each file that it hands over takes the place of
  /// one with the same path, or is new.
  ///
  /// - Parameters:
  ///   - state: what the last `write` or `renew` gave, for the same vocabulary.
  ///   - changes: the sources whose text is other than before, each once.
  ///   - entries: all notes, speakers and topics, as for `write`. They must be those of the last build.
  ///   - read: gives the bytes of a file of the last index by its path below the site, nil where it is not there.
  ///   - emit: takes each file, after all that was needed has been read; `index.js` is the last.
  /// - Returns: nil where the index has to be made as a whole, and then nothing was handed over: documents, titles or
  ///   entries are others, the change reaches into what all files share (codes, the average length, the set of very
  ///   common words), or the old files are not those of the state.
  /// - Throws: what `read` and `emit` throw.
  public func renew(
    _ state: IndexState, changes: [IndexChange], entries: [SearchEntry],
    read: @escaping (String) throws -> [UInt8]?, emit: @escaping (IndexFile) throws -> Void
  ) throws -> IndexRenewal? {
    guard state.layout.vocabulary == vocabulary.hash, state.layout.entryCount == entries.count,
      state.layout.entries == Self.hash(entries), let (ordered, layout) = changed(state, changes),
      let edits = Optional(PassageEdits(ordered, firstPassage: state.firstPassages())),
      let renewal = IndexRenewing(state, edits, layout)
    else { return nil }
    var files: [IndexFile] = []
    guard let result = try renewal.renew(entries, read: read, to: { files.append($0) }) else { return nil }
    for file in files { try emit(file) }
    return result
  }

  /// The changes by the place of the source, ascending, and the layout with their hashes; nil where they are more
  /// than changes of words, or do not belong to the state.
  private func changed(
    _ state: IndexState, _ changes: [IndexChange]
  ) -> (ordered: [(place: Int, change: IndexChange)], layout: IndexLayout)? {
    var places = [UInt32](repeating: 0, count: state.order.count)
    for (place, number) in state.order.enumerated() { places[Int(number)] = UInt32(place) }
    var layout = state.layout
    var ordered: [(place: Int, change: IndexChange)] = []
    for change in changes {
      guard places.indices.contains(change.number), change.before.hasShape(of: change.after) else {
        return nil
      }
      let place = Int(places[change.number])
      var (before, after) = (ContentHash(), ContentHash())
      before.add(change.before)
      after.add(change.after)
      guard layout.sources[place].hash == before.value,
        state.layout.sources[place].hash == before.value,
        layout.sources[place].passages == change.before.passages.count,
        layout.sources[place].headings == change.before.sections.count
      else { return nil }
      layout.sources[place].hash = after.value
      ordered.append((place, change))
    }
    ordered.sort { $0.place < $1.place }
    guard zip(ordered, ordered.dropFirst()).allSatisfy({ $0.place < $1.place }) else { return nil }
    return (ordered, layout)
  }
}

extension IndexState {
  /// The document of the first passage of the source at a place.
  fileprivate func firstPassages() -> (Int) -> Int {
    var next = layout.sources.reduce(layout.sources.count) { $0 + $1.headings }
    let firsts = layout.sources.map { source in
      defer { next += source.passages }
      return next
    }
    return { firsts[$0] }
  }
}
