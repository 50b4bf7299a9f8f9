import Archive

extension Source {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&id)
    coder.text(&path)
    coder.text(&title)
    coder.text(&shortTitle)
    coder.choice(&kind)
    coder.date(&date)
    coder.reference(&event)
    coder.reference(&place)
    coder.text(&language)
    coder.choice(&transcription)
    coder.text(&description)
    provenance.code(&coder)
    coder.list(&speakers, SpeakerUse(label: "", speaker: .none)) { $0.code(&$1) }
    coder.references(&topics)
    coder.references(&places)
    coder.references(&organizations)
    coder.references(&aliases)
    record.code(&coder)
  }

  /// An empty source, to be filled.
  static var none: Source { Source(id: "", path: "", title: "") }
}

extension Provenance {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&publisher)
    coder.text(&author)
    coder.text(&url)
    coder.text(&archivedURL)
    coder.date(&accessed)
    coder.text(&sha256)
    coder.text(&rights)
  }
}

extension SpeakerUse {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&label)
    speaker.code(&coder)
    coder.text(&language)
    coder.text(&via)
    coder.flag(&certain)
  }
}

extension Reference {
  mutating func code(_ coder: inout some FieldCoder) {
    // The only choice that is frequent enough to justify a table.
    var number = UInt8(truncatingIfNeeded: schemes.firstIndex(of: scheme) ?? 0)
    coder.byte(&number)
    if Int(number) < schemes.count { scheme = schemes[Int(number)] } else { coder.spoil() }
    coder.text(&id)
    coder.text(&fragment)
    coder.number(&line)
    coder.number(&column)
  }

  /// An empty reference, to be filled.
  static var none: Reference { Reference(scheme: .source, id: "", at: Position(line: 0, column: 0)) }
}

private let schemes = Reference.Scheme.allCases

extension FieldCoder {
  mutating func reference(_ value: inout Reference?) { optional(&value, .none) { $0.code(&$1) } }

  mutating func references(_ values: inout [Reference]) { list(&values, .none) { $0.code(&$1) } }

  mutating func position(_ value: inout Position) {
    number(&value.line)
    number(&value.column)
  }

  mutating func date(_ value: inout UncertainDate?) {
    var written = value?.edtf
    text(&written)
    guard Self.isReading else { return }
    value = written.flatMap { UncertainDate($0) }
    if value == nil && written != nil { spoil() }
  }
}

extension Prose {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.words(&self)
    coder.list(&passages, Passage(kind: .paragraph, range: ByteRange(0, 0), marks: 0..<0, line: 0)) {
      $0.code(&$1)
    }
    coder.list(&marks, MarkupSpan(.rule, depth: 0, range: ByteRange(0, 0))) { $0.code(&$1) }
    coder.list(&signs, EditorialMark(kind: .sic, range: ByteRange(0, 0))) { sign, coder in
      coder.choice(&sign.kind)
      coder.range(&sign.range)
    }
    coder.list(
      &sections, Section(level: 1, heading: ByteRange(0, 0), marks: 0..<0, firstPassage: 0, id: "", line: 0)
    ) { $0.code(&$1) }
    coder.list(&turns, Turn(speaker: 0, passages: 0..<0, manner: nil, time: -1, line: 0)) { $0.code(&$1) }
    coder.references(&references)
    coder.texts(&links)
    coder.list(&attributes, Attributes()) { $0.code(&$1) }
  }
}

extension Passage {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.raw(&kind)
    coder.range(&range)
    coder.range(&marks)
    coder.number(&turn)
    coder.number(&section)
    coder.number(&number)
    coder.number(&attributes)
    coder.number(&words)
    coder.number(&line)
  }
}

extension MarkupSpan {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.raw(&kind)
    coder.byte(&depth)
    coder.range(&range)
    coder.number(&value)
  }
}

extension Section {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.byte(&level)
    coder.range(&heading)
    coder.range(&marks)
    coder.number(&firstPassage)
    coder.text(&id)
    coder.number(&line)
  }
}

extension Turn {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.number(&speaker)
    coder.range(&passages)
    coder.text(&manner)
    coder.number(&time)
    coder.number(&line)
  }
}

extension Attributes {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.references(&topics)
    coder.references(&places)
    coder.references(&organizations)
    coder.references(&events)
    coder.reference(&speaker)
    coder.text(&anchor)
    coder.texts(&classes)
  }
}
