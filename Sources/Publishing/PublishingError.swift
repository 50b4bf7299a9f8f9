import Glibc

/// Why the output could not be made. The last good site is whole whenever one of these is thrown.
public struct PublishingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What sort of obstacle it is.
  public enum Kind: String, Sendable {
    /// The output folder cannot be what it is meant to be: a file, no permission, inside the content.
    case output
    /// A path that may not be published: absolute, with `..`, with a NUL.
    case path
    /// Two files want one path, or paths that some file systems hold to be one.
    case conflict
    /// Another build is at work on the same output.
    case busy
    /// The operating system refused something: disk full, input/output error.
    case system
    /// The manifest of the present output cannot be read.
    case manifest
    /// A call that has no place at this moment, such as `put` after `finish`.
    case order
  }

  /// What sort of obstacle it is.
  public var kind: Kind
  /// The file or folder it is about.
  public var path: String
  /// What was found and what was expected, one line, no full stop.
  public var message: String

  /// An obstacle at a path.
  public init(_ kind: Kind, _ path: String, _ message: String) {
    self.kind = kind
    self.path = path
    self.message = message
  }

  /// `path: message`, for people.
  public var description: String { "\(path): \(message)" }

  /// The operating system's last error, told as "cannot `deed`: reason".
  static func system(_ deed: String, _ path: String, code: Int32 = errno) -> PublishingError {
    PublishingError(.system, path, "cannot \(deed): \(reason(code))")
  }

  /// The text of an error number; `strerror_r` because several tasks may fail at once.
  static func reason(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else {
        return "error \(code)"
      }
      return String(cString: start)
    }
  }
}
