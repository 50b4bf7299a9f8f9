import Glibc

/// A file of `.sitegen/`: what one build leaves for the next, which can do without it.
///
/// It begins with the name and version of its form, then comes the mark of all that follows (`MarkHash`). A file that
/// is missing, of another version, cut off or damaged in any byte reads as nothing.
struct CacheFile {
  /// Raised with every change of what is written.
  static let version = 6

  private static let opening = Array("sitegen cache \(version)\n".utf8)

  let path: String

  /// The file that belongs to an output folder; nil for a folder without a name of its own, such as `..`.
  init?(output: String) {
    let parts = output.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty, name != ".", name != ".." else { return nil }
    let parent = parts.dropLast().joined(separator: "/")
    let folder = parts.count == 1 ? ".sitegen" : "\(parent)/.sitegen"
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
    guard MarkHash.of(content) == UInt64(littleEndian: mark) else { return nil }
    return body(content)
  }

  /// Writes anew, in one step. Readable for its owner alone, since it tells what stands in the content.
  ///
  /// Where it cannot be written nothing is lost but time, so nobody is told.
  ///
  /// - Parameter isTrue: asked when it lies ready; where the answer is no, nothing is kept, and what was there before
  ///   is forgotten.
  func write(_ content: [UInt8], if isTrue: () -> Bool = { true }) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), Self.makeFolder(String(path[..<slash]))
    else {
      return
    }
    let mark = content.withUnsafeBytes { MarkHash.of($0) }
    Self.put([Self.opening, withUnsafeBytes(of: mark.littleEndian) { Array($0) }, content], at: path) {
      if isTrue() { return true }
      remove()
      return false
    }
  }

  /// Makes the folder of the caches, and keeps it out of the histories of archives, whether or not their authors
  /// have thought of it.
  static func makeFolder(_ folder: String) -> Bool {
    if mkdir(folder, 0o700) != 0 && errno != EEXIST { return false }
    let ignore = open("\(folder)/.gitignore", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if ignore >= 0 {
      _ = Files.send(Array("*\n".utf8), to: ignore)
      close(ignore)
    }
    return true
  }

  /// Writes a file in one step.
  ///
  /// - Parameter isTrue: asked when all is written but for its name.
  /// - Returns: false where it could not be written; what was there before is still there then.
  @discardableResult
  static func put(_ parts: [[UInt8]], at path: String, if isTrue: () -> Bool = { true }) -> Bool {
    let new = path + ".new"
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    var isWhole = true
    for part in parts { isWhole = isWhole && Files.send(part, to: file) == 0 }
    isWhole = close(file) == 0 && isWhole
    if isWhole && isTrue() && rename(new, path) == 0 { return true }
    unlink(new)
    return false
  }

  /// Forgets what was written. What is damaged is overwritten by the next build that has something to say.
  func remove() { unlink(path) }
}
