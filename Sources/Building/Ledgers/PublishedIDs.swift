import Publishing

/// The highest passage id of each source in the current output. A ledger with a lower one is older than the output.
struct PublishedIDs: Sendable {
  private var highest: [String: Int32] = [:]

  /// An empty output.
  init() {}

  /// Reads `data/sources.json`, in which the line of each source begins with `id` and `last_id`.
  ///
  /// - Parameter output: the output folder. The result is empty if it has no such file.
  init(output: String) {
    guard let bytes = Files.read(Self.path, in: output) else { return }
    for line in bytes.split(separator: 0x0A) {
      var rest = line
      guard let id = Self.value(behind: "{\"id\":\"", in: &rest),
        let last = Self.value(behind: ",\"last_id\":\"p", in: &rest), let number = Int32(last)
      else { continue }
      highest[id] = number
    }
  }

  static let path = "data/sources.json"

  /// Highest number published under any of these source ids; 0 if there is none.
  func highest(of ids: [String]) -> Int32 { ids.lazy.compactMap { highest[$0] }.max() ?? 0 }

  /// Removes a string from the start of a line. Ids contain no character that JSON escapes.
  private static func value(behind sign: String, in line: inout ArraySlice<UInt8>) -> String? {
    guard line.starts(with: sign.utf8) else { return nil }
    let text = line.dropFirst(sign.utf8.count).prefix { $0 != UInt8(ascii: "\"") }
    line = line.dropFirst(sign.utf8.count + text.count + 1)
    return String(decoding: text, as: UTF8.self)
  }
}
