import Archive

/// Media files whose scripts a browser can run. SVG, HTML and other XML run scripts if a reader opens the file
/// directly, but not if a page shows it as a picture. Script files can be loaded by pages, because the content
/// policy of the pages does not block them. All are published unchanged, because the author may intend this, but
/// scripts are reported.
public enum ActiveMedia {
  private static let documents = [
    ".svg", ".svgz", ".html", ".htm", ".shtml", ".shtm", ".xhtml", ".xhtm", ".xht", ".xml", ".xsl", ".xslt",
    ".xsd",
    ".mml", ".mathml", ".rdf", ".rss", ".atom", ".mht", ".mhtml",
  ]
  private static let scripts = [".js", ".mjs", ".cjs"]

  /// Whether a file may contain scripts that run, according to its extension.
  public static func canBe(_ path: String) -> Bool {
    let path = path.lowercased()
    return (documents + scripts).contains { path.hasSuffix($0) }
  }

  /// Reports the first script in a file, or a file that cannot be checked for scripts.
  static func check(_ path: String, in folder: String, _ report: inout Report) {
    guard canBe(path) else { return }
    let fix = "remove the script, or keep the file if you wrote it and want the script to run"
    guard !scripts.contains(where: { path.lowercased().hasSuffix($0) }) else {
      return report.warning(
        "media-script", "found a script file, which pages of this site can load, expected none in media/",
        path,
        fix: "remove the file, or keep it if you wrote it and want it to run")
    }
    var problems = Report()
    guard let file = FileText.read(path, in: folder, &problems) else {
      // A file that cannot be opened is reported where it is used, if it is used at all.
      guard let problem = problems.diagnostics.first(where: { unseen.contains($0.rule) }) else { return }
      return report.warning(
        "media-script", "\(problem.message), so scripts in the file cannot be detected", path,
        at: problem.position,
        fix: "save the file as UTF-8, or keep it if you wrote it")
    }
    guard let found = ScriptFinder(file.bytes).first() else { return }
    report.warning(
      "media-script", "found '\(found.words)', \(found.meaning)", path,
      at: FileText.position(of: found.offset, in: file.bytes), fix: fix)
  }

  private static let unseen: Set<String> = ["nul-byte", "invalid-utf8", "file-too-large"]
}
