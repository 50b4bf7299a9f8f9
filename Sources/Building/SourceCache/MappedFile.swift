import Base
import Glibc
import Synchronization

/// A file written by sitegen, mapped into memory instead of copied. No other program writes to it. It is only ever
/// replaced, never modified, so its bytes do not change as long as it is mapped.
final class MappedFile: @unchecked Sendable {
  /// All bytes of the file.
  let bytes: UnsafeRawBufferPointer
  private let damage: Damage?

  /// Records that a part of a file was not as it was written.
  final class Damage: Sendable {
    private let found = Atomic(false)

    /// Whether any damage was found.
    var isFound: Bool { found.load(ordering: .acquiring) }

    fileprivate func find() { found.store(true, ordering: .releasing) }
  }

  /// Maps a file; nil if it cannot be read, or is empty.
  ///
  /// - Parameter damage: records damaged texts. Without it, all bytes are loaded at once; otherwise when they are
  ///   accessed.
  init?(_ path: String, _ damage: Damage? = nil) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      return nil
    }
    let size = Int(status.st_size)
    let flags = MAP_PRIVATE | (damage == nil ? MAP_POPULATE : 0)
    guard let start = mmap(nil, size, PROT_READ, flags, file, 0), start != MAP_FAILED else { return nil }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
    self.damage = damage
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

  /// The range of a part of the file.
  func range(of part: UnsafeRawBufferPointer) -> Range<Int> {
    guard let start = bytes.baseAddress, let at = part.baseAddress, part.count > 0 else { return 0..<0 }
    return at - start..<at - start + part.count
  }

  /// A text of the file. If it does not match its fingerprint, this is recorded in `damage`, and the text must not
  /// be used.
  func text(_ range: Range<Int>, _ mark: UInt64) -> [UInt8] {
    let text = UnsafeRawBufferPointer(rebasing: bytes[range])
    if Fingerprint64.of(text) != mark { damage?.find() }
    return [UInt8](text)
  }
}
