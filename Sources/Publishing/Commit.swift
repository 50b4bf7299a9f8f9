import Glibc

extension Publication {
  /// Writes the manifest, takes over what sitegen did not write, and changes the trees over. Where nothing
  /// differs from the present output, the output is not touched at all.
  ///
  /// - Throws: `PublishingError`; before the change-over the last site stays and the new tree is removed.
  public func finish() throws(PublishingError) -> Summary {
    try finish(exchange: true)
  }

  /// The files of the finished output, the manifest among them, in no order; empty before.
  public var files: [PublishedFile] { state.withLock { $0.files } }

  /// Files of others in the finished output, in order of their paths, where all there is of others are plain files in
  /// folders of the site; else empty.
  public var foreign: [PublishedFile] { state.withLock { $0.foreign } }

  /// - Parameters:
  ///   - exchange: false takes the way of file systems that cannot exchange two folders.
  ///   - beforeSwitch: what else happens in the world just before the trees change over.
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

  /// The new folder gets the permissions of the old one; and the old one must still be the one seen first.
  private func prepareTop() throws(PublishingError) {
    guard old.number >= 0 else { return }
    var first = stat()
    var now = stat()
    guard fstat(old.number, &first) == 0, fstatat(parent.number, place.name, &now, AT_SYMLINK_NOFOLLOW) == 0
    else {
      throw .system("look at the output folder", place.path)
    }
    guard first.st_ino == now.st_ino, first.st_dev == now.st_dev else {
      throw PublishingError(.output, place.path, "was replaced by another folder during the build")
    }
    if fchmod(staging.number, first.st_mode & 0o7777) != 0 {
      throw .system("set the permissions of", place.path)
    }
  }

  /// - Parameter old: whether the present output stays.
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

  /// What `foreign` gives; a link or a folder of others is no plain file, and neither is a file in such a folder.
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

  /// - Returns: the manifest in the new tree, and in the present output where it is the same.
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

  /// Takes all files that no manifest lists over into the new tree; counts the files that fall away.
  ///
  /// - Returns: the paths taken over.
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

  /// - Parameter more: how many more there are, in words.
  static func conflict(with foreign: String, _ more: String = "") -> PublishingError {
    PublishingError(
      .conflict, foreign,
      "was not written by sitegen, but the new site has a file there;"
        + " move it away or choose another output folder\(more)")
  }

  /// The folders that hold files, by the files' paths.
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

  /// Makes a folder that is not sitegen's in the new tree; its permissions come last, since they may forbid
  /// writing into it.
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

  /// Puts the old tree aside for the next build, or removes it. A file that somebody put into it while the build was
  /// at work is neither the last site's nor in the new tree yet: it is taken over now.
  private func putAside(_ name: String, _ foreign: Set<[UInt8]>) throws(PublishingError) {
    let shown = "\(place.parent)/\(name)"
    let since = FileClock.latest
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
        }
      })
    // Where files cannot be linked, a second tree would cost as much room as the first.
    if state.withLock({ $0.canLink }) && putAsPrevious(name, since: since) { return }
    try FolderWalk.remove(name, in: parent.number, at: shown)
  }

  /// - Parameter since: from when on no build writes into the tree, in nanoseconds since 1970.
  func putAsPrevious(_ name: String, since: Int64) -> Bool {
    let output = Descriptor(
      openat(parent.number, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    return PreviousTree.put(name, place, in: parent.number, output: output.number, since: since) {
      Publication.folders(of: owned)
    }
  }
}
