import Glibc

/// A file of the output folder, open for reading. Neither the file nor any folder on the way to it is a symbolic
/// link, so a link put in its place cannot redirect the read.
public final class OutputFile: Sendable {
  /// Size in bytes when the file was opened.
  public let size: Int

  private let path: String
  private let file: ReadableFile

  /// Opens a regular file; nil if there is none, or if a link lies on the way.
  ///
  /// - Parameters:
  ///   - path: below the output folder, with `/` between the components.
  ///   - folder: the output folder, which may be reached through links because its owner named it.
  public init?(_ path: String, in folder: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last,
      !parts.contains(where: { ["", ".", ".."].contains($0) || $0.utf8.contains(0) })
    else { return nil }
    var parent = Descriptor(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    for part in parts.dropLast() {
      parent = Descriptor(
        openat(parent.number, String(part), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    }
    guard parent.number >= 0, let found = ReadableFile(String(name), in: parent.number) else { return nil }
    self.path = path
    size = found.size
    file = found
  }

  /// Whether the folder itself can be opened; false also if the process has too many open files.
  public static func canOpen(_ folder: String) -> Bool {
    Descriptor(Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)).number >= 0
  }

  /// Whether a file system entry has this name, even if it cannot be opened at the moment.
  public static func exists(_ path: String, in folder: String) -> Bool {
    var status = stat()
    return lstat("\(folder)/\(path)", &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }

  /// Reads a range of the file.
  ///
  /// - Throws: `PublishingError` if the file cannot be read, or has become too short.
  public func read(_ range: Range<Int>) throws(PublishingError) -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let start = buffer.baseAddress.map { $0 + count }
        let got = pread(file.file.number, start, range.count - count, range.lowerBound + count)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        count += got
      }
    }
    guard bytes.count == range.count else { throw .system("read", path) }
    return bytes
  }

  /// All bytes of the file.
  ///
  /// - Throws: `PublishingError` if it cannot be read or has more than `Publication.largestInMemory` bytes.
  public func read() throws(PublishingError) -> [UInt8] {
    guard size <= Publication.largestInMemory else { throw Publication.tooLarge(path) }
    return try read(0..<size)
  }
}
