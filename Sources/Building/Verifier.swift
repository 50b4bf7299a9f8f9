import Base
import Publishing
import Workers

/// Verifies that a published folder, or a copy of one, contains what was published, by the SHA-256 digest of every
/// file.
package struct Verifier: Sendable {
  private let folder: String
  private let workers: Workers

  package init(folder: String, workers: Workers) {
    self.folder = folder
    self.workers = workers
  }

  /// The result of a verification.
  package struct Finding: Sendable {
    let folder: String
    /// The differences, sorted by the bytes of their paths.
    package let problems: [VerificationProblem]
    /// Number of files in the manifest.
    package let files: Int

    /// Whether the folder contains what was published.
    ///
    /// - Parameter extra: whether foreign files are allowed.
    package func isWhole(allowing extra: Bool) -> Bool {
      problems.allSatisfy { extra && $0.kind == .extra }
    }
  }

  /// Reads and compares every file.
  ///
  /// - Throws: `PublishingError` if the folder cannot be read or has no manifest.
  package func verify() async throws -> Finding {
    let files = try Manifest(of: folder).entries.count
    return Finding(
      folder: folder, problems: try await Manifest.verify(directory: folder, workers: workers), files: files)
  }
}

extension Verifier.Finding {
  /// One line for each difference; empty if there is none.
  package var lines: String {
    problems.map { "\($0.kind.rawValue)  \(TerminalText.line($0.path))\n" }.joined()
  }

  /// A one-line summary.
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

  /// The result as JSON.
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
