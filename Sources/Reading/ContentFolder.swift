import Archive
import FileAccess
import Glibc

/// The files of the content folder, found by name and sorted, so that nothing depends on the order in which
/// a file system lists them.
struct ContentFolder {
  /// Path of the folder.
  let root: String
  /// Paths below it of all files, sorted by their bytes. Names that begin with a dot are left out.
  private(set) var files: [String] = []

  /// Lists a folder. One that is missing or unreadable is reported, and so is each link that leads anywhere but to
  /// a file in it.
  init(_ root: String, _ report: inout Report) {
    self.root = root
    list("", &report)
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files below one sub-folder that end in one of the given ways.
  func files(in folder: String, endings: [String]) -> [String] {
    files.filter { path in path.hasPrefix(folder + "/") && endings.contains { path.hasSuffix($0) } }
  }

  private mutating func list(_ folder: String, _ report: inout Report) {
    let full = folder.isEmpty ? root : root + "/" + folder
    guard let handle = opendir(full) else {
      let reason = String(cString: strerror(errno))
      report.error(
        "unreadable-folder", "cannot open the folder: \(reason)", folder.isEmpty ? full : folder,
        fix: folder.isEmpty ? "say where the content is with --content, or make one with 'sitegen init'" : nil
      )
      return
    }
    defer { closedir(handle) }
    var names: [(name: String, type: UInt8)] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name else {
        report.error("bad-name", "found a file whose name is not UTF-8", folder.isEmpty ? root : folder)
        continue
      }
      if !name.hasPrefix(".") { names.append((name, entry.pointee.d_type)) }
    }
    for (name, type) in names.sorted(by: { $0.name < $1.name }) {
      let path = folder.isEmpty ? name : folder + "/" + name
      if type == DT_REG {
        files.append(path)
        continue
      }
      var status = stat()
      guard lstat(root + "/" + path, &status) == 0 else {
        report.error("unreadable-file", "cannot open the file: \(String(cString: strerror(errno)))", path)
        continue
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        list(path, &report)
      } else if status.st_mode & S_IFMT == S_IFLNK, let fault = LinkFault(path, in: root) {
        report.linkFault(fault, path)
      } else {
        files.append(path)
      }
    }
  }
}
