import Archive
import Building
import Importing

/// Imports files from elsewhere as sources in the content folder.
struct Imports {
  private let content: String
  private let format: ImportFormat
  private let strict: Bool
  private var metadata: [String: ImportMetadata] = [:]
  private var diagnostics: [Diagnostic] = []
  private var written = 0
  private var total = 0

  init(content: String, format: ImportFormat, strict: Bool) {
    self.content = content
    self.format = format
    self.strict = strict
  }

  /// The error message for a word that is not a format.
  static func problem(format: String) -> String {
    let known = ImportFormat.allCases.map(\.rawValue) + ["annotations"]
    let near = Suggestion.nearest(format, among: known).map { ". Did you mean '\($0)'?" } ?? ""
    return "found the format '\(format)', expected \(known.joined(separator: ", "))\(near)"
  }

  var outcome: Builder.Outcome {
    Builder.Outcome(
      diagnostics: diagnostics.sorted(),
      summary: "wrote \(written) of \(total) sources in \(content)/sources")
  }

  /// Reads a table with metadata of the files.
  mutating func readMetadata(_ path: String) {
    guard let bytes = read(path) else { return }
    let table = OralHistory.metadata(bytes, name: path)
    metadata = table.byID
    report(table.diagnostics, of: path)
  }

  /// Reads one file and writes it as a source, unless a source with that id exists.
  mutating func add(_ path: String) {
    total += 1
    guard let bytes = read(path) else { return }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let source = Importer.read(
      bytes, name: path, format: format, metadata: metadata[stem] ?? ImportMetadata())
    let isBroken = report(source.diagnostics, of: path)
    if isBroken { return }
    if let problem = Identifier.problem(source.id) {
      return fail(path, "bad-id", "the file name gives the id '\(source.id)': \(problem)")
    }
    do {
      let folder = "\(content)/sources"
      if let owner = FileTemplate.owner(of: source.id, in: folder) {
        return fail(path, "duplicate-id", "a source with this id already exists: \(folder)/\(owner)")
      }
      try Files.makeFolder(folder)
      try Files.create("sources/\(source.id).md", in: content, with: Array(source.file.utf8))
      written += 1
    } catch {
      fail(path, "unwritable-file", "\(error)")
    }
  }

  private mutating func read(_ path: String) -> [UInt8]? {
    if let bytes = Files.read(path) { return bytes }
    fail(path, "unreadable-file", "cannot read the file")
    return nil
  }

  private mutating func fail(_ path: String, _ rule: String, _ message: String) {
    report([Diagnostic(.error, rule, message, path: path)], of: path)
  }

  /// Adds diagnostics; returns whether any of them is an error.
  @discardableResult
  private mutating func report(_ found: [Diagnostic], of path: String) -> Bool {
    let found = Imports.located(found, of: path, strict: strict)
    diagnostics += found
    return found.contains { $0.severity == .error }
  }

  /// Diagnostics with paths as given: one from the command line is relative to the working directory.
  static func located(_ found: [Diagnostic], of path: String, strict: Bool) -> [Diagnostic] {
    found.map { diagnostic in
      var diagnostic = diagnostic
      if !path.hasPrefix("/") && !path.hasPrefix("./") { diagnostic.path = "./" + path }
      if strict { diagnostic.severity = .error }
      return diagnostic
    }
  }
}
