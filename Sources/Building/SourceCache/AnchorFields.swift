import Anchoring
import Archive

extension FieldCoder {
  mutating func date(_ value: inout LedgerDate?) {
    var written = value?.text
    text(&written)
    guard Self.isReading else { return }
    value = written.flatMap { LedgerDate($0) }
    if value == nil && written != nil { spoil() }
  }

  mutating func diagnostics(_ values: inout [Diagnostic]) {
    list(&values, Diagnostic(.warning, "", "", path: "")) { $0.code(&$1) }
  }
}

extension RetiredAnchor {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.number(&number)
    coder.optional(&leadsTo, 0) { $1.number(&$0) }
    coder.number(&before)
    coder.date(&date)
    coder.numbers(&others)
  }
}

extension AnchorRemark {
  mutating func code(_ coder: inout some FieldCoder) {
    var isShared = kind == .shared
    coder.flag(&isShared)
    kind = isShared ? .shared : .divided
    coder.number(&number)
    coder.number(&passage)
    coder.numbers(&others)
    coder.date(&date)
  }
}

extension FormerName {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&id)
    var sort: UInt8 = 2
    var places: [Place] = []
    switch numbering {
    case .same: sort = 0
    case .unknown: sort = 1
    case .mapped(let known): places = known
    }
    coder.byte(&sort)
    if sort == 2 {
      coder.list(&places, Place(number: 0, leadsTo: nil, words: "")) { place, coder in
        coder.number(&place.number)
        coder.optional(&place.leadsTo, 0) { $1.number(&$0) }
        coder.text(&place.words)
      }
    }
    switch sort {
    case 0: numbering = .same
    case 1: numbering = .unknown
    case 2: numbering = .mapped(places)
    default: coder.spoil()
    }
  }
}

extension Placement {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.number(&annotation)
    coder.number(&target)
    coder.number(&source)
    coder.range(&passages)
    coder.optional(&range, ByteRange(0, 0)) { $1.range(&$0) }
    coder.choice(&state)
    coder.number(&score)
    coder.number(&second)
    coder.list(&candidates, Candidate(passages: 0..<0, range: ByteRange(0, 0), score: 0)) {
      candidate, coder in
      coder.range(&candidate.passages)
      coder.range(&candidate.range)
      coder.number(&candidate.score)
    }
  }

  /// An empty placement, to be filled.
  static var none: Placement {
    Placement(annotation: 0, target: 0, source: 0, passages: 0..<0, range: nil, state: .lost, score: 0)
  }
}

extension Diagnostic {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    var isError = severity == .error
    coder.flag(&isError)
    severity = isError ? .error : .warning
    coder.text(&rule)
    coder.text(&message)
    coder.text(&path)
    coder.optional(&position, Position(line: 0, column: 0)) { $1.position(&$0) }
    coder.text(&fix)
  }
}
