import Archive
import Importing
import Reading

extension ForeignReader {
  static let importReaders =
    ImportFormat.allCases.map(importer) + [
      ForeignReader("metadata", words: ["objectid,title\n", "\"", "\"\"", ",", "\r\n"]) { bytes in
        try checkPlaces(OralHistory.metadata(bytes, name: "x.csv").diagnostics, in: bytes)
      },
      ForeignReader(
        "notes-json",
        words: [
          "\"@context\"", "\"type\":\"Annotation\"", "\"target\":", "\"selector\":", "\"TextQuoteSelector\"",
          "\"exact\":",
          "\"TextPositionSelector\"", "\"start\":", "\"items\":[", "\"rows\":[", "\"uri\":",
          "\"references\":[", "\\u0000", "1e999",
        ]
      ) { try readNotesJSON($0) },
    ]

  /// The output of an importer is read back without an error that the importer has caused.
  private static func importer(_ format: ImportFormat) -> ForeignReader {
    let words = [
      "WEBVTT\n\n", "00:01.000 --> 00:02.000\n", "<v A>", "1\n00:00:01,000 --> 00:00:02,000\n",
      "THE PRESIDENT: ", "\r\n",
      "speaker,words,tags,timestamp\n", "\"\"", "NOTE ", "<i>", "{\\an8}", "&amp;", "\u{FEFF}", "A: ",
    ]
    return ForeignReader("import-\(format.rawValue)", words: words) { bytes in
      let made = Importer.read(bytes, name: "x.\(format.rawValue)", format: format)
      try checkPlaces(made.diagnostics, in: bytes)
      try expect(Identifier.problem(made.id) == nil, "the id is none: \(made.id)")
      let again = SingleFile().read(Array(made.file.utf8), path: "sources/\(made.id).md")
      let errors = again.diagnostics.filter { $0.severity == .error }
      try expect(errors.isEmpty, "what is written cannot be read: \(errors)")
    }
  }

  private static func readNotesJSON(_ bytes: [UInt8]) throws {
    var outline = ArchiveOutline(settings: Settings(), sources: [record], topics: [], notes: [String]())
    outline.fallback = record.id
    let made = AnnotationImporter.read(bytes, name: "x.json", into: outline)
    try checkPlaces(made.diagnostics, in: bytes)
    let again = SingleFile().read(Array(made.file.utf8), path: "annotations/x.yaml")
    let errors = again.diagnostics.filter { $0.severity == .error }
    try expect(errors.isEmpty, "what is written cannot be read: \(errors)")
    try expect(
      again.archive.annotations.count == made.notes.count,
      "\(made.notes.count) notes are written and \(again.archive.annotations.count) read")
  }
}
