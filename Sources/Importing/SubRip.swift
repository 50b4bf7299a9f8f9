/// SubRip captions: a number, a timing with commas, words, an empty line. There is no specification; this
/// reads what players write. A speaker stands as `Name:` at the beginning of a caption, named only when he
/// changes; as in plain text, only a name that comes again is a label.
enum SubRip {
  static func read(_ text: DecodedText, into draft: inout ImportedDocument) {
    let blocks = CaptionBlocks(text.numbered, isWebVTT: false, &draft) { _, _, _ in }
    let texts = blocks.captions.flatMap { block in
      // Places on the screen, `{\an8}`, are no words.
      CaptionText.texts(of: block, &draft) { $0.replacing(#/\{\\an?[0-9]+\}/#, with: "") }
    }
    CaptionText.read(texts, into: &draft)
  }
}
