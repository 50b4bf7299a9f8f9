import Glibc

/// An error while the output is being made. The last good site is intact whenever one of these is thrown.
public struct PublishingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kinds of error.
  public enum Kind: String, Sendable {
    /// The output folder is not usable: it is a file, lacks permissions, or lies inside the content.
    case output
    /// A path that may not be published: absolute, with `..`, or with a NUL.
    case path
    /// Two files have the same path, or paths that some file systems treat as the same.
    case conflict
    /// Another build is writing to the same output.
    case busy
    /// The operating system refused an operation: disk full, input/output error.
    case system
    /// The manifest of the current output cannot be read.
    case manifest
    /// A call in the wrong order, such as `put` after `finish`.
    case order
  }

  /// The kind of error.
  public var kind: Kind
  /// The file or folder that the error is about.
  public var path: String
  /// What was found and what was expected: one line, without a full stop.
  public var message: String

  /// Creates an error about a path.
  public init(_ kind: Kind, _ path: String, _ message: String) {
    self.kind = kind
    self.path = path
    self.message = message
  }

  /// `path: message`, for people.
  public var description: String { "\(path): \(message)" }

  /// The operating system's last error, worded as "cannot `deed`: reason".
  static func system(_ deed: String, _ path: String, code: Int32 = errno) -> PublishingError {
    PublishingError(.system, path, "cannot \(deed): \(reason(code))")
  }

  /// The text of an error number. Uses `strerror_r` because several tasks may fail at the same time.
  static func reason(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else {
        return "error \(code)"
      }
      return String(cString: start)
    }
  }
}
