import Base

/// The list of all published files with their digests, in the form of a BagIt manifest (RFC 8493, section
/// 2.1.3): `<64 hexadecimal digits>  <path>`, sorted by the bytes of the paths. It also tells the next build
/// which files of the output are its own.
public struct Manifest: Sendable, Equatable {
  /// Name of the file in the output folder.
  public static let name = "manifest-sha256.txt"

  /// One published file.
  public struct Entry: Sendable, Equatable {
    /// Path below the output folder.
    public var path: String
    /// SHA-256 as 64 lower-case hexadecimal digits in ASCII.
    public var digits: [UInt8]

    /// Creates an entry from a path and a digest.
    public init(path: String, digits: [UInt8]) {
      self.path = path
      self.digits = digits
    }
  }

  /// The published files, sorted by the bytes of their paths; the manifest itself is not among them.
  public var entries: [Entry]

  /// Creates a manifest from files in any order.
  public init(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The manifest in its file format. Line ends and `%` in paths are percent-encoded, as BagIt requires.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(entries.count * 112)
    for entry in entries {
      out += entry.digits
      out += [0x20, 0x20]
      out += PercentEncoding.encode(entry.path) { !Manifest.isEncoded($0) }.utf8
      out.append(0x0A)
    }
    return out
  }

  /// Parses a manifest. As BagIt allows, there may be any white space between digest and path, and upper-case
  /// digits.
  ///
  /// - Throws: a `PublishingError` that names the first line that cannot be parsed.
  public init(reading bytes: [UInt8], path: String = Manifest.name) throws(PublishingError) {
    var entries: [Entry] = []
    var number = 0
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      var line = rest[rest.startIndex..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      number += 1
      if line.last == 0x0D { line = line.dropLast() }
      if line.isEmpty { continue }
      guard let entry = Manifest.entry(line) else {
        throw PublishingError(
          .manifest, path, "line \(number) cannot be read, expected 64 hexadecimal digits, space, path")
      }
      entries.append(entry)
    }
    self.init(entries)
  }

  /// Bytes of a path that BagIt has encoded: line ends and `%`.
  private static func isEncoded(_ byte: UInt8) -> Bool { [0x0A, 0x0D, UInt8(ascii: "%")].contains(byte) }

  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    let digits = line.prefix(64).map { (0x41...0x46).contains($0) ? $0 + 0x20 : $0 }
    guard digits.count == 64, digits.allSatisfy({ Hex.value($0) != nil }) else { return nil }
    let afterDigits = line.dropFirst(64)
    let raw = afterDigits.drop { $0 == 0x20 || $0 == 0x09 }
    guard raw.count < afterDigits.count, !raw.isEmpty else { return nil }
    let path = PercentEncoding.decode(raw) { isEncoded($0) }
    guard let text = String(validating: path, as: UTF8.self) else { return nil }
    return Entry(path: text, digits: digits)
  }
}
