import Base
import FileAccess
import Glibc

/// A file of `.sitegen/`: what one build leaves for the next, which can do without it.
///
/// It begins with the name and version of its form, then comes the mark of all that follows (`Fingerprint64`). A file that
/// is missing, of another version, cut off or damaged in any byte reads as nothing.
struct CacheFile {
  /// Raised with every change of what is written.
  static let version = 6

  private static let opening = Array("sitegen cache \(version)\n".utf8)

  let path: String
  /// Path of `.sitegen`.
  let folder: String

  /// The file that belongs to an output folder; nil for a folder without a name of its own, such as `..`.
  init?(output: String) {
    let parts = output.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty, name != ".", name != ".." else { return nil }
    let parent = parts.dropLast().joined(separator: "/")
    folder = parts.count == 1 ? ".sitegen" : "\(parent)/.sitegen"
    path = "\(folder)/\(name)"
  }

  /// Reads what was written last.
  ///
  /// - Parameter body: is given its bytes, for as long as it runs.
  /// - Returns: nil where there is nothing that can be relied on, or `body` gives nothing.
  func read<Value>(_ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
    guard let file = MappedFile(path) else { return nil }
    let start = Self.opening.count + MemoryLayout<UInt64>.size
    guard file.bytes.count >= start, file.bytes.starts(with: Self.opening) else { return nil }
    let mark = file.bytes.loadUnaligned(fromByteOffset: Self.opening.count, as: UInt64.self)
    let content = UnsafeRawBufferPointer(rebasing: file.bytes[start...])
    guard Fingerprint64.of(content) == UInt64(littleEndian: mark) else { return nil }
    return body(content)
  }

  /// Writes anew, in one step. Readable for its owner alone, since it tells what stands in the content.
  ///
  /// Where it cannot be written nothing is lost but time, so nobody is told.
  ///
  /// - Parameter isTrue: asked when it lies ready; where the answer is no, nothing is kept, and what was there before
  ///   is forgotten.
  func write(_ content: [UInt8], if isTrue: () -> Bool = { true }) {
    guard Self.makeFolder(folder) else { return }
    let mark = content.withUnsafeBytes { Fingerprint64.of($0) }
    Self.put([Self.opening, withUnsafeBytes(of: mark.littleEndian) { Array($0) }, content], at: path) {
      if isTrue() { return true }
      remove()
      return false
    }
  }

  /// Makes the folder of the caches, and keeps it out of the histories of archives, whether or not their authors
  /// have thought of it.
  ///
  /// - Returns: false where it cannot be made.
  static func makeFolder(_ folder: String) -> Bool {
    guard makeOwnFolder(folder) else { return false }
    if !Files.exists("\(folder)/.gitignore") {
      try? Files.create(".gitignore", in: folder, with: Array("*\n".utf8))
    }
    return true
  }

  /// Makes a folder. An archive from elsewhere may have a link of that name, which is not followed.
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
  /// - Parameter isTrue: asked when all is written but for its name.
  /// - Returns: false where it could not be written; what was there before is still there then.
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

  /// Forgets what was written. What is damaged is overwritten by the next build that has something to say.
  func remove() { unlink(path) }
}
