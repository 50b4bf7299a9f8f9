import Glibc

/// A manifest in which some lines are other than before: one walk over its bytes, without taking it apart.
enum ManifestPatch {
  /// The manifest with other digests for some files, with new files, and without some.
  ///
  /// - Parameters:
  ///   - digests: 64 hexadecimal digits for each changed or new path; nil for one that is published no more.
  ///   - manifest: as sitegen has written it.
  /// - Returns: nil where a line is not as sitegen writes it, or a path to be taken out is not there.
  static func apply(_ digests: [String: [UInt8]?], to manifest: [UInt8]) -> [UInt8]? {
    var changes = Manifest(digests.map { Manifest.Entry(path: $0.key, digits: $0.value ?? []) }).entries[...]
    var next = changes.first.map { encoded($0.path) } ?? []
    var out: [UInt8] = []
    out.reserveCapacity(manifest.count + 256)
    var start = 0
    // Where the unchanged lines begin that have not been taken over yet.
    var held = 0
    while start < manifest.count {
      guard let end = lineEnd(manifest, from: start), end > start + digitsAndSpaces else { return nil }
      while let change = changes.first {
        let order = compare(next, manifest, start + digitsAndSpaces..<end)
        guard order <= 0 else { break }
        let isSame = order == 0
        out += manifest[held..<start]
        held = isSame ? end + 1 : start
        if !change.digits.isEmpty { out += Manifest([change]).bytes } else if !isSame { return nil }
        changes = changes.dropFirst()
        next = changes.first.map { encoded($0.path) } ?? []
        if isSame { break }
      }
      start = end + 1
    }
    out += manifest[held...]
    for change in changes {
      guard !change.digits.isEmpty else { return nil }
      out += Manifest([change]).bytes
    }
    return out
  }

  private static let digitsAndSpaces = 66

  /// Less than zero where a path stands before one of the manifest, zero where it is that one. By the C library, as
  /// there are twenty thousand of them.
  private static func compare(_ path: [UInt8], _ manifest: [UInt8], _ range: Range<Int>) -> Int {
    let common = manifest.withUnsafeBytes { manifest in
      path.withUnsafeBytes { path -> Int32 in
        guard let a = path.baseAddress, let b = manifest.baseAddress else { return 0 }
        return memcmp(a, b + range.lowerBound, min(path.count, range.count))
      }
    }
    return common != 0 ? Int(common) : path.count - range.count
  }

  /// Where a line ends, found by the C library many bytes at a time.
  private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress, let end = memchr(first + start, 0x0A, bytes.count - start) else {
        return nil
      }
      return UnsafeRawPointer(end) - first
    }
  }

  /// As the path stands in a line.
  private static func encoded(_ path: String) -> [UInt8] {
    Array(Manifest([Manifest.Entry(path: path, digits: [])]).bytes.dropFirst(2).dropLast())
  }
}
