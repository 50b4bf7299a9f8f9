import Archive
import ArgumentParser
import Base
import Glibc

/// Prints diagnostics: for people on standard error with the line and a caret, for tools as JSON on standard
/// output.
package struct ReportPrinter: Sendable {
  let format: ReportFormat
  let folders: Folders

  package init(format: ReportFormat, folders: Folders) {
    self.format = format
    self.folders = folders
  }

  package func print(_ diagnostics: [Diagnostic]) {
    switch format {
    case .text: printText(diagnostics)
    case .json: Platform.write(json: json(diagnostics), to: STDOUT_FILENO)
    }
  }

  /// Prints the outcome of a build or a check.
  ///
  /// - Throws: the exit status for errors in the content, if there are any.
  package func conclude(_ outcome: Builder.Outcome) throws {
    print(outcome.diagnostics)
    if let summary = outcome.summary { Platform.tell(summary) }
    if outcome.hasErrors { throw ExitCode(ExitStatus.contentErrors) }
  }

  /// Prints the errors that caused content to be skipped, for commands that work with whatever could be read.
  ///
  /// - Throws: the exit status for errors in the content, if there are any.
  package func warnIfBroken(_ diagnostics: [Diagnostic]) throws {
    let errors = diagnostics.filter { $0.severity == .error }
    guard !errors.isEmpty else { return }
    print(errors)
    throw ExitCode(ExitStatus.contentErrors)
  }

  private func printText(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    var out = ""
    var lines = SourceLines()
    for diagnostic in diagnostics {
      let path = place(diagnostic)
      let position = diagnostic.position
      out += TerminalText.line(path) + (position.map { ":\($0.line):\($0.column)" } ?? "")
      out +=
        ": \(diagnostic.severity.rawValue): \(TerminalText.line(diagnostic.message)) [\(diagnostic.rule)]\n"
      if let position, let line = lines.line(position.line, of: path) {
        out += line.around(position.column)
      }
      if let fix = diagnostic.fix { out += "  fix: \(TerminalText.line(fix))\n" }
    }
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    out +=
      "\(errors) \(errors == 1 ? "error" : "errors"), \(warnings) \(warnings == 1 ? "warning" : "warnings")\n"
    Platform.write(out, to: STDERR_FILENO)
  }

  /// The path as it can be opened from the working directory.
  private func place(_ diagnostic: Diagnostic) -> String {
    let path = diagnostic.path
    let isWhole = [folders.content, folders.templates, folders.output].contains {
      path == $0 || path.hasPrefix("\($0)/")
    }
    return isWhole || path.hasPrefix("/") || path.hasPrefix("./") ? path : "\(folders.content)/\(path)"
  }

  private func json(_ diagnostics: [Diagnostic]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array("diagnostics") { json in
        for diagnostic in diagnostics {
          json.breakLine()
          json.object { json in
            json.field("path", place(diagnostic))
            json.field("severity", diagnostic.severity.rawValue)
            json.field("rule", diagnostic.rule)
            json.field("message", diagnostic.message)
            if let position = diagnostic.position {
              json.field("line", position.line)
              json.field("column", position.column)
            }
            if let fix = diagnostic.fix { json.field("fix", fix) }
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}

/// The lines that diagnostics refer to; each file is read once.
private struct SourceLines {
  private var path = ""
  private var lines: [ArraySlice<UInt8>] = []

  mutating func line(_ number: Int, of path: String) -> Line? {
    if path != self.path {
      self.path = path
      lines = (Files.read(path) ?? []).split(separator: 10, omittingEmptySubsequences: false)
    }
    guard number >= 1, number <= lines.count else { return nil }
    // Not copied: there may be as many diagnostics as a line has words.
    let line = lines[number - 1]
    return Line(bytes: line.last == 13 ? line.dropLast() : line)
  }

  struct Line {
    let bytes: ArraySlice<UInt8>

    /// The line and a caret below the column; of a long line, only the part around it.
    func around(_ column: Int) -> String {
      let at = bytes.startIndex + min(max(0, column - 1), bytes.count)
      var start = max(bytes.startIndex, at - 60)
      while start < at, UTF8.isContinuation(bytes[start]) { start += 1 }
      let end = min(bytes.endIndex, at + 60)
      let before = text(start..<at)
      let behind = text(at..<end)
      return "  \(before)\(behind)\n  \(String(repeating: " ", count: before.count))^\n"
    }

    private func text(_ range: Range<Int>) -> String {
      TerminalText.line(
        String(decoding: bytes[range].map { $0 < 32 || $0 == 127 ? 32 : $0 }, as: UTF8.self))
    }
  }
}
