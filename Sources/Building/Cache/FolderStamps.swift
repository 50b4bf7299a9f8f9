import Glibc
import Publishing

/// Looks through a folder that a build reads.
enum FolderStamps {
  /// All files of a folder, as they were before the build reads any of them.
  ///
  /// A file that was changed within the present tick of the clock may be changed once more without another time
  /// stamp, so this waits until the tick is over.
  ///
  /// - Returns: nil where something cannot be looked at, where a link leads back into a folder above it, or where
  ///   time stamps are too coarse to tell.
  static func take(_ folder: String) -> StampedFiles? {
    for _ in 0..<3 {
      var files = StampedFiles()
      let start = now()
      guard let root = opened(folder, AT_FDCWD) else { return nil }
      let isWhole = add(root, [], above: [], &files)
      close(root)
      guard isWhole else { return nil }
      let margin = 2 * tick
      if files.latest < start - margin || files.latest > start + 60_000_000_000 { return files }
      // Whole seconds: a file system such as FAT keeps no more, and nobody waits for it.
      if files.latest % 1_000_000_000 == 0 { return nil }
      usleep(UInt32(margin / 1000) + 1000)
    }
    return nil
  }

  /// Nanoseconds between two moments that the file system tells apart, as far as the clock of the kernel goes.
  private static var tick: Int64 {
    var time = timespec()
    guard clock_getres(CLOCK_REALTIME_COARSE, &time) == 0 else { return 10_000_000 }
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func opened(_ name: UnsafePointer<CChar>, _ parent: Int32) -> Int32? {
    let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    return number >= 0 ? number : nil
  }

  private static func add(
    _ folder: Int32, _ path: [UInt8], above: [FileStamp], _ files: inout StampedFiles
  ) -> Bool {
    var names: [[UInt8]] = []
    var own = stat()
    guard fstat(folder, &own) == 0, eachName(folder, { names.append($0) }) else { return false }
    let stamp = FileStamp(own)
    guard !above.contains(where: { $0.device == stamp.device && $0.node == stamp.node }) else { return false }
    var found: [(name: [UInt8], stamp: FileStamp)] = []
    found.reserveCapacity(names.count)
    var folders: [[UInt8]] = []
    for name in names {
      var status = stat()
      let terminated = name + [0]
      let looked = terminated.withUnsafeBytes { buffer in
        buffer.baseAddress.map { fstatat(folder, $0.assumingMemoryBound(to: CChar.self), &status, 0) }
      }
      guard looked == 0 else { return false }
      switch status.st_mode & S_IFMT {
      case S_IFREG: found.append((name, FileStamp(status)))
      case S_IFDIR: folders.append(name)
      default: return false
      }
    }
    files.add(path, names: names.count, files: found)
    for name in folders {
      guard let inner = opened(name.map { CChar(bitPattern: $0) } + [0], folder) else { return false }
      defer { close(inner) }
      let isWhole = add(inner, path.isEmpty ? name : path + [0x2F] + name, above: above + [stamp], &files)
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
    let number = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { return false }
    guard let stream = fdopendir(number) else {
      close(number)
      return false
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else { return errno == 0 }
      withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        let start = UnsafeRawPointer(tuple).assumingMemoryBound(to: UInt8.self)
        if start[0] == 0x2E { return }
        body(Array(UnsafeBufferPointer(start: start, count: strlen(UnsafeRawPointer(tuple)))))
      }
    }
  }
}
