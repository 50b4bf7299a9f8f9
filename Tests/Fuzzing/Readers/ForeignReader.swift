/// A reader of untrusted bytes, as called by the fuzzer and its bounded tests. It must return for any bytes, and its
/// result must have the promised properties.
package struct ForeignReader: Sendable {
  /// A promised property that the result does not have.
  package struct Broken: Error, CustomStringConvertible {
    package var description: String
  }

  /// Its name in `scripts/fuzz`, and the name of its folder of seeds.
  package var name: String
  /// Words of the format, which a mutation may insert anywhere.
  package var words: [String]
  /// Reads bytes and checks the result; throws `Broken`. Diagnostics about bad input are not errors.
  package var read: @Sendable ([UInt8]) throws -> Void

  package init(
    _ name: String, words: [String] = [], read: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.words = words
    self.read = read
  }

  /// All readers of untrusted bytes.
  package static let all =
    contentReaders + ledgerReaders + importReaders + searchReaders + publishingReaders + [
      cacheReader, sourceCacheReader,
    ]

  static func expect(_ holds: Bool, _ promise: @autoclosure () -> String) throws {
    if !holds { throw Broken(description: promise()) }
  }
}
