import Archive
import Workers

/// Reads a content folder into an archive.
public struct ArchiveReader: Sendable {
  /// Path of the content folder.
  public let content: String
  /// The workers that read files concurrently.
  public let workers: Workers

  /// - Parameters:
  ///   - content: path of the content folder.
  ///   - workers: the workers that read files.
  public init(content: String, workers: Workers) {
    self.content = content
    self.workers = workers
  }

  /// Reads the whole folder. A file with errors does not prevent the others from being read and reported.
  ///
  /// - Returns: the archive of everything that could be read, and all diagnostics, sorted.
  public func read() async -> (archive: Archive, diagnostics: [Diagnostic]) {
    var report = Report()
    let folder = ContentFolder(content, &report)
    guard report.diagnostics.first?.rule != "unreadable-folder" || !folder.files.isEmpty else {
      return (Archive(), report.diagnostics)
    }
    var archive = Archive()
    archive.settings = settings(folder, &report)
    checkLayout(folder, &report)
    let settings = archive.settings

    let media = folder.files(in: "media", endings: [""])
    let known = Set(media)
    for path in media { ActiveMedia.check(path, in: folder.root, &report) }
    checkForms(media, &report)
    let sources = SourceReader(settings: settings, media: known)
    let registers = RegisterReader(settings: settings, media: known)
    let notes = AnnotationReader(settings: settings, media: known)
    archive.sources = await entries(folder, .source, &archive, &report, sources.read)
    archive.speakers = await entries(folder, .speaker, &archive, &report, registers.speaker)
    archive.topics = await entries(folder, .topic, &archive, &report, registers.topic)
    archive.events = await entries(folder, .event, &archive, &report, registers.event)
    archive.places = await entries(folder, .place, &archive, &report, registers.place)
    archive.organizations = await entries(folder, .organization, &archive, &report, registers.organization)
    archive.pages = await entries(folder, .page, &archive, &report, registers.page)
    archive.annotations = await annotations(folder, &report, notes)
    archive.hasUnreadNotes = report.diagnostics.contains {
      $0.path.hasPrefix("annotations/")
        && ["broken-yaml", "unreadable-file", "invalid-utf8"].contains($0.rule)
    }
    archive.media = media.map { String($0.dropFirst("media/".count)) }
    if archive.sources.isEmpty && !report.diagnostics.contains(where: { $0.severity == .error }) {
      report.error(
        "no-sources", "found no source, expected Markdown files in sources/", content,
        fix: "create one with 'sitegen new source ID'")
    }
    return (archive, report.diagnostics.sorted())
  }

  /// Reads one source on its own.
  ///
  /// - Parameters:
  ///   - path: path of its file below the content folder.
  ///   - archive: the archive that it belongs to, for its settings and media names.
  /// - Returns: the source, or nil if it cannot be read, and the diagnostics.
  public func source(_ path: String, in archive: Archive) -> (source: Source?, diagnostics: [Diagnostic]) {
    var report = Report()
    let media = Set(archive.media.map { "media/\($0)" })
    let reader = SourceReader(settings: archive.settings, media: media)
    let source = FileText.read(path, in: content, &report).flatMap {
      reader.read($0, id: Self.id(of: path), &report)
    }
    return (source, report.diagnostics)
  }

  /// The file name without its extension, in composed form (NFC). Some disks and programs decompose the letters of
  /// names.
  private static func id(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return String(name.dropLast(".md".count)).composed
  }

  private func settings(_ folder: ContentFolder, _ report: inout Report) -> Settings {
    guard folder.files.contains("archive.yaml") else {
      report.warning(
        "missing-settings", "found no archive.yaml, expected one with the title of the archive",
        "archive.yaml",
        fix: "create it with a line 'title: …'")
      return Settings()
    }
    guard let file = FileText.read("archive.yaml", in: folder.root, &report) else { return Settings() }
    return SettingsReader().read(file, &report)
  }

  /// Reads every Markdown file of a folder. The id is the file name. Two files with the same id are an error.
  private func entries<Entry: Sendable>(
    _ folder: ContentFolder, _ scheme: Reference.Scheme, _ archive: inout Archive, _ report: inout Report,
    _ read: @Sendable @escaping (FileText, String, inout Report) -> Entry?
  ) async -> [Entry] {
    let name = "\(scheme.rawValue)s"
    let paths = unique(folder.files(in: name, endings: [".md"]), &report)
    let root = folder.root
    let results = await workers.map(paths.count) { index -> (Entry?, Report) in
      var report = Report()
      let (path, id) = paths[index]
      let entry = FileText.read(path, in: root, &report).flatMap { read($0, id, &report) }
      return (entry, report)
    }
    for (index, result) in results.enumerated() {
      report.append(result.1.diagnostics)
      if result.0 == nil { archive.unread[scheme, default: []].insert(paths[index].id) }
    }
    return results.compactMap(\.0)
  }

  /// Ids of files, sorted. Invalid and duplicate ids are reported and left out.
  private func unique(_ paths: [String], _ report: inout Report) -> [(path: String, id: String)] {
    var owners: [String: String] = [:]
    var out: [(path: String, id: String)] = []
    for path in paths {
      let id = Self.id(of: path)
      if let problem = Identifier.problem(id) {
        report.error("bad-id", "the file name cannot be an id: \(problem)", path)
        continue
      }
      // Compared case-insensitively, because some file systems treat A.html and a.html as one file.
      if let other = owners.updateValue(path, forKey: id.lowercased()) {
        let why =
          path == other ? ", whose name has the same letters in another Unicode normalisation form" : ""
        report.error(
          "duplicate-id", "found the id '\(id)' twice, expected it once; the first is \(other)\(why)", path,
          fix: "rename one of the files")
        owners[id.lowercased()] = other
        continue
      }
      out.append((path, id))
    }
    return out.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  private func annotations(
    _ folder: ContentFolder, _ report: inout Report, _ reader: AnnotationReader
  ) async -> [Annotation] {
    let paths = folder.files(in: "annotations", endings: [".yaml", ".yml"])
    let root = folder.root
    let results = await workers.map(paths.count) { index -> ([Annotation], Report) in
      var report = Report()
      let notes = FileText.read(paths[index], in: root, &report).map { reader.read($0, &report) }
      return (notes ?? [], report)
    }
    var owners: [String: Annotation] = [:]
    for (notes, said) in results {
      report.append(said.diagnostics)
      for note in notes {
        if let other = owners[note.id] {
          report.error(
            "duplicate-id",
            "found the annotation '\(note.id)' twice, expected it once; the first is at \(other.path):\(other.position.line)",
            note.path, at: note.position)
        } else {
          owners[note.id] = note
        }
      }
    }
    return owners.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  /// Reports files of `media/` whose published names would be the same.
  private func checkForms(_ media: [String], _ report: inout Report) {
    var first: [String: String] = [:]
    for path in media where path.utf8.contains(where: { $0 >= 0x80 }) {
      // Swift treats both forms of a letter as equal, and the published name is the same for both.
      guard let other = first.updateValue(path, forKey: path) else { continue }
      report.error(
        "duplicate-id",
        "found '\(path)' twice: '\(other)' has the same letters in another Unicode normalisation form",
        path, fix: "rename one of the files")
    }
  }

  /// Reports files and folders that no reader uses, with a suggestion.
  private func checkLayout(_ folder: ContentFolder, _ report: inout Report) {
    let folders = [
      "sources", "speakers", "topics", "events", "places", "organizations", "annotations", "pages", "media",
      "ledger",
    ]
    let endings = ["annotations": [".yaml", ".yml"], "media": [""], "ledger": [""]]
    var unknown: Set<String> = []
    for path in folder.files where path != "archive.yaml" {
      let parts = path.split(separator: "/")
      let top = String(parts[0])
      if parts.count == 1 {
        if top != "README.md" {
          report.warning(
            "stray-file", "found a file that sitegen does not read, expected it in one of the folders", path)
        }
      } else if !folders.contains(top) {
        guard unknown.insert(top).inserted else { continue }
        let near = Suggestion.nearest(top, among: folders)
        report.warning(
          "stray-file",
          "found a folder that sitegen does not read, expected \(folders.joined(separator: ", "))", top,
          fix: near.map { "rename it to '\($0)'" })
      } else if !(endings[top] ?? [".md"]).contains(where: { path.hasSuffix($0) }) {
        report.warning(
          "stray-file",
          "found a file that sitegen does not read, expected the ending \(endings[top]?.first ?? ".md") here",
          path)
      }
    }
  }
}
