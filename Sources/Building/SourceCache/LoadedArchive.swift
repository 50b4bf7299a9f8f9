import Anchoring
import Archive

/// An archive as read and anchored, with its diagnostics kept source by source, so that some sources can be read
/// again while all others stay.
struct LoadedArchive: Sendable {
  var anchored: Anchored
  /// For each source, the diagnostics of reading its file.
  var read: [[Diagnostic]]
  /// The diagnostics of reading all other files.
  var readOfRest: [Diagnostic]

  /// The diagnostics of reading and anchoring, in no order.
  var diagnostics: [Diagnostic] { readOfRest + read.flatMap { $0 } + anchored.diagnostics }

  /// - Parameter read: the diagnostics of reading the content.
  init(_ anchored: Anchored, read: [Diagnostic]) {
    self.anchored = anchored
    self.read = Array(repeating: [], count: anchored.archive.sources.count)
    guard !read.isEmpty else {
      readOfRest = []
      return
    }
    let named = Dictionary(grouping: read, by: \.path)
    var ofSources: Set<String> = []
    for (index, source) in anchored.archive.sources.enumerated() {
      guard let own = named[source.path] else { continue }
      self.read[index] = own
      ofSources.insert(source.path)
    }
    readOfRest = read.filter { !ofSources.contains($0.path) }
  }
}

// MARK: In the source cache

extension LoadedArchive {
  /// - Parameter sources: all sources, in order of their ids.
  init(_ rest: CachedRest, _ sources: [CachedSource]) {
    var archive = rest.archive
    archive.sources.reserveCapacity(sources.count)
    anchored = Anchored(archive: Archive(), placements: [], retired: [], general: rest.general)
    read = []
    readOfRest = rest.read
    for source in sources {
      archive.sources.append(source.source)
      anchored.retired.append(source.retired)
      anchored.remarks.append(source.remarks)
      anchored.formerNames.append(source.formerNames)
      anchored.placements += source.placements
      anchored.found.append(source.found)
      read.append(source.read)
    }
    anchored.archive = archive
  }

  /// Index of the first placement of each source, followed by the total number of placements.
  var borders: [Int] {
    var borders = Array(repeating: 0, count: read.count + 1)
    for placement in anchored.placements { borders[placement.source + 1] += 1 }
    for index in read.indices { borders[index + 1] += borders[index] }
    return borders
  }

  /// - Parameter borders: the value of `borders`.
  func cached(_ index: Int, _ borders: [Int]) -> CachedSource {
    CachedSource(
      source: anchored.archive.sources[index], retired: anchored.retired[index],
      remarks: anchored.remarks[index], formerNames: anchored.formerNames[index],
      placements: Array(anchored.placements[borders[index]..<borders[index + 1]]),
      read: read[index], found: anchored.found[index])
  }

  var cachedRest: CachedRest {
    var archive = anchored.archive
    archive.sources = []
    return CachedRest(archive: archive, read: readOfRest, general: anchored.general)
  }
}
