import Base
import Glibc
import Workers

/// The archive as the last build read and anchored it, stored beside the cache. The next build reads only the
/// changed sources again and takes all others from here, in a twentieth of the time.
///
/// The files are `rest`, and `0`, `1` … with 128 sources each (`perFile`), in order of their ids:
/// ```
/// for each source: number of bytes of its fields, number of bytes of its texts   8, 8
/// fields of all sources (as written by `CachedSource`), then texts of all
/// ```
/// The fingerprints in the record (`BuildRecord`), which is written last, show whether the files are intact and
/// belong together; this reveals files that are lost, damaged or left by another build. The fingerprints of texts
/// are stored in the fields, and are compared only when a text is requested. Therefore `check` must be called
/// before anything is published.
struct SourceCache: Sendable {
  /// Number of sources in one file. The file is written again if one of them has changed.
  static let perFile = 128

  let folder: String
  private let damage = MappedFile.Damage()

  init(folder: String) { self.folder = folder }

  /// The fingerprints of what is in the source cache; they are also the fingerprints of the inputs.
  struct Marks: Sendable, Equatable {
    var rest: UInt64 = 0
    var sources: [UInt64] = []
  }

  /// Thrown by a build that has read texts from a damaged source cache.
  struct Damaged: Error {}

  /// - Throws: `Damaged` if a text was not what had been written.
  func check() throws(Damaged) {
    if damage.isFound { throw Damaged() }
  }

  /// Writes the whole source cache.
  ///
  /// A failure only costs time in the next build, so it is not reported.
  func write(_ loaded: LoadedArchive, _ workers: Workers) async -> Marks {
    let isThere = CacheFile.makeFolder(cacheFolder) && CacheFile.makeOwnFolder(folder)
    let count = loaded.read.count
    let borders = loaded.borders
    let files = (count + Self.perFile - 1) / Self.perFile
    let marks = await workers.map(files) { file -> [UInt64] in
      let sources = Self.sources(of: file, count).map { loaded.cached($0, borders).bytes }
      if isThere { put(sources, file) }
      return sources.map(Self.mark)
    }
    // Files left by an archive with more sources.
    var file = files
    while unlink("\(folder)/\(file)") == 0 { file += 1 }
    return Marks(rest: writeRest(loaded, before: nil), sources: marks.flatMap { $0 })
  }

  /// Writes the sources that have changed.
  ///
  /// - Parameter changed: indices of the changed sources.
  func write(_ loaded: LoadedArchive, changed: [Int], _ marks: Marks) -> Marks {
    var marks = marks
    let borders = loaded.borders
    for (file, changed) in Dictionary(grouping: changed, by: { $0 / Self.perFile }) {
      let part = Self.sources(of: file, loaded.read.count)
      // The bytes of the others are copied unchanged.
      let before = MappedFile("\(folder)/\(file)", damage)
      let known = before.flatMap { Self.parts($0, part.count) }
      let sources = part.map { index -> FieldBytes in
        if let known, !changed.contains(index) {
          let own = known[index - part.lowerBound]
          return FieldBytes(fields: Array(own.fields), texts: Array(own.texts))
        }
        return loaded.cached(index, borders).bytes
      }
      put(sources, file)
      for index in changed { marks.sources[index] = Self.mark(of: sources[index - part.lowerBound]) }
    }
    marks.rest = writeRest(loaded, before: marks.rest)
    return marks
  }

  /// What is in the source cache; nil where that is not what the marks say.
  func read(_ marks: Marks, _ workers: Workers) async -> LoadedArchive? {
    guard let whole = MappedFile("\(folder)/rest"), Fingerprint64.of(whole.bytes) == marks.rest,
      let part = Self.parts(whole, 1)?.first, let rest = CachedRest(part.fields, texts: part.texts)
    else { return nil }
    let count = marks.sources.count
    let files = (count + Self.perFile - 1) / Self.perFile
    let parts = await workers.map(files) { file in
      MappedFile("\(folder)/\(file)", damage).flatMap {
        Self.unpack($0, marks.sources[Self.sources(of: file, count)])
      }
    }
    var sources: [CachedSource] = []
    sources.reserveCapacity(count)
    for part in parts {
      guard let part else { return nil }
      sources += part
    }
    return LoadedArchive(rest, sources)
  }

  private var cacheFolder: String {
    String(folder[..<(folder.utf8.lastIndex(of: UInt8(ascii: "/")) ?? folder.startIndex)])
  }

  private static func sources(of file: Int, _ count: Int) -> Range<Int> {
    file * perFile..<min((file + 1) * perFile, count)
  }

  /// - Parameter before: the mark of what lies there; nil where nothing is known of it.
  private func writeRest(_ loaded: LoadedArchive, before: UInt64?) -> UInt64 {
    let bytes = Self.pack([loaded.cachedRest.bytes]).flatMap { $0 }
    let mark = bytes.withUnsafeBytes { Fingerprint64.of($0) }
    if mark != before { CacheFile.put([bytes], at: "\(folder)/rest") }
    return mark
  }

  private func put(_ sources: [FieldBytes], _ file: Int) {
    CacheFile.put(Self.pack(sources), at: "\(folder)/\(file)")
  }

  private static func mark(of source: FieldBytes) -> UInt64 {
    source.fields.withUnsafeBytes { Fingerprint64.of($0) }
  }

  /// The parts of a file, one after another.
  private static func pack(_ sources: [FieldBytes]) -> [[UInt8]] {
    var head: [UInt8] = []
    for source in sources {
      for count in [source.fields.count, source.texts.count] {
        withUnsafeBytes(of: UInt64(count).littleEndian) { head.append(contentsOf: $0) }
      }
    }
    return [head, sources.flatMap(\.fields), sources.flatMap(\.texts)]
  }

  /// The fields and texts of each source in a file; nil if the file does not hold this number of sources.
  private static func parts(
    _ file: MappedFile, _ count: Int
  ) -> [(fields: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer)]? {
    let bytes = file.bytes
    guard bytes.count >= 16 * count else { return nil }
    var at = 16 * count
    func next(_ place: Int) -> UnsafeRawBufferPointer? {
      let length = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      guard length <= UInt64(bytes.count - at) else { return nil }
      defer { at += Int(length) }
      return UnsafeRawBufferPointer(rebasing: bytes[at..<at + Int(length)])
    }
    var (fields, texts): ([UnsafeRawBufferPointer], [UnsafeRawBufferPointer]) = ([], [])
    for source in 0..<count {
      guard let own = next(16 * source) else { return nil }
      fields.append(own)
    }
    for source in 0..<count {
      guard let own = next(16 * source + 8) else { return nil }
      texts.append(own)
    }
    return at == bytes.count ? Array(zip(fields, texts)) : nil
  }

  private static func unpack(_ file: MappedFile, _ marks: ArraySlice<UInt64>) -> [CachedSource]? {
    guard let parts = parts(file, marks.count) else { return nil }
    var sources: [CachedSource] = []
    sources.reserveCapacity(marks.count)
    for (part, mark) in zip(parts, marks) {
      guard Fingerprint64.of(part.fields) == mark,
        let source = CachedSource(part.fields, texts: part.texts, in: file)
      else { return nil }
      sources.append(source)
    }
    return sources
  }
}
