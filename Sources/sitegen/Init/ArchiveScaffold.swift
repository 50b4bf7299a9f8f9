import Building

/// The archive that `sitegen init` writes: small and complete; it builds without warnings.
struct ArchiveScaffold {
  let folder: String
  /// Folder that the templates are copied from.
  let templates: String

  /// - Returns: what was done and what to do next, one line each.
  /// - Throws: `Files.Failure` if there already is an archive, or a file cannot be written.
  func write() throws -> [String] {
    let content = path("Content")
    if Files.exists(content) {
      throw Files.Failure(path: content, reason: "it already exists and is not overwritten")
    }
    for (name, text) in ScaffoldContent.files { try create("\(content)/\(name)", Array(text.utf8)) }
    var lines = ["wrote \(ScaffoldContent.files.count) files in \(content)"]
    let target = path("Templates")
    let hasTemplates = try Files.exists(target) || copyTemplates(to: target, &lines)
    if !hasTemplates {
      lines.append(
        "found no templates in '\(templates)': the archive can be checked, but a build needs a copy of "
          + "sitegen's folder Templates; name it with --templates")
    }
    let enter = folder == "." ? "" : "cd \(folder) && "
    lines.append("next: \(enter)sitegen \(hasTemplates ? "serve" : "check")")
    lines.append("then: write sources in Content/sources, or create one with 'sitegen new source ID'")
    return lines
  }

  private func path(_ name: String) -> String { folder == "." ? name : "\(folder)/\(name)" }

  private func copyTemplates(to target: String, _ lines: inout [String]) throws -> Bool {
    guard let files = Files.list(templates), !files.isEmpty else { return false }
    for file in files {
      guard let bytes = Files.read("\(templates)/\(file)") else {
        throw Files.Failure(path: "\(target)/\(file)", reason: "\(templates)/\(file) cannot be read")
      }
      try create("\(target)/\(file)", bytes)
    }
    lines.append("copied \(files.count) files from \(templates) to \(target)")
    return true
  }

  private func create(_ path: String, _ bytes: [UInt8]) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    try Files.makeFolder(folder)
    try Files.create(slash.map { String(path[path.index(after: $0)...]) } ?? path, in: folder, with: bytes)
  }
}
