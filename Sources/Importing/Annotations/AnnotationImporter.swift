import Archive

/// Annotations of another system, imported as notes of the archive.
public struct ImportedNotes: Sendable {
  /// The notes in the order of the file. Their texts have Markdown but no prose, which the reader makes.
  public var notes: [Annotation]
  /// Number of annotations in the file, replies included.
  public var found: Int
  /// Number of annotations in `notes`, replies included.
  public var taken: Int
  /// Reports on what was not understood or was left out, in the order of the file.
  public var diagnostics: [Diagnostic]

  /// The notes as a file of `Content/annotations/`.
  public var file: String { AnnotationYAML.file(notes) }
}

/// Reads annotation files of other systems. Any content is accepted: problems become diagnostics.
///
/// Two formats are detected by their content: W3C Web Annotations (JSON-LD) and Hypothes.is (responses of its search
/// API, exports of its client). Everything that is left out is reported with its position.
public enum AnnotationImporter {
  /// Maximum size of a file in bytes; the client of Hypothes.is writes about 2,000 for an annotation.
  public static let limit = 64 << 20

  /// Reads one file.
  ///
  /// - Parameters:
  ///   - bytes: content of the file.
  ///   - name: its path, for diagnostics.
  ///   - outline: the archive that the notes are imported into.
  public static func read(_ bytes: [UInt8], name: String, into outline: ArchiveOutline) -> ImportedNotes {
    func refuse(_ rule: String, _ message: String, at position: Position? = nil) -> ImportedNotes {
      ImportedNotes(
        notes: [], found: 0, taken: 0,
        diagnostics: [Diagnostic(.error, rule, message, path: name, at: position)])
    }
    guard bytes.count <= limit else {
      return refuse("file-too-large", "found a file of \(bytes.count) bytes, expected at most \(limit)")
    }
    var foreign = ForeignNotes(path: name, outline: outline, bytes: bytes)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return refuse("bad-utf8", "found bytes that are not UTF-8, expected JSON in UTF-8")
    }
    var parser = JSONParser(bytes)
    let root: JSONValue
    do {
      root = try parser.read()
    } catch {
      return refuse("broken-json", error.message, at: foreign.position(error.offset))
    }
    for offset in parser.loneSurrogates {
      foreign.say(
        "bad-unicode", "found half of a surrogate pair; it is replaced by U+FFFD",
        .init(path: "", offset: offset))
    }
    read(root, into: &foreign)
    var assembly = NoteAssembly(foreign)
    let notes = assembly.assemble()
    return ImportedNotes(
      notes: notes, found: foreign.notes.count, taken: assembly.taken,
      diagnostics: assembly.foreign.diagnostics.sorted())
  }

  private static func read(_ root: JSONValue, into notes: inout ForeignNotes) {
    let top = ForeignNote.Place(path: "", offset: root.offset)
    if HypothesisReader.reads(root) {
      HypothesisReader.read(root, into: &notes)
    } else if let elements = root.elements {
      for (number, element) in elements.enumerated() {
        let place = top.element(number, element)
        if HypothesisReader.reads(row: element) {
          HypothesisReader.read(element, place, into: &notes)
        } else {
          WebAnnotationReader.read(element, place, into: &notes)
        }
      }
    } else if HypothesisReader.reads(row: root) {
      HypothesisReader.read(root, top, into: &notes)
    } else {
      WebAnnotationReader.read(root, top, into: &notes)
    }
  }
}
