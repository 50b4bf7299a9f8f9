import Glibc
import Publishing
import Workers

extension StampedFiles {
  /// What a folder holds now that once held these files.
  struct Comparison: Sendable {
    /// The same files with their present stamps.
    var files: StampedFiles
    /// The folder and those in it.
    var folders: [FileStamp] = []
    /// Paths of the files that have another stamp than before.
    var changed: [[UInt8]] = []
    /// The latest moment at which any of these, or a folder, was changed, in nanoseconds since 1970.
    var latest = Int64.min
  }

  /// Compares a folder that a build reads with what it held. Names that begin with a dot do not count.
  ///
  /// - Parameter root: the folder, open.
  /// - Returns: nil where it holds other files, or something cannot be looked at.
  func compared(_ root: Int32, _ workers: Workers) async -> Comparison? {
    let files = self
    let looks = await workers.map(blocks.count) { files.look(at: files.blocks[$0], root) }
    var out = Comparison(files: self)
    for look in looks {
      guard let look else { return nil }
      if let folder = look.folder { out.folders.append(folder) }
      for (place, path, stamp) in look.changed {
        out.files.replace(at: place, stamp)
        out.changed.append(path)
        out.latest = max(out.latest, stamp.changed)
      }
    }
    for folder in out.folders { out.latest = max(out.latest, folder.changed) }
    return out
  }

  private struct BlockLook: Sendable {
    /// The folder, where this is its first block.
    var folder: FileStamp?
    var changed: [(place: Int, path: [UInt8], stamp: FileStamp)] = []
  }

  private func look(at block: Int, _ root: Int32) -> BlockLook? {
    var out = BlockLook()
    var number: Int32 = -1
    defer { if number >= 0 { close(number) } }
    let isWhole = visit(block) { path, names -> UnsafeRawBufferPointer? in
      // An empty path is the folder itself.
      guard let start = path.baseAddress else { return nil }
      let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
      number =
        path.isEmpty
        ? openat(root, ".", flags) : openat(root, start.assumingMemoryBound(to: CChar.self), flags)
      guard number >= 0 else { return nil }
      if names >= 0 {
        var status = stat()
        guard fstat(number, &status) == 0, FolderStamps.countNames(number) == names else { return nil }
        out.folder = FileStamp(status)
      }
      return path
    } file: { folder, name, known, place in
      var status = stat()
      // Every name is followed by a NUL.
      guard let start = name.baseAddress,
        fstatat(number, start.assumingMemoryBound(to: CChar.self), &status, 0) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { return false }
      let stamp = FileStamp(status)
      if stamp != known { out.changed.append((place, StampedFiles.path(folder, name), stamp)) }
      return true
    }
    return isWhole ? out : nil
  }
}
