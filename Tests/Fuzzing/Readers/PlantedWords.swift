import Archive
import Reading

/// Words inserted into a source to check their fate: a turn of a declared speaker between any two lines, or a word
/// between any two words. They must appear where a reader of the file sees them, or be reported.
struct PlantedWords {
  private static let mark = "zqxplantedxqz"
  /// Rules that may be reported instead of keeping a word: it is lost, or it is inside something that is not text.
  private static let losses: Set<String> = ["words-lost", "hidden-label", "open-fence", "html"]

  private let bytes: [UInt8]
  /// Offset at which the body begins.
  private let body: Int
  private let labels: [(label: String, id: String)]
  private var state: UInt64

  /// - Returns: nil if the file has no body with line feeds.
  init?(_ bytes: [UInt8], of source: Source) {
    guard bytes.starts(with: Array("---\n".utf8)) else { return nil }
    var lineStart = 4
    while let end = bytes[lineStart...].firstIndex(of: 10) {
      if bytes[lineStart..<end].elementsEqual("---".utf8) { break }
      lineStart = end + 1
    }
    guard lineStart + 4 < bytes.count else { return nil }
    self.bytes = bytes
    body = lineStart + 4
    // In the body, a label with Markdown characters reads as a different text.
    labels = source.speakers.map { ($0.label, $0.speaker.id) }
      .filter { label, _ in !label.contains { "&*_`[]<>\\~|#".contains($0) } }
    state = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Inserts a turn at a line that the bytes determine.
  func checkTurn() throws {
    let starts = (body..<bytes.count).filter { bytes[$0 - 1] == 10 }
    guard !starts.isEmpty, !labels.isEmpty else { return }
    let start = starts[Int(state >> 8) % starts.count]
    let (label, id) = labels[Int(state >> 32) % labels.count]
    let planted = bytes[..<start] + Array("\n\n\(label): \(Self.mark)\n\n".utf8) + bytes[start...]
    let line = bytes[..<start].count { $0 == 10 } + 3
    let (archive, diagnostics) = SingleFile().read(Array(planted), path: "sources/x.md")
    guard let source = archive.sources.first else { return }
    if diagnostics.contains(where: { $0.position?.line == line || Self.losses.contains($0.rule) }) { return }
    let record = source.record
    guard let passage = record.passages.first(where: { Self.isMarked(record.bytes, $0.range) }) else {
      throw ForeignReader.Broken(description: "the turn planted on line \(line) is lost: \(label)")
    }
    let speaker =
      passage.turn < 0 ? nil : source.speakers[Int(record.turns[Int(passage.turn)].speaker)].speaker.id
    try ForeignReader.expect(
      speaker == id, "the turn of \(id) planted on line \(line) is given to \(speaker ?? "nobody")")
  }

  /// Inserts a word after a space between two letters that the bytes determine. The manner of a turn keeps it too.
  /// After the opening of an attribute list or an address it may not be a word.
  func checkWord() throws {
    func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }
    let spaces = (body..<bytes.count - 1).filter {
      bytes[$0] == 32 && isLetter(bytes[$0 - 1]) && isLetter(bytes[$0 + 1]) && !isBehindMarkup($0)
    }
    guard !spaces.isEmpty else { return }
    let space = spaces[Int(state >> 16) % spaces.count]
    let planted = bytes[...space] + Array("\(Self.mark) ".utf8) + bytes[(space + 1)...]
    let line = bytes[..<space].count { $0 == 10 } + 1
    let (archive, diagnostics) = SingleFile().read(Array(planted), path: "sources/x.md")
    guard let source = archive.sources.first else { return }
    if diagnostics.contains(where: { $0.position?.line == line || Self.losses.contains($0.rule) }) { return }
    let isManner = source.record.turns.contains { $0.manner?.contains(Self.mark) == true }
    try ForeignReader.expect(
      isManner || Self.isMarked(source.record.bytes, ByteRange(0, source.record.bytes.count)),
      "the word planted on line \(line) is lost")
  }

  private func isBehindMarkup(_ at: Int) -> Bool {
    let line = bytes[body..<at].lastIndex(of: 10).map { bytes[$0..<at] } ?? bytes[body..<at]
    return ["{:", "](", "<", "!["].contains { !line.ranges(of: Array($0.utf8)).isEmpty }
  }

  private static func isMarked(_ bytes: [UInt8], _ range: ByteRange) -> Bool {
    !bytes[Int(range.start)..<Int(range.end)].ranges(of: Array(mark.utf8)).isEmpty
  }
}
