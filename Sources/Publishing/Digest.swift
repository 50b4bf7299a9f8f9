/// SHA-256 for other modules.
public enum Digest {
  /// Length of a digest in hexadecimal digits.
  public static let count = 64

  /// The digest of some bytes as 64 lower-case hexadecimal digits in ASCII.
  public static func digits(of bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { SHA256.digits(of: $0) }
  }

  /// The digest of bytes in memory, in the same form.
  public static func digits(of bytes: UnsafeRawBufferPointer) -> [UInt8] { SHA256.digits(of: bytes) }
}
