import Clinux
import Glibc

/// A file with one line for each source, in which some lines are other than before.
enum LinePatch {
  /// The file with other lines, in pieces: it is large and hardly any of it is new.
  ///
  /// A line is found by what stands in no other, at its first place. It must begin and end like the new one, so that it
  /// is a whole one and none of what stands around the lines: a title may go over several lines. A comma behind it
  /// stays.
  ///
  /// - Parameter lines: each with what it is found by, and without a line break.
  /// - Returns: no pieces where all lines are as they were; nil where a line is not found, or is not a whole one.
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

  /// Found by the C library, many bytes at a time.
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
