import Synchronization

/// A text that is loaded when it is first used. A build after an edit takes most sources of a large archive from a
/// cache and needs the text of only a few.
public final class PendingText: Sendable {
  private let make: @Sendable () -> [UInt8]
  private let made = Mutex<[UInt8]?>(nil)

  /// - Parameter make: returns the text; called at most once.
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
