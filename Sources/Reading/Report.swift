import Archive
import FileAccess

/// Collects the diagnostics of one reader.
struct Report: Sendable {
  private(set) var diagnostics: [Diagnostic] = []

  mutating func error(
    _ rule: String, _ message: String, _ path: String, at position: Position? = nil, fix: String? = nil
  ) {
    diagnostics.append(Diagnostic(.error, rule, message, path: path, at: position, fix: fix))
  }

  mutating func warning(
    _ rule: String, _ message: String, _ path: String, at position: Position? = nil, fix: String? = nil
  ) {
    diagnostics.append(Diagnostic(.warning, rule, message, path: path, at: position, fix: fix))
  }

  /// Adds a diagnostic with the severity that the archive's settings ask for; nothing if they ask to ignore it.
  mutating func say(
    _ strictness: Settings.Strictness, _ rule: String, _ message: String, _ path: String,
    at position: Position,
    fix: String? = nil
  ) {
    switch strictness {
    case .error: error(rule, message, path, at: position, fix: fix)
    case .warning: warning(rule, message, path, at: position, fix: fix)
    case .ignore: break
    }
  }

  /// Adds an error about a symbolic link.
  mutating func linkFault(_ fault: LinkFault, _ path: String) {
    error(fault.rule, fault.message, path, fix: fault.fix)
  }

  mutating func append(_ more: [Diagnostic]) { diagnostics += more }
}
