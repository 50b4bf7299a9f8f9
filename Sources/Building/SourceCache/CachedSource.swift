import Anchoring
import Archive

/// Everything that reading and anchoring found out about one source.
package struct CachedSource: Sendable {
  var source: Source
  var retired: [RetiredAnchor] = []
  var remarks: [AnchorRemark] = []
  var formerNames: [FormerName] = []
  /// Placements of notes on it, in their order.
  var placements: [Placement] = []
  /// Diagnostics of reading its file.
  var read: [Diagnostic] = []
  /// Diagnostics of anchoring it.
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

  /// The source in the form kept by the cache.
  package var bytes: FieldBytes {
    var (copy, writer) = (self, FieldWriter())
    copy.code(&writer)
    return writer.written
  }

  /// Nil if the bytes are not those of a source.
  ///
  /// - Parameter file: the file that contains the bytes; nil if they will not stay in memory.
  init?(_ fields: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer, in file: MappedFile?) {
    source = .none
    var reader = FieldReader(fields, texts: texts, in: file)
    code(&reader)
    guard reader.isWhole else { return nil }
  }

  /// Nil if the bytes are not those of a source. They need not stay in memory.
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

/// Everything about an archive except its sources.
package struct CachedRest: Sendable {
  /// The archive without sources.
  var archive: Archive
  /// Diagnostics of reading files other than sources.
  var read: [Diagnostic]
  /// Diagnostics of anchoring that do not concern a single source.
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

  /// The value in the form kept by the cache.
  package var bytes: FieldBytes {
    var (copy, writer) = (self, FieldWriter())
    copy.code(&writer)
    return writer.written
  }

  /// Nil if the bytes are something else.
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
