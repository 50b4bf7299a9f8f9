import Synchronization

/// A text that lies elsewhere and is taken into memory when it is first asked for: of a large archive that was read
/// before, a build after an edit needs the words of few sources.
public final class PendingText: Sendable {
  private let make: @Sendable () -> [UInt8]
  private let made = Mutex<[UInt8]?>(nil)

  /// - Parameter make: gives the text; called once at most.
  public init(_ make: @escaping @Sendable () -> [UInt8]) { self.make = make }

  /// The text.
  public var bytes: [UInt8] {
    made.withLock { made in
      if let made { return made }
      let bytes = make()
      made = bytes
      return bytes
    }
  }
}
