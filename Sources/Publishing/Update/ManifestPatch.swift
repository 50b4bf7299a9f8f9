import Glibc

/// Changes some lines of a manifest in one pass over its bytes, without parsing it.
enum ManifestPatch {
  /// The manifest with some digests changed, some files added and some removed.
  ///
  /// - Parameters:
  ///   - digests: 64 hexadecimal digits for each changed or new path; nil for one that is no longer published.
  ///   - manifest: as written by sitegen.
  /// - Returns: nil if a line is not as sitegen writes it, or a path to be removed is not listed.
  static func apply(_ digests: [String: [UInt8]?], to manifest: [UInt8]) -> [UInt8]? {
    var changes = Manifest(digests.map { Manifest.Entry(path: $0.key, digits: $0.value ?? []) }).entries[...]
    var next = changes.first.map { encoded($0.path) } ?? []
    var out: [UInt8] = []
    out.reserveCapacity(manifest.count + 256)
    var start = 0
    // Start of the unchanged lines that have not been copied yet.
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

  /// Negative if the path sorts before the one in the manifest, zero if they are equal. Uses the C library, as
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

  /// Index at which a line ends. Searches with the C library, which compares many bytes at a time.
  private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress, let end = memchr(first + start, 0x0A, bytes.count - start) else {
        return nil
      }
      return UnsafeRawPointer(end) - first
    }
  }

  /// The path as encoded in a line of the manifest.
  private static func encoded(_ path: String) -> [UInt8] {
    Array(Manifest([Manifest.Entry(path: path, digits: [])]).bytes.dropFirst(2).dropLast())
  }
}
