import Synchronization

/// All words of an archive while it is indexed: forms (as folded), terms (their stems, folded) and entries,
/// which are pairs of the two. Shared by all indexers; each of them has a table of its own in front of it,
/// so that the lock is taken only for words that a task meets for the first time.
///
/// The numbers given out depend on who came first. Nothing that is written does: everything is sorted by its
/// bytes before.
final class Lexicon: Sendable {
  struct Contents: Sendable {
    var forms = StringInterner()
    var terms = StringInterner()
    /// Numbers of entries by form and term.
    var numbers: [UInt64: UInt32] = [:]
    var entryForms: [UInt32] = []
    var entryTerms: [UInt32] = []
  }

  private let contents = Mutex(Contents())

  /// The number of the entry for a form and a term.
  func entry(form: [UInt8], term: [UInt8]) -> UInt32 {
    contents.withLock { contents in
      let form = form.withUnsafeBufferPointer { contents.forms.intern($0).number }
      let term = term.withUnsafeBufferPointer { contents.terms.intern($0).number }
      let key = UInt64(form) << 32 | UInt64(term)
      if let number = contents.numbers[key] { return number }
      let number = UInt32(contents.entryForms.count)
      contents.numbers[key] = number
      contents.entryForms.append(UInt32(form))
      contents.entryTerms.append(UInt32(term))
      return number
    }
  }

  /// What has been gathered; called when all sources are indexed.
  func snapshot() -> Contents { contents.withLock { $0 } }
}
