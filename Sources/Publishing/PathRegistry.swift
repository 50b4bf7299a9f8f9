/// The paths of the new tree. It ensures that no two tasks write the same file, and that no two names clash on a
/// case-insensitive file system.
struct PathRegistry: Sendable {
  private enum Claim: Sendable {
    case file(String)
    /// `inOld`: whether the current output has a real folder of that name, so that looking for an old file in it
    /// does not lead through a symbolic link.
    case folder(String, inOld: Bool)
  }

  private var claims: [String: Claim] = [:]

  /// The state of a path.
  enum Finding: Equatable {
    case free
    case file
    case folder
    /// Another path that some file systems treat as the same.
    case clash(String)
  }

  /// Looks up the state of a path.
  func finding(_ path: String) -> Finding {
    switch claims[OutputPath.folded(path)] {
    case nil: return .free
    case .file(let known): return known.utf8.elementsEqual(path.utf8) ? .file : .clash(known)
    case .folder(let known, _): return known.utf8.elementsEqual(path.utf8) ? .folder : .clash(known)
    }
  }

  /// Reserves a path for a file, and the folders above it.
  ///
  /// - Parameter make: makes a folder in the new tree and returns whether the old tree has it too.
  /// - Returns: whether the current output may have a file of that path.
  mutating func file(
    _ path: String, make: (String) throws(PublishingError) -> Bool
  ) throws(PublishingError) -> Bool {
    let inOld = try folder(OutputPath.folder(of: path), for: path, make: make)
    switch finding(path) {
    case .free: break
    case .file: throw PublishingError(.conflict, path, "two files are published under this path")
    case .folder: throw PublishingError(.conflict, path, "is a file here and a folder for other files")
    case .clash(let other): throw PathRegistry.clash(path, other)
    }
    claims[OutputPath.folded(path)] = .file(path)
    return inOld
  }

  /// Releases the path of a file that was reserved but not written.
  mutating func release(_ path: String) { claims[OutputPath.folded(path)] = nil }

  /// Reserves a folder, and those above it. The top, "", always exists.
  ///
  /// - Returns: whether the current output has it as a real folder.
  mutating func folder(
    _ path: String, for file: String, make: (String) throws(PublishingError) -> Bool
  ) throws(PublishingError) -> Bool {
    if path.isEmpty { return true }
    let key = OutputPath.folded(path)
    switch claims[key] {
    case .folder(let known, let inOld):
      if known.utf8.elementsEqual(path.utf8) { return inOld }
      throw PathRegistry.clash(path, known)
    case .file(let known):
      if !known.utf8.elementsEqual(path.utf8) { throw PathRegistry.clash(path, known) }
      throw PublishingError(.conflict, path, "is a file here and a folder for '\(file)'")
    case nil:
      let above = try folder(OutputPath.folder(of: path), for: file, make: make)
      let inOld = try make(path) && above
      claims[key] = .folder(path, inOld: inOld)
      return inOld
    }
  }

  /// The message is the same whichever of the two paths came first.
  private static func clash(_ a: String, _ b: String) -> PublishingError {
    let pair = a.utf8.lexicographicallyPrecedes(b.utf8) ? (a, b) : (b, a)
    return PublishingError(
      .conflict, pair.0,
      "and '\(pair.1)' differ only in case or in the Unicode form of a letter; some file systems"
        + " treat them as one name")
  }
}
