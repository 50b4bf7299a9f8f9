import Glibc
import Workers

/// The archive as the last build had read and anchored it, beside the cache: the next build reads those sources anew
/// whose files have changed, and takes all others from here, in a twentieth of the time.
///
/// The files are `rest`, and `0`, `1` … with some hundred sources each, in order of their ids: behind its number of
/// bytes what `ShelvedSource` has written. What is whole and belongs together is known from the marks in the record
/// (`BuildRecord`), which is written last; so a file that was lost, damaged or left by another build is told.
struct Shelf: Sendable {
  /// Sources in one file, of which all are written again when one of them has changed.
  static let perFile = 128

  let folder: String

  /// What the shelf holds, as numbers that are others where anything is: they are the marks of the inputs, too.
  struct Marks: Sendable, Equatable {
    var rest: UInt64 = 0
    var sources: [UInt64] = []
  }

  /// Puts all on the shelf.
  ///
  /// Where it cannot be written nothing is lost but the time of the next build, so nobody is told.
  func write(_ holdings: Holdings, _ workers: Workers) async -> Marks {
    let isThere = CacheFile.makeFolder(cacheFolder) && (mkdir(folder, 0o700) == 0 || errno == EEXIST)
    let count = holdings.read.count
    let borders = holdings.borders
    let files = (count + Self.perFile - 1) / Self.perFile
    let marks = await workers.map(files) { file -> [UInt64] in
      let part = file * Self.perFile..<min((file + 1) * Self.perFile, count)
      let (bytes, marks) = Self.pack(part.map { holdings.shelved($0, borders).bytes })
      if isThere { CacheFile.put([bytes], at: "\(folder)/\(file)") }
      return marks
    }
    // Those of an archive that had more sources.
    var file = files
    while unlink("\(folder)/\(file)") == 0 { file += 1 }
    return Marks(rest: writeRest(holdings), sources: marks.flatMap { $0 })
  }

  /// Puts some sources on the shelf whose others have not changed.
  ///
  /// - Parameter changed: their indices.
  func write(_ holdings: Holdings, changed: [Int], _ marks: Marks) -> Marks {
    var marks = marks
    let borders = holdings.borders
    for file in Set(changed.map { $0 / Self.perFile }).sorted() {
      let part = file * Self.perFile..<min((file + 1) * Self.perFile, holdings.read.count)
      let (bytes, new) = Self.pack(part.map { holdings.shelved($0, borders).bytes })
      CacheFile.put([bytes], at: "\(folder)/\(file)")
      marks.sources.replaceSubrange(part, with: new)
    }
    marks.rest = writeRest(holdings)
    return marks
  }

  /// What is on the shelf; nil where that is not what the marks say.
  func read(_ marks: Marks, _ workers: Workers) async -> Holdings? {
    guard let whole = MappedFile("\(folder)/rest"), MarkHash.of(whole.bytes) == marks.rest,
      let rest = ShelvedRest(whole.bytes)
    else { return nil }
    let files = (marks.sources.count + Self.perFile - 1) / Self.perFile
    let parts = await workers.map(files) { file in
      let part = file * Self.perFile..<min((file + 1) * Self.perFile, marks.sources.count)
      return MappedFile("\(folder)/\(file)").flatMap { Self.unpack($0, marks.sources[part]) }
    }
    var sources: [ShelvedSource] = []
    sources.reserveCapacity(marks.sources.count)
    for part in parts {
      guard let part else { return nil }
      sources += part
    }
    return Holdings(rest, sources)
  }

  private var cacheFolder: String {
    String(folder[..<(folder.utf8.lastIndex(of: UInt8(ascii: "/")) ?? folder.startIndex)])
  }

  private func writeRest(_ holdings: Holdings) -> UInt64 {
    let bytes = holdings.shelvedRest.bytes
    CacheFile.put([bytes], at: "\(folder)/rest")
    return bytes.withUnsafeBytes { MarkHash.of($0) }
  }

  private static func pack(_ sources: [[UInt8]]) -> (bytes: [UInt8], marks: [UInt64]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sources.reduce(0) { $0 + $1.count + 8 })
    for source in sources {
      withUnsafeBytes(of: UInt64(source.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: source)
    }
    return (bytes, sources.map { $0.withUnsafeBytes { MarkHash.of($0) } })
  }

  private static func unpack(_ file: MappedFile, _ marks: ArraySlice<UInt64>) -> [ShelvedSource]? {
    var sources: [ShelvedSource] = []
    sources.reserveCapacity(marks.count)
    var rest = file.bytes
    for mark in marks {
      guard rest.count >= 8 else { return nil }
      let count = UInt64(littleEndian: rest.loadUnaligned(as: UInt64.self))
      guard count <= UInt64(rest.count - 8) else { return nil }
      let own = UnsafeRawBufferPointer(rebasing: rest[8..<8 + Int(count)])
      guard MarkHash.of(own) == mark, let source = ShelvedSource(own, in: file) else { return nil }
      sources.append(source)
      rest = UnsafeRawBufferPointer(rebasing: rest[(8 + own.count)...])
    }
    return rest.isEmpty ? sources : nil
  }
}
