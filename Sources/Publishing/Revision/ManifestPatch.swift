/// A manifest in which some lines are other than before: one walk over its bytes, without taking it apart.
enum ManifestPatch {
  /// The manifest with other digests for some files, with new files, and without some.
  ///
  /// - Parameters:
  ///   - manifest: as sitegen has written it.
  ///   - digests: 64 hexadecimal digits for each changed or new path; nil for one that is published no more.
  /// - Returns: nil where a line is not as sitegen writes it, or a path to be taken out is not there.
  static func apply(_ digests: [String: [UInt8]?], to manifest: [UInt8]) -> [UInt8]? {
    var changes = Manifest(digests.map { Manifest.Entry(path: $0.key, digits: $0.value ?? []) }).entries[...]
    var out: [UInt8] = []
    out.reserveCapacity(manifest.count + 256)
    func add(_ change: Manifest.Entry) { out += Manifest([change]).bytes }
    var start = 0
    // Where the unchanged lines begin that have not been taken over yet.
    var held = 0
    while start < manifest.count {
      guard let end = manifest[start...].firstIndex(of: 0x0A), end > start + digitsAndSpaces else {
        return nil
      }
      let path = manifest[(start + digitsAndSpaces)..<end]
      while let change = changes.first {
        let own = Self.encoded(change.path)
        let isSame = path.elementsEqual(own)
        guard isSame || own.lexicographicallyPrecedes(path) else { break }
        out += manifest[held..<start]
        held = isSame ? end + 1 : start
        if !change.digits.isEmpty { add(change) } else if !isSame { return nil }
        changes = changes.dropFirst()
        if isSame { break }
      }
      start = end + 1
    }
    out += manifest[held...]
    for change in changes {
      guard !change.digits.isEmpty else { return nil }
      add(change)
    }
    return out
  }

  private static let digitsAndSpaces = 66

  /// As the path stands in a line.
  private static func encoded(_ path: String) -> [UInt8] {
    Array(Manifest([Manifest.Entry(path: path, digits: [])]).bytes.dropFirst(2).dropLast())
  }
}
