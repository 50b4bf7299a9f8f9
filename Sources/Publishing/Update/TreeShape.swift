import Base
import Glibc
import Workers

/// The folders of an output whose files are known, so that two trees can be compared name by name.
struct TreeShape: Sendable {
  struct Folder: Sendable {
    /// Path below the output; empty for the output itself.
    var path: [UInt8]
    /// Offsets of its blocks in `StampedFiles.bytes`.
    var blocks: [Int] = []
    var files = 0
    /// Names of its subfolders.
    var inner: Set<[UInt8]> = []
  }

  /// The folders, each before its subfolders.
  let folders: [Folder]
  private let files: StampedFiles

  init(_ files: StampedFiles) {
    self.files = files
    var known: [[UInt8]: Folder] = [[]: Folder(path: [])]
    func add(_ path: [UInt8]) {
      guard known[path] == nil else { return }
      known[path] = Folder(path: path)
      let slash = path.lastIndex(of: 0x2F)
      let above = Self.folder(of: path)
      add(above)
      known[above]?.inner.insert(Array(path[(slash.map { $0 + 1 } ?? 0)...]))
    }
    for block in files.blocks {
      var own: [UInt8] = []
      var count = 0
      files.visit(block) { folder -> Bool? in
        own = Array(folder.path)
        return true
      } file: { _, _, _, _ in
        count += 1
        return true
      }
      add(own)
      known[own]?.blocks.append(block)
      known[own]?.files += count
    }
    folders = known.values.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// Whether each folder of a tree holds as many names as there are known files and subfolders, including hidden
  /// ones. If all known files exist, the tree then holds nothing else.
  ///
  /// - Parameters:
  ///   - stamps: stamps of the folders now.
  ///   - before: stamps of the folders when they held nothing else.
  func holdsNothingElse(
    _ root: Int32, _ stamps: [[UInt8]: FileStamp], before: [[UInt8]: FileStamp], _ workers: Workers
  ) async -> Bool {
    let doubtful = folders.filter { stamps[$0.path] == nil || stamps[$0.path] != before[$0.path] }
    let findings = await workers.map(doubtful.count) { index -> Bool in
      let folder = doubtful[index]
      var count = 0
      let isRead = Directory.forEachEntry(folder.path, in: root) { _ in count += 1 }
      return isRead && count == folder.files + folder.inner.count
    }
    return findings.allSatisfy { $0 }
  }

  /// Paths of all files and folders.
  var paths: Set<[UInt8]> { Set(files.byPath.keys).union(folders.map(\.path)) }

  /// The differences between a tree and the output.
  struct Difference: Sendable {
    /// Paths in the tree that are not the file or folder of the output.
    var strange: [[UInt8]] = []
    /// Paths of files of the output that the tree lacks, or has something else in place of.
    var missing: [[UInt8]] = []
    /// Paths of folders that the tree lacks in the same sense.
    var missingFolders: [[UInt8]] = []
  }

  /// Compares a tree with the output. A file is the same if it is a link to the file of the output; the directory
  /// entry shows this without a look at the file (`d_ino` of readdir(3)).
  ///
  /// - Parameter known: the stamps left by the last tree update. Folders that have not been touched since are not
  ///   read.
  /// - Returns: nil if the tree cannot be read.
  func difference(_ root: Int32, _ known: TreeStamps, _ workers: Workers) async -> Difference? {
    let stamps = known.previous.isEmpty ? [:] : stamps(root)
    let doubtful = folders.filter { stamps[$0.path] == nil || stamps[$0.path] != known.previous[$0.path] }
    let parts = await workers.map(doubtful.count) { difference(doubtful[$0], root) }
    var out = Difference()
    let read = Set(doubtful.map(\.path))
    for file in known.differences where !read.contains(Self.folder(of: file.path)) {
      if file.isInPrevious { out.strange.append(file.path) }
      if file.isInOutput { out.missing.append(file.path) }
    }
    for part in parts {
      guard let part else { return nil }
      out.strange += part.strange
      out.missing += part.missing
      out.missingFolders += part.missingFolders
    }
    return out
  }

  private static func folder(of path: [UInt8]) -> [UInt8] {
    path.lastIndex(of: 0x2F).map { Array(path[..<$0]) } ?? []
  }

  private func difference(_ folder: Folder, _ root: Int32) -> Difference? {
    var out = Difference()
    var table = NameTable(folder.files)
    var device: UInt64?
    for block in folder.blocks {
      files.visit(block) { _ in
        true
      } file: { _, name, stamp, _ in
        table.add(name, stamp.node)
        if device == nil { device = stamp.device }
        return device == stamp.device
      }
    }
    var inner = folder.inner
    let prefix = folder.path.isEmpty ? [] : folder.path + [0x2F]
    let isRead = Directory.forEachEntry(folder.path, in: root, device: device) { entry in
      let kind = entry.kind
      if kind == .file, table.take(UnsafeRawBufferPointer(entry.name), entry.inode) { return }
      if kind == .folder, inner.remove(Array(entry.name)) != nil { return }
      out.strange.append(prefix + Array(entry.name))
    }
    guard isRead else {
      // Another kind of entry, another device, or nothing: the repair makes the folder again.
      return folder.path.isEmpty ? nil : wholly(folder, inner)
    }
    out.missing = table.rest.map { prefix + $0 }
    out.missingFolders = inner.map { prefix + $0 }
    return out
  }

  /// All of a folder that does not exist.
  private func wholly(_ folder: Folder, _ inner: Set<[UInt8]>) -> Difference {
    var out = Difference()
    for block in folder.blocks {
      files.visit(block) { _ in
        true
      } file: { _, name, _, _ in
        out.missing.append(folder.path + [0x2F] + Array(name))
        return true
      }
    }
    out.missingFolders = inner.map { folder.path + [0x2F] + $0 }
    return out
  }
}

extension Directory {
  /// Calls a function with each entry of a folder below another.
  ///
  /// - Parameter device: the device of the folder; any if it is nil.
  /// - Returns: false if the folder cannot be read, is on another device, or a link is on the way.
  static func forEachEntry(
    _ path: [UInt8], in root: Int32, device: UInt64? = nil, _ body: (Entry) -> Void
  ) -> Bool {
    let folder = path.withUnsafeBytes { StampedFiles.openOwn($0, root) }
    guard folder >= 0 else { return false }
    defer { close(folder) }
    var status = stat()
    guard fstat(folder, &status) == 0, device == nil || UInt64(status.st_dev) == device else { return false }
    return forEachEntry(of: folder, body)
  }
}

/// Names of the files in a folder with their inode numbers, to be crossed off. Uses open addressing, as there are
/// ten thousand of them and each is looked up once. The names must stay in memory as long as the table is used.
struct NameTable {
  private var slots: [Int32]
  private var names: [UnsafeRawBufferPointer?] = []
  private var nodes: [UInt64] = []
  private let mask: Int

  init(_ count: Int) {
    var size = 16
    while size < 2 * count { size *= 2 }
    slots = Array(repeating: -1, count: size)
    mask = size - 1
    names.reserveCapacity(count)
    nodes.reserveCapacity(count)
  }

  mutating func add(_ name: UnsafeRawBufferPointer, _ node: UInt64) {
    var at = Self.hash(name) & mask
    while slots[at] >= 0 { at = (at + 1) & mask }
    slots[at] = Int32(names.count)
    names.append(name)
    nodes.append(node)
  }

  /// Crosses a name off; false if it is not in the table, or has another inode number.
  mutating func take(_ name: UnsafeRawBufferPointer, _ node: UInt64) -> Bool {
    var at = Self.hash(name) & mask
    while slots[at] >= 0 {
      let place = Int(slots[at])
      if let known = names[place], known.count == name.count,
        known.elementsEqual(name)
      {
        guard nodes[place] == node else { return false }
        names[place] = nil
        return true
      }
      at = (at + 1) & mask
    }
    return false
  }

  /// The names that have not been crossed off.
  var rest: [[UInt8]] { names.compactMap { $0.map { Array($0) } } }

  private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    Int(truncatingIfNeeded: Fingerprint64.of(name))
  }
}
