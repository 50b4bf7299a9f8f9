import Base
import FileAccess
import Glibc
import Publishing
import Workers

/// What lies in a folder that a build reads, at one moment.
struct FolderLook: Sendable {
  var files = StampedFiles()
  /// The folder itself and those in it, in the order in which they were found. Not kept in the cache: an editor
  /// that puts its own file beside an author's changes them, and that is nobody's concern in a later build.
  var folders: [FileStamp] = []
  /// Whether whatever changes from then on has another time stamp.
  var isCertain = false

  /// The latest moment at which anything was changed, in nanoseconds since 1970.
  var latest: Int64 { folders.reduce(files.latest) { max($0, $1.changed) } }
}

/// Looks through a folder that a build reads.
enum FolderStamps {
  /// All files of a folder, as they were before the build reads any of them.
  ///
  /// A file that was changed within the present tick of the clock may be changed once more without another time
  /// stamp, so this waits until the tick is over.
  ///
  /// - Returns: nil where something cannot be looked at, or a link leads anywhere but to a file in the folder.
  static func take(_ folder: String) -> FolderLook? {
    for _ in 0..<3 {
      let (start, settled, margin) = (FileClock.now, FileClock.settled, FileClock.margin)
      guard var look = look(folder) else { return nil }
      look.isCertain = look.latest < settled || look.latest > start + 60_000_000_000
      if look.isCertain { return look }
      // Whole seconds: a file system such as FAT keeps no more, and nobody waits for it.
      if look.latest % 1_000_000_000 == 0 { return look }
      usleep(UInt32(margin / 1000) + 1000)
    }
    return look(folder)
  }

  /// The stamp of a file that was just written, when whatever changes it from then on gives it another one; nil where
  /// that does not come about.
  static func settled(_ path: String) -> FileStamp? {
    let margin = FileClock.margin
    var waited: Int64 = 0
    while true {
      let settled = FileClock.settled
      guard let stamp = stamp(path) else { return nil }
      if stamp.changed < settled { return stamp }
      // One whose time lies ahead never becomes old.
      if stamp.changed % 1_000_000_000 == 0 || waited > 4 * margin { return nil }
      usleep(500)
      waited += 500_000
    }
  }

  /// The stamp of a file; nil where there is none.
  static func stamp(_ path: String) -> FileStamp? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileStamp(status)
  }

  /// All files of a folder as they are now, without waiting for anything; never certain.
  static func look(_ folder: String) -> FolderLook? {
    guard let root = opened(folder, AT_FDCWD) else { return nil }
    defer { close(root) }
    var found = FolderLook()
    return add(root, [], of: folder, &found) ? found : nil
  }

  /// A folder that held certain files, as it is now, before the build reads any of them.
  ///
  /// - Returns: nil where it holds other files, or something cannot be looked at; and what `take` gives, with the
  ///   paths of the files that have another stamp.
  static func take(_ folder: String, since before: StampedFiles, _ workers: Workers) async -> (
    look: FolderLook, changed: [[UInt8]]
  )? {
    for _ in 0..<3 {
      let (start, settled, margin) = (FileClock.now, FileClock.settled, FileClock.margin)
      guard var found = await compare(folder, before, workers) else { return nil }
      // What has the stamp that it had is known to have the bytes that it had.
      let isCertain =
        found.changed.isEmpty || found.latest < settled || found.latest > start + 60_000_000_000
      // A folder that was changed within the present tick may be changed once more, so its names are counted next time.
      for (block, stamp) in found.folders where stamp.changed >= settled {
        found.files.replace(folderOf: block, .unknown)
      }
      if isCertain || found.latest % 1_000_000_000 == 0 {
        let look = FolderLook(
          files: found.files, folders: found.folders.map(\.stamp), isCertain: isCertain)
        return (look, found.changed)
      }
      usleep(UInt32(margin / 1000) + 1000)
    }
    return nil
  }

  /// Compares a folder with what it held, without waiting for anything.
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
    _ folder: Int32, _ path: [UInt8], of input: String, _ look: inout FolderLook
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

  /// Number of names in a folder that do not begin with a dot; -1 where it cannot be listed.
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
