import Archive

/// An imported text as a source file of the content folder.
public struct ImportedSource: Sendable {
  /// A field of the front matter with one value or a list of values.
  public struct Field: Sendable, Equatable {
    /// Name of the field in `Content/sources/ID.md`.
    public var key: String
    /// Its values; if `isList` is false, only the first is written.
    public var values: [String]
    /// Whether it is written as a list, even if it has one value.
    public var isList: Bool
  }
  /// A label in the text and the id of its speaker.
  public struct Speaker: Sendable, Equatable {
    /// The label in the Markdown, without its colon.
    public var label: String
    /// Id of the speaker.
    public var id: String
  }

  /// Id of the source and name of its file, `Content/sources/ID.md`; checked by `Identifier`.
  public var id: String
  /// Front matter in the order in which it is written, without `speakers`.
  public var fields: [Field]
  /// The labels in the order of their first use.
  public var speakers: [Speaker]
  /// The record as Markdown, ending in a line feed.
  public var body: String
  /// Reports on what could not be understood, in the order of the file's lines. Its words are still in `body`.
  public var diagnostics: [Diagnostic]

  /// The whole file, front matter and body.
  public var file: String {
    var out = "---\n"
    for field in fields {
      let values = field.values.map(YAML.scalar)
      out +=
        field.isList ? "\(field.key): [\(values.joined(separator: ", "))]\n" : "\(field.key): \(values[0])\n"
    }
    if !speakers.isEmpty {
      out += "speakers:\n"
      for speaker in speakers {
        out += "  \(YAML.key(speaker.label, indent: 2)) \(YAML.scalar(speaker.id))\n"
      }
    }
    return out + "---\n\n" + body
  }
}

/// The input formats; raw values are file endings.
public enum ImportFormat: String, Sendable, CaseIterable {
  /// Plain text in which labels such as `THE PRESIDENT:` open turns.
  case transcript = "txt"
  /// WebVTT captions (W3C, "WebVTT: The Web Video Text Tracks Format").
  case webVTT = "vtt"
  /// SubRip captions.
  case subRip = "srt"
  /// A table of speaker, words, tags and timestamp, in the form of Oral History as Data.
  case oralHistory = "csv"

  /// The format of a file by its ending, in any case of letters; nil if the ending is not known.
  public init?(fileName: String) {
    guard let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    self.init(rawValue: String(fileName[fileName.index(after: dot)...]).lowercased())
  }
}

/// Metadata that does not come from the text itself, but from a metadata table or the command line.
public struct ImportMetadata: Sendable, Equatable {
  /// Title; if nil, that of the text, or else one made from the file name.
  public var title: String?
  /// Date in EDTF; if nil, that of the text, or else the one at the start of the file name.
  public var date: String?
  /// Who made the transcript.
  public var author: String?
  /// Address of the original.
  public var url: String?
  /// Description of the text, one paragraph.
  public var description: String?
  /// Names of the topics of the whole source; ids are made from them.
  public var topics: [String] = []

  /// Empty metadata.
  public init() {}
}

/// Reads texts in other formats. Every word of the input is in the result; what is not understood is reported.
public enum Importer {
  /// Converts a text to a source.
  ///
  /// - Parameters:
  ///   - bytes: content of the file.
  ///   - name: its path, for diagnostics and, without folder and ending, for the id.
  ///   - format: its format.
  ///   - metadata: metadata from outside the text; overrides the text's own metadata.
  public static func read(
    _ bytes: [UInt8], name: String, format: ImportFormat, metadata: ImportMetadata = ImportMetadata()
  ) -> ImportedSource {
    var draft = ImportedDocument(path: name)
    let text = DecodedText(bytes, &draft)
    switch format {
    case .transcript: PlainTranscript.read(text, into: &draft)
    case .webVTT: WebVTT.read(text, into: &draft)
    case .subRip: SubRip.read(text, into: &draft)
    case .oralHistory: OralHistory.read(text, into: &draft)
    }
    return draft.finish(metadata)
  }
}
