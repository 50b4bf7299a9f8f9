import Glibc

extension Publication {
  /// Publishes a file that is made in pieces, so that it is never in memory as a whole: exports of all passages.
  /// Safe to call from several tasks at once.
  ///
  /// - Parameters:
  ///   - path: below the output folder, `/` between components.
  ///   - pieces: number of pieces.
  ///   - make: makes a piece; called once for each, in order.
  public func put(_ path: String, pieces: Int, _ make: (Int) -> [UInt8]) throws(PublishingError) {
    let inOld = try begin(path)
    do throws(PublishingError) {
      let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      let known = Descriptor(inOld ? openat(old.number, path, flags) : -1)
      let target = try create(path)
      var hash = SHA256()
      let block = Block()
      let before = known.number >= 0 ? try known.stamp(path) : nil
      var same = known.number >= 0
      var total = 0
      for index in 0..<pieces {
        let piece = make(index)
        try piece.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(PublishingError) in
          let bytes = UnsafeRawBufferPointer(buffer)
          hash.update(bytes)
          try target.write(bytes, path)
          same = same && Publication.continues(known, bytes, block, path)
        }
        total += piece.count
      }
      // The old file may be longer than the new one. An unreadable file counts as different.
      if same { same = (try? known.read(into: block.bytes, path)) == 0 }
      if same { keepTime(of: path, on: target.number) }
      let new = try target.stamp(path)
      try target.closeWritten(path)
      end(
        Manifest.Entry(path: path, digits: hash.digits()), size: total, same: same, new, same ? before : nil)
    } catch {
      fail()
      throw error
    }
  }

  /// Whether the next bytes of a file are the given ones.
  private static func continues(
    _ file: borrowing Descriptor, _ bytes: UnsafeRawBufferPointer, _ block: Block, _ path: String
  ) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let wanted = min(block.bytes.count, bytes.count - offset)
      let room = UnsafeMutableRawBufferPointer(rebasing: block.bytes[..<wanted])
      guard let count = try? file.read(into: room, path), count == wanted,
        let expected = bytes.baseAddress, let found = room.baseAddress,
        memcmp(expected + offset, found, count) == 0
      else { return false }
      offset += count
    }
    return true
  }
}
