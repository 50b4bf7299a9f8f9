import Archive
import Linking

/// `data/text/ID.txt`: a source as plain text, for word lists, concordances and other tools. A few header lines
/// describe the source. After an empty line follows the record: headings, and turns with the labels of the source.
///
/// ```
/// Title: Joint press conference
/// Date: 2018-07-16
///
/// PUTIN (through interpreter): He calls the talks frank.
/// ```
struct PlainText {
  private let edition: Edition
  private let index: Int

  init(_ edition: Edition, _ index: Int) {
    self.edition = edition
    self.index = index
  }

  func bytes() -> [UInt8] { write { _, _ in } }

  /// - Parameter begin: called before the text of each passage, with the output so far and the passage index.
  func write(_ begin: (_ text: [UInt8], _ passage: Int) -> Void) -> [UInt8] {
    let source = edition.sources[index]
    let record = source.record
    var out: [UInt8] = []
    out.reserveCapacity(record.bytes.count + record.turns.count * 40 + 1000)
    head(source, &out)
    var section: Int32 = 0
    var turn: Int32 = -1
    for (number, passage) in record.passages.enumerated() {
      while section < record.sections.count, record.sections[Int(section)].firstPassage <= number {
        out.append(10)
        out += record.bytes[record.sections[Int(section)].heading.asRange]
        out.append(10)
        section += 1
      }
      out.append(10)
      if passage.turn >= 0, passage.turn != turn, passage.kind != .stageNote {
        label(of: record.turns[Int(passage.turn)], source, &out)
        turn = passage.turn
      }
      begin(out, number)
      out += record.bytes[passage.range.asRange]
      out.append(10)
    }
    for rest in record.sections.dropFirst(Int(section)) {
      out.append(10)
      out += record.bytes[rest.heading.asRange]
      out.append(10)
    }
    return out
  }

  private func head(_ source: Source, _ out: inout [UInt8]) {
    func line(_ name: String, _ value: String?) {
      guard let value else { return }
      // One line for each value, so that a tool can remove the header at the first empty line.
      let words = value.split(whereSeparator: \.isNewline).joined(separator: " ")
      out += "\(name): \(words)\n".utf8
    }
    line("Title", source.title)
    line("Kind", source.kind.rawValue)
    line("Date", source.date?.edtf)
    line("Language", source.language)
    line("Transcription", source.transcription?.rawValue)
    line("Publisher", source.provenance.publisher)
    line("Address", source.provenance.url)
    line("Rights", source.provenance.rights)
    for (use, voice) in zip(source.speakers, edition.links[index].voices) where voice >= 0 {
      line("Speaker", "\(use.label) = \(edition.speakers[voice].label)")
    }
  }

  private func label(of turn: Turn, _ source: Source, _ out: inout [UInt8]) {
    out += source.speakers[Int(turn.speaker)].label.utf8
    if let manner = turn.manner { out += " (\(manner))".utf8 }
    if turn.time >= 0 { out += " [\(clock(turn.time))]".utf8 }
    out += ": ".utf8
  }

  private func clock(_ seconds: Int32) -> String {
    [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
  }
}
