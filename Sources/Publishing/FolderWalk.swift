import Base
import Glibc

/// Walks a folder and everything below it, sorted by the bytes of the names, without following symbolic links.
enum FolderWalk {
  /// What is found.
  typealias Kind = Directory.Kind

  /// One entry. Names are bytes, because files from elsewhere need not have UTF-8 names.
  struct Entry {
    var kind: Kind
    /// Descriptor of the open folder that contains it.
    var parent: Int32
    /// Its name in that folder, ending in a NUL.
    var name: [CChar]
    /// Its path below the folder where the walk began, without a NUL.
    var path: [UInt8]
    /// Its path as text; bytes that are not UTF-8 are shown as U+FFFD.
    var shown: String { String(decoding: path, as: UTF8.self) }
  }

  /// Calls `visit` for each entry, for a folder before its content, and `leave` for a folder after it.
  static func each(
    in folder: borrowing Descriptor, at shown: String, prefix: [UInt8] = [],
    visit: (Entry) throws(PublishingError) -> Void,
    leave: (Entry) throws(PublishingError) -> Void = { (_: Entry) throws(PublishingError) in }
  ) throws(PublishingError) {
    for name in try names(in: folder, at: shown) {
      let path = (prefix.isEmpty ? [] : prefix + [0x2F]) + name.bytes
      let entry = Entry(
        kind: name.kind, parent: folder.number, name: name.bytes.map(CChar.init(bitPattern:)) + [0],
        path: path)
      try visit(entry)
      guard entry.kind == .folder else { continue }
      let inner = Descriptor(
        openat(folder.number, entry.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
      if inner.number < 0 { throw .system("open the folder", "\(shown)/\(entry.shown)") }
      try each(in: inner, at: shown, prefix: path, visit: visit, leave: leave)
      try leave(entry)
    }
  }

  /// Removes a folder and everything below it; does nothing if it does not exist.
  static func remove(_ name: String, in parent: Int32, at shown: String) throws(PublishingError) {
    let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if number < 0 {
      if errno == ENOENT { return }
      throw .system("remove files of an earlier build", shown)
    }
    let folder = Descriptor(number)
    try each(
      in: folder, at: shown,
      visit: { (entry: Entry) throws(PublishingError) in
        if entry.kind != .folder { try removeEntry(entry, shown) }
      },
      leave: { (entry: Entry) throws(PublishingError) in try removeEntry(entry, shown) })
    if unlinkat(parent, name, AT_REMOVEDIR) != 0 { throw .system("remove the folder", shown) }
  }

  /// Removes one entry; a folder must be empty.
  static func removeEntry(_ entry: Entry, _ shown: String) throws(PublishingError) {
    if unlinkat(entry.parent, entry.name, entry.kind == .folder ? AT_REMOVEDIR : 0) != 0 {
      throw .system("remove", "\(shown)/\(entry.shown)")
    }
  }

  /// A name in a folder and the kind of its entry.
  struct Name {
    var bytes: [UInt8]
    var kind: Kind
  }

  /// Reads all names at once, so that changes during the walk do not disturb the reading.
  static func names(
    in folder: borrowing Descriptor, at shown: String
  ) throws(PublishingError) -> [Name] {
    var out: [Name] = []
    let isRead = Directory.forEachEntry(of: folder.number) { entry in
      out.append(Name(bytes: Array(entry.name), kind: entry.kind ?? .other))
    }
    guard isRead else { throw .system("read the folder", shown) }
    return out.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}
