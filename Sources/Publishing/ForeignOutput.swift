import Base
import Glibc

/// A folder that is not empty and that sitegen has not published to: a home folder named by mistake, or one that an
/// archive from elsewhere leads to by a link.
enum ForeignOutput {
  /// The option that allows it.
  static let option = "--into-foreign"

  /// Files commonly present in a folder made for a site that is not published yet.
  private static let harmless: Set<[UInt8]> = Set(
    [".gitkeep", ".keep", ".gitignore", ".git", ".nojekyll", ".well-known", "CNAME"].map { Array($0.utf8) })

  /// - Parameter output: the open output folder, which has no manifest.
  /// - Throws: `PublishingError` if publishing to it must be allowed explicitly.
  static func check(_ output: borrowing Descriptor, _ place: OutputPlace) throws(PublishingError) {
    if place.isBehindLink {
      throw refusal(place, "is behind a link and has no site of sitegen")
    }
    var first: String?
    let isRead = Directory.forEachEntry(of: output.number) { entry in
      if !harmless.contains(Array(entry.name)) {
        first = min(first ?? "\u{10FFFF}", String(decoding: entry.name, as: UTF8.self))
      }
    }
    if !isRead { throw .system("read the folder", place.path) }
    if let first { throw refusal(place, "has '\(first)' and no site of sitegen") }
  }

  /// Refuses a folder whose manifest was not written by sitegen: a build would remove the files that it lists.
  ///
  /// - Parameters:
  ///   - owned: the files that the manifest lists.
  ///   - marker: a path that the manifest of every site lists.
  static func check(
    _ owned: [[UInt8]: [UInt8]], lists marker: String, _ place: OutputPlace
  ) throws(PublishingError) {
    guard owned[Array(marker.utf8)] == nil else { return }
    throw PublishingError(
      .output, place.path,
      "has a '\(Manifest.name)' that sitegen did not write, such as that of a BagIt bag; name another folder"
        + " with --output, or move that file to another place")
  }

  private static func refusal(_ place: OutputPlace, _ what: String) -> PublishingError {
    PublishingError(
      .output, place.path,
      "\(what), expected an empty folder or a site of sitegen; name another folder with --output, or"
        + " add \(option) to publish beside the other files")
  }
}
