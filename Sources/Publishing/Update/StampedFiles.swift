import Glibc

/// The files of a folder with their stamps, in a flat form. Comparing it with the folder on disk takes a few
/// milliseconds for ten thousand sources and allocates nothing for each file.
///
/// A block holds at most `most` files of one folder:
/// ```
/// number of names in the folder, or -1   8 bytes
/// number of files in the block           8
/// stamp of the folder, as for files; zeros if unknown when its names were counted   5 × 8
/// path of the folder, NUL
/// for each file: device, node, size, modified, changed   5 × 8, name, NUL
/// ```
package struct StampedFiles: Sendable {
  /// The blocks, one after another.
  package private(set) var bytes: [UInt8] = []
  /// Offset of each block in `bytes`.
  package private(set) var blocks: [Int] = []
  /// Number of files.
  package private(set) var count = 0
  /// The latest time at which a file was changed, in nanoseconds since 1970.
  package private(set) var latest = Int64.min

  private static let most = 512
  private static let stampSize = 40
  private static let headSize = 16 + stampSize

  /// Creates an empty list.
  package init() {}

  /// Adds a folder.
  ///
  /// - Parameters:
  ///   - names: the number of names in the folder, files and subfolders, and its stamp when they were counted; nil if
  ///     other files may be added.
  ///   - files: names of files without a NUL, and their stamps.
  package mutating func add(
    _ folder: [UInt8], names: (count: Int, stamp: FileStamp)?, files: [(name: [UInt8], stamp: FileStamp)]
  ) {
    var start = 0
    repeat {
      let end = min(start + Self.most, files.count)
      blocks.append(bytes.count)
      let own = start == 0 ? names : nil
      number(own?.count ?? -1)
      number(end - start)
      add(own?.stamp ?? .unknown)
      bytes += folder
      bytes.append(0)
      for file in files[start..<end] { add(file.name, file.stamp) }
      start = end
    } while start < files.count
  }

  /// Adds the files of another folder, or more of this one.
  package mutating func add(_ other: StampedFiles) {
    blocks += other.blocks.map { $0 + bytes.count }
    bytes += other.bytes
    count += other.count
    latest = max(latest, other.latest)
  }

  private mutating func add(_ stamp: FileStamp) {
    for part in stamp.parts { number(part) }
  }

  private mutating func add(_ name: [UInt8], _ stamp: FileStamp) {
    add(stamp)
    bytes += name
    bytes.append(0)
    count += 1
    latest = max(latest, stamp.changed)
  }

  private mutating func number(_ value: Int) { number(UInt64(bitPattern: Int64(value))) }

  private mutating func number(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

// MARK: Reading

extension StampedFiles {
  /// Reads files from a cache.
  ///
  /// - Returns: nil if the bytes are malformed.
  package init?(_ bytes: [UInt8], blocks: [Int]) {
    self.bytes = bytes
    self.blocks = blocks
    for (place, start) in blocks.enumerated() {
      let end = place + 1 < blocks.count ? blocks[place + 1] : bytes.count
      guard start >= 0, start < end, end <= bytes.count, isBlock(start..<end) else { return nil }
    }
  }

  /// Whether a block can be read without leaving its range.
  private mutating func isBlock(_ range: Range<Int>) -> Bool {
    guard range.count > Self.headSize else { return false }
    let files = bytes.withUnsafeBytes { Int(truncatingIfNeeded: Self.number($0, range.lowerBound + 8)) }
    guard files >= 0, files <= Self.most,
      var at = behindName(range.lowerBound + Self.headSize, range.upperBound)
    else { return false }
    for _ in 0..<files {
      guard range.upperBound - at > Self.stampSize,
        let next = behindName(at + Self.stampSize, range.upperBound)
      else { return false }
      at = next
    }
    count += files
    return at == range.upperBound
  }

  private func behindName(_ start: Int, _ end: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.flatMap { memchr($0 + start, 0, end - start) }.map {
        UnsafeRawPointer($0) - UnsafeRawPointer(bytes.baseAddress ?? UnsafeRawPointer($0)) + 1
      }
    }
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  private static func stamp(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> FileStamp {
    FileStamp(
      device: number(bytes, at), node: number(bytes, at + 8), size: Int64(bitPattern: number(bytes, at + 16)),
      modified: Int64(bitPattern: number(bytes, at + 24)), changed: Int64(bitPattern: number(bytes, at + 32)))
  }

  /// The files by their paths.
  package var byPath: [[UInt8]: FileStamp] {
    var out: [[UInt8]: FileStamp] = [:]
    out.reserveCapacity(count)
    for block in blocks {
      visit(block) { folder in
        folder.path
      } file: { folder, name, stamp, _ in
        out[Self.path(folder, name)] = stamp
        return true
      }
    }
    return out
  }

  /// The path of a name in a folder.
  package static func path(_ folder: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> [UInt8] {
    folder.isEmpty ? Array(name) : Array(folder) + [0x2F] + Array(name)
  }

  /// The folder of a block.
  package struct Folder {
    /// Its path.
    package var path: UnsafeRawBufferPointer
    /// Number of names in it; -1 if this is not its first block, or if other files may be added.
    package var names: Int
    /// Its stamp when the names were counted; `unknown` if that is not known.
    package var stamp: FileStamp
  }

  /// Visits the files of a block.
  ///
  /// - Parameters:
  ///   - open: receives the folder and returns what `file` needs; nil ends the visit.
  ///   - file: receives each name, its stamp and the offset of the stamp in `bytes`; false ends the visit.
  /// - Returns: whether all files were visited.
  @discardableResult
  package func visit<Opened>(
    _ block: Int, open: (Folder) -> Opened?,
    file: (Opened, UnsafeRawBufferPointer, FileStamp, Int) -> Bool
  ) -> Bool {
    bytes.withUnsafeBytes { buffer in
      func name(_ at: Int) -> UnsafeRawBufferPointer {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[at...])
        let end = rest.baseAddress.flatMap { start in
          memchr(start, 0, rest.count).map { UnsafeRawPointer($0) - start }
        }
        return UnsafeRawBufferPointer(rebasing: rest[..<(end ?? rest.count)])
      }
      let names = Int(truncatingIfNeeded: Self.number(buffer, block))
      let files = Int(truncatingIfNeeded: Self.number(buffer, block + 8))
      let path = name(block + Self.headSize)
      let stamp = Self.stamp(buffer, block + 16)
      guard let folder = open(Folder(path: path, names: names, stamp: stamp)) else { return false }
      var at = block + Self.headSize + path.count + 1
      for _ in 0..<files {
        let found = name(at + Self.stampSize)
        if !file(folder, found, Self.stamp(buffer, at), at) { return false }
        at += Self.stampSize + found.count + 1
      }
      return true
    }
  }
}

// MARK: Changing

extension StampedFiles {
  /// Replaces the stamp of a file.
  package mutating func replace(at place: Int, _ stamp: FileStamp) {
    store(stamp, at: place)
    latest = max(latest, stamp.changed)
  }

  /// Replaces the stamp of the folder of a block.
  package mutating func replace(folderOf block: Int, _ stamp: FileStamp) { store(stamp, at: block + 16) }

  private mutating func store(_ stamp: FileStamp, at place: Int) {
    bytes.withUnsafeMutableBytes { bytes in
      for (index, part) in stamp.parts.enumerated() {
        bytes.storeBytes(of: part.littleEndian, toByteOffset: place + 8 * index, as: UInt64.self)
      }
    }
  }

  /// Replaces the stamps of the files that are listed.
  package mutating func replace(_ stamps: [[UInt8]: FileStamp]) {
    for (place, path, _) in find(Set(stamps.keys)) {
      if let stamp = stamps[path] { replace(at: place, stamp) }
    }
  }

  /// The stamps of some paths, as far as they are listed.
  package func stamps(of paths: Set<[UInt8]>) -> [[UInt8]: FileStamp] {
    Dictionary(find(paths).map { ($0.path, $0.stamp) }, uniquingKeysWith: { first, _ in first })
  }

  private func find(_ paths: Set<[UInt8]>) -> [(place: Int, path: [UInt8], stamp: FileStamp)] {
    var wanted: [ArraySlice<UInt8>: Set<ArraySlice<UInt8>>] = [:]
    for path in paths {
      let slash = path.lastIndex(of: 0x2F)
      wanted[path[..<(slash ?? 0)], default: []].insert(path[(slash.map { $0 + 1 } ?? 0)...])
    }
    // The length alone rules out most names.
    var lengths = [Bool](repeating: false, count: 256)
    for name in wanted.values.joined() { lengths[min(255, name.count)] = true }
    var out: [(place: Int, path: [UInt8], stamp: FileStamp)] = []
    for block in blocks {
      visit(block) { folder in
        wanted[ArraySlice(folder.path)].map { (folder.path, $0) }
      } file: { folder, name, stamp, place in
        if lengths[min(255, name.count)], folder.1.contains(ArraySlice(name)) {
          out.append((place, Self.path(folder.0, name), stamp))
        }
        return true
      }
    }
    return out
  }
}
