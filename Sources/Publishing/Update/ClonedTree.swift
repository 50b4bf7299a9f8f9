import Glibc
import Workers

/// A second tree beside the output that holds the same files, as links to them. A tree update starts with it. It is
/// made from the previous tree (`PreviousTree`), or from nothing if there is none.
extension TreeShape {
  /// Makes the tree, under the name of a new output.
  ///
  /// - Parameters:
  ///   - standing: the output, which holds the files of this shape.
  ///   - trees: the stamps left by the last tree update.
  /// - Returns: nil if that fails; then both it and the previous tree are gone.
  func twin(of standing: LockedOutput, _ trees: TreeStamps, _ workers: Workers) async -> Descriptor? {
    let (place, parent) = (standing.place, standing.parent.number)
    let folders = folders.map(\.path)
    let isPrevious = PreviousTree.take(place, in: parent, output: standing.folder) { folders }
    guard isPrevious || mkdirat(parent, place.staging, 0o777) == 0 else { return nil }
    let tree = Descriptor(openat(parent, place.staging, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    if tree.number >= 0, let difference = await difference(tree.number, trees, workers),
      await Self.repair(tree.number, from: standing.folder, difference, workers)
    {
      return tree
    }
    try? FolderWalk.remove(place.staging, in: parent, at: "\(place.parent)/\(place.staging)")
    return nil
  }

  private static func repair(
    _ tree: Int32, from output: Int32, _ difference: Difference, _ workers: Workers
  ) async -> Bool {
    for path in difference.strange {
      let name = path.map { CChar(bitPattern: $0) } + [0]
      if unlinkat(tree, name, 0) == 0 { continue }
      let removed: Void? = name.withUnsafeBufferPointer { name in
        name.baseAddress.flatMap {
          try? FolderWalk.remove(String(cString: $0), in: tree, at: "previous tree")
        }
      }
      if removed == nil { return false }
    }
    for path in difference.missingFolders.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      if mkdirat(tree, path.map { CChar(bitPattern: $0) } + [0], 0o777) != 0 { return false }
    }
    let (missing, step) = (difference.missing, 512)
    let linked = await workers.map((missing.count + step - 1) / step) { part in
      var folders = FolderPair(output, tree)
      for path in missing[part * step..<min((part + 1) * step, missing.count)] {
        if !folders.link(path) { return false }
      }
      return true
    }
    return linked.allSatisfy { $0 }
  }
}

/// The same folder in two trees, kept open: reopening it for every file costs a seventh of the linking.
private struct FolderPair: ~Copyable {
  private let (from, to): (Int32, Int32)
  private var folder: [UInt8] = []
  private var inner: (from: Int32, to: Int32)

  /// - Parameters:
  ///   - from: the open tree that has the files.
  ///   - to: the open tree that receives them.
  init(_ from: Int32, _ to: Int32) {
    (self.from, self.to) = (from, to)
    inner = (dup(from), dup(to))
  }

  deinit {
    close(inner.from)
    close(inner.to)
  }

  /// Links a file by its path. Fastest if files of the same folder follow one another.
  mutating func link(_ path: [UInt8]) -> Bool {
    let slash = path.lastIndex(of: 0x2F)
    let above = path[..<(slash ?? 0)]
    if !folder.elementsEqual(above) {
      close(inner.from)
      close(inner.to)
      folder = Array(above)
      inner = folder.withUnsafeBytes { (StampedFiles.openOwn($0, from), StampedFiles.openOwn($0, to)) }
    }
    let name = path[(slash.map { $0 + 1 } ?? 0)...].map { CChar(bitPattern: $0) } + [0]
    return linkat(inner.from, name, inner.to, name, 0) == 0
  }
}
