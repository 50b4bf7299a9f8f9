import Cstemmer

/// A Snowball stemmer for one language. Not shared between tasks.
final class Stemmer {
  private let handle: OpaquePointer

  /// Nil if Snowball has no algorithm for the language.
  ///
  /// - Parameter language: a BCP 47 tag; only its first part counts.
  init?(language: String) {
    guard let handle = sb_stemmer_new(Stemmer.primary(language), nil) else { return nil }
    self.handle = handle
  }

  deinit { sb_stemmer_delete(handle) }

  /// The first part of a language tag, lower-case.
  static func primary(_ language: String) -> String {
    let part = language.utf8.prefix { $0 != 0x2D && $0 != 0x5F }.map { $0 | 0x20 }
    let code = String(decoding: part, as: UTF8.self)
    return code == "nb" || code == "nn" ? "no" : code
  }

  /// The stem of a lower-case word; the bytes are valid until the next call.
  func stem(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let stem = sb_stemmer_stem(handle, word.baseAddress, Int32(truncatingIfNeeded: word.count)) else {
      return word
    }
    return UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle)))
  }
}
