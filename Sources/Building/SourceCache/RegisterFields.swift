import Archive

extension Settings {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&title)
    coder.text(&subtitle)
    coder.text(&description)
    coder.text(&language)
    coder.text(&baseURL)
    coder.texts(&editors)
    coder.text(&licence)
    coder.text(&rights)
    coder.list(&kinds, NoteKind(id: "", label: "", hue: "")) { kind, coder in
      coder.text(&kind.id)
      coder.text(&kind.label)
      coder.text(&kind.hue)
    }
    coder.choice(&unknownKeys)
    coder.choice(&unknownLabels)
    coder.list(&editorialWords, EditorialWord(words: "", kind: .sic)) { mark, coder in
      coder.text(&mark.words)
      coder.choice(&mark.kind)
    }
  }
}

extension RegisterEntryInfo {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&id)
    coder.text(&path)
    coder.text(&label)
    coder.texts(&aliases)
    note.code(&coder)
    coder.list(&authority, Authority(scheme: "", id: "")) { authority, coder in
      coder.text(&authority.scheme)
      coder.text(&authority.id)
    }
    coder.position(&places.label)
    coder.list(&places.aliases, .none) { $1.position(&$0) }
    coder.list(&places.authority, .none) { $1.position(&$0) }
  }
}

extension FieldCoder {
  /// The entries of a register: the card of each, and its other fields.
  mutating func entries<Entry: RegisterEntry>(
    _ entries: inout [Entry], _ code: (inout Entry, inout Self) -> Void = { _, _ in }
  ) {
    list(&entries, Entry(card: RegisterEntryInfo(id: "", label: ""))) { entry, coder in
      entry.card.code(&coder)
      code(&entry, &coder)
    }
  }
}

extension Speaker {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&sortName)
    coder.choice(&kind)
    coder.text(&uncertain)
    coder.list(&roles, Role(title: "", from: nil, until: nil, organization: nil)) { role, coder in
      coder.text(&role.title)
      coder.date(&role.from)
      coder.date(&role.until)
      coder.reference(&role.organization)
    }
  }
}

extension Topic {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.reference(&broader)
    coder.references(&related)
  }
}

extension Event {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.date(&date)
    coder.reference(&place)
    coder.reference(&partOf)
    coder.references(&related)
    coder.references(&participants)
    coder.references(&organizations)
    coder.references(&topics)
  }
}

extension Annotation {
  mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&id)
    coder.text(&path)
    coder.position(&position)
    coder.list(&targets, Target(source: "", passage: nil, quote: nil, position: .none)) { $0.code(&$1) }
    coder.text(&kind)
    coder.text(&author)
    coder.date(&date)
    coder.choice(&certainty)
    coder.choice(&status)
    coder.references(&topics)
    body.code(&coder)
    coder.list(&references, Text()) { $0.code(&$1) }
    coder.list(&replies, .none) { $0.code(&$1) }
  }

  /// An empty note, to be filled.
  static var none: Annotation { Annotation(id: "", path: "", position: .none) }
}

extension Position {
  fileprivate static var none: Position { Position(line: 0, column: 0) }
}

extension Annotation.Target {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&source)
    coder.text(&passage)
    coder.text(&quote)
    coder.text(&prefix)
    coder.text(&suffix)
    coder.position(&position)
  }
}

extension Annotation.Text {
  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&markdown)
    prose.code(&coder)
  }
}

extension Annotation.Reply {
  fileprivate static var none: Self { Self(body: Annotation.Text(), position: .none) }

  fileprivate mutating func code(_ coder: inout some FieldCoder) {
    coder.text(&id)
    coder.text(&author)
    coder.date(&date)
    body.code(&coder)
    coder.list(&replies, .none) { $0.code(&$1) }
    coder.position(&position)
  }
}
