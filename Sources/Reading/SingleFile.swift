import Archive

/// One file of a content folder, read by itself from memory: for tools that try readers on bytes that no folder
/// holds. What several files say together (ids given twice, references) is not checked here.
package struct SingleFile {
  /// What the file is read under.
  package var settings = Settings()
  /// Paths of files that links may name, with `media/`.
  package var media: Set<String> = []

  package init() {}

  /// Reads a file as `ArchiveReader` does.
  ///
  /// - Parameter path: in the content folder; its first part says what the file is, its name the id.
  /// - Returns: an archive of what is in the file, and what there is to say about it.
  package func read(_ bytes: [UInt8], path: String) -> (archive: Archive, diagnostics: [Diagnostic]) {
    var archive = Archive()
    archive.settings = settings
    var report = Report()
    guard let file = FileText.check(bytes, path: path, &report) else { return (archive, report.diagnostics) }
    let parts = path.split(separator: "/")
    let id = parts.last.map { String($0.prefix { $0 != "." }) } ?? ""
    let sources = SourceReader(settings: settings, media: media)
    let registers = RegisterReader(settings: settings, media: media)
    switch parts.first {
    case "sources": archive.sources += sources.read(file, id: id, &report).map { [$0] } ?? []
    case "speakers": archive.speakers += registers.speaker(file, id: id, &report).map { [$0] } ?? []
    case "topics": archive.topics += registers.topic(file, id: id, &report).map { [$0] } ?? []
    case "events": archive.events += registers.event(file, id: id, &report).map { [$0] } ?? []
    case "places": archive.places += registers.place(file, id: id, &report).map { [$0] } ?? []
    case "organizations":
      archive.organizations += registers.organization(file, id: id, &report).map { [$0] } ?? []
    case "pages": archive.pages += registers.page(file, id: id, &report).map { [$0] } ?? []
    case "annotations":
      archive.annotations = AnnotationReader(settings: settings, media: media).read(file, &report)
    default: archive.settings = SettingsReader().read(file, &report)
    }
    return (archive, report.diagnostics)
  }
}
