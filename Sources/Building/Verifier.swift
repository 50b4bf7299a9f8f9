import Base
import Publishing
import Workers

/// Proves that a published folder, or a copy of one, holds what was published: every file by its SHA-256.
package struct Verifier: Sendable {
  private let folder: String
  private let workers: Workers

  package init(folder: String, workers: Workers) {
    self.folder = folder
    self.workers = workers
  }

  /// What was found.
  package struct Finding: Sendable {
    let folder: String
    /// What differs, in order of the paths' bytes.
    package let problems: [VerificationProblem]
    /// Number of files that the manifest lists.
    package let files: Int

    /// Whether the folder holds what was published.
    ///
    /// - Parameter extra: whether files of others may stand beside it.
    package func isWhole(allowing extra: Bool) -> Bool {
      problems.allSatisfy { extra && $0.kind == .extra }
    }
  }

  /// Reads every file.
  ///
  /// - Throws: `PublishingError` where the folder cannot be read or has no manifest.
  package func verify() async throws -> Finding {
    let files = try Manifest(of: folder).entries.count
    return Finding(
      folder: folder, problems: try await Manifest.verify(directory: folder, workers: workers), files: files)
  }
}

extension Verifier.Finding {
  /// A line for each difference, none where there is none.
  package var lines: String {
    problems.map { "\($0.kind.rawValue)  \(TerminalText.line($0.path))\n" }.joined()
  }

  /// One line on the whole.
  package var summary: String {
    let counts = [VerificationProblem.Kind.missing, .changed, .extra, .unreadable].compactMap { kind in
      let count = problems.count { $0.kind == kind }
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    let all = "\(files) \(files == 1 ? "file" : "files")"
    return counts.isEmpty
      ? "\(all) in \(folder) as published"
      : "\(folder): \(counts.joined(separator: ", ")), of \(all) published"
  }

  /// The same for tools.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("files", files)
      json.array("problems") { json in
        for problem in problems {
          json.breakLine()
          json.object { json in
            json.field("kind", problem.kind.rawValue)
            json.field("path", problem.path)
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}
