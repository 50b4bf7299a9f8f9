import Base
import Glibc
import Workers

/// The folders of an output whose files are known, so that two trees can be compared name by name.
struct TreeShape: Sendable {
  struct Folder: Sendable {
    /// Path below the output; empty for the output itself.
    var path: [UInt8]
    /// Where its files stand in `StampedFiles.bytes`.
    var blocks: [Int] = []
    var files = 0
    /// Names of the folders in it.
    var inner: Set<[UInt8]> = []
  }

  /// A folder above before those in it.
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

  /// Whether a tree has as many names in each folder as there are files and folders, hidden ones among them: where
  /// all files are known to be there, nothing else is.
  ///
  /// - Parameters:
  ///   - stamps: how the folders are now.
  ///   - before: how they were when they held nothing else.
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

  /// What a tree has that the output has not in the same way.
  struct Difference: Sendable {
    /// Paths of what stands there and is not the file or folder of the output.
    var strange: [[UInt8]] = []
    /// Paths of files of the output that are missing, or have something strange in their place.
    var missing: [[UInt8]] = []
    /// The same of folders.
    var missingFolders: [[UInt8]] = []
  }

  /// Compares a tree with the output: a file is the same where it is a link to the very file of the output, which
  /// the folder says without looking at the file (`d_ino` of readdir(3)).
  ///
  /// - Parameter known: what the last revision left. Folders that nobody has touched since are not read.
  /// - Returns: nil where the tree cannot be read.
  func difference(_ root: Int32, _ known: TreeStamps, _ workers: Workers) async -> Difference? {
    let stamps = known.spare.isEmpty ? [:] : stamps(root)
    let doubtful = folders.filter { stamps[$0.path] == nil || stamps[$0.path] != known.spare[$0.path] }
    let parts = await workers.map(doubtful.count) { difference(doubtful[$0], root) }
    var out = Difference()
    let read = Set(doubtful.map(\.path))
    for file in known.differences where !read.contains(Self.folder(of: file.path)) {
      if file.isInSpare { out.strange.append(file.path) }
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
      // Another kind of thing, another device, or nothing: whoever repairs the tree begins anew.
      return folder.path.isEmpty ? nil : wholly(folder, inner)
    }
    out.missing = table.rest.map { prefix + $0 }
    out.missingFolders = inner.map { prefix + $0 }
    return out
  }

  /// All of a folder that is not there.
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

/// Names of the files in a folder with their numbers, to be crossed off. Open addressing, as there are ten thousand
/// of them and each is looked for once. The names must lie in memory as long as the table is used.
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

  /// Crosses a name off; false where it is not there, or has another number.
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

  /// What has not been crossed off.
  var rest: [[UInt8]] { names.compactMap { $0.map { Array($0) } } }

  private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    Int(truncatingIfNeeded: Fingerprint64.of(name))
  }
}
