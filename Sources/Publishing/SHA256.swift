import Ccrypto

/// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto, which uses the processor's own instructions where it can.
struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// The algorithm looked up once: looking it up for each file takes locks inside libcrypto.
  /// It is never changed or freed afterwards, and libcrypto allows its use from any thread.
  nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  private init(_ context: OpaquePointer) { self.context = context }

  /// Begins a digest.
  static func begin() throws(PublishingError) -> SHA256 {
    guard let algorithm = SHA256.algorithm, let context = EVP_MD_CTX_new() else {
      throw PublishingError(.system, "libcrypto", "cannot compute SHA-256: no such algorithm or no memory")
    }
    let hash = SHA256(context)
    guard EVP_DigestInit_ex(context, algorithm, nil) == 1 else {
      throw PublishingError(.system, "libcrypto", "cannot begin to compute SHA-256")
    }
    return hash
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes more bytes.
  func update(_ bytes: UnsafeRawBufferPointer) throws(PublishingError) {
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
      throw PublishingError(.system, "libcrypto", "cannot compute SHA-256")
    }
  }

  /// The digest of all bytes as 64 lower-case hexadecimal digits in ASCII.
  consuming func digits() throws(PublishingError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else {
      throw PublishingError(.system, "libcrypto", "cannot finish SHA-256")
    }
    return [UInt8](unsafeUninitializedCapacity: 64) { out, count in
      for (index, byte) in digest.enumerated() {
        out[2 * index] = SHA256.digit(byte >> 4)
        out[2 * index + 1] = SHA256.digit(byte & 15)
      }
      count = 64
    }
  }

  /// The digest of some bytes.
  static func digits(of bytes: UnsafeRawBufferPointer) throws(PublishingError) -> [UInt8] {
    let hash = try begin()
    try hash.update(bytes)
    return try hash.digits()
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + UInt8(ascii: "0") : value - 10 + UInt8(ascii: "a")
  }
}
