import Archive
import Base
import FileAccess
import Glibc

/// The bytes of one content file, checked to be text: UTF-8 without NUL, with line feeds as line ends, without a
/// byte order mark. All later stages rely on this.
struct FileText {
  /// Path below the content folder.
  let path: String
  /// The text. CR LF and a single carriage return become a line feed, which moves no column.
  let bytes: [UInt8]

  /// Size limit of a file in bytes. A recording of a whole day has less than two million.
  static let limit = 32 << 20

  /// Reads a file.
  ///
  /// - Returns: nil if it cannot be used as text; the report then says why and where.
  static func read(_ path: String, in folder: String, _ report: inout Report) -> FileText? {
    // A pipe without a writer does not block the open call. It is rejected below, like everything that is not a
    // regular file.
    let file = ConfinedFile.open(path, in: folder)
    guard file >= 0 else {
      // EXDEV: a link that was created after the folder was listed.
      report.linkFault(errno == EXDEV ? .outside : .unreadable(errno), path)
      return nil
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      report.error(
        "unreadable-file", "found something that is not a regular file, expected a text file", path)
      return nil
    }
    guard status.st_size <= limit else {
      report.error(
        "file-too-large", "found a file of \(status.st_size) bytes, expected at most \(limit)", path,
        fix: "split the source into several files, one for each session or day")
      return nil
    }
    var failure: Int32 = 0
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(file, buffer.baseAddress?.advanced(by: count), size - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard failure == 0 else {
      report.error("unreadable-file", "cannot read the file: \(String(cString: strerror(failure)))", path)
      return nil
    }
    var after = stat()
    guard bytes.count == size, fstat(file, &after) == 0, after.st_size == status.st_size,
      after.st_mtim.tv_sec == status.st_mtim.tv_sec, after.st_mtim.tv_nsec == status.st_mtim.tv_nsec
    else {
      report.error(
        "changed-meanwhile", "the file changed while it was being read", path,
        fix: "run the command again when no other program is writing the file")
      return nil
    }
    return check(bytes, path: path, &report)
  }

  /// Checks bytes that were read elsewhere, as `read` does.
  static func check(_ bytes: [UInt8], path: String, _ report: inout Report) -> FileText? {
    if let nul = bytes.offset(of: 0) {
      report.error(
        "nul-byte", "found a NUL byte, expected text in UTF-8", path, at: position(of: nul, in: bytes),
        fix: "save the file as UTF-8")
      return nil
    }
    if let bad = UTF8.firstFault(in: bytes) {
      report.error(
        "invalid-utf8", "found the byte 0x\(hex(bytes[bad])), which is not valid UTF-8 here", path,
        at: position(of: bad, in: bytes), fix: "save the file as UTF-8")
      return nil
    }
    var text = bytes
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    if text.offset(of: 13) != nil { text = unifyLineEnds(text) }
    ConflictMarks.report(text, path: path, &report)
    return FileText(path: path, bytes: text)
  }

  /// Line and column of a byte, both counted from 1.
  static func position(of offset: Int, in bytes: some Collection<UInt8>) -> Position {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == 10 {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return Position(line: line, column: column)
  }

  private static func unifyLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte == 13 {
        if index + 1 == bytes.count || bytes[index + 1] != 10 { out.append(10) }
      } else {
        out.append(byte)
      }
    }
    return out
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}

extension Array<UInt8> {
  /// Index of the first occurrence of a byte at `start` or later. Uses `memchr`, which tests many bytes at a time.
  func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    return withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
        return nil
      }
      return UnsafeRawPointer(found) - base
    }
  }
}

extension UTF8 {
  /// Index of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7); nil if there is none.
  static func firstFault(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      var i = 0
      let end = buffer.count
      while i < end {
        let first = buffer[i]
        if first < 0x80 {
          i += 1
          while i + 8 <= end,
            raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & ByteLanes.highBits == 0
          {
            i += 8
          }
          continue
        }
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF4: (length, high) = (4, 0x8F)
        case 0xF1...0xF3: length = 4
        default: return i
        }
        guard i + length <= end, (low...high).contains(buffer[i + 1]) else { return i }
        for j in (i + 2)..<(i + max(length, 2)) where !UTF8.isContinuation(buffer[j]) { return i }
        i += length
      }
      return nil
    }
  }
}
