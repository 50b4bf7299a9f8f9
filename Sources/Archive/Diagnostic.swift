import Base

/// A line and column in a file, both from 1; columns count bytes, as compilers do.
public struct Position: Sendable, Hashable, Comparable {
  /// Line, from 1.
  public var line: Int
  /// Column in bytes, from 1.
  public var column: Int

  /// A place in a file.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Order of reading.
  public static func < (a: Position, b: Position) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// Something an author should know about a place in the content: what was found and what was expected.
public struct Diagnostic: Sendable, Hashable {
  /// Whether the site can be made all the same.
  public enum Severity: String, Sendable {
    case error, warning
  }

  /// Whether the site can be made all the same.
  public var severity: Severity
  /// Name of the rule, for searching the manual and for tools: `dead-reference`.
  public var rule: String
  /// What was found and what was expected, one line, no full stop.
  public var message: String
  /// Path of the file below the folder it was read from.
  public var path: String
  /// The place in that file; nil where the file as a whole is meant.
  public var position: Position?
  /// What the author can do, where there is one clear thing.
  public var fix: String?

  /// A diagnostic about a place in a file.
  public init(
    _ severity: Severity, _ rule: String, _ message: String, path: String, at position: Position? = nil,
    fix: String? = nil
  ) {
    self.severity = severity
    self.rule = rule
    self.message = Self.oneLine(message)
    self.path = path
    self.position = position
    self.fix = fix.map(Self.oneLine)
  }

  /// Messages show words of the content, which could end the line or steer a terminal (ECMA-48).
  private static func oneLine(_ text: String) -> String { TerminalText.withoutControls(text) }
}

extension Diagnostic: Comparable {
  /// By file, then by place, then by rule and text: the same report whichever core found it first.
  public static func < (a: Diagnostic, b: Diagnostic) -> Bool {
    let top = Position(line: 0, column: 0)
    if a.path != b.path { return a.path < b.path }
    if a.position != b.position { return (a.position ?? top) < (b.position ?? top) }
    return (a.rule, a.message) < (b.rule, b.message)
  }
}
