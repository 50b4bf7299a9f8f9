import Glibc

/// What the file system says of a file. If these numbers are the same, so are the bytes, unless somebody changed
/// the file within the same clock tick in which the stamp was taken.
public struct FileStamp: Sendable, Equatable {
  /// Device that holds the file.
  public var device: UInt64
  /// Inode number of the file on its device.
  public var node: UInt64
  /// Size in bytes.
  public var size: Int64
  /// When the bytes were last changed, in nanoseconds since 1970.
  public var modified: Int64
  /// When the bytes or metadata of the file were last changed, in nanoseconds since 1970. It cannot be set back;
  /// another hard link changes it.
  public var changed: Int64

  /// The stamp of a file, from the result of `stat`.
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

  /// A placeholder that belongs to no file.
  package static let unknown = FileStamp(device: 0, node: 0, size: 0, modified: 0, changed: 0)

  /// All fields as numbers.
  var parts: [UInt64] {
    [device, node, UInt64(bitPattern: size), UInt64(bitPattern: modified), UInt64(bitPattern: changed)]
  }

  /// Whether both stamps are of the same file with the same bytes, however many links lead to it.
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
  /// The stamp when the file's bytes were written or compared.
  public var stamp: FileStamp

  /// Creates a published file from its path and stamp.
  public init(path: String, stamp: FileStamp) {
    self.path = path
    self.stamp = stamp
  }
}
