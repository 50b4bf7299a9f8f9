import Archive
import Foundation
import Testing
import Workers

@testable import Reading

/// Whole content folders: which files are read, and which diagnostics the others give.
@Suite struct FolderTests {
  private let root = FileManager.default.temporaryDirectory.appendingPathComponent(
    "reading-\(UUID().uuidString)")

  private func read(
    _ files: [String: String], workers: Int = 2, _ prepare: (URL) throws -> Void = { _ in }
  ) async throws
    -> (archive: Archive, said: [String])
  {
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try prepare(root)
    let (archive, diagnostics) = await ArchiveReader(content: root.path, workers: Workers(count: workers))
      .read()
    return (
      archive, diagnostics.map { "\($0.path.replacingOccurrences(of: root.path, with: "ROOT")) \($0.rule)" }
    )
  }

  private let settings = "title: T\n"
  private let source = "---\ntitle: S\n---\nwords\n"

  @Test func `A whole archive is read, sorted by id`() async throws {
    let card = "---\nname: N\n---\n"
    let (archive, said) = try await read([
      "archive.yaml": settings, "README.md": "x", ".hidden": "x", "sources/2018/b.md": source,
      "sources/a.md": source,
      "sources/c/d/ü.md": source, "speakers/s.md": card, "places/p.md": card, "organizations/o.md": card,
      "topics/t.md": "---\nlabel: T\n---\n", "events/e.md": "---\ntitle: T\n---\n", "pages/about.md": source,
      "annotations/x/n.yaml": "- {id: b, body: x}\n- {id: a, body: x}", "media/x/y.png": "x",
      "ledger/a.txt": "x",
    ])
    #expect(said == [])
    #expect(archive.sources.map(\.id) == ["a", "b", "ü"])
    #expect(archive.annotations.map(\.id) == ["a", "b"])
    #expect(archive.media == ["x/y.png"])
    let counts: [Int] = [
      archive.speakers.count, archive.topics.count, archive.events.count, archive.places.count,
      archive.organizations.count, archive.pages.count,
    ]
    #expect(counts == [1, 1, 1, 1, 1, 1])
  }

  /// Ids and addresses have one form, however names and references are written.
  @Test func `Names and references in any Unicode form are one id in composed form`() async throws {
    let (nfd, nfc) = ("Jose\u{301}", "Jos\u{E9}")
    let text =
      "---\ntitle: T\ntopics: [\(nfd)]\nplace: \(nfd)\nevent: \(nfd)\norganizations: [\(nfd)]\naliases: [old-\(nfd)]\nspeakers: {A: \(nfd)}\n---\n\n"
      + "## H {: #\(nfd) }\n\n## \(nfd) head\n\nA: [x](source:\(nfd)#\(nfd)) [y](page:Jos%C3%A9) [z](note:Jose%CC%81) [i](media/\(nfd).png) "
      + "[j](media/Jose%CC%81.png#t) [k](media/\(nfc).png) [l](source:\(nfc)#Jos%C3%A9)\n{: topics=\"\(nfd)\" speaker=\"\(nfd)\" }"
    let (archive, said) = try await read([
      "archive.yaml": settings, "sources/\(nfd).md": text, "topics/\(nfc).md": "---\nlabel: T\n---\n",
      "speakers/\(nfd).md": "---\nname: N\n---\n", "pages/\(nfd).md": source, "media/\(nfd).png": "x",
      "annotations/n.yaml":
        "- {id: \(nfd), on: \(nfd), body: x, topics: [\(nfd)], replies: [{id: \(nfd), body: x}]}\n",
    ])
    #expect(said == [])
    let record = archive.sources[0].record
    var ids =
      archive.sources.map(\.id) + archive.topics.map(\.id) + archive.speakers.map(\.id)
      + archive.pages.map(\.id)
    ids += archive.annotations.flatMap {
      [$0.id, $0.targets[0].source, $0.topics[0].id, $0.replies[0].id ?? ""]
    }
    ids += archive.sources[0].topics.map(\.id) + archive.sources[0].organizations.map(\.id)
    ids += [
      archive.sources[0].place?.id ?? "", archive.sources[0].event?.id ?? "",
      archive.sources[0].speakers[0].id,
    ]
    ids += record.references.map(\.id) + record.references.map(\.fragment).filter { !$0.isEmpty }
    ids +=
      record.attributes.flatMap { $0.topics.map(\.id) + [$0.speaker?.id ?? ""] } + [record.sections[0].id]
    for id in ids { #expect(Array(id.utf8) == Array(nfc.utf8)) }
    #expect(Array(archive.sources[0].aliases[0].id.utf8) == Array("old-\(nfc)".utf8))
    #expect(Array(record.sections[1].id.utf8) == Array("jos\u{E9}-head".utf8))
    #expect(
      record.links.map { Array($0.utf8) }
        == ["media/Jos%C3%A9.png", "media/Jos%C3%A9.png#t", "media/\(nfc).png"].map { Array($0.utf8) })
  }

  @Test(arguments: ["sources", "speakers", "topics", "events", "places", "organizations", "pages", "media"])
  func `Two files of one name in two Unicode forms are an error`(_ folder: String) async throws {
    let text = "---\ntitle: T\nname: T\nlabel: T\n---\n"
    let files = ["archive.yaml": settings, "sources/s.md": source]
    let (nfd, nfc) = ("\(folder)/Jose\u{301}.md", "\(folder)/Jos\u{E9}.md")
    let said = try await read(files) { root in
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
      for name in [nfd, nfc] {
        #expect(FileManager.default.createFile(atPath: "\(root.path)/\(name)", contents: Data(text.utf8)))
      }
    }.said.filter { $0.hasSuffix("duplicate-id") }
    #expect(said.count == 1)
  }

  @Test func `An empty folder and a missing one are errors`() async throws {
    #expect(try await read([:]).said == ["ROOT no-sources", "archive.yaml missing-settings"])
    #expect(try await read(["archive.yaml": settings]).said == ["ROOT no-sources"])
    let (_, diagnostics) = await ArchiveReader(content: "/nowhere/at/all", workers: Workers(count: 1)).read()
    #expect(diagnostics.map(\.rule) == ["unreadable-folder"])
  }

  @Test func `Ids are unique without regard to capitals or Unicode form, and can be file names`() async throws
  {
    let (archive, said) = try await read([
      "archive.yaml": settings, "sources/a/x.md": source, "sources/b/x.md": source, "sources/c/X.md": source,
      "sources/é.md": source, "sources/z/e\u{301}.md": source, "sources/con.md": source,
      "sources/index.md": source,
      "sources/a b.md": source, "sources/a..md": source, "sources/ok.md": source,
      "sources/<script>.md": source,
      "annotations/1.yaml": "- {id: n, body: x}", "annotations/2.yaml": "- {id: n, body: y}",
    ])
    #expect(archive.sources.map(\.id).sorted() == ["ok", "x", "é"])
    #expect(archive.annotations.map(\.path) == ["annotations/1.yaml"])
    let expected = [
      "annotations/2.yaml duplicate-id", "sources/<script>.md bad-id", "sources/a b.md bad-id",
      "sources/a..md bad-id",
      "sources/b/x.md duplicate-id", "sources/c/X.md duplicate-id", "sources/con.md bad-id",
      "sources/index.md bad-id",
      "sources/é.md duplicate-id",
    ]
    #expect(said.sorted() == expected.sorted())
  }

  @Test func `Files that nothing reads are named`() async throws {
    let (_, said) = try await read([
      "archive.yaml": settings, "sources/a.md": source, "souces/b.md": source, "notes.txt": "x",
      "topics/t.txt": "x",
      "annotations/a.md": "x",
    ])
    #expect(
      Set(said) == [
        "souces stray-file", "notes.txt stray-file", "topics/t.txt stray-file", "annotations/a.md stray-file",
      ])
  }

  @Test func `Scripts in media are named`() async throws {
    let (_, said) = try await read([
      "archive.yaml": settings, "sources/a.md": source,
      "media/good.svg": "<svg><title>Descript, on = what it shows</title></svg>",
      "media/tag.SVG": "<svg><SCRIPT>x()</SCRIPT></svg>", "media/event.svg": "<svg/onload = 'x()'/>",
      "media/link.html": "<a href=\"JavaScript:x()\">", "media/script.txt": "<script>",
    ])
    #expect(
      Set(said) == [
        "media/tag.SVG media-script", "media/event.svg media-script", "media/link.html media-script",
      ])
  }

  @Test func `What cannot be read is reported and the rest is read`() async throws {
    let (archive, said) = try await read(["archive.yaml": settings, "sources/a.md": source]) { root in
      mkfifo(root.appendingPathComponent("sources/pipe.md").path, 0o600)
      symlink("nowhere", root.appendingPathComponent("sources/dangling.md").path)
      symlink("..", root.appendingPathComponent("sources/loop").path)
      let big = root.appendingPathComponent("sources/big.md").path
      try Data().write(to: URL(fileURLWithPath: big))
      truncate(big, 200_000_000)
      try Data([0x61, 0]).write(to: root.appendingPathComponent("sources/zero.md"))
    }
    #expect(archive.sources.map(\.id) == ["a"])
    #expect(
      Set(said) == [
        "sources/pipe.md unreadable-file", "sources/dangling.md unreadable-file", "sources/loop link-loop",
        "sources/big.md file-too-large", "sources/zero.md nul-byte",
      ])
  }

  @Test func `The archive and its report do not depend on the number of tasks`() async throws {
    var files = ["archive.yaml": settings]
    for index in 0..<60 {
      files["sources/s\(index).md"] = "---\ntitle: S\nknd: x\n---\nwords [x](no) \(index)\n"
      files["annotations/n\(index).yaml"] = "- {id: n\(index % 40), body: x, kind: y}"
    }
    let one = try await read(files, workers: 1)
    let many = try await read(files, workers: 4)
    #expect(one.said == many.said)
    #expect(one.said.count == 200)
    #expect(one.archive.sources.map(\.record) == many.archive.sources.map(\.record))
  }
}
