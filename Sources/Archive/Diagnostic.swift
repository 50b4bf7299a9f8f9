import Base

/// A line and column in a file, both from 1; columns count bytes, as compilers do.
public struct Position: Sendable, Hashable, Comparable {
  /// Line, from 1.
  public var line: Int
  /// Column in bytes, from 1.
  public var column: Int

  /// Creates a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// File order.
  public static func < (a: Position, b: Position) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// A finding about the content for its author: what was found and what was expected.
public struct Diagnostic: Sendable, Hashable {
  /// Severity: an error prevents the build of the site, a warning does not.
  public enum Severity: String, Sendable {
    case error, warning
  }

  /// Whether the site can still be built.
  public var severity: Severity
  /// Name of the rule, for searching the manual and for tools: `dead-reference`.
  public var rule: String
  /// What was found and what was expected, on one line, without a full stop.
  public var message: String
  /// Path of the file, relative to the folder it was read from.
  public var path: String
  /// Position in that file; nil for a finding about the whole file.
  public var position: Position?
  /// What the author can do, if there is one clear fix.
  public var fix: String?

  /// Creates a diagnostic about a position in a file.
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
  /// Order by file, position, rule and text. The report is the same whichever core found a problem first.
  public static func < (a: Diagnostic, b: Diagnostic) -> Bool {
    let top = Position(line: 0, column: 0)
    if a.path != b.path { return a.path < b.path }
    if a.position != b.position { return (a.position ?? top) < (b.position ?? top) }
    return (a.rule, a.message) < (b.rule, b.message)
  }
}
