/// Applies changes of postings to lists of the last build, and updates the sample with the postings removed and
/// added.
struct PostingListPatcher {
  private let codes: PostingCodes
  private let decoder: PostingDecoder
  /// Number of documents of the archive.
  private let total: Int
  private(set) var sample: PostingCodes.Sample

  init(_ codes: PostingCodes, _ sample: PostingCodes.Sample, total: Int) {
    self.codes = codes
    self.sample = sample
    self.total = total
    decoder = PostingDecoder(codes)
  }

  /// A list of the last build.
  struct Old {
    var bytes: [UInt8]
    var range: Range<Int>
    var documents: Int
    /// `PostingCodes.frequencyClass`.
    var own: Int
  }

  /// The updated list of an ordinary term.
  ///
  /// - Parameters:
  ///   - old: the list of the last build; nil if the term is new.
  ///   - own: the new `PostingCodes.frequencyClass` of the term; nil if the term is gone.
  /// - Returns: nil if the old list is damaged or is not the one that the edit was made for.
  mutating func ordinary(_ old: Old?, _ edit: TermEdit, own: Int?, isSampled: Bool) -> [UInt8]? {
    // Local copies. Those of `self` would be copied for every posting.
    let (codes, decoder) = (self.codes, self.decoder)
    var out = BitWriter()
    var written = -1
    func write(_ posting: PostingCodes.Posting, at document: Int) -> Bool {
      guard let own else { return false }
      var posting = posting
      posting.step = document - written
      written = document
      if isSampled { sample.add(posting, own) }
      codes.write(step: posting.step, own, to: &out)
      codes.write(rest: posting, own, to: &out)
      return true
    }
    var edits = edit.postings[...]
    func writeEdits(upTo document: Int) -> Bool {
      while let next = edits.first, next.document < document {
        guard next.before == nil, let now = next.after, write(now, at: next.document) else { return false }
        edits.removeFirst()
      }
      return true
    }
    if let old {
      var bits = BitReader(old.bytes, from: old.range.lowerBound, to: old.range.upperBound)
      var posting = PostingCodes.Posting(step: 0, impact: 0, neighbours: [])
      var document = -1
      for _ in 0..<old.documents {
        let before = document
        guard decoder.step(old.own, &bits, &document), document < total,
          decoder.rest(old.own, &bits, &posting), writeEdits(upTo: document)
        else { return nil }
        if isSampled {
          posting.step = document - before
          sample.add(posting, old.own, times: -1)
        }
        posting.step = 0
        if let next = edits.first, next.document == document {
          guard next.before == posting else { return nil }
          edits.removeFirst()
          if let now = next.after, !write(now, at: document) { return nil }
        } else {
          if own == PostingCodes.long - 1 { posting.impact |= 1 }
          guard write(posting, at: document) else { return nil }
        }
      }
      guard !bits.isBeyond else { return nil }
    }
    guard writeEdits(upTo: .max) else { return nil }
    out.finish()
    return out.bytes
  }

  /// The updated shards of a long term: its documents, and its neighbours.
  ///
  /// - Parameters:
  ///   - documents: the old number of documents.
  ///   - now: the new number of documents.
  ///   - steps: the old shard `pN`.
  ///   - rest: the old shard `qN`.
  /// - Returns: both new shards, the first only if it changes; nil if the old shards are damaged or are not those
  ///   that the edit was made for.
  mutating func long(
    documents: Int, now: Int, steps: [UInt8], rest: [UInt8], _ edit: TermEdit, isSampled: Bool
  ) -> (steps: [UInt8]?, rest: [UInt8])? {
    let (codes, decoder) = (self.codes, self.decoder)
    guard let old = decoder.documents(ofLong: documents, of: total, steps) else { return nil }
    let own = PostingCodes.long
    var bits = BitReader(rest, from: 0, to: rest.count)
    var out = BitWriter()
    var kept: [Int] = []
    kept.reserveCapacity(now)
    var edits = edit.postings[...]
    func write(_ posting: PostingCodes.Posting, at document: Int) {
      kept.append(document)
      if isSampled { sample.add(posting, own) }
      codes.write(rest: posting, own, to: &out)
    }
    func writeEdits(upTo document: Int) -> Bool {
      while let next = edits.first, next.document < document {
        guard next.before == nil, let now = next.after else { return false }
        write(now, at: next.document)
        edits.removeFirst()
      }
      return true
    }
    var posting = PostingCodes.Posting(step: 0, impact: 0, neighbours: [])
    for document in old {
      guard decoder.rest(own, &bits, &posting), writeEdits(upTo: document) else { return nil }
      if isSampled { sample.add(posting, own, times: -1) }
      if let next = edits.first, next.document == document {
        guard next.before == posting else { return nil }
        edits.removeFirst()
        if let now = next.after { write(now, at: document) }
      } else {
        write(posting, at: document)
      }
    }
    guard !bits.isBeyond, writeEdits(upTo: .max), kept.count == now else { return nil }
    out.finish()
    let others = out.bytes
    if kept == old { return (nil, others) }
    if isSampled {
      PostingMaker.longSteps(old, isInverted: PostingCodes.isInverted(old.count, of: total), of: total) {
        sample.add(longStep: $0, times: -1)
      }
    }
    out.removeAll()
    PostingMaker.longSteps(kept, isInverted: PostingCodes.isInverted(now, of: total), of: total) {
      if isSampled { sample.add(longStep: $0) }
      codes.write(step: $0, own, to: &out)
    }
    out.finish()
    return (out.bytes, others)
  }
}
