import Archive

/// Reads one content file on its own from memory, for tools that run the readers on bytes without a folder. Checks
/// across files (duplicate ids, references) are not made.
package struct SingleFile {
  /// Settings used to read the file.
  package var settings = Settings()
  /// Paths of files that links may name, including `media/`.
  package var media: Set<String> = []

  package init() {}

  /// Reads a file as `ArchiveReader` does.
  ///
  /// - Parameters:
  ///   - bytes: the contents of the file.
  ///   - path: path in the content folder. Its first component gives the kind of file, its file name the id.
  /// - Returns: an archive with the contents of the file, and the diagnostics.
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
