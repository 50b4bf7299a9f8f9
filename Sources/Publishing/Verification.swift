import Glibc
import Workers

/// One difference between a published folder and its manifest.
public struct VerificationProblem: Sendable, Equatable {
  /// The kinds of difference.
  public enum Kind: String, Sendable {
    /// The manifest lists a file that does not exist.
    case missing
    /// The bytes of a file have changed since it was published.
    case changed
    /// A file that the manifest does not list.
    case extra
    /// A file exists but cannot be read.
    case unreadable
  }
  /// The kind of difference.
  public var kind: Kind
  /// Path below the folder.
  public var path: String

  /// Creates a difference at a path.
  public init(_ kind: Kind, _ path: String) {
    self.kind = kind
    self.path = path
  }
}

extension Manifest {
  /// Reads the manifest of a published folder.
  ///
  /// - Throws: `PublishingError` if there is no manifest or it cannot be parsed.
  public init(of directory: String) throws(PublishingError) {
    let folder = try Descriptor.folder("\(directory)/.", in: AT_FDCWD, directory)
    guard let bytes = try Publication.wholeFile(Manifest.name, in: folder.number, directory) else {
      throw PublishingError(
        .manifest, directory, "has no '\(Manifest.name)', expected the manifest of a published site")
    }
    try self.init(reading: bytes, path: "\(directory)/\(Manifest.name)")
  }

  /// Compares a published folder, or a copy of one, with the manifest in it.
  ///
  /// - Parameter workers: sets how many files are read at the same time.
  /// - Returns: the differences, sorted by the bytes of their paths; empty if the copy is complete.
  /// - Throws: `PublishingError` if there is no manifest or the folder cannot be read.
  public static func verify(
    directory: String, workers: Workers = Workers(count: 1)
  ) async throws -> [VerificationProblem] {
    let manifest = try Manifest(of: directory)
    var present: Set<[UInt8]> = []
    let folder = try Descriptor.folder("\(directory)/.", in: AT_FDCWD, directory)
    try FolderWalk.each(in: folder, at: directory) { (entry: FolderWalk.Entry) throws(PublishingError) in
      if entry.kind != .folder { present.insert(entry.path) }
    }
    present.remove(Array(Manifest.name.utf8))
    // Only paths found by the walk are opened, so no line of the manifest can lead out of the folder.
    let listed = manifest.entries.map { ($0, present.remove(Array($0.path.utf8)) != nil) }
    let number = folder.number
    let findings = await workers.map(listed.count) { index -> VerificationProblem? in
      let (entry, isPresent) = listed[index]
      if !isPresent { return VerificationProblem(.missing, entry.path) }
      guard let digits = try? digits(of: entry.path, in: number) else {
        return VerificationProblem(.unreadable, entry.path)
      }
      return digits == entry.digits ? nil : VerificationProblem(.changed, entry.path)
    }
    withExtendedLifetime(folder) {}
    let extra = present.map { VerificationProblem(.extra, String(decoding: $0, as: UTF8.self)) }
    return (findings.compactMap { $0 } + extra).sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
  }

  private static func digits(of path: String, in folder: Int32) throws(PublishingError) -> [UInt8] {
    guard let file = ReadableFile(path, in: folder) else { throw .system("read", path) }
    var hash = SHA256()
    let block = Block()
    while true {
      let count = try file.read(into: block.bytes, path)
      if count == 0 { return hash.digits() }
      hash.update(UnsafeRawBufferPointer(rebasing: block.bytes[..<count]))
    }
  }
}
