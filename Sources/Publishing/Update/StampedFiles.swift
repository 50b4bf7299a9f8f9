import Glibc

/// Files of a folder with what the file system says of each, in a flat form that is compared with the folder as
/// it lies on the disk of a cache: ten thousand sources are looked through in some milliseconds, and nothing is
/// allocated for any of them.
///
/// A block is for at most `most` files of one folder:
/// ```
/// names in the folder, or -1   8 bytes
/// files in the block           8
/// the folder, as the files are; zeros where it is not known how it was when its names were counted   5 × 8
/// path of the folder, NUL
/// for each file: device, node, size, modified, changed   5 × 8, name, NUL
/// ```
package struct StampedFiles: Sendable {
  /// The blocks, one behind the other.
  package private(set) var bytes: [UInt8] = []
  /// Where each block begins.
  package private(set) var blocks: [Int] = []
  /// Number of files.
  package private(set) var count = 0
  /// The latest moment at which a file was changed, in nanoseconds since 1970.
  package private(set) var latest = Int64.min

  private static let most = 512
  private static let stampSize = 40
  private static let headSize = 16 + stampSize

  /// No files.
  package init() {}

  /// Adds a folder.
  ///
  /// - Parameters:
  ///   - names: how many names the folder holds, files and folders, and how it was when they were counted; nil where
  ///     others may be added.
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
  /// Files from a cache.
  ///
  /// - Returns: nil where the bytes have not the form.
  package init?(_ bytes: [UInt8], blocks: [Int]) {
    self.bytes = bytes
    self.blocks = blocks
    for (place, start) in blocks.enumerated() {
      let end = place + 1 < blocks.count ? blocks[place + 1] : bytes.count
      guard start >= 0, start < end, end <= bytes.count, isBlock(start..<end) else { return nil }
    }
  }

  /// Whether a block can be read without leaving it.
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

  /// What a block says of its folder.
  package struct Folder {
    /// Its path.
    package var path: UnsafeRawBufferPointer
    /// Number of names in it; -1 where this is not its first block, or others may be added.
    package var names: Int
    /// As it was when they were counted; `unknown` where that cannot be told.
    package var stamp: FileStamp
  }

  /// Goes through a block.
  ///
  /// - Parameters:
  ///   - open: is given the folder, and gives what `file` needs; nil ends the visit.
  ///   - file: is given each name, its stamp and where that begins in `bytes`; false ends the visit.
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
  /// Gives a file another stamp.
  package mutating func replace(at place: Int, _ stamp: FileStamp) {
    store(stamp, at: place)
    latest = max(latest, stamp.changed)
  }

  /// Gives the folder of a block another stamp.
  package mutating func replace(folderOf block: Int, _ stamp: FileStamp) { store(stamp, at: block + 16) }

  private mutating func store(_ stamp: FileStamp, at place: Int) {
    bytes.withUnsafeMutableBytes { bytes in
      for (index, part) in stamp.parts.enumerated() {
        bytes.storeBytes(of: part.littleEndian, toByteOffset: place + 8 * index, as: UInt64.self)
      }
    }
  }

  /// Gives files that are known other stamps.
  package mutating func replace(_ stamps: [[UInt8]: FileStamp]) {
    for (place, path, _) in find(Set(stamps.keys)) {
      if let stamp = stamps[path] { replace(at: place, stamp) }
    }
  }

  /// The stamps of some files, those that are known.
  package func stamps(of paths: Set<[UInt8]>) -> [[UInt8]: FileStamp] {
    Dictionary(find(paths).map { ($0.path, $0.stamp) }, uniquingKeysWith: { first, _ in first })
  }

  private func find(_ paths: Set<[UInt8]>) -> [(place: Int, path: [UInt8], stamp: FileStamp)] {
    var wanted: [ArraySlice<UInt8>: Set<ArraySlice<UInt8>>] = [:]
    for path in paths {
      let slash = path.lastIndex(of: 0x2F)
      wanted[path[..<(slash ?? 0)], default: []].insert(path[(slash.map { $0 + 1 } ?? 0)...])
    }
    // Most names are told by their lengths.
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
