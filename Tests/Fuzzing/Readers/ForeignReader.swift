/// A reader of bytes that are not our own, as the fuzzer and its bounded tests drive it: it must come back from
/// any bytes at all, and what it makes of them must hold what it promises.
package struct ForeignReader: Sendable {
  /// A promise that was not kept.
  package struct Broken: Error, CustomStringConvertible {
    package var description: String
  }

  /// What `scripts/fuzz` calls it; also the name of its folder of seeds.
  package var name: String
  /// Words that the format knows, which a mutation may put anywhere.
  package var words: [String]
  /// Reads; throws `Broken`. What a reader says of bad input is no fault.
  package var read: @Sendable ([UInt8]) throws -> Void

  package init(
    _ name: String, words: [String] = [], read: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.words = words
    self.read = read
  }

  /// All readers of foreign bytes.
  package static let all =
    contentReaders + ledgerReaders + importReaders + searchReaders + publishingReaders + [
      cacheReader, sourceCacheReader,
    ]

  static func expect(_ holds: Bool, _ promise: @autoclosure () -> String) throws {
    if !holds { throw Broken(description: promise()) }
  }
}
