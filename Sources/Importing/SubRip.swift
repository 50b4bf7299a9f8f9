/// SubRip captions: a number, a timing with commas, words, an empty line. There is no specification; this reads what
/// players write. A speaker is written as `Name:` at the beginning of a caption, and only when the speaker changes.
/// As in plain text, only a name that occurs again is a label.
enum SubRip {
  static func read(_ text: DecodedText, into draft: inout ImportedDocument) {
    let blocks = CaptionBlocks(text.numbered, isWebVTT: false, &draft) { _, _, _ in }
    let texts = blocks.captions.flatMap { block in
      // Positions on the screen, such as `{\an8}`, are not words.
      CaptionText.texts(of: block, &draft) { $0.replacing(#/\{\\an?[0-9]+\}/#, with: "") }
    }
    CaptionText.read(texts, into: &draft)
  }
}
