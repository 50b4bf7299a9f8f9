import Base
import FileAccess
import Glibc
import Publishing
import Workers

/// The contents of an input folder at one moment.
struct DirectorySnapshot: Sendable {
  var files = StampedFiles()
  /// Stamps of the folder itself and its subfolders, in the order in which they were found. They are not kept in
  /// the cache: an editor that creates a temporary file changes them, which does not matter to a later build.
  var folders: [FileStamp] = []
  /// Whether any later change will have a different time stamp.
  var isCertain = false

  /// The latest time at which anything was changed, in nanoseconds since 1970.
  var latest: Int64 { folders.reduce(files.latest) { max($0, $1.changed) } }
}

/// Takes snapshots of input folders.
enum FolderStamps {
  /// All files of a folder; must be called before the build reads any of them.
  ///
  /// A file that was changed within the current clock tick may be changed again without a new time stamp, so this
  /// waits until the tick is over.
  ///
  /// - Returns: nil if something cannot be examined, or a link leads to anything but a file in the folder.
  static func take(_ folder: String) -> DirectorySnapshot? {
    for _ in 0..<3 {
      let (start, settled, margin) = (FileClock.now, FileClock.settled, FileClock.margin)
      guard var look = look(folder) else { return nil }
      look.isCertain = look.latest < settled || look.latest > start + 60_000_000_000
      if look.isCertain { return look }
      // Whole seconds: a file system such as FAT has no finer times, and waiting that long is not worth it.
      if look.latest % 1_000_000_000 == 0 { return look }
      usleep(UInt32(margin / 1000) + 1000)
    }
    return look(folder)
  }

  /// The stamp of a file that was just written, once any later change is sure to alter it; nil if that cannot be
  /// reached.
  static func settled(_ path: String) -> FileStamp? {
    let margin = FileClock.margin
    var waited: Int64 = 0
    while true {
      let settled = FileClock.settled
      guard let stamp = stamp(path) else { return nil }
      if stamp.changed < settled { return stamp }
      // A stamp in the future never becomes old enough.
      if stamp.changed % 1_000_000_000 == 0 || waited > 4 * margin { return nil }
      usleep(500)
      waited += 500_000
    }
  }

  /// The stamp of a file; nil if there is none.
  static func stamp(_ path: String) -> FileStamp? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileStamp(status)
  }

  /// All files of a folder as they are now, without waiting; never certain.
  static func look(_ folder: String) -> DirectorySnapshot? {
    guard let root = opened(folder, AT_FDCWD) else { return nil }
    defer { close(root) }
    var found = DirectorySnapshot()
    return add(root, [], of: folder, &found) ? found : nil
  }

  /// Compares a folder with the files that it held; must be called before the build reads any of them.
  ///
  /// - Returns: nil if it holds other files, or something cannot be examined; otherwise a snapshot as from `take`,
  ///   and the paths of the files whose stamp has changed.
  static func take(_ folder: String, since before: StampedFiles, _ workers: Workers) async -> (
    look: DirectorySnapshot, changed: [[UInt8]]
  )? {
    for _ in 0..<3 {
      let (start, settled, margin) = (FileClock.now, FileClock.settled, FileClock.margin)
      guard var found = await compare(folder, before, workers) else { return nil }
      // Files with an unchanged stamp are known to have unchanged bytes.
      let isCertain =
        found.changed.isEmpty || found.latest < settled || found.latest > start + 60_000_000_000
      // A folder that was changed within the current tick may be changed again, so its names are counted again next
      // time.
      for (block, stamp) in found.folders where stamp.changed >= settled {
        found.files.replace(folderOf: block, .unknown)
      }
      if isCertain || found.latest % 1_000_000_000 == 0 {
        let look = DirectorySnapshot(
          files: found.files, folders: found.folders.map(\.stamp), isCertain: isCertain)
        return (look, found.changed)
      }
      usleep(UInt32(margin / 1000) + 1000)
    }
    return nil
  }

  /// Compares a folder with the files that it held, without waiting.
  static func compare(
    _ folder: String, _ before: StampedFiles, _ workers: Workers
  ) async -> StampedFiles.Comparison? {
    guard let root = opened(folder, AT_FDCWD) else { return nil }
    defer { close(root) }
    return await before.compared(root, workers)
  }

  private static func opened(_ name: UnsafePointer<CChar>, _ parent: Int32) -> Int32? {
    let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    return number >= 0 ? number : nil
  }

  private static func add(
    _ folder: Int32, _ path: [UInt8], of input: String, _ look: inout DirectorySnapshot
  ) -> Bool {
    var names: [[UInt8]] = []
    var own = stat()
    guard fstat(folder, &own) == 0, eachName(folder, { names.append($0) }) else { return false }
    let stamp = FileStamp(own)
    var found: [(name: [UInt8], stamp: FileStamp)] = []
    found.reserveCapacity(names.count)
    var folders: [[UInt8]] = []
    for name in names {
      var status = stat()
      let terminated = name + [0]
      let looked = terminated.withUnsafeBytes { buffer in
        buffer.baseAddress.map {
          fstatat(folder, $0.assumingMemoryBound(to: CChar.self), &status, AT_SYMLINK_NOFOLLOW)
        }
      }
      guard looked == 0 else { return false }
      if status.st_mode & S_IFMT == S_IFLNK {
        let link = String(decoding: path.isEmpty ? name : path + [0x2F] + name, as: UTF8.self)
        guard LinkFault(link, in: input) == nil, stat("\(input)/\(link)", &status) == 0 else { return false }
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: found.append((name, FileStamp(status)))
      case S_IFDIR: folders.append(name)
      default: return false
      }
    }
    look.files.add(path, names: (names.count, stamp), files: found)
    look.folders.append(stamp)
    for name in folders {
      guard let inner = opened(name.map { CChar(bitPattern: $0) } + [0], folder) else { return false }
      defer { close(inner) }
      let isWhole = add(inner, path.isEmpty ? name : path + [0x2F] + name, of: input, &look)
      guard isWhole else { return false }
    }
    return true
  }

  /// Number of names in a folder that do not begin with a dot; -1 if it cannot be listed.
  static func countNames(_ folder: Int32) -> Int {
    var count = 0
    return eachName(folder, { _ in count += 1 }) ? count : -1
  }

  private static func eachName(_ folder: Int32, _ body: ([UInt8]) -> Void) -> Bool {
    Directory.forEachEntry(of: folder) { entry in
      if entry.name.first != UInt8(ascii: ".") { body(Array(entry.name)) }
    }
  }
}
