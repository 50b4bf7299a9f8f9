import Archive
import Glibc

/// Prints findings: for people on standard error with the line and a caret, for tools as JSON on standard
/// output.
struct ReportPrinter {
  let format: ReportFormat
  let folders: Folders

  func print(_ diagnostics: [Diagnostic]) {
    switch format {
    case .text: printText(diagnostics)
    case .json: Machine.write(json(diagnostics) + "\n", to: STDOUT_FILENO)
    }
  }

  /// Says how it went, to people.
  func say(_ line: String) { Machine.tell(line) }

  private func printText(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    var out = ""
    var lines = SourceLines()
    for diagnostic in diagnostics {
      let path = place(diagnostic)
      let position = diagnostic.position
      out += path + (position.map { ":\($0.line):\($0.column)" } ?? "")
      out += ": \(diagnostic.severity.rawValue): \(visible(diagnostic.message)) [\(diagnostic.rule)]\n"
      if let position, let line = lines.line(position.line, of: path) {
        out += line.around(position.column)
      }
      if let fix = diagnostic.fix { out += "  fix: \(visible(fix))\n" }
    }
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    out +=
      "\(errors) \(errors == 1 ? "error" : "errors"), \(warnings) \(warnings == 1 ? "warning" : "warnings")\n"
    Machine.write(out, to: STDERR_FILENO)
  }

  /// The path as it can be opened from where the program was called.
  private func place(_ diagnostic: Diagnostic) -> String {
    diagnostic.path.hasPrefix(folders.content) || diagnostic.path.hasPrefix(folders.templates)
      || diagnostic.path.hasPrefix(folders.output) || diagnostic.path.hasPrefix("/")
      ? diagnostic.path : "\(folders.content)/\(diagnostic.path)"
  }

  /// Control characters, which content may hold, do nothing on a terminal.
  private func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "\u{FFFD}" : $0 })
    )
  }

  private func json(_ diagnostics: [Diagnostic]) -> String {
    let rows = diagnostics.map { diagnostic in
      var fields = [
        "\"path\":\(quoted(place(diagnostic)))", "\"severity\":\(quoted(diagnostic.severity.rawValue))",
        "\"rule\":\(quoted(diagnostic.rule))", "\"message\":\(quoted(diagnostic.message))",
      ]
      if let position = diagnostic.position {
        fields.append("\"line\":\(position.line)")
        fields.append("\"column\":\(position.column)")
      }
      if let fix = diagnostic.fix { fields.append("\"fix\":\(quoted(fix))") }
      return "{\(fields.joined(separator: ","))}"
    }
    return "{\"diagnostics\":[\(rows.joined(separator: ",\n"))]}"
  }

  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

/// The lines that findings are about, each file read once.
private struct SourceLines {
  private var path = ""
  private var lines: [ArraySlice<UInt8>] = []

  mutating func line(_ number: Int, of path: String) -> Line? {
    if path != self.path {
      self.path = path
      lines = (Files.read(path) ?? []).split(separator: 10, omittingEmptySubsequences: false)
    }
    guard number >= 1, number <= lines.count else { return nil }
    return Line(bytes: lines[number - 1].filter { $0 != 13 })
  }

  struct Line {
    let bytes: [UInt8]

    /// The line and a caret beneath the column; of a long line the part around it.
    func around(_ column: Int) -> String {
      let at = min(max(0, column - 1), bytes.count)
      var start = max(0, at - 60)
      while start < at, bytes[start] & 0xC0 == 0x80 { start += 1 }
      let end = min(bytes.count, at + 60)
      let before = text(start..<at)
      let behind = text(at..<end)
      return "  \(before)\(behind)\n  \(String(repeating: " ", count: before.count))^\n"
    }

    private func text(_ range: Range<Int>) -> String {
      String(decoding: bytes[range].map { $0 < 32 || $0 == 127 ? 32 : $0 }, as: UTF8.self)
    }
  }
}
