import Cnettle

/// SHA-256 (FIPS 180-4) by Nettle, which uses the processor's own instructions where it can.
struct SHA256 {
  /// Length of a digest in bytes.
  private static let size = 32

  private var context = sha256_ctx()

  /// Starts a digest.
  init() { nettle_sha256_init(&context) }

  /// Adds more bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    nettle_sha256_update(&context, bytes.count, bytes.baseAddress)
  }

  /// The digest of all bytes as 64 lower-case hexadecimal digits in ASCII.
  consuming func digits() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.size)
    nettle_sha256_digest(&context, Self.size, &digest)
    return [UInt8](unsafeUninitializedCapacity: 2 * Self.size) { out, count in
      for (index, byte) in digest.enumerated() {
        out[2 * index] = SHA256.digit(byte >> 4)
        out[2 * index + 1] = SHA256.digit(byte & 15)
      }
      count = 2 * Self.size
    }
  }

  /// The digest of some bytes.
  static func digits(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digits()
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + UInt8(ascii: "0") : value - 10 + UInt8(ascii: "a")
  }
}
