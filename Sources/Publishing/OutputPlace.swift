import Glibc

/// The location of the output, and the names used beside it during a build.
struct OutputPlace: Sendable {
  /// The folder that contains the output: absolute, without symbolic links.
  let parent: String
  /// Name of the output folder in it.
  let name: String
  /// Whether the output was named through a symbolic link.
  let isBehindLink: Bool

  /// Path of the output folder.
  var path: String { parent == "/" ? "/\(name)" : "\(parent)/\(name)" }
  /// Name of the new tree while it is being made.
  var staging: String { ".\(name).staging" }
  /// Name of the old tree between the two renames.
  var old: String { ".\(name).old" }
  /// Name of the tree before the current one, in the cache folder; the next build starts from it.
  var previous: String { "\(name).previous" }
  /// Name of the file whose modification time says when that tree was put aside.
  var aside: String { "\(name).aside" }
  /// Name of the lock file, which keeps a second build away.
  var lock: String { ".\(name).lock" }

  /// Resolves `output` and checks that it can be published to. A symbolic link to a folder is followed, so that the
  /// swap happens beside the folder itself.
  ///
  /// - Parameter inputs: folders that the site is made from; the output may neither contain one nor lie in one.
  init(_ output: String, apartFrom inputs: [String]) throws(PublishingError) {
    if output.isEmpty { throw PublishingError(.output, output, "the output folder has no name") }
    if output.utf8.contains(0) {
      throw PublishingError(.output, output, "the name of the output folder has a NUL byte")
    }
    var status = stat()
    isBehindLink = lstat(output, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    if let real = OutputPlace.real(output) {
      try OutputPlace.requireFolder(real, output)
      guard real != "/" else {
        throw PublishingError(
          .output, output, "is the root of the file system, expected a folder for the site alone")
      }
      (parent, name) = OutputPlace.split(real)
    } else if errno == ENOENT {
      (parent, name) = try OutputPlace.new(output)
    } else if errno == ENOTDIR {
      throw PublishingError(.output, output, "part of the path is a file, expected folders only")
    } else {
      throw .system("reach the output folder", output)
    }
    for input in inputs {
      guard let real = OutputPlace.real(input) else { continue }
      if OutputPlace.holds(real, path) || OutputPlace.holds(path, real) {
        let how = path == real ? "is" : OutputPlace.holds(real, path) ? "lies in" : "holds"
        throw PublishingError(
          .output, output,
          "the output folder \(how) the input folder '\(input)', expected a separate folder")
      }
    }
  }

  /// An output that does not exist yet; the folders above it are made.
  private static func new(_ output: String) throws(PublishingError) -> (parent: String, name: String) {
    var status = stat()
    if lstat(output, &status) == 0 {
      throw PublishingError(.output, output, "is a symbolic link that leads nowhere, expected a folder")
    }
    let (above, name) = split(output)
    if name == "." || name == ".." || name.isEmpty {
      throw PublishingError(.output, output, "does not exist and does not end with the name of a folder")
    }
    try makeFolders(above, for: output)
    guard let real = real(above) else { throw .system("reach the folder of the output", above) }
    return (real, name)
  }

  private static func makeFolders(_ path: String, for output: String) throws(PublishingError) {
    var status = stat()
    if stat(path, &status) == 0 {
      return try requireFolder(path, output)
    }
    try makeFolders(split(path).0, for: output)
    if mkdir(path, 0o777) != 0 && errno != EEXIST { throw .system("make the folder", path) }
  }

  private static func requireFolder(_ path: String, _ shown: String) throws(PublishingError) {
    var status = stat()
    if stat(path, &status) != 0 { throw .system("examine", path) }
    if status.st_mode & S_IFMT != S_IFDIR {
      throw PublishingError(.output, shown, "is not a folder, expected a folder to publish to")
    }
  }

  private static func split(_ path: String) -> (String, String) {
    var rest = path[...]
    while rest.utf8.count > 1, rest.utf8.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    guard let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", String(rest)) }
    let above = String(rest[..<slash])
    return (above.isEmpty ? "/" : above, String(rest[rest.utf8.index(after: slash)...]))
  }

  private static func holds(_ outer: String, _ inner: String) -> Bool {
    outer == inner || outer == "/" || inner.hasPrefix(outer + "/")
  }

  private static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
