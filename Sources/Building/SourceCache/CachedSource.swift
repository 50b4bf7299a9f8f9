import Anchoring
import Archive

/// All that reading and anchoring have found out about one source.
package struct CachedSource: Sendable {
  var source: Source
  var retired: [RetiredAnchor] = []
  var remarks: [AnchorRemark] = []
  var formerNames: [FormerName] = []
  /// Where notes stand on it, in their order.
  var placements: [Placement] = []
  /// What reading its file had to say.
  var read: [Diagnostic] = []
  /// What anchoring had to say.
  var found: [Diagnostic] = []

  private mutating func code(_ coder: inout some FieldCoder) {
    source.code(&coder)
    coder.list(&retired, RetiredAnchor(number: 0, leadsTo: nil, before: 0)) { $0.code(&$1) }
    coder.list(&remarks, AnchorRemark(kind: .divided, number: 0, passage: 0, others: [])) { $0.code(&$1) }
    coder.list(&formerNames, FormerName(id: "", numbering: .same)) { $0.code(&$1) }
    coder.list(&placements, .none) { $0.code(&$1) }
    coder.diagnostics(&read)
    coder.diagnostics(&found)
  }

  /// The source as it is kept.
  package var bytes: FieldBytes {
    var (copy, writer) = (self, FieldWriter())
    copy.code(&writer)
    return writer.written
  }

  /// Nil where the bytes are not those of a source.
  ///
  /// - Parameter file: the file that they lie in; nil where they will not stay.
  init?(_ fields: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer, in file: MappedFile?) {
    source = .none
    var reader = FieldReader(fields, texts: texts, in: file)
    code(&reader)
    guard reader.isWhole else { return nil }
  }

  /// Nil where the bytes are not those of a source, which need not stay.
  package init?(_ fields: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer) {
    self.init(fields, texts: texts, in: nil)
  }

  init(
    source: Source, retired: [RetiredAnchor], remarks: [AnchorRemark], formerNames: [FormerName],
    placements: [Placement], read: [Diagnostic], found: [Diagnostic]
  ) {
    self.source = source
    self.retired = retired
    self.remarks = remarks
    self.formerNames = formerNames
    self.placements = placements
    self.read = read
    self.found = found
  }
}

/// All that is known of an archive but for its sources.
package struct CachedRest: Sendable {
  /// Without sources.
  var archive: Archive
  /// What reading had to say of other files than the sources.
  var read: [Diagnostic]
  /// What anchoring had to say that concerns no single source.
  var general: [Diagnostic]

  private mutating func code(_ coder: inout some FieldCoder) {
    archive.settings.code(&coder)
    coder.entries(&archive.speakers) { $0.code(&$1) }
    coder.entries(&archive.topics) { $0.code(&$1) }
    coder.entries(&archive.events) { $0.code(&$1) }
    coder.entries(&archive.places) { place, coder in coder.reference(&place.partOf) }
    coder.entries(&archive.organizations)
    coder.entries(&archive.pages) { page, coder in coder.number(&page.order) }
    coder.list(&archive.annotations, .none) { $0.code(&$1) }
    coder.texts(&archive.media)
    coder.diagnostics(&read)
    coder.diagnostics(&general)
  }

  /// The rest as it is kept.
  package var bytes: FieldBytes {
    var (copy, writer) = (self, FieldWriter())
    copy.code(&writer)
    return writer.written
  }

  /// Nil where the bytes are something else.
  package init?(_ fields: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer) {
    self.init(archive: Archive(), read: [], general: [])
    var reader = FieldReader(fields, texts: texts)
    code(&reader)
    guard reader.isWhole else { return nil }
  }

  init(archive: Archive, read: [Diagnostic], general: [Diagnostic]) {
    self.archive = archive
    self.read = read
    self.general = general
  }
}
