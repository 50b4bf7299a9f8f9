import Base
import FileAccess
import Glibc

/// A file in `.sitegen/`, which one build leaves for the next. It may be missing.
///
/// It begins with the name and version of its form, then comes the mark of all that follows (`Fingerprint64`). A file that
/// is missing, of another version, cut off or damaged in any byte reads as nothing.
struct CacheFile {
  /// Format version. Increase it with every change of what is written.
  static let version = 6

  private static let opening = Array("sitegen cache \(version)\n".utf8)

  let path: String
  /// Path of the folder `.sitegen`.
  let folder: String

  /// The file for an output folder; nil for a folder without a name of its own, such as `..`.
  init?(output: String) {
    let parts = output.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty, name != ".", name != ".." else { return nil }
    let parent = parts.dropLast().joined(separator: "/")
    folder = parts.count == 1 ? ".sitegen" : "\(parent)/.sitegen"
    path = "\(folder)/\(name)"
  }

  /// Reads the content that was written last.
  ///
  /// - Parameter body: receives the bytes, which are valid until it returns.
  /// - Returns: nil if there is no intact file, or `body` returns nil.
  func read<Value>(_ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
    guard let file = MappedFile(path) else { return nil }
    let start = Self.opening.count + MemoryLayout<UInt64>.size
    guard file.bytes.count >= start, file.bytes.starts(with: Self.opening) else { return nil }
    let mark = file.bytes.loadUnaligned(fromByteOffset: Self.opening.count, as: UInt64.self)
    let content = UnsafeRawBufferPointer(rebasing: file.bytes[start...])
    guard Fingerprint64.of(content) == UInt64(littleEndian: mark) else { return nil }
    return body(content)
  }

  /// Replaces the file in one step. Only the owner can read it, since it reveals information about the content.
  ///
  /// A failure costs only time, so it is not reported.
  ///
  /// - Parameter isTrue: called when the bytes have been written. If it returns false, they are discarded, and the
  ///   existing file is removed.
  func write(_ content: [UInt8], if isTrue: () -> Bool = { true }) {
    guard Self.makeFolder(folder) else { return }
    let mark = content.withUnsafeBytes { Fingerprint64.of($0) }
    Self.put([Self.opening, withUnsafeBytes(of: mark.littleEndian) { Array($0) }, content], at: path) {
      if isTrue() { return true }
      remove()
      return false
    }
  }

  /// Creates the cache folder, and keeps it out of version control, whether or not the authors have thought of it.
  ///
  /// - Returns: false if it cannot be created.
  static func makeFolder(_ folder: String) -> Bool {
    guard makeOwnFolder(folder) else { return false }
    if !Files.exists("\(folder)/.gitignore") {
      try? Files.create(".gitignore", in: folder, with: Array("*\n".utf8))
    }
    return true
  }

  /// Creates a folder. An archive from elsewhere may contain a link of that name, which is not followed.
  static func makeOwnFolder(_ folder: String) -> Bool {
    mkdir(folder, 0o700) == 0 || errno == EEXIST && !isLink(folder)
  }

  /// Whether a path is a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Writes a file in one step, never through a link that leads out of its folder.
  ///
  /// - Parameter isTrue: called when everything is written, before the file gets its name.
  /// - Returns: false if it was not written; an existing file stays then.
  @discardableResult
  static func put(_ parts: [[UInt8]], at path: String, if isTrue: () -> Bool = { true }) -> Bool {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    let (folder, name) = (String(path[..<slash]), String(path[path.utf8.index(after: slash)...]))
    do throws(AtomicFile.Failure) {
      var file = try AtomicFile(name, in: folder, permissions: 0o600)
      for part in parts { try file.write(part) }
      guard isTrue() else { return false }
      try file.replace()
      return true
    } catch {
      return false
    }
  }

  /// Removes the file. A damaged file is overwritten by the next build that writes a record.
  func remove() { unlink(path) }
}
