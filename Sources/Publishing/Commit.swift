import Glibc

extension Publication {
  /// Writes the manifest, carries over the files that sitegen did not write, and swaps the trees. If nothing
  /// differs from the current output, the output is not touched at all.
  ///
  /// - Throws: `PublishingError`; on an error before the swap, the last site stays and the new tree is removed.
  public func finish() throws(PublishingError) -> Summary {
    try finish(exchange: true)
  }

  /// The files of the finished output, including the manifest, in no order; empty before `finish`.
  public var files: [PublishedFile] { state.withLock { $0.files } }

  /// The foreign files of the finished output, sorted by path, if they are all plain files in folders of the site;
  /// otherwise empty.
  public var foreign: [PublishedFile] { state.withLock { $0.foreign } }

  /// - Parameters:
  ///   - exchange: false simulates file systems that cannot exchange two folders.
  ///   - beforeSwitch: called just before the swap, to simulate concurrent changes.
  func finish(
    exchange: Bool, beforeSwitch: () -> Void = {}
  ) throws(PublishingError) -> Summary {
    do throws(PublishingError) {
      return try publish(exchange, beforeSwitch)
    } catch {
      abandon()
      throw error
    }
  }

  private func publish(_ exchange: Bool, _ beforeSwitch: () -> Void) throws(PublishingError) -> Summary {
    var (summary, claims, entries) = try state.withLock { (state: inout State) throws(PublishingError) in
      switch state.phase {
      case .open where state.active == 0: break
      case .open:
        throw PublishingError(
          .order, place.path, "cannot finish while \(state.active) files are being written")
      case .failed: throw PublishingError(.order, place.path, "cannot finish, a file could not be published")
      case .closed: throw PublishingError(.order, place.path, "cannot finish, the publication is closed")
      }
      state.phase = .failed
      return (state.summary, state.claims, state.entries)
    }
    try sweepPrevious(claims)
    let foreign = try keepForeign(&claims, &summary)
    let manifest = try writeManifest(Manifest(entries))
    let isSame = summary.written == 0 && summary.removed == 0 && manifest.old != nil
    let files = published(entries, manifest, old: isSame)
    let plain = plainFiles(foreign, claims)
    entries = []
    state.withLock { $0.foreign = plain }
    if isSame {
      abandon()
      state.withLock { $0.files = files }
      return summary
    }
    try prepareTop()
    beforeSwitch()
    let aside = try AtomicSwap.run(place, in: parent.number, replacing: old.number >= 0, exchange: exchange)
    state.withLock { state in
      state.phase = .closed
      state.files = files
    }
    defer { state.withLock { $0.lock = nil } }
    if let aside { try putAside(aside, foreign) }
    return summary
  }

  /// Gives the new folder the permissions of the old one; throws if the old one is no longer the one seen first.
  private func prepareTop() throws(PublishingError) {
    guard old.number >= 0 else { return }
    var first = stat()
    var now = stat()
    guard fstat(old.number, &first) == 0, fstatat(parent.number, place.name, &now, AT_SYMLINK_NOFOLLOW) == 0
    else {
      throw .system("examine the output folder", place.path)
    }
    guard first.st_ino == now.st_ino, first.st_dev == now.st_dev else {
      throw PublishingError(.output, place.path, "was replaced by another folder during the build")
    }
    if fchmod(staging.number, first.st_mode & 0o7777) != 0 {
      throw .system("set the permissions of", place.path)
    }
  }

  /// - Parameter old: whether the current output stays.
  private func published(_ entries: [Manifest.Entry], _ manifest: Stamps, old: Bool) -> [PublishedFile] {
    let stamps = state.withLock { state in
      defer { state.stamps = [] }
      return state.stamps
    }
    let all = zip(entries.map(\.path) + [Manifest.name], stamps + [manifest])
    return all.compactMap { path, stamps in
      (old ? stamps.old : stamps.new).map { PublishedFile(path: path, stamp: $0) }
    }
  }

  /// The value of `foreign`. A link or a foreign folder is not a plain file, nor is a file in such a folder.
  private func plainFiles(_ paths: Set<[UInt8]>, _ claims: PathRegistry) -> [PublishedFile] {
    var out: [PublishedFile] = []
    for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      var status = stat()
      guard let text = String(validating: path, as: UTF8.self),
        fstatat(staging.number, text, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG
      else { return [] }
      let folder = OutputPath.folder(of: text)
      if !folder.isEmpty && claims.finding(folder) != .folder { return [] }
      out.append(PublishedFile(path: text, stamp: FileStamp(status)))
    }
    return out
  }

  /// - Returns: the stamps of the manifest in the new tree and, if the bytes are the same, in the current output.
  private func writeManifest(_ manifest: Manifest) throws(PublishingError) -> Stamps {
    let bytes = manifest.bytes
    let file = try create(Manifest.name)
    try bytes.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(PublishingError) in
      try file.write(UnsafeRawBufferPointer(buffer), Manifest.name)
    }
    var stamps = Stamps(new: try file.stamp(Manifest.name))
    try file.closeWritten(Manifest.name)
    guard old.number >= 0, let known = ReadableFile(Manifest.name, in: old.number) else { return stamps }
    if try Publication.wholeFile(Manifest.name, in: old.number, place.path) == bytes {
      stamps.old = known.stamp
    }
    return stamps
  }

  /// Carries all files that no manifest lists over into the new tree; counts the removed files.
  ///
  /// - Returns: the paths carried over.
  private func keepForeign(
    _ claims: inout PathRegistry, _ summary: inout Summary
  ) throws(PublishingError) -> Set<[UInt8]> {
    guard old.number >= 0 else { return [] }
    let ownFolders = Publication.folders(of: owned)
    var kept: Set<[UInt8]> = []
    var clashes: [String] = []
    var removed = 0
    try FolderWalk.each(
      in: old, at: place.path,
      visit: { (entry: FolderWalk.Entry) throws(PublishingError) in
        if entry.path.elementsEqual(Manifest.name.utf8) { return }
        let finding = claims.finding(entry.shown)
        if entry.kind == .folder {
          if ownFolders.contains(entry.path) || finding == .folder { return }
          if finding == .free { return try makeForeignFolder(entry, finished: false) }
          return clashes.append(entry.shown)
        }
        if owned[entry.path] != nil {
          if finding != .file { removed += 1 }
          return
        }
        guard finding == .free else { return clashes.append(entry.shown) }
        if !clashes.isEmpty { return }
        try makeFolders(above: entry.path, in: staging.number)
        try AtomicSwap.carry(entry, to: staging.number)
        kept.insert(entry.path)
      },
      leave: { (entry: FolderWalk.Entry) throws(PublishingError) in
        if !ownFolders.contains(entry.path) && claims.finding(entry.shown) == .free {
          try makeForeignFolder(entry, finished: true)
        }
      })
    if let first = clashes.first {
      let more = clashes.count > 1 ? " (and \(clashes.count - 1) more such files)" : ""
      throw Publication.conflict(with: "\(place.path)/\(first)", more)
    }
    summary.removed = removed
    summary.kept = kept.count
    return kept
  }

  /// - Parameter more: words for the number of further conflicts.
  static func conflict(with foreign: String, _ more: String = "") -> PublishingError {
    PublishingError(
      .conflict, foreign,
      "was not written by sitegen, but the new site has a file there;"
        + " move it to another place or choose another output folder\(more)")
  }

  /// The folders that contain the files.
  static func folders(of owned: [[UInt8]: [UInt8]]) -> Set<[UInt8]> {
    var folders: Set<[UInt8]> = []
    for path in owned.keys {
      var rest = path[...]
      while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
        rest = rest[..<slash]
        if !folders.insert(Array(rest)).inserted { break }
      }
    }
    return folders
  }

  /// Creates a folder that does not belong to the site in the new tree. Its permissions are set last, since they
  /// may forbid writing into it.
  private func makeForeignFolder(_ entry: FolderWalk.Entry, finished: Bool) throws(PublishingError) {
    let path = entry.path.map(CChar.init(bitPattern:)) + [0]
    if !finished {
      try makeFolders(above: entry.path, in: staging.number)
      if mkdirat(staging.number, path, 0o777) != 0 { throw .system("keep the folder", entry.shown) }
      return
    }
    var status = stat()
    if fstatat(entry.parent, entry.name, &status, AT_SYMLINK_NOFOLLOW) != 0
      || fchmodat(staging.number, path, status.st_mode & 0o7777, 0) != 0
    {
      throw .system("keep the folder", entry.shown)
    }
  }

  private func makeFolders(above path: [UInt8], in tree: Int32) throws(PublishingError) {
    for index in path.indices where path[index] == UInt8(ascii: "/") {
      let folder = path[..<index].map(CChar.init(bitPattern:)) + [0]
      if mkdirat(tree, folder, 0o777) != 0 && errno != EEXIST {
        throw .system("make the folder", String(decoding: path[..<index], as: UTF8.self))
      }
    }
  }

  /// Puts the old tree aside for the next build, or removes it. A file that was put into it during the build
  /// belongs neither to the last site nor to the new tree yet: it is carried over now.
  private func putAside(_ name: String, _ foreign: Set<[UInt8]>) throws(PublishingError) {
    let shown = "\(place.parent)/\(name)"
    let since = FileClock.latest
    var carried = foreign
    try FolderWalk.each(
      in: old, at: shown,
      visit: { (entry: FolderWalk.Entry) throws(PublishingError) in
        if entry.kind == .folder { return }
        let known =
          owned[entry.path] != nil || foreign.contains(entry.path)
          || entry.path.elementsEqual(Manifest.name.utf8)
        if !known {
          try makeFolders(above: entry.path, in: staging.number)
          try AtomicSwap.carry(entry, to: staging.number)
          carried.insert(entry.path)
        }
      })
    // If files cannot be linked, a second tree would take as much space as the first.
    if state.withLock({ $0.canLink }) && putAsPrevious(name, since: since, foreign: carried) { return }
    try FolderWalk.remove(name, in: parent.number, at: shown)
  }

  /// - Parameters:
  ///   - since: the time from which no build writes into the tree, in nanoseconds since 1970.
  ///   - foreign: paths of the foreign files in it; nil if they are as recorded.
  func putAsPrevious(_ name: String, since: Int64, foreign: Set<[UInt8]>?) -> Bool {
    let output = Descriptor(
      openat(parent.number, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    return PreviousTree.put(
      name, place, in: parent.number, output: output.number, since: since, foreign: foreign
    ) {
      Publication.folders(of: owned)
    }
  }
}
