import Clinux
import Glibc

/// Files written into the previous tree after it was replaced. A process whose working directory was the output is now
/// in the previous tree, and its files are meant for the output. They are moved there before the tree is reused or
/// removed.
///
/// They are recognised by their creation time: no build writes into the tree after it was put aside.
struct LateFiles {
  private let place: OutputPlace
  private let cache: Int32
  private let aside: Int64

  /// - Parameter cache: the open cache folder.
  /// - Returns: nil if it is unknown when the tree was put aside.
  init?(_ place: OutputPlace, cache: Int32) {
    var status = stat()
    guard fstatat(cache, place.aside, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG
    else {
      return nil
    }
    (self.place, self.cache, aside) = (place, cache, FileStamp.nanoseconds(status.st_mtim))
  }

  /// Records the moment from which no build writes into the tree.
  static func begin(_ place: OutputPlace, cache: Int32, since: Int64) {
    let mark = Descriptor(
      openat(cache, place.aside, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600))
    let time = timespec(tv_sec: Int(since / 1_000_000_000), tv_nsec: Int(since % 1_000_000_000))
    if mark.number >= 0 { futimens(mark.number, [time, time]) }
  }

  /// Moves the files into the output. Existing files are never overwritten.
  ///
  /// - Parameters:
  ///   - output: the open output folder.
  ///   - folders: paths of the site's folders, with or without the top one. Only folders changed since are read.
  func bringHome(to output: Int32, folders: some Sequence<[UInt8]>) {
    let previous = Descriptor(openat(cache, place.previous, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    guard previous.number >= 0, output >= 0 else { return }
    bringHome([], previous.number, output)
    for folder in folders where !folder.isEmpty { bringHome(folder, previous.number, output) }
  }

  private func bringHome(_ path: [UInt8], _ previous: Int32, _ output: Int32) {
    let from = Descriptor(path.withUnsafeBytes { StampedFiles.openOwn($0, previous) })
    var status = stat()
    guard from.number >= 0, fstat(from.number, &status) == 0, FileStamp.nanoseconds(status.st_mtim) > aside,
      let names = try? FolderWalk.names(in: from, at: place.previous)
    else { return }
    let to = Descriptor(path.withUnsafeBytes { StampedFiles.openOwn($0, output) })
    guard to.number >= 0 else { return }
    for name in names {
      let name = name.bytes.map(CChar.init(bitPattern:)) + [0]
      // RENAME_NOREPLACE
      if birth_time(from.number, name) > aside { _ = renameat2(from.number, name, to.number, name, 1) }
    }
  }
}
