import Glibc
import Workers

/// The tree that was the output before the current one. It is kept in the cache folder, and the next build starts
/// from it: on a large site, nearly all files are already in it as links to the files of the current output. They
/// need not be linked one by one into a new tree, nor removed with the old one.
///
/// Nothing in it is trusted. A file stays only if it is the same file as in the current output, as shown by the
/// directory entry, or by the last tree update for a folder that has not been touched since (`TreeStamps`).
enum PreviousTree {
  /// Makes the previous tree the new one. Files that others have written into it are moved to the output first.
  ///
  /// - Parameters:
  ///   - output: the open output folder, or -1.
  ///   - folders: paths of the site's folders in it.
  /// - Returns: false if there is no previous tree.
  static func take(
    _ place: OutputPlace, in parent: Int32, output: Int32, folders: () -> some Sequence<[UInt8]>
  ) -> Bool {
    let cache = openCache(in: parent)
    guard isFolder(place.previous, in: cache.number) else { return false }
    LateFiles(place, cache: cache.number)?.bringHome(to: output, folders: folders())
    return renameat(cache.number, place.previous, parent, place.staging) == 0
  }

  /// Opens the cache folder. One that came with an archive may be a link, which is not followed.
  private static func openCache(in parent: Int32) -> Descriptor {
    Descriptor(openat(parent, ".sitegen", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
  }

  private static func isFolder(_ name: String, in parent: Int32) -> Bool {
    var status = stat()
    return fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Keeps a tree for the next build.
  ///
  /// - Parameters:
  ///   - name: name of the folder, beside the output.
  ///   - output: the open output folder, or -1.
  ///   - since: the time from which no build writes into the tree, in nanoseconds since 1970.
  ///   - foreign: paths of the foreign files in the tree; nil if they are the same as when it was put aside before.
  ///   - folders: paths of the folders of the site.
  /// - Returns: false if there is no cache folder to move it into; the tree then stays where it is.
  static func put(
    _ name: String, _ place: OutputPlace, in parent: Int32, output: Int32, since: Int64,
    foreign: (some Sequence<[UInt8]>)?, folders: () -> some Sequence<[UInt8]>
  ) -> Bool {
    let cache = openCache(in: parent)
    guard cache.number >= 0 else { return false }
    LateFiles(place, cache: cache.number)?.bringHome(to: output, folders: folders())
    LateFiles.begin(place, cache: cache.number, since: since, foreign: foreign)
    // A full build does not touch an existing previous tree. If it cannot be removed, the rename fails.
    try? FolderWalk.remove(place.previous, in: cache.number, at: "\(place.parent)/.sitegen/\(place.previous)")
    return renameat(parent, name, cache.number, place.previous) == 0
  }
}

extension LockedOutput {
  /// Makes the previous tree equal to the output and releases the output. The first tree update after a full build
  /// then need not do so.
  ///
  /// A failure costs only time, so it is not reported.
  ///
  /// - Parameters:
  ///   - files: the files of the site.
  ///   - foreign: the foreign files in the output.
  package func makePreviousTree(_ files: StampedFiles, foreign: StampedFiles, _ workers: Workers) async {
    defer { release() }
    var all = files
    all.add(foreign)
    guard await TreeShape(all).twin(of: self, TreeStamps(), workers) != nil else { return }
    let isKept = PreviousTree.put(
      place.staging, place, in: parent.number, output: folder, since: FileClock.latest,
      foreign: foreign.byPath.keys, folders: { [[UInt8]]() })
    if isKept { return }
    try? FolderWalk.remove(place.staging, in: parent.number, at: "\(place.parent)/\(place.staging)")
  }
}

extension Publication {
  /// Creates a file in the new tree, replacing one that the previous tree had there.
  func create(_ path: String) throws(PublishingError) -> Descriptor {
    try clear(path)
    return try Descriptor.create(path, in: staging.number, path)
  }

  /// Whether the new tree already has the file of the current output; anything else of its name is removed.
  func hasPreviousFile(_ path: String, _ present: FileStamp) throws(PublishingError) -> Bool {
    guard hasPrevious else { return false }
    var status = stat()
    if fstatat(staging.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG {
      let previous = FileStamp(status)
      if previous.node == present.node && previous.device == present.device { return true }
    }
    try clear(path)
    return false
  }

  /// Whether the new tree already has a folder; anything else of its name is removed.
  func hasPreviousFolder(_ path: String) throws(PublishingError) -> Bool {
    guard hasPrevious else { return false }
    var status = stat()
    let isThere = fstatat(staging.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR { return true }
    if isThere { try clear(path) }
    return false
  }

  private func clear(_ path: String) throws(PublishingError) {
    guard hasPrevious, unlinkat(staging.number, path, 0) != 0, errno != ENOENT else { return }
    try FolderWalk.remove(path, in: staging.number, at: path)
  }

  /// Removes from the new tree what only the previous tree had, including foreign files.
  func sweepPrevious(_ claims: PathRegistry) throws(PublishingError) {
    guard hasPrevious else { return }
    try FolderWalk.each(
      in: staging, at: place.staging,
      visit: { (entry: FolderWalk.Entry) throws(PublishingError) in
        if entry.kind != .folder && claims.finding(entry.shown) != .file {
          try FolderWalk.removeEntry(entry, place.staging)
        }
      },
      leave: { (entry: FolderWalk.Entry) throws(PublishingError) in
        if claims.finding(entry.shown) != .folder { try FolderWalk.removeEntry(entry, place.staging) }
      })
  }
}
