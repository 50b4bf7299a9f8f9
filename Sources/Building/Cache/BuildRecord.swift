import Archive
import Publishing

/// The inputs, diagnostics and output of the last build. If all of them are unchanged, there is nothing to build.
package struct BuildRecord: Sendable {
  /// Everything except files that determines the result of a build.
  struct CacheKey: Sendable, Equatable {
    /// The program itself: another version may make other pages from the same content.
    var program: FileStamp
    var folders: [String]
    var baseURL: String?
    var strict: Bool
  }

  var question: CacheKey
  /// The content and template folders.
  package var inputs: [StampedFiles]
  /// The published files.
  package var output: StampedFiles
  /// Foreign files in the output, if a tree update can leave them in place (`Publication.foreign`).
  package var foreign: StampedFiles
  /// Warnings of the last build, repeated when nothing has changed.
  var diagnostics: [Diagnostic]
  /// What was built: "3 sources, 154 passages, 145 notes".
  var contents: String
  /// Number of published files, without the manifest.
  var files: Int
  /// Fingerprints of the files (`SiteMarks.bytes`); only read if something has changed.
  var marks: [UInt8]
  /// Fingerprint of the list of these files (`SiteMarks.shape`).
  var shape: UInt64
  /// Fingerprints of the contents of the source cache.
  var sourceCache: SourceCache.Marks
  /// Fingerprint of the state kept for updating the search index.
  var index: UInt64
  /// The state left by the last tree update; empty if the output was published as a whole.
  var trees = TreeStamps()
}

extension BuildRecord {
  /// The record as stored in the cache.
  package var bytes: [UInt8] {
    let files = inputs + [output, foreign]
    let large = marks.count + 8 * sourceCache.sources.count + files.reduce(0) { $0 + $1.bytes.count }
    var out = CacheWriter(reserving: large + 65_536)
    out.write(question.program)
    out.number(question.folders.count)
    for folder in question.folders { out.text(folder) }
    out.text(question.baseURL)
    out.number(question.strict ? 1 : 0)
    out.number(diagnostics.count)
    for diagnostic in diagnostics { out.write(diagnostic) }
    out.text(contents)
    out.number(self.files)
    out.data(marks)
    out.number(shape)
    out.number(index)
    out.number(sourceCache.rest)
    out.number(sourceCache.sources.count)
    for mark in sourceCache.sources { out.number(mark) }
    for folders in [trees.output, trees.previous] { out.write(folders) }
    out.number(trees.differences.count)
    for file in trees.differences {
      out.data(file.path)
      out.number((file.isInPrevious ? 1 : 0) + (file.isInOutput ? 2 : 0))
    }
    out.number(inputs.count)
    for files in files {
      out.number(files.blocks.count)
      for block in files.blocks { out.number(block) }
      out.data(files.bytes)
    }
    return out.bytes
  }

  /// Reads a record.
  ///
  /// - Throws: `CacheReader.Fault` if the bytes are not a record.
  package init(_ bytes: UnsafeRawBufferPointer) throws(CacheReader.Fault) {
    var reader = CacheReader(bytes)
    let program = try reader.stamp()
    var folders: [String] = []
    for _ in 0..<(try reader.count()) { folders.append(try reader.text()) }
    let baseURL = try reader.optionalText()
    question = CacheKey(
      program: program, folders: folders, baseURL: baseURL, strict: try reader.number() == 1)
    diagnostics = []
    for _ in 0..<(try reader.count()) { diagnostics.append(try reader.diagnostic()) }
    contents = try reader.text()
    files = try reader.number()
    marks = try reader.data()
    shape = try reader.unsigned()
    index = try reader.unsigned()
    sourceCache = SourceCache.Marks(rest: try reader.unsigned())
    for _ in 0..<(try reader.count()) { sourceCache.sources.append(try reader.unsigned()) }
    trees.output = try reader.folders()
    trees.previous = try reader.folders()
    for _ in 0..<(try reader.count()) {
      let (path, trees) = (try reader.data(), try reader.number())
      self.trees.differences.append(
        .init(path: path, isInPrevious: trees & 1 != 0, isInOutput: trees & 2 != 0))
    }
    inputs = []
    for _ in 0..<(try reader.count()) { inputs.append(try reader.files()) }
    output = try reader.files()
    foreign = try reader.files()
    guard reader.isAtEnd else { throw CacheReader.Fault() }
  }
}

extension CacheWriter {
  fileprivate mutating func write(_ stamp: FileStamp) {
    number(stamp.device)
    number(stamp.node)
    number(Int(stamp.size))
    number(Int(stamp.modified))
    number(Int(stamp.changed))
  }

  fileprivate mutating func write(_ folders: [[UInt8]: FileStamp]) {
    number(folders.count)
    for (path, stamp) in folders.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      data(path)
      write(stamp)
    }
  }

  fileprivate mutating func write(_ diagnostic: Diagnostic) {
    number(diagnostic.severity == .error ? 1 : 0)
    text(diagnostic.rule)
    text(diagnostic.message)
    text(diagnostic.path)
    number(diagnostic.position?.line ?? -1)
    number(diagnostic.position?.column ?? -1)
    text(diagnostic.fix)
  }
}

extension CacheReader {
  fileprivate mutating func stamp() throws(Fault) -> FileStamp {
    FileStamp(
      device: try unsigned(), node: try unsigned(), size: Int64(try number()), modified: Int64(try number()),
      changed: Int64(try number()))
  }

  fileprivate mutating func folders() throws(Fault) -> [[UInt8]: FileStamp] {
    var folders: [[UInt8]: FileStamp] = [:]
    for _ in 0..<(try count()) {
      let path = try data()
      folders[path] = try stamp()
    }
    return folders
  }

  fileprivate mutating func diagnostic() throws(Fault) -> Diagnostic {
    let severity: Diagnostic.Severity = try number() == 1 ? .error : .warning
    let (rule, message, path) = (try text(), try text(), try text())
    let (line, column) = (try number(), try number())
    return Diagnostic(
      severity, rule, message, path: path, at: line < 0 ? nil : Position(line: line, column: column),
      fix: try optionalText())
  }

  fileprivate mutating func files() throws(Fault) -> StampedFiles {
    var blocks: [Int] = []
    for _ in 0..<(try count()) { blocks.append(try number()) }
    guard let files = StampedFiles(try data(), blocks: blocks) else { throw Fault() }
    return files
  }
}
