import Base
import Glibc
import Workers

/// The archive as the last build had read and anchored it, beside the cache: the next build reads those sources anew
/// whose files have changed, and takes all others from here, in a twentieth of the time.
///
/// The files are `rest`, and `0`, `1` … with some hundred sources each, in order of their ids:
/// ```
/// for each source: bytes of its fields, bytes of its texts   8, 8
/// fields of all (what `ShelvedSource` has written), then texts of all
/// ```
/// What is whole and belongs together is known from the marks in the record (`BuildRecord`), which is written last; so a
/// file that was lost, damaged or left by another build is told. The marks of texts stand in the fields, and are
/// compared when a text is asked for: so `check` stands before anything that is published.
struct Shelf: Sendable {
  /// Sources in one file, which is written again when one of them has changed.
  static let perFile = 128

  let folder: String
  private let damage = MappedFile.Damage()

  init(folder: String) { self.folder = folder }

  /// What the shelf holds, as numbers that are others where anything is: they are the marks of the inputs, too.
  struct Marks: Sendable, Equatable {
    var rest: UInt64 = 0
    var sources: [UInt64] = []
  }

  /// Thrown by a build that was given texts from a damaged shelf.
  struct Damaged: Error {}

  /// - Throws: `Damaged` where a text was not what was put there.
  func check() throws(Damaged) {
    if damage.isFound { throw Damaged() }
  }

  /// Puts all on the shelf.
  ///
  /// Where it cannot be written nothing is lost but the time of the next build, so nobody is told.
  func write(_ holdings: Holdings, _ workers: Workers) async -> Marks {
    let isThere = CacheFile.makeFolder(cacheFolder) && CacheFile.makeOwnFolder(folder)
    let count = holdings.read.count
    let borders = holdings.borders
    let files = (count + Self.perFile - 1) / Self.perFile
    let marks = await workers.map(files) { file -> [UInt64] in
      let sources = Self.sources(of: file, count).map { holdings.shelved($0, borders).bytes }
      if isThere { put(sources, file) }
      return sources.map(Self.mark)
    }
    // Those of an archive that had more sources.
    var file = files
    while unlink("\(folder)/\(file)") == 0 { file += 1 }
    return Marks(rest: writeRest(holdings, before: nil), sources: marks.flatMap { $0 })
  }

  /// Puts some sources on the shelf whose others have not changed.
  ///
  /// - Parameter changed: their indices.
  func write(_ holdings: Holdings, changed: [Int], _ marks: Marks) -> Marks {
    var marks = marks
    let borders = holdings.borders
    for (file, changed) in Dictionary(grouping: changed, by: { $0 / Self.perFile }) {
      let part = Self.sources(of: file, holdings.read.count)
      // The bytes of the others are taken over as they lie there.
      let before = MappedFile("\(folder)/\(file)", damage)
      let known = before.flatMap { Self.parts($0, part.count) }
      let sources = part.map { index -> FieldBytes in
        if let known, !changed.contains(index) {
          let own = known[index - part.lowerBound]
          return FieldBytes(fields: Array(own.fields), texts: Array(own.texts))
        }
        return holdings.shelved(index, borders).bytes
      }
      put(sources, file)
      for index in changed { marks.sources[index] = Self.mark(of: sources[index - part.lowerBound]) }
    }
    marks.rest = writeRest(holdings, before: marks.rest)
    return marks
  }

  /// What is on the shelf; nil where that is not what the marks say.
  func read(_ marks: Marks, _ workers: Workers) async -> Holdings? {
    guard let whole = MappedFile("\(folder)/rest"), Fingerprint64.of(whole.bytes) == marks.rest,
      let part = Self.parts(whole, 1)?.first, let rest = ShelvedRest(part.fields, texts: part.texts)
    else { return nil }
    let count = marks.sources.count
    let files = (count + Self.perFile - 1) / Self.perFile
    let parts = await workers.map(files) { file in
      MappedFile("\(folder)/\(file)", damage).flatMap {
        Self.unpack($0, marks.sources[Self.sources(of: file, count)])
      }
    }
    var sources: [ShelvedSource] = []
    sources.reserveCapacity(count)
    for part in parts {
      guard let part else { return nil }
      sources += part
    }
    return Holdings(rest, sources)
  }

  private var cacheFolder: String {
    String(folder[..<(folder.utf8.lastIndex(of: UInt8(ascii: "/")) ?? folder.startIndex)])
  }

  private static func sources(of file: Int, _ count: Int) -> Range<Int> {
    file * perFile..<min((file + 1) * perFile, count)
  }

  /// - Parameter before: the mark of what lies there; nil where nothing is known of it.
  private func writeRest(_ holdings: Holdings, before: UInt64?) -> UInt64 {
    let bytes = Self.pack([holdings.shelvedRest.bytes]).flatMap { $0 }
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

  /// The parts of a file, one behind the other.
  private static func pack(_ sources: [FieldBytes]) -> [[UInt8]] {
    var head: [UInt8] = []
    for source in sources {
      for count in [source.fields.count, source.texts.count] {
        withUnsafeBytes(of: UInt64(count).littleEndian) { head.append(contentsOf: $0) }
      }
    }
    return [head, sources.flatMap(\.fields), sources.flatMap(\.texts)]
  }

  /// Where fields and texts of each source lie; nil where the file is none for so many.
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

  private static func unpack(_ file: MappedFile, _ marks: ArraySlice<UInt64>) -> [ShelvedSource]? {
    guard let parts = parts(file, marks.count) else { return nil }
    var sources: [ShelvedSource] = []
    sources.reserveCapacity(marks.count)
    for (part, mark) in zip(parts, marks) {
      guard Fingerprint64.of(part.fields) == mark,
        let source = ShelvedSource(part.fields, texts: part.texts, in: file)
      else { return nil }
      sources.append(source)
    }
    return sources
  }
}
