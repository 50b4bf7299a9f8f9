import Glibc

/// What the file system says of a file: where these numbers are the same, so are the bytes, unless somebody
/// changed the file within the tick of the clock in which it was looked at.
public struct FileStamp: Sendable, Equatable {
  /// Device and number of the file on it.
  public var device: UInt64
  /// Number of the file on its device.
  public var node: UInt64
  /// Number of bytes.
  public var size: Int64
  /// When the bytes were changed last, in nanoseconds since 1970.
  public var modified: Int64
  /// When the bytes or anything else about the file were changed last, in nanoseconds since 1970. Nobody can set
  /// it back; another hard link changes it.
  public var changed: Int64

  /// The stamp of a file that was looked at.
  public init(_ status: stat) {
    device = UInt64(status.st_dev)
    node = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = FileStamp.nanoseconds(status.st_mtim)
    changed = FileStamp.nanoseconds(status.st_ctim)
  }

  /// A stamp from a record.
  public init(device: UInt64, node: UInt64, size: Int64, modified: Int64, changed: Int64) {
    self.device = device
    self.node = node
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// The stamp of no file.
  package static let unknown = FileStamp(device: 0, node: 0, size: 0, modified: 0, changed: 0)

  /// All of it as numbers.
  var parts: [UInt64] {
    [device, node, UInt64(bitPattern: size), UInt64(bitPattern: modified), UInt64(bitPattern: changed)]
  }

  /// Whether it is the same file with the same bytes, however many links lead to it.
  public func isSameContent(_ other: FileStamp) -> Bool {
    device == other.device && node == other.node && size == other.size && modified == other.modified
  }

  static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

/// A file of the output as a build left it.
public struct PublishedFile: Sendable {
  /// Path below the output folder.
  public var path: String
  /// The file as it was when its bytes were written or compared.
  public var stamp: FileStamp

  /// A file of the output.
  public init(path: String, stamp: FileStamp) {
    self.path = path
    self.stamp = stamp
  }
}
