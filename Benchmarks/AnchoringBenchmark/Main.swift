import Foundation
import Trials

/// Which texts are edited, and how often.
struct Job {
  var name: String
  var form: TextSets.Form
  var folder: String
  var part = (of: 1, index: 0)
  var rounds = 0..<1

  init?(_ arguments: [String]) {
    let forms: [String: TextSets.Form] = [
      "transcripts": .transcripts, "speeches": .speeches, "markdown": .markdown, "xml": .xml,
    ]
    guard arguments.count >= 6, let form = forms[arguments[1]], let of = Int(arguments[3]),
      let index = Int(arguments[4]), of > 0, (0..<of).contains(index)
    else { return nil }
    // `3` is the first three rounds, `3-5` those from the fourth to the fifth: other edits of the same texts.
    let bounds = arguments[5].split(separator: "-").compactMap { Int($0) }
    let first = bounds.count == 2 ? bounds[0] : 0
    guard let end = bounds.last, bounds.count <= 2, end > first else { return nil }
    (name, self.form, folder) = (arguments[0], form, arguments[2])
    part = (of, index)
    rounds = first..<end
  }

  /// Edits every text of the set at a rate and gives each edited form to `body`.
  func each(_ rate: Double, _ texts: [[Said]], _ body: (Edited, inout Seeded) -> Void) {
    for round in rounds {
      for (index, text) in texts.enumerated() {
        let seed = UInt64(round) * 1_000_003 + UInt64(index) * 31 + UInt64(rate * 10)
        var editor = Editor(seed, foreign: texts[(index + 1) % texts.count])
        let edited = Edited(text, with: &editor, rate: rate)
        body(edited, &editor.random)
      }
    }
  }
}

@main struct Main {
  static let usage = """
    usage: anchoring-benchmark ids|notes NAME transcripts|speeches|markdown|xml FOLDER PARTS INDEX ROUNDS [--cases]
           (ROUNDS: 4 for the first four, 4-6 for those behind them up to the sixth)
           anchoring-benchmark scale|growth FOLDER-OF-ARCHIVE-TW
    Benchmarks/anchoring runs all of it.

    """

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let cases = arguments.last == "--cases"
    switch arguments.first {
    case "ids":
      if let job = Job(Array(arguments.dropFirst())) { return try ids(job, cases) }
    case "notes":
      if let job = Job(Array(arguments.dropFirst())) { return try notes(job, cases) }
    case "scale":
      if arguments.count == 2 { return try Scale(arguments[1]).run() }
    case "growth":
      if arguments.count == 2 { return try Growth(arguments[1]).run() }
    default: break
    }
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
  }

  static func of(_ share: IdTally.Share) -> String { "\(number(share.kept)) of \(number(share.all))" }

  static func ids(_ job: Job, _ cases: Bool) throws {
    let texts = try TextSets.read(job.folder, as: job.form, part: job.part)
    for rate in [0.1, 0.3, 0.6] {
      var tally = IdTally()
      job.each(rate, texts) { edited, _ in tally.count(edited) }
      let cells = [
        job.name, "\(Int(rate * 100)) %", number(tally.edited), of(tally.unchanged), of(tally.inPlace),
        of(tally.changed), of(tally.movedAndChanged), of(tally.firstParts), of(tally.joined),
        "\(tally.wrong)",
        "\(tally.twins)", "\(tally.unstable + tally.faults)",
      ]
      print("| " + cells.joined(separator: " | ") + " |")
      if cases { for example in tally.faultsSeen + tally.examples { print(example) } }
    }
  }

  static func notes(_ job: Job, _ cases: Bool) throws {
    let texts = try TextSets.read(job.folder, as: job.form, part: job.part)
    for rate in [0.1, 0.3, 0.6] {
      var tally = NoteTally()
      job.each(rate, texts) { edited, random in
        tally.count(edited, quotations: min(200, max(4, edited.passages / 4)), &random)
      }
      let standing = Quoted.Form.allCases.map { tally.standing[$0] ?? .none }
      let whole = IdTally.Share(
        kept: standing.reduce(0) { $0 + $1.kept }, all: standing.reduce(0) { $0 + $1.all })
      var cells = [job.name, "\(Int(rate * 100)) %", number(tally.all), of(whole), number(whole.percent, 1)]
      cells += standing.map { number($0.percent, 1) }
      cells.append(number(tally.count([.ambiguous, .lost], [.none])))
      cells.append(number(tally.count([.changed], [.wrong, .equalWords])))
      cells.append(number(tally.count([.moved], [.equalWords])))
      cells.append(number(tally.silentlyWrong))
      cells.append(number(tally.wrongAtFirst))
      cells.append("\(number(tally.warned)) of \(number(tally.allWarned))")
      cells.append(number(tally.count([.moved], [.right, .sameText, .equalPassage])))
      print("| " + cells.joined(separator: " | ") + " |")
      if cases { for example in tally.faultsSeen + tally.examples { print(example) } }
    }
  }
}
