import Glibc

/// The state that a tree update leaves for the next one: the stamps of the folders of both trees, and the files in
/// which the trees differ. With it, the next update need not read the names in folders that have not been touched
/// since.
///
/// A folder whose stamp is unchanged has the same names as before. Only stamps that any later change would alter
/// are kept; the names of all other folders are read.
package struct TreeStamps: Sendable, Equatable {
  /// The folders of the output, by their paths below it. They hold its files and nothing else.
  package var output: [[UInt8]: FileStamp] = [:]
  /// The folders of the previous tree, which hold the files of the previous output.
  package var previous: [[UInt8]: FileStamp] = [:]
  /// The files that differ between the two trees, by their paths.
  package var differences: [Difference] = []

  /// A file that is not the same in both trees.
  package struct Difference: Sendable, Equatable {
    /// Path below the trees.
    package var path: [UInt8]
    /// Whether the previous tree has a file there.
    package var isInPrevious: Bool
    /// Whether the output has one.
    package var isInOutput: Bool

    /// Creates a difference: a file that only one tree has, or that is not the same in both.
    package init(path: [UInt8], isInPrevious: Bool, isInOutput: Bool) {
      self.path = path
      self.isInPrevious = isInPrevious
      self.isInOutput = isInOutput
    }
  }

  /// Creates an empty state: nothing is known of either tree.
  package init() {}
}

extension TreeShape {
  /// The stamps of the folders of a tree. Folders changed so recently that another change might not alter the stamp
  /// are left out.
  func stamps(_ root: Int32) -> [[UInt8]: FileStamp] {
    let settled = FileClock.settled
    var out: [[UInt8]: FileStamp] = [:]
    for folder in folders {
      let number = folder.path.withUnsafeBytes { StampedFiles.openOwn($0, root) }
      guard number >= 0 else { continue }
      defer { close(number) }
      var status = stat()
      guard fstat(number, &status) == 0 else { continue }
      let stamp = FileStamp(status)
      if stamp.changed < settled { out[folder.path] = stamp }
    }
    return out
  }
}
