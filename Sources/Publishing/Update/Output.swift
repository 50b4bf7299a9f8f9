import Glibc
import Workers

extension StampedFiles {
  /// Whether the output holds these files unchanged. Foreign files may lie beside them, and other hard links may
  /// lead to them; no symbolic link is followed.
  package func isOutput(_ root: Int32, _ workers: Workers) async -> Bool {
    let files = self
    let findings = await workers.map(blocks.count) { block -> Bool in
      var folder: Int32 = -1
      defer { if folder >= 0 { close(folder) } }
      return files.visit(files.blocks[block]) { known -> Bool? in
        folder = Self.openOwn(known.path, root)
        return folder >= 0 ? true : nil
      } file: { _, name, stamp, _ in
        var status = stat()
        guard let start = name.baseAddress else { return false }
        return fstatat(folder, start.assumingMemoryBound(to: CChar.self), &status, AT_SYMLINK_NOFOLLOW) == 0
          && status.st_mode & S_IFMT == S_IFREG && FileStamp(status).isSameContent(stamp)
      }
    }
    return findings.allSatisfy { $0 }
  }

  /// Opens a folder of the output; -1 if there is none, or a link is on the way.
  static func openOwn(_ path: UnsafeRawBufferPointer, _ root: Int32) -> Int32 {
    var at = dup(root)
    var rest = path
    while at >= 0, !rest.isEmpty {
      let part = rest.prefix { $0 != 0x2F }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count + 1))
      let name = part.map { CChar(bitPattern: $0) } + [0]
      let next = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      close(at)
      at = next
    }
    return at
  }
}
