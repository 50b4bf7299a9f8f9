import Glibc

/// A file of the program's own, mapped into the memory and not copied. Nobody else writes to it, and it is replaced by
/// another one and never changed, so that its bytes stay what they are as long as it is held.
final class MappedFile: @unchecked Sendable {
  /// All of its bytes.
  let bytes: UnsafeRawBufferPointer

  /// Nil where the file cannot be read, or is empty.
  init?(_ path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      return nil
    }
    let size = Int(status.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0), start != MAP_FAILED
    else { return nil }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

  /// Where a part of the file stands in it.
  func range(of part: UnsafeRawBufferPointer) -> Range<Int> {
    guard let start = bytes.baseAddress, let at = part.baseAddress, part.count > 0 else { return 0..<0 }
    return at - start..<at - start + part.count
  }
}
