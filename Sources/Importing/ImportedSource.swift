import Archive

/// A foreign text turned into a source as the content folder has it.
public struct ImportedSource: Sendable {
  /// A field of the front matter with one value or a list.
  public struct Field: Sendable, Equatable {
    /// Name of the field as `Content/sources/ID.md` knows it.
    public var key: String
    /// Its values; more than one are written as a list.
    public var values: [String]
    /// Whether it is written as a list even where it has one value.
    public var isList: Bool
  }
  /// A label in the text and the id that stands for it.
  public struct Speaker: Sendable, Equatable {
    /// The label as it is written in the Markdown, without its colon.
    public var label: String
    /// Id of the speaker.
    public var id: String
  }

  /// Name for the file, `Content/sources/ID.md`; checked by `Identifier`.
  public var id: String
  /// Front matter in the order in which it is written; `speakers` stands apart.
  public var fields: [Field]
  /// The labels in order of their first use.
  public var speakers: [Speaker]
  /// The record as Markdown, ending in a line feed.
  public var body: String
  /// What could not be understood, in order of the file's lines. The words are in `body` all the same.
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

/// The formats that can be read.
public enum ImportFormat: String, Sendable, CaseIterable {
  /// Plain text in which labels such as `THE PRESIDENT:` open turns.
  case transcript = "txt"
  /// WebVTT captions (W3C, "WebVTT: The Web Video Text Tracks Format").
  case webVTT = "vtt"
  /// SubRip captions.
  case subRip = "srt"
  /// A table of speaker, words, tags and timestamp, as Oral History as Data has it.
  case oralHistory = "csv"

  /// The format that a file's ending tells; nil where it tells none.
  public init?(fileName: String) {
    guard let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    self.init(rawValue: String(fileName[fileName.index(after: dot)...]).lowercased())
  }
}

/// What is known of a text from elsewhere: a table of metadata, the command line.
public struct ImportMetadata: Sendable, Equatable {
  /// Title; made of the file name where none is given.
  public var title: String?
  /// Date in EDTF; taken from the file name where it begins with one.
  public var date: String?
  /// Who made the transcript.
  public var author: String?
  /// Where the original is.
  public var url: String?
  /// A paragraph that says what it is.
  public var description: String?
  /// Topics of the source as a whole, as words; ids are made of them.
  public var topics: [String] = []

  /// Nothing known.
  public init() {}
}

/// Reads foreign texts. Every word of the input is in the result; what is not understood is reported.
public enum Importer {
  /// Turns a text into a source.
  ///
  /// - Parameters:
  ///   - bytes: the file as it is.
  ///   - name: its path, for diagnostics and, without folder and ending, for the id.
  ///   - format: what it is.
  ///   - metadata: what is known of it from elsewhere; has precedence over what the text says of itself.
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
