import Glibc

/// What a revision leaves for the next one, so that this one need not read the names in folders that nobody has
/// touched since: how the folders of both trees were, and in which files the trees differ.
///
/// A folder has the names that it had where its stamp is the one it had. Only stamps are kept that any later change
/// makes another; for all other folders the names are read.
package struct TreeStamps: Sendable, Equatable {
  /// The folders of the output, by their paths below it. They hold its files and nothing else.
  package var output: [[UInt8]: FileStamp] = [:]
  /// The folders of the previous tree, which hold the files of the output before.
  package var previous: [[UInt8]: FileStamp] = [:]
  /// The files that are others in the two trees, by their paths.
  package var differences: [Difference] = []

  /// A file that is not the same in both trees.
  package struct Difference: Sendable, Equatable {
    /// Path below the trees.
    package var path: [UInt8]
    /// Whether the previous tree has a file there.
    package var isInPrevious: Bool
    /// Whether the output has one.
    package var isInOutput: Bool

    /// A file that only one tree has, or that is another in each.
    package init(path: [UInt8], isInPrevious: Bool, isInOutput: Bool) {
      self.path = path
      self.isInPrevious = isInPrevious
      self.isInOutput = isInOutput
    }
  }

  /// Nothing known.
  package init() {}
}

extension TreeShape {
  /// How the folders of a tree are, those left out that may yet be changed without another stamp.
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
