import Archive

/// Annotations of another system as notes of the archive.
public struct ImportedNotes: Sendable {
  /// The notes in order of the file. Texts have their Markdown, and no prose: that is for reading to make.
  public var notes: [Annotation]
  /// Number of annotations that were found, replies included.
  public var found: Int
  /// Number of those that are in `notes`, replies included.
  public var taken: Int
  /// What was not understood or left out, in order of the file.
  public var diagnostics: [Diagnostic]

  /// The notes as a file of `Content/annotations/`.
  public var file: String { AnnotationYAML.file(notes) }
}

/// Reads annotations from files of other systems, whatever they hold.
///
/// Two vocabularies are known and told apart by themselves: W3C Web Annotations (JSON-LD) and Hypothes.is (answers
/// of its search API, exports of its client). Everything that is left out is reported with its place.
public enum AnnotationImporter {
  /// Most bytes of a file; the client of Hypothes.is writes about 2,000 for an annotation.
  public static let limit = 64 << 20

  /// Reads one file.
  ///
  /// - Parameters:
  ///   - bytes: the file as it is.
  ///   - name: its path, for diagnostics.
  ///   - outline: the archive that the notes are to stand in.
  public static func read(_ bytes: [UInt8], name: String, into outline: ArchiveOutline) -> ImportedNotes {
    func refuse(_ rule: String, _ message: String, at position: Position? = nil) -> ImportedNotes {
      ImportedNotes(
        notes: [], found: 0, taken: 0,
        diagnostics: [Diagnostic(.error, rule, message, path: name, at: position)])
    }
    guard bytes.count <= limit else {
      return refuse("file-too-large", "the file has \(bytes.count) bytes, the most that is read is \(limit)")
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
        "bad-unicode", "found half of a surrogate pair, written as U+FFFD", .init(path: "", offset: offset))
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
