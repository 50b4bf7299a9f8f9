import Glibc

extension Publication {
  /// Reuses a file of the current output as it is, with the digest from its manifest, if the build knows that it
  /// would produce the same bytes. Safe to call from several tasks at once.
  ///
  /// - Returns: false if the file has changed; nothing is published under its path then.
  public func keep(_ file: PublishedFile) throws(PublishingError) -> Bool {
    guard let digits = owned[Array(file.path.utf8)] else { return false }
    let inOld = try begin(file.path)
    do throws(PublishingError) {
      guard inOld, isStanding(file) else {
        release(file.path)
        return false
      }
      let entry = Manifest.Entry(path: file.path, digits: digits)
      if try link(file.path, file.stamp) {
        end(entry, size: Int(file.stamp.size), same: true, file.stamp, file.stamp)
        return true
      }
      // A file system without hard links: the bytes are written again.
      guard let bytes = try Publication.wholeFile(file.path, in: old.number, place.path),
        bytes.withUnsafeBytes({ SHA256.digits(of: $0) }) == digits
      else { throw Publication.notAsItWas(file.path) }
      let copy = try create(file.path)
      try bytes.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(PublishingError) in
        try copy.write(UnsafeRawBufferPointer(buffer), file.path)
      }
      keepTime(of: file.path, on: copy.number)
      let new = try copy.stamp(file.path)
      try copy.closeWritten(file.path)
      end(entry, size: bytes.count, same: true, new, file.stamp)
      return true
    } catch {
      fail()
      throw error
    }
  }

  /// Reuses several files of one folder, or none of them.
  ///
  /// - Returns: false if one of them has changed; nothing is published under their paths then.
  public func keep(_ files: [PublishedFile]) throws(PublishingError) -> Bool {
    guard files.allSatisfy({ owned[Array($0.path.utf8)] != nil && isStanding($0) }) else { return false }
    for (place, file) in files.enumerated() where try !keep(file) {
      // If the folder is reached through a link, the first file fails.
      if place == 0 { return false }
      throw Publication.notAsItWas(file.path)
    }
    return true
  }

  /// The bytes of a file of the current output; nil if there is none.
  package func present(_ path: String) throws(PublishingError) -> [UInt8]? {
    old.number < 0 ? nil : try Publication.wholeFile(path, in: old.number, place.path)
  }

  private static func notAsItWas(_ path: String) -> PublishingError {
    PublishingError(.output, path, "was changed by another program during the build")
  }

  private func isStanding(_ file: PublishedFile) -> Bool {
    var status = stat()
    return fstatat(old.number, file.path, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFREG && FileStamp(status).isSameContent(file.stamp)
  }
}
