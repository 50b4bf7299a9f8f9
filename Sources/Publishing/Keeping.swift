import Glibc

extension Publication {
  /// Takes files of the present output over as they are, with the digests that its manifest has for them: what a
  /// build knows it would make again byte for byte.
  ///
  /// - Returns: false where a file is not what it was, or cannot be taken over; the publication is then no more
  ///   than half a site, and is to be abandoned.
  public func keep(_ files: [PublishedFile]) throws(PublishingError) -> Bool {
    guard old.number >= 0, let bytes = try Publication.wholeFile(Manifest.name, in: old.number, place.path)
    else {
      return false
    }
    var digits: [String: [UInt8]] = [:]
    for entry in try Manifest(reading: bytes, path: "\(place.path)/\(Manifest.name)").entries {
      digits[entry.path] = entry.digits
    }
    for file in files {
      guard let digits = digits[file.path] else { return false }
      guard try begin(file.path), isStanding(file), try link(file.path) else {
        fail()
        return false
      }
      let entry = Manifest.Entry(path: file.path, digits: digits)
      end(entry, size: Int(file.stamp.size), same: true, file.stamp, file.stamp)
    }
    return true
  }

  private func isStanding(_ file: PublishedFile) -> Bool {
    var status = stat()
    return fstatat(old.number, file.path, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFREG && FileStamp(status).isSameContent(file.stamp)
  }
}
