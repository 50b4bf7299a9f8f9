import Glibc

/// A problem of a symbolic link in a folder of inputs.
public enum LinkFault: Sendable {
  /// It leads out of the folder, or to a hidden file in it.
  case outside
  /// It leads to a folder above it.
  case loop
  /// It leads to another folder. Links between folders create too many paths to list: two folders with ten links to
  /// each other have millions.
  case folder
  /// It leads nowhere, or its target cannot be read; the value is the error number.
  case unreadable(Int32)

  /// Checks a link.
  ///
  /// - Parameters:
  ///   - path: path of a symbolic link, below the folder.
  ///   - folder: the folder of inputs.
  /// - Returns: nil if the link leads to a file in the folder.
  public init?(_ path: String, in folder: String) {
    guard let real = ConfinedFile.realPath(path, in: folder) else {
      self = errno == EXDEV ? .outside : .unreadable(errno)
      return
    }
    // Hidden files such as `.git` and `.env` are not listed, so they must not be read through a link either.
    if real != ".", real.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.first == 0x2E }) {
      self = .outside
      return
    }
    var status = stat()
    guard stat("\(folder)/\(path)", &status) == 0 else {
      self = .unreadable(errno)
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
    self = real == "." || path.utf8.starts(with: "\(real)/".utf8) ? .loop : .folder
  }

  /// Name of the diagnostic rule that it breaks.
  public var rule: String {
    switch self {
    case .outside: "link-outside"
    case .loop: "link-loop"
    case .folder: "link-to-folder"
    case .unreadable: "unreadable-file"
    }
  }

  /// What was found and what was expected.
  public var message: String {
    switch self {
    case .outside: "found a link that leads out of the folder or to a hidden file, expected a file of its own"
    case .loop: "found a link that leads back into a folder above it"
    case .folder: "found a link to a folder, expected a folder of its own"
    case .unreadable(let code): "cannot open the file: \(String(cString: strerror(code)))"
    }
  }

  /// How to fix it.
  public var fix: String? {
    switch self {
    case .outside, .folder: "put a copy in its place"
    case .loop: "remove the link"
    case .unreadable: nil
    }
  }
}
