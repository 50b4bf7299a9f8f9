import Clinux
import Glibc

/// Files written into the previous tree after it was replaced. A process whose working directory was the output is now
/// in the previous tree, and its files are meant for the output. They are moved there before the tree is reused or
/// removed.
///
/// A late file was created, moved or changed after the tree was put aside, and is neither a file of the site nor one of
/// the foreign files that the tree had then. Their paths are recorded when it is put aside. A recorded file counts as
/// well if another file has replaced it.
struct LateFiles {
  private let place: OutputPlace
  private let cache: Int32
  /// When the tree was put aside, in nanoseconds since 1970.
  private let aside: Int64
  /// Paths of the foreign files in the tree.
  private let foreign: Set<[UInt8]>

  /// - Parameter cache: the open cache folder.
  /// - Returns: nil if it is unknown when the tree was put aside.
  init?(_ place: OutputPlace, cache: Int32) {
    var status = stat()
    guard fstatat(cache, place.aside, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG,
      let record = try? Publication.wholeFile(place.aside, in: cache, place.aside)
    else {
      return nil
    }
    (self.place, self.cache, aside) = (place, cache, FileStamp.nanoseconds(status.st_mtim))
    foreign = Set(record.split(separator: 0).map(Array.init))
  }

  /// Records the moment from which no build writes into the tree, and the foreign files in it.
  ///
  /// - Parameters:
  ///   - since: the moment, in nanoseconds since 1970.
  ///   - foreign: their paths; nil if they are as recorded before.
  static func begin(_ place: OutputPlace, cache: Int32, since: Int64, foreign: (some Sequence<[UInt8]>)?) {
    // Without a list, only an existing record is renewed.
    let flags = O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (foreign == nil ? 0 : O_CREAT | O_TRUNC)
    let record = Descriptor(openat(cache, place.aside, flags, 0o600))
    guard record.number >= 0 else { return }
    let time = timespec(tv_sec: Int(since / 1_000_000_000), tv_nsec: Int(since % 1_000_000_000))
    do throws(PublishingError) {
      if let foreign {
        let bytes = Array(foreign.map { $0 + [0] }.joined())
        try bytes.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(PublishingError) in
          try record.write(UnsafeRawBufferPointer(buffer), place.aside)
        }
      }
      futimens(record.number, [time, time])
    } catch {
      // Without a record nothing is moved: a foreign file that was removed from the output must not come back.
      unlinkat(cache, place.aside, 0)
    }
  }

  /// Moves the files into the output. Files of the site are never overwritten, foreign ones only by later ones.
  ///
  /// - Parameters:
  ///   - output: the open output folder.
  ///   - folders: paths of the site's folders, with or without the top one. Only folders changed since are read.
  func bringHome(to output: Int32, folders: some Sequence<[UInt8]>) {
    let previous = Descriptor(openat(cache, place.previous, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    guard previous.number >= 0, output >= 0 else { return }
    var all = Set(folders).union(foreign.flatMap(Self.folders))
    all.insert([])
    let changed = all.filter { changedSince($0, previous.number) }
    guard !changed.isEmpty, let own = ownFiles(previous.number) else { return }
    for folder in changed { bringHome(folder, previous.number, output, known: all, own: own) }
  }

  private func changedSince(_ folder: [UInt8], _ previous: Int32) -> Bool {
    let opened = Descriptor(folder.withUnsafeBytes { StampedFiles.openOwn($0, previous) })
    var status = stat()
    return opened.number >= 0 && fstat(opened.number, &status) == 0
      && FileStamp.nanoseconds(status.st_mtim) > aside
  }

  /// The files of the site in the previous tree; nil if they are unknown.
  private func ownFiles(_ previous: Int32) -> Set<[UInt8]>? {
    guard let bytes = try? Publication.wholeFile(Manifest.name, in: previous, place.previous),
      let manifest = try? Manifest(reading: bytes)
    else { return nil }
    return Set(manifest.entries.map { Array($0.path.utf8) } + [Array(Manifest.name.utf8)])
  }

  /// - Parameters:
  ///   - known: folders that the tree had when it was put aside.
  ///   - own: files of the site in it.
  private func bringHome(
    _ path: [UInt8], _ previous: Int32, _ output: Int32, known: Set<[UInt8]>, own: Set<[UInt8]>
  ) {
    let from = Descriptor(path.withUnsafeBytes { StampedFiles.openOwn($0, previous) })
    let to = Descriptor(path.withUnsafeBytes { StampedFiles.openOwn($0, output) })
    guard from.number >= 0, to.number >= 0, let names = try? FolderWalk.names(in: from, at: place.previous)
    else {
      return
    }
    for entry in names {
      let file = path.isEmpty ? Array(entry.bytes) : path + [UInt8(ascii: "/")] + entry.bytes
      let name = entry.bytes.map(CChar.init(bitPattern:)) + [0]
      guard !own.contains(file), !known.contains(file), let late = stamp(name, in: from.number),
        late.changed > aside
      else { continue }
      if foreign.contains(file) {
        // Gone from the output: its owner has removed it there.
        guard let present = stamp(name, in: to.number), present.node != late.node,
          present.modified < late.modified
        else { continue }
        _ = renameat(from.number, name, to.number, name)
      } else {
        // RENAME_NOREPLACE
        _ = renameat2(from.number, name, to.number, name, 1)
      }
    }
  }

  private func stamp(_ name: [CChar], in folder: Int32) -> FileStamp? {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return FileStamp(status)
  }

  /// The folders above a file, without the top one.
  private static func folders(above path: [UInt8]) -> [[UInt8]] {
    path.indices.filter { path[$0] == UInt8(ascii: "/") }.map { Array(path[..<$0]) }
  }
}
