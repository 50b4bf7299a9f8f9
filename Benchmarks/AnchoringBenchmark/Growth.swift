import Anchoring
import Archive
import Foundation
import Trials

/// Writes to standard error, where it does not disturb a table.
enum FileLine {
  static func error(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

/// One source of more and more passages: what twice as many cost.
struct Growth {
  private let said: [Said]
  private static let answers = ["Yes.", "Thank you.", "No.", "Go ahead, please."]

  /// Real passages of eight words and more, each once.
  init(_ folder: String) throws {
    var seen: Set<String> = []
    said = try TextSets.read(folder, as: .xml).joined().filter {
      $0.text.utf8.count > 40 && seen.insert($0.text).inserted
    }
  }

  func run() throws {
    let base = 2_500
    print("| source | passages | edited | CPU seconds | passages a second | comparisons a passage | growth |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for (name, half) in [("all different", false), ("half of them one of four short answers", true)] {
      var last: Double?
      for factor in [1, 2, 4, 8] { last = try row(name, half, base * factor, last) }
    }
    print("\n| notes on one source of 20,000 passages | CPU seconds | growth |")
    print("| ---: | ---: | ---: |")
    let text = Array(said.prefix(20_000))
    var archive = Archive()
    archive.sources = [Said.source("talk", text)]
    let ledger = anchorSource(archive.sources[0], at: 0, ledger: nil).ledger?.text
    let none = best { anchor(archive, ledgers: ["talk": ledger ?? ""]) }
    var last: Double?
    for count in [1_250, 2_500, 5_000, 10_000] {
      var random = Seeded(7)
      archive.annotations = Quoting.notes(count, on: text, source: "talk", &random)
      let seconds = best { anchor(archive, ledgers: ["talk": ledger ?? ""]) } - none
      print("| \(number(count)) | \(number(seconds, 2)) | \(last.map { number(seconds / $0, 2) } ?? "") |")
      last = seconds
    }
    print("\npeak memory: \(number(peakMemory() / 1_000_000)) MB")
  }

  private func row(_ name: String, _ half: Bool, _ count: Int, _ last: Double?) throws -> Double {
    var random = Seeded(11)
    var text = Array(said.prefix(half ? count / 2 : count))
    if half { text = text.flatMap { [$0, Said("answer", random.pick(Self.answers))] } }
    guard text.count == count else { throw CocoaError(.fileReadCorruptFile) }
    var editor = Editor(5, foreign: Array(said.suffix(400)))
    let edited = Said.source("talk", editor.edit(Editor.pieces(text), rate: 0.2).map(\.said))
    let ledger = anchorSource(Said.source("talk", text), at: 0, ledger: nil).ledger?.text
    var comparisons = 0
    let seconds = best { comparisons = anchorSource(edited, at: 0, ledger: ledger).comparisons }
    print(
      "| \(name) | \(number(count)) | \(number(editor.touched)) | \(number(seconds, 2)) "
        + "| \(number(Int(Double(count) / seconds))) | \(number(Double(comparisons) / Double(count), 2)) "
        + "| \(last.map { number(seconds / $0, 2) } ?? "") |")
    return seconds
  }

  /// The least of three runs: other work on the machine only adds.
  private func best<Value>(_ work: () -> Value) -> Double {
    (0..<3).map { _ in Measured(work).seconds }.min() ?? 0
  }
}
