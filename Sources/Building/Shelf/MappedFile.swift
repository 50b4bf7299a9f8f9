import Base
import Glibc
import Synchronization

/// A file of the program's own, mapped into the memory and not copied. Nobody else writes to it, and it is replaced by
/// another one and never changed, so that its bytes stay what they are as long as it is held.
final class MappedFile: @unchecked Sendable {
  /// All of its bytes.
  let bytes: UnsafeRawBufferPointer
  private let damage: Damage?

  /// Remembers that something in a file was not what was written there.
  final class Damage: Sendable {
    private let found = Atomic(false)

    /// Whether anything was found.
    var isFound: Bool { found.load(ordering: .acquiring) }

    fileprivate func find() { found.store(true, ordering: .releasing) }
  }

  /// Nil where the file cannot be read, or is empty.
  ///
  /// - Parameter damage: is told of texts that are not whole. Without it all bytes are taken into memory at once,
  ///   otherwise as they are asked for.
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

  /// Where a part of the file stands in it.
  func range(of part: UnsafeRawBufferPointer) -> Range<Int> {
    guard let start = bytes.baseAddress, let at = part.baseAddress, part.count > 0 else { return 0..<0 }
    return at - start..<at - start + part.count
  }

  /// A text of the file. What is not as its mark says is told of, and nothing may be made of it.
  func text(_ range: Range<Int>, _ mark: UInt64) -> [UInt8] {
    let text = UnsafeRawBufferPointer(rebasing: bytes[range])
    if Fingerprint64.of(text) != mark { damage?.find() }
    return [UInt8](text)
  }
}
