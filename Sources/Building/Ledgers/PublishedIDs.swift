import Anchoring
import Publishing

/// The passage ids of the current output. A ledger that knows less of them is older than the output.
struct PublishedIDs: Sendable {
  /// What was published of the ids of a source.
  struct Source: Sendable {
    /// The highest number.
    var highest: Int32 = 0
    /// Ids of the sources that were merged into it.
    var merged: [String] = []
    /// For each retired id whether the day is known.
    var retired: [Int32: Bool] = [:]
  }

  private let sources: [String: Source]

  /// - Parameter sources: by id.
  init(_ sources: [String: Source] = [:]) { self.sources = sources }

  /// Reads `data/sources.json`, in which the line of each source begins with `id`, `last_id` and, if there are any,
  /// `merged`, and ends with `retired`, if there are any.
  ///
  /// - Parameter output: the output folder.
  /// - Returns: nil if it has no such file.
  init?(output: String) {
    guard let bytes = Files.read(Self.path, in: output) else { return nil }
    var sources: [String: Source] = [:]
    for line in bytes.split(separator: 0x0A) {
      var rest = line
      guard let id = Self.value(after: "{\"id\":\"", in: &rest),
        let last = Self.value(after: ",\"last_id\":\"p", in: &rest), let number = Int32(last)
      else { continue }
      var source = Source(highest: number)
      if Self.take(",\"merged\":[", from: &rest) {
        while let merged = Self.value(after: "{\"id\":\"", in: &rest) {
          source.merged.append(merged)
          rest = rest.drop { $0 != UInt8(ascii: "]") }.dropFirst(2)
          _ = Self.take(",", from: &rest)
        }
      }
      // In a string of JSON, a quotation mark has a backslash before it, so no title looks like this.
      if let list = rest.firstRange(of: Array(",\"retired\":[".utf8)) {
        rest = rest[list.upperBound...]
        while let retired = Self.value(after: "{\"id\":\"p", in: &rest) {
          let end = rest.firstIndex(of: UInt8(ascii: "}")) ?? rest.endIndex
          let hasDay = rest[..<end].firstRange(of: Array(",\"date\":\"".utf8)) != nil
          if let number = Int32(retired) { source.retired[number] = hasDay }
          rest = rest[end...].dropFirst()
          _ = Self.take(",", from: &rest)
        }
      }
      sources[id] = source
    }
    self.sources = sources
  }

  /// The ids of the last build, for an output that was removed since.
  init(_ anchored: Anchored) {
    var sources: [String: Source] = [:]
    for (index, source) in anchored.archive.sources.enumerated() {
      let retired = Dictionary(
        anchored.retired[index].map { ($0.number, $0.date != nil) }, uniquingKeysWith: { first, _ in first })
      let numbers = source.record.passages.map(\.number) + retired.keys
      guard let highest = numbers.max() else { continue }
      let merged = anchored.formerNames[index].compactMap { name in
        if case .mapped = name.numbering { name.id } else { nil }
      }
      sources[source.id] = Source(highest: highest, merged: merged, retired: retired)
    }
    self.init(sources)
  }

  /// A file that every site has.
  static let path = "data/sources.json"

  /// What was published of a source; nil if it was not published, or without passages.
  subscript(id: String) -> Source? { sources[id] }

  /// Removes a string from the start of a line. Ids contain no character that JSON escapes.
  private static func value(after sign: String, in line: inout ArraySlice<UInt8>) -> String? {
    guard take(sign, from: &line) else { return nil }
    let text = line.prefix { $0 != UInt8(ascii: "\"") }
    line = line.dropFirst(text.count + 1)
    return String(decoding: text, as: UTF8.self)
  }

  private static func take(_ sign: String, from line: inout ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: sign.utf8) else { return false }
    line = line.dropFirst(sign.utf8.count)
    return true
  }
}
