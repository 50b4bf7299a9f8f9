import Glibc
import Publishing
import Workers

extension StampedFiles {
  /// The current state of a folder that once held these files.
  struct Comparison: Sendable {
    /// The same files with their current stamps.
    var files: StampedFiles
    /// The folder and its subfolders, with their first blocks.
    var folders: [(block: Int, stamp: FileStamp)] = []
    /// Paths of the files whose stamp has changed.
    var changed: [[UInt8]] = []
    /// The latest time at which any changed file or any folder was changed, in nanoseconds since 1970.
    var latest = Int64.min
  }

  /// Compares an input folder with the files that it held. Names that begin with a dot are ignored.
  ///
  /// - Parameter root: the open folder.
  /// - Returns: nil if it holds other files, or something cannot be examined.
  func compared(_ root: Int32, _ workers: Workers) async -> Comparison? {
    let files = self
    let looks = await workers.map(blocks.count) { files.look(at: files.blocks[$0], root) }
    var out = Comparison(files: self)
    for look in looks {
      guard let look else { return nil }
      if let folder = look.folder {
        out.folders.append(folder)
        if look.isOtherFolder { out.files.replace(folderOf: folder.block, folder.stamp) }
      }
      for (place, path, stamp) in look.changed {
        out.files.replace(at: place, stamp)
        out.changed.append(path)
        out.latest = max(out.latest, stamp.changed)
      }
    }
    for folder in out.folders { out.latest = max(out.latest, folder.stamp.changed) }
    return out
  }

  private struct BlockLook: Sendable {
    /// The folder, if this is its first block.
    var folder: (block: Int, stamp: FileStamp)?
    /// Whether the stamp of the folder differs from that when its names were counted.
    var isOtherFolder = false
    var changed: [(place: Int, path: [UInt8], stamp: FileStamp)] = []
  }

  private func look(at block: Int, _ root: Int32) -> BlockLook? {
    var out = BlockLook()
    var number: Int32 = -1
    defer { if number >= 0 { close(number) } }
    let isWhole = visit(block) { folder -> UnsafeRawBufferPointer? in
      let path = folder.path
      // An empty path is the folder itself.
      guard let start = path.baseAddress else { return nil }
      // A link in place of a folder may lead anywhere.
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      number =
        path.isEmpty
        ? openat(root, ".", flags) : openat(root, start.assumingMemoryBound(to: CChar.self), flags)
      guard number >= 0 else { return nil }
      if folder.names >= 0 {
        var status = stat()
        guard fstat(number, &status) == 0 else { return nil }
        let stamp = FileStamp(status)
        out.folder = (block, stamp)
        out.isOtherFolder = stamp != folder.stamp
        // A folder with an unchanged stamp has the same names.
        if out.isOtherFolder && FolderStamps.countNames(number) != folder.names { return nil }
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
