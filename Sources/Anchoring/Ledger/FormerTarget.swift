import Archive

extension FormerName {
  /// The present number of a passage that the author refers to by this id.
  ///
  /// - Parameter number: the N of the old `pN`.
  /// - Returns: the present N; nil if the passage was removed, or if no ledger knows it.
  public func present(_ number: Int32) -> Int32? {
    switch numbering {
    case .same: number
    case .unknown: nil
    case .mapped(let places): places.first { $0.number == number }?.leadsTo
    }
  }
}

extension SourceTarget {
  /// The target with the present id of the source. Reports the change to the author. If the passage of the target
  /// is no longer known, only its words are searched.
  func underPresentName(
    _ id: String, _ names: [FormerName], _ diagnostics: inout [Diagnostic]
  ) -> SourceTarget {
    guard let formerName, let name = names.first(where: { $0.id == formerName }) else { return self }
    var out = self
    out.written.source = id
    if let passage = written.passage {
      let number = passage.first == "p" ? Int32(passage.dropFirst()) : nil
      out.written.passage = number.flatMap(name.present).map { "p\($0)" }
    }
    let old = written.passage.map { "\(formerName)#\($0)" } ?? formerName
    let new = out.written.passage.map { "\(id)#\($0)" } ?? id
    let isLost = written.passage != nil && out.written.passage == nil
    let what = isLost ? "now '\(id)' and does not have that passage" : "now '\(new)'"
    diagnostics.append(
      Diagnostic(
        isLost && written.quote == nil ? .error : .warning, "note-renamed-source",
        "found '\(old)' as the target of a note, which is \(what)", path: path, at: written.position,
        fix: "write 'on: \(new)'"))
    return out
  }
}
