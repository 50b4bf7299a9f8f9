import Anchoring
import Archive
import Foundation
import Linking
import Reading
import Testing
import Workers

@testable import Rendering

/// An archive as files, rendered to pages.
struct Fixture {
  let edition: Edition
  let diagnostics: [Diagnostic]
  let theme: Theme
  let texts: [String: String]
  /// The ledgers to be written, by id.
  let ledgers: [String: String]

  /// - Parameters:
  ///   - ledgers: those of the build before, and the date for changes in this one.
  ///   - templates: nil for the plain ones below.
  init(
    _ files: [String: String], ledgers: [String: String] = [:], day: String = "", workers: Int = 2,
    templates: [String: String]? = nil
  ) async throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("rendering-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    var files = files
    if files["archive.yaml"] == nil { files["archive.yaml"] = "title: T\n" }
    for (path, text) in files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let workers = Workers(count: workers)
    let (archive, read) = await ArchiveReader(content: root.path, workers: workers).read()
    let anchored = anchor(archive, ledgers: ledgers, date: LedgerDate(day))
    self.ledgers = Dictionary(
      uniqueKeysWithValues: anchored.ledgers.map {
        (String($0.path.dropFirst("ledger/".count).dropLast(".txt".count)), $0.text)
      })
    let linked = Linker.link(anchored)
    edition = linked.edition
    diagnostics = (read + anchored.diagnostics + linked.diagnostics).sorted()
    let (theme, faults) = Theme.load(templates ?? Self.templates, folder: "Templates")
    guard let theme else { throw Failure(faults: faults) }
    self.theme = theme
    let site = Site(edition, theme: theme)
    let made = await workers.map(site.count) { site.page($0) }
    // Builds ask for the path of a page before they decide whether to render it.
    #expect(made.map(\.path) == (0..<site.count).map(site.path))
    texts = Dictionary(
      uniqueKeysWithValues: made.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
  }

  struct Failure: Error { var faults: [Diagnostic] }

  /// All pages, parsed.
  var pages: [String: Markup] { texts.mapValues { Markup($0) } }

  /// The page of a path; empty if there is none.
  subscript(path: String) -> Markup { Markup(texts[path] ?? "") }
  func text(_ path: String) -> String { texts[path] ?? "" }

  /// Templates that contain all parts and nothing else.
  static let templates: [String: String] = [
    "page": "<html lang=\"{{language}}\"><head><title>{{page_title}}</title>{{{head_extra}}}</head>"
      + "<body class=\"page-{{kind}}\">{{#navigation}}<a href=\"{{href}}\">{{label}}</a>{{/navigation}}"
      + "<main id=\"main\">{{{main}}}</main></body></html>",
    "home": "{{{head}}}{{{topics}}}{{{sources}}}{{{speakers}}}{{{events}}}{{{notes}}}",
    "source":
      "<article>{{{head}}}{{{provenance}}}{{{score}}}{{{contents}}}{{{record}}}{{{unplaced}}}{{{mentions}}}"
      + "{{{neighbours}}}</article>",
    "entry": "<article>{{{head}}}{{{facts}}}{{{note}}}{{{score}}}{{{body}}}{{{mentions}}}</article>",
    "list": "{{{head}}}{{{body}}}", "search": "<p>search</p>", "missing": "<p>{{root}}</p>",
  ]

  /// The templates of the project.
  static func shipped() throws -> [String: String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Templates")
    var texts: [String: String] = [:]
    for name in Theme.names.keys {
      texts[name] = try String(contentsOf: folder.appendingPathComponent("\(name).mustache"), encoding: .utf8)
    }
    return texts
  }
}

/// A source with front matter.
func source(_ front: String = "", _ body: String) -> String { "---\ntitle: S\n\(front)---\n\(body)\n" }
/// A file of a register entry.
func card(_ key: String, _ label: String, _ more: String = "", _ body: String = "") -> String {
  "---\n\(key): \(label)\n\(more)---\n\(body)\n"
}
