import Archive
import Base

/// Places the notes on one source.
struct Placer {
  private(set) var placements: [Placement] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let source: Source
  private let index: Int
  private let numbers: [Int32]
  private let retired: [RetiredAnchor]
  private let isKnown: [Bool]
  private var departures: Departures
  private let wholes: [Int: Int32]
  /// Passages by number; built when the first note refers to a passage.
  private var byNumber: [Int32: Int] = [:]
  private var retiredByNumber: [Int32: RetiredAnchor] = [:]
  private var finder: QuotationFinder?

  /// - Parameters:
  ///   - isKnown: for each passage whether the ledger of the last build had its words; empty if there was no
  ///     ledger.
  ///   - departures: passages that no longer have the words that the ledger has for them.
  ///   - wholes: for each passage that became a part in this build the number of the divided passage.
  init(
    _ source: Source, _ index: Int, _ numbers: [Int32], _ retired: [RetiredAnchor], isKnown: [Bool] = [],
    departures: Departures = Departures(), wholes: [Int: Int32] = [:]
  ) {
    self.isKnown = isKnown
    self.departures = departures
    self.wholes = wholes
    self.source = source
    self.index = index
    self.numbers = numbers
    self.retired = retired
  }

  mutating func place(_ targets: [SourceTarget]) {
    for target in targets { place(target) }
  }

  private enum Named {
    case source
    case passage(Int, followed: Bool)
    case removed(Int32)
    case unknown
  }

  private mutating func place(_ target: SourceTarget) {
    let written = target.written
    let named = resolve(written.passage)
    if case .unknown = named, let id = written.passage {
      let near = Suggestion.nearest(id, among: numbers.lazy.map { "p\($0)" })
      report(
        .error, "note-dead-passage", "the source '\(source.id)' has no passage '\(id)'", target,
        fix: near.map { "did you mean '\($0)'?" })
      return add(target, .lost)
    }
    guard let quote = written.quote else { return placeWhole(target, named) }
    if finder == nil { finder = QuotationFinder(source.record) }
    guard let finder else { return }
    var stretch: Range<Int>?
    var followed = false
    var gone = false
    switch named {
    case .passage(let passage, let led):
      stretch = finder.text.normalised(source.record.passages[passage].range)
      followed = led
    case .removed: gone = true
    case .source, .unknown: break
    }
    var finding = finder.find(
      quote, prefix: written.prefix, suffix: written.suffix, named: stretch, gone: gone)
    if followed, finding.state == .exact { finding.state = .moved }
    if finding.state == .changed, let range = finding.range,
      case let touched = touchedPassages(source.record, finder.text.original(range)), !touched.isEmpty
    {
      let bytes = ByteRange(
        Int(source.record.passages[touched.lowerBound].range.start),
        Int(source.record.passages[touched.upperBound - 1].range.end))
      finding.range = finder.settled(
        range, quote, prefix: written.prefix, suffix: written.suffix, within: finder.text.normalised(bytes))
    }
    let range = finding.range.map(finder.text.original)
    let departed = departed(written, finding, range)
    if departed?.isGone == true { finding.state = .moved }
    let near = finding.state.isPlaced ? [] : candidates(finding, finder.text)
    add(
      target, finding.state, range: range, score: finding.score, second: finding.second, candidates: near)
    explain(target, finding, range, near, departed)
  }

  private mutating func placeWhole(_ target: SourceTarget, _ named: Named) {
    switch named {
    case .passage(let passage, let followed):
      add(target, followed ? .moved : .whole, passages: passage..<passage + 1, score: 1)
      if followed {
        report(
          .warning, "note-moved",
          "the passage \(target.written.passage ?? "") was joined with p\(numbers[passage]), "
            + "where the note is now",
          target, fix: accept(target))
      }
    case .removed(let number):
      add(target, .lost)
      report(
        .warning, "note-lost", "the passage p\(number) was removed from '\(source.id)'", target,
        fix: "name another passage, or remove the note")
    case .source, .unknown:
      add(target, .whole, passages: 0..<numbers.count, score: 1)
    }
  }

  /// The passage with an id, also if it was joined with another.
  private mutating func resolve(_ id: String?) -> Named {
    guard let id else { return .source }
    guard id.hasPrefix("p"), let number = Int32(id.dropFirst()), id == "p\(number)" else { return .unknown }
    if byNumber.isEmpty {
      for (passage, number) in numbers.enumerated() { byNumber[number] = passage }
      for anchor in retired { retiredByNumber[anchor.number] = anchor }
    }
    if let passage = byNumber[number] { return .passage(passage, followed: false) }
    guard let anchor = retiredByNumber[number] else { return .unknown }
    if let heir = anchor.leadsTo, let passage = byNumber[heir] { return .passage(passage, followed: true) }
    return .removed(number)
  }

  private mutating func add(
    _ target: SourceTarget, _ state: Placement.State, passages: Range<Int>? = nil, range: ByteRange? = nil,
    score: Double = 0, second: Double = 0, candidates: [Placement.Candidate] = []
  ) {
    var touched = passages ?? range.map { touchedPassages(source.record, $0) } ?? 0..<0
    // White space between two passages belongs to both.
    if range != nil, touched.isEmpty {
      touched = max(0, touched.lowerBound - 1)..<min(numbers.count, touched.lowerBound + 1)
    }
    placements.append(
      Placement(
        annotation: target.annotation, target: target.target, source: index, passages: touched, range: range,
        state: state, score: score, second: second, candidates: candidates))
  }

  // MARK: Telling the author

  private mutating func explain(
    _ target: SourceTarget, _ finding: QuotationFinder.Finding, _ range: ByteRange?,
    _ near: [Placement.Candidate], _ departed: Departures.Passage?
  ) {
    let quote = Self.brief(target.written.quote ?? "")
    let place = place(of: range)
    switch finding.state {
    case .whole: break
    case .exact:
      if let departed {
        reportUnproven(
          target,
          "the quotation '\(quote)' is in \(place), but p\(departed.number), "
            + "which was edited, had the same words")
      } else if isUnproven(target.written, finding) {
        reportUnproven(
          target,
          "the quotation '\(quote)' is in \(place), which is new or was edited; it is so short that the author may have "
            + "meant other words")
      }
    case .moved:
      let isNamed = target.written.passage == nil || target.written.passage == place
      let why =
        departed.map { "but p\($0.number), which had the same words, was removed" }
        ?? (isNamed ? "between other words than in the note" : "not in the place that the note names")
      report(
        .warning, "note-moved",
        "the quotation '\(quote)' is now in \(place), \(why) (\(measure(finding)))",
        target, fix: accept(target))
    case .changed:
      let words = range.map { Self.brief(source.record.string($0)) } ?? ""
      report(
        .warning, "note-changed",
        "the quotation '\(quote)' was changed to '\(words)' in \(place) (\(measure(finding)))", target,
        fix: accept(target))
    case .ambiguous:
      report(
        .warning, "note-ambiguous",
        "the quotation '\(quote)' matches several places of '\(source.id)' about equally well: \(list(near))",
        target,
        fix:
          "choose with 'sitegen annotations --accept \(target.note)=PASSAGE', or name the passage, or give "
          + "more of the words before and after it")
    case .lost:
      let first = near.first.map { "p\(numbers[$0.passages.lowerBound])" }
      report(
        .warning, "note-lost",
        "the quotation '\(quote)' is not in '\(source.id)'"
          + (first == nil ? "" : "; nearest: \(list(near))"),
        target,
        fix: first.map {
          "if you mean the nearest, run 'sitegen annotations --accept \(target.note)=\($0)'; otherwise quote words "
            + "of the source"
        } ?? "quote words of the source, or remove the note")
    }
  }

  /// Whether a short quotation without passage and context is in a passage that is new or edited. It may then not
  /// be the one that the author meant, and nothing in the note can tell.
  private func isUnproven(_ written: Annotation.Target, _ finding: QuotationFinder.Finding) -> Bool {
    guard written.passage == nil, written.prefix.isEmpty, written.suffix.isEmpty, let finder,
      let range = finding.range, range.count < QuotationFinder.shortest
    else { return false }
    return touchedPassages(source.record, finder.text.original(range)).contains { passage in
      isKnown.indices.contains(passage) && !isKnown[passage]
    }
  }

  private mutating func reportUnproven(_ target: SourceTarget, _ message: String) {
    report(
      .warning, "note-unproven", message, target,
      fix: "check the note, then name the passage or give the words before and after it")
  }

  /// The passage that had the quotation at the last build and no longer has it, if the note may have been there
  /// rather than where the words are found. Only checked for a note without a passage.
  private mutating func departed(
    _ written: Annotation.Target, _ finding: QuotationFinder.Finding, _ range: ByteRange?
  ) -> Departures.Passage? {
    guard written.passage == nil, finding.state == .exact, !departures.isEmpty, let finder,
      let place = finding.range, !place.isEmpty, let range
    else { return nil }
    let touched = touchedPassages(source.record, range)
    let question = finder.question(place, prefix: written.prefix, suffix: written.suffix)
    guard let found = departures.owner(question, except: touched) else { return nil }
    // The words are now in another part of the passage, which was divided.
    return touched.contains { wholes[$0] == found.number } ? nil : found
  }

  private func accept(_ target: SourceTarget) -> String {
    "check the note, then run 'sitegen annotations --accept \(target.note)'"
  }

  private func measure(_ finding: QuotationFinder.Finding) -> String {
    "score \(Self.percent(finding.score)), margin \(Self.percent(max(0, finding.score - finding.second)))"
  }

  /// The most similar positions; of those that overlap, the best.
  private func candidates(
    _ finding: QuotationFinder.Finding, _ text: NormalisedText
  ) -> [Placement.Candidate] {
    var out: [Placement.Candidate] = []
    for candidate in finding.candidates where !candidate.range.isEmpty {
      let range = text.original(candidate.range)
      let passages = touchedPassages(source.record, range)
      if passages.isEmpty || out.contains(where: { $0.range.overlaps(range) }) { continue }
      out.append(Placement.Candidate(passages: passages, range: range, score: candidate.score))
      if out.count == Placement.mostCandidates { break }
    }
    return out
  }

  private func list(_ near: [Placement.Candidate]) -> String {
    near.prefix(3).map { candidate in
      let words = Self.brief(source.record.string(candidate.range))
      return "'\(words)' in \(place(of: candidate.range)) (score \(Self.percent(candidate.score)))"
    }.joined(separator: ", ")
  }

  private func place(of range: ByteRange?) -> String {
    guard let range, let first = touchedPassages(source.record, range).first else { return "no passage" }
    return "p\(numbers[first])"
  }

  private static func percent(_ score: Double) -> String { "\(Int((score * 100).rounded())) %" }

  /// At most 60 characters, on one line.
  private static func brief(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= 60 ? line : line.prefix(57) + "…"
  }

  private mutating func report(
    _ severity: Diagnostic.Severity, _ rule: String, _ message: String, _ target: SourceTarget,
    fix: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(severity, rule, message, path: target.path, at: target.written.position, fix: fix))
  }
}

/// Indices of the passages that overlap a range. If there are none (the range is in a heading), the empty range at
/// the passage after it.
func touchedPassages(_ record: Prose, _ range: ByteRange) -> Range<Int> {
  let lower = record.passages.partitioningIndex { $0.range.end > range.start }
  return lower..<max(lower, record.passages.partitioningIndex { $0.range.start >= range.end })
}
