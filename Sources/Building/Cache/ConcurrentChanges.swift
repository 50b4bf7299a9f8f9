import Archive
import Glibc
import Publishing
import Workers

/// Changes to the inputs since the build began to read them.
///
/// A build reads its files one after another, while authors, editors and `git` may be writing. A published site
/// must show one moment, and a ledger must not overwrite one that another program has just written. Therefore a
/// build checks its inputs a second time before it publishes, and gives up if anything has changed.
struct ConcurrentChanges {
  /// A diagnostic for each changed file; only the first few.
  var diagnostics: [Diagnostic] = []
  /// Whether nothing at all has changed. A file that came and went changes only the time of its folder. The site is
  /// not affected then, but the file may have been read, so the exact inputs of the site are unknown.
  var isQuiet = true

  private static let most = 10
}

extension ConcurrentChanges {
  /// - Parameters:
  ///   - before: snapshots of the folders.
  ///   - paths: paths of the folders. If there are several, files of the first, the content, are named without it.
  init(since before: [DirectorySnapshot], in paths: [String], _ workers: Workers) async {
    for (place, (before, path)) in zip(before, paths).enumerated() {
      if let now = await FolderStamps.compare(path, before.files, workers), now.changed.isEmpty {
        if now.folders.map(\.stamp) != before.folders { isQuiet = false }
        continue
      }
      guard let after = FolderStamps.look(path) else {
        add(path, "the folder or a file in it was removed while the site was being built")
        continue
      }
      isQuiet = false
      for (file, deed) in Self.differences(before.files, after.files) {
        let name = String(decoding: file, as: UTF8.self)
        add(
          place == 0 && paths.count > 1 ? name : "\(path)/\(name)", "\(deed) while the site was being built")
      }
    }
  }

  /// Compares only some files of the content, and all of the other folder.
  ///
  /// - Parameters:
  ///   - read: the files of the content that were read, with their earlier stamps.
  ///   - other: snapshot of the other folder.
  init(
    since read: [[UInt8]: FileStamp], in content: String, _ other: DirectorySnapshot, in path: String,
    _ workers: Workers
  ) async {
    await self.init(since: [other], in: [path], workers)
    for (file, stamp) in read.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let name = String(decoding: file, as: UTF8.self)
      var status = stat()
      if stat("\(content)/\(name)", &status) != 0 {
        add(name, "the file was removed while the site was being built")
      } else if FileStamp(status) != stamp {
        add(name, "the file was changed while the site was being built")
      }
    }
  }

  /// Adds a diagnostic.
  mutating func add(_ path: String, _ message: String) {
    isQuiet = false
    guard diagnostics.count < Self.most else { return }
    diagnostics.append(
      Diagnostic(
        .error, "changed-meanwhile", message, path: path,
        fix: "build again when no other program is writing there"))
  }

  private static func differences(
    _ before: StampedFiles, _ after: StampedFiles
  ) -> [(file: [UInt8], deed: String)] {
    let (old, new) = (before.byPath, after.byPath)
    var out: [(file: [UInt8], deed: String)] = []
    for (path, stamp) in new where old[path] != stamp {
      out.append((path, old[path] == nil ? "the file was added" : "the file was changed"))
    }
    for path in old.keys where new[path] == nil { out.append((path, "the file was removed")) }
    return out.sorted { $0.file.lexicographicallyPrecedes($1.file) }
  }
}
