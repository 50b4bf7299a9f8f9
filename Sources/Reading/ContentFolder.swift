import Archive
import Base
import FileAccess
import Glibc

/// The files of the content folder, sorted, so that nothing depends on the order in which a file system lists them.
struct ContentFolder {
  /// Path of the folder.
  let root: String
  /// Paths of all files below the folder, sorted by their bytes. Names that begin with a dot are left out.
  private(set) var files: [String] = []

  /// Lists a folder. Reports the folder if it is missing or unreadable, and each link that does not lead to a file
  /// inside it.
  init(_ root: String, _ report: inout Report) {
    self.root = root
    list("", &report)
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files below a subfolder whose names have one of the given endings.
  func files(in folder: String, endings: [String]) -> [String] {
    files.filter { path in path.hasPrefix(folder + "/") && endings.contains { path.hasSuffix($0) } }
  }

  private mutating func list(_ folder: String, _ report: inout Report) {
    let full = folder.isEmpty ? root : root + "/" + folder
    var names: [(name: String, kind: Directory.Kind?)] = []
    var badNames = 0
    let isRead = Directory.forEachEntry(at: full) { entry in
      guard let name = entry.text else { return badNames += 1 }
      if !name.hasPrefix(".") { names.append((name, entry.kind)) }
    }
    guard isRead else {
      let reason = String(cString: strerror(errno))
      report.error(
        "unreadable-folder", "cannot open the folder: \(reason)", folder.isEmpty ? full : folder,
        fix: folder.isEmpty
          ? "name the content folder with --content, or create one with 'sitegen init'" : nil
      )
      return
    }
    for _ in 0..<badNames {
      report.error("bad-name", "found a file whose name is not UTF-8", folder.isEmpty ? root : folder)
    }
    for (name, kind) in names.sorted(by: { $0.name < $1.name }) {
      let path = folder.isEmpty ? name : folder + "/" + name
      switch kind {
      case .folder: list(path, &report)
      case .link:
        if let fault = LinkFault(path, in: root) { report.linkFault(fault, path) } else { files.append(path) }
      // The reader reports a file that has been removed in the meantime.
      case .file, .other, nil: files.append(path)
      }
    }
  }
}
