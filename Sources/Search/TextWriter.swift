/// Writes what results show: the words of passages with their section (`tN`), and the sources (`sN`).
struct TextWriter {
  let order: [Int]
  let source: (Int) -> SearchSource

  /// - Returns: the first document of each shard `tN`, then the first entry.
  func write(to files: ShardWriter) throws -> [Int] {
    let size = order.reduce(0) { $0 + source($1).bytes.count }
    let shardSize = min(128_000, max(16_000, size / 450))
    var firsts: [Int] = []
    var document = 0
    var json: [UInt8] = []
    json.reserveCapacity(shardSize + 16_000)
    var section: Range<Int>?
    var sources = SourceShards()

    for (place, number) in order.enumerated() {
      let source = source(number)
      try sources.append(source, place, to: files)
      section = nil
      for passage in -1..<source.passages.count {
        let isFirst = json.isEmpty
        if isFirst { firsts.append(document) }
        json.append(isFirst ? 0x5B : 0x2C)
        if passage < 0 {
          json.append(contentsOf: [0x22, 0x22, 0x2C])
          appendJSON(source.title.utf8, to: &json)
        } else {
          let passage = source.passages[passage]
          source.bytes.withUnsafeBufferPointer { bytes in
            let all = 0..<bytes.count
            if passage.section == section && !isFirst {
              json.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C])
            } else {
              appendJSON(
                UnsafeBufferPointer(rebasing: bytes[(passage.section ?? 0..<0).clamped(to: all)]), to: &json)
            }
            json.append(0x2C)
            appendJSON(UnsafeBufferPointer(rebasing: bytes[passage.range.clamped(to: all)]), to: &json)
          }
          section = passage.section
        }
        document += 1
        if json.count >= shardSize { try flush(&json, firsts.count - 1, to: files) }
      }
    }
    try flush(&json, firsts.count - 1, to: files)
    try sources.flush(to: files)
    return firsts + [document]
  }

  private func flush(_ json: inout [UInt8], _ shard: Int, to files: ShardWriter) throws {
    if json.isEmpty { return }
    json.append(0x5D)
    try files.write("t\(shard)", json: json)
    json.removeAll(keepingCapacity: true)
  }
}

/// Gathers the shards `sN`.
private struct SourceShards {
  private var json: [UInt8] = []
  private var shard = 0

  mutating func append(_ source: SearchSource, _ place: Int, to files: ShardWriter) throws {
    if place / IndexFormat.sourcesPerShard != shard { try flush(to: files) }
    shard = place / IndexFormat.sourcesPerShard
    json.append(json.isEmpty ? 0x5B : 0x2C)
    for (place, text) in [source.id, source.title, source.url, source.date].enumerated() {
      json.append(place == 0 ? 0x5B : 0x2C)
      appendJSON(text.utf8, to: &json)
    }
    json.append(0x5D)
  }

  mutating func flush(to files: ShardWriter) throws {
    if json.isEmpty { return }
    json.append(0x5D)
    try files.write("s\(shard)", json: json)
    json.removeAll(keepingCapacity: true)
  }
}
