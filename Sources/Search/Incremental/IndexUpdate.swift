/// The result of an index update.
public struct IndexRenewal: Sendable {
  /// The state for the next build.
  public var state: IndexState
  /// Paths, relative to the root of the site, of files of the last index that the new one does not have. There are
  /// some only if the number of shards has fallen, which is rare.
  public var removed: [String]
}

extension IndexBuilder {
  /// Updates the index of the last build for an archive in which only words of passages have changed.
  ///
  /// The emitted files and the remaining files of the last index are, byte for byte, what `write` would make of the
  /// present sources. So is the state. An emitted file replaces the one with the same path, or is new.
  ///
  /// - Parameters:
  ///   - state: the result of the last `write` or `renew`, for the same vocabulary.
  ///   - changes: the sources whose text has changed, each once.
  ///   - entries: all notes, speakers and topics, as for `write`. They must be those of the last build.
  ///   - read: returns the bytes of a file of the last index by its path relative to the root of the site; nil if
  ///     it does not exist.
  ///   - emit: takes each file, `index.js` last; called only after all reads are done.
  /// - Returns: nil if the whole index has to be built; nothing was emitted then. The reasons are: documents,
  ///   titles or entries have changed; the change affects what all files share (codes, the average length, the set
  ///   of very common words); or the old files do not match the state.
  /// - Throws: errors of `read` and `emit`.
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

  /// The changes by the index of the source in the order of documents, ascending, and the layout with their hashes.
  /// Nil if more than words has changed, or if the changes do not match the state.
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
  /// The document of the first passage of each source, by the index of the source.
  fileprivate func firstPassages() -> (Int) -> Int {
    var next = layout.sources.reduce(layout.sources.count) { $0 + $1.headings }
    let firsts = layout.sources.map { source in
      defer { next += source.passages }
      return next
    }
    return { firsts[$0] }
  }
}
