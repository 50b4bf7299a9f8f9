import Synchronization

/// All words of an archive while it is indexed: forms (folded), terms (their stems, folded) and entries, which are
/// pairs of the two. Shared by all indexers. Each indexer has its own table in front of it, so it takes the lock
/// only for words that are new to it.
///
/// The numbers depend on the order in which tasks add words. The output does not: everything is sorted by its bytes
/// before it is written.
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

  /// All words so far; called when all sources are indexed.
  func snapshot() -> Contents { contents.withLock { $0 } }
}
