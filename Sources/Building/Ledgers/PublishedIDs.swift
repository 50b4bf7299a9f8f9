import Publishing

/// The highest passage id of each source in the current output. A ledger with a lower one is older than the output.
struct PublishedIDs: Sendable {
  private var highest: [String: Int32] = [:]
  /// Ids of the sources that were merged into a source, by the id of the latter.
  private var mergedIDs: [String: [String]] = [:]

  /// An empty output.
  init() {}

  /// Reads `data/sources.json`, in which the line of each source begins with `id`, `last_id` and, if there are any,
  /// `merged`.
  ///
  /// - Parameter output: the output folder. The result is empty if it has no such file.
  init(output: String) {
    guard let bytes = Files.read(Self.path, in: output) else { return }
    for line in bytes.split(separator: 0x0A) {
      var rest = line
      guard let id = Self.value(after: "{\"id\":\"", in: &rest),
        let last = Self.value(after: ",\"last_id\":\"p", in: &rest), let number = Int32(last)
      else { continue }
      highest[id] = number
      guard Self.take(",\"merged\":[", from: &rest) else { continue }
      while let merged = Self.value(after: "{\"id\":\"", in: &rest) {
        mergedIDs[id, default: []].append(merged)
        rest = rest.drop { $0 != UInt8(ascii: "]") }.dropFirst(2)
        _ = Self.take(",", from: &rest)
      }
    }
  }

  /// A file that every site has.
  static let path = "data/sources.json"

  /// Highest number published for a source; 0 if there is none.
  func highest(of id: String) -> Int32 { highest[id] ?? 0 }

  /// Ids of the sources that were published as merged into a source.
  func merged(into id: String) -> [String] { mergedIDs[id] ?? [] }

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
