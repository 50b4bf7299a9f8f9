import Clinux
import Glibc

/// Replaces lines of a file that has one line for each source.
enum LinePatch {
  /// The file with lines replaced, in pieces, because it is large and hardly any of it changes.
  ///
  /// A line is found at the first occurrence of its key, a string that no other line contains. The old line must
  /// begin and end like the new one. This ensures that it is a whole line and not text between the lines, since a
  /// title may span several lines. A comma at the end of the line stays.
  ///
  /// - Parameter lines: the new lines without line breaks, each with its key.
  /// - Returns: no pieces if all lines are unchanged; nil if a line is not found, or is not a whole one.
  static func apply(
    _ lines: [(sign: [UInt8], bytes: [UInt8])], to file: [UInt8]
  ) -> [ArraySlice<UInt8>]? {
    var places: [(range: Range<Int>, line: [UInt8])] = []
    for line in lines {
      guard !line.bytes.contains(0x0A), let place = place(of: line.sign, in: file) else { return nil }
      let start = file[..<place.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      var end = file[place.upperBound...].firstIndex(of: 0x0A) ?? file.count
      if end > place.upperBound && file[end - 1] == UInt8(ascii: ",") { end -= 1 }
      let old = file[start..<end]
      guard old.prefix(4) == line.bytes.prefix(4), old.last == line.bytes.last else { return nil }
      if !old.elementsEqual(line.bytes) { places.append((start..<end, line.bytes)) }
    }
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
    guard !places.isEmpty else { return [] }
    var out: [ArraySlice<UInt8>] = []
    var held = 0
    for (range, line) in places {
      guard range.lowerBound >= held else { return nil }
      out += [file[held..<range.lowerBound], line[...]]
      held = range.upperBound
    }
    return out + [file[held...]]
  }

  /// Searches with the C library, which compares many bytes at a time.
  private static func place(of sign: [UInt8], in file: [UInt8]) -> Range<Int>? {
    file.withUnsafeBytes { file in
      guard let first = file.baseAddress, let found = memmem(first, file.count, sign, sign.count) else {
        return nil
      }
      let start = UnsafeRawPointer(found) - first
      return start..<start + sign.count
    }
  }
}
