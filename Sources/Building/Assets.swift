import FileAccess
import Publishing

/// The files of a theme that are not part of a page: pictures, scripts, the style sheet.
struct Assets {
  /// Path of the template folder.
  let templates: String

  func publish(_ publication: some FileTaker) throws {
    for file in try files("assets") {
      if file.hasSuffix(".js"), let script = Files.read("assets/\(file)", in: templates) {
        try publication.put("assets/\(file)", Self.lean(script))
      } else {
        try publication.copy(file: "assets/\(file)", in: templates, to: "assets/\(file)")
      }
    }
    try publishScripts(publication)
    try publishStyle(publication)
  }

  /// Joins the scripts of each folder in `scripts/` in the order of their names: `scripts/NAME/*.js` to
  /// `assets/NAME.js`, so that a page loads one file, which compresses better than its parts.
  private func publishScripts(_ publication: some FileTaker) throws {
    let parts = try files("scripts").filter { $0.hasSuffix(".js") && $0.contains("/") }.sorted()
    let scripts = Dictionary(grouping: parts) { String($0.prefix { $0 != "/" }) }
    for name in scripts.keys.sorted() {
      let path = "assets/\(name).js"
      try publication.put(path, Self.lean(try joined(scripts[name] ?? [], in: "scripts", for: path)))
    }
  }

  /// The bytes of some files of a folder, one after the other.
  private func joined(_ files: [String], in folder: String, for path: String) throws -> [UInt8] {
    var out: [UInt8] = []
    for file in files {
      guard let bytes = Files.read("\(folder)/\(file)", in: templates) else {
        throw Files.Failure(path: path, reason: "\(templates)/\(folder)/\(file) cannot be read")
      }
      out += bytes
      if out.last != 0x0A { out.append(0x0A) }
    }
    return out
  }

  /// Joins the style sheets of `styles/`, sorted by name, to `assets/site.css`: several files for authors, but only
  /// one to load. A theme without the folder has its own style sheet among the assets.
  private func publishStyle(_ publication: some FileTaker) throws {
    let files = try files("styles").filter { $0.hasSuffix(".css") }
    guard !files.isEmpty else { return }
    try publication.put("assets/site.css", joined(files.sorted(), in: "styles", for: "assets/site.css"))
  }

  /// The files of an optional folder of the theme; throws if the folder exists but cannot be listed.
  private func files(_ name: String) throws -> [String] {
    let folder = "\(templates)/\(name)"
    if CacheFile.isLink(folder), let fault = LinkFault(name, in: templates) {
      throw Files.Failure(path: folder, problem: fault.message)
    }
    var fault: Files.Failure?
    let files = Files.list(templates, inner: name) {
      // A link that leads nowhere may be the lock file of an editor.
      if case .unreadable = $1 { return }
      fault = fault ?? Files.Failure(path: "\(templates)/\($0)", problem: $1.message)
    }
    // If only assets have changed, the templates are not read, and the fault has not been reported yet.
    if let fault { throw fault }
    if let files { return files }
    if Files.exists(folder) { throw Files.Failure(path: folder, problem: "the folder cannot be read") }
    return []
  }

  /// A script without comment-only lines, empty lines and indentation: this saves a sixth to a third of what a
  /// reader loads before the first query. Every other line is unchanged, so the script stays readable.
  ///
  /// If a text may continue on the next line, in a template literal or after a backslash (ECMA-262, section 12.9),
  /// the whole script is left unchanged.
  static func lean(_ script: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(script.count)
    for line in script.split(separator: 0x0A) {
      let code = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      if code.isEmpty || code.starts(with: [0x2F, 0x2F]) { continue }
      if code.contains(UInt8(ascii: "`")) || code.last == UInt8(ascii: "\\") { return script }
      out += code
      out.append(0x0A)
    }
    return out
  }
}
