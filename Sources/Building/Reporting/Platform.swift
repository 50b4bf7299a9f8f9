import Base
import Clinux
import Glibc

/// Properties and services of the operating system.
package enum Platform {
  /// Number of cores of the machine.
  package static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Allocates large arrays on their own pages, which return to the system when they are freed. By default, the C
  /// library allocates them in its heap after the first one is freed, where they leave holes.
  package static func releaseLargeArrays() {
    // If this is refused, only memory is lost.
    _ = mallopt(M_MMAP_THRESHOLD, 65_536)
    // Small objects come and go with every page: their memory is requested in larger portions and kept.
    _ = mallopt(M_TOP_PAD, 512 << 10)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
  }

  /// Keeps all memory once it is allocated, for a process that lives a quarter of a second: returning and
  /// requesting it again would take an eighth of that time.
  package static func keepMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TOP_PAD, 16 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    makeRoom()
  }

  /// Allocates memory for small objects of the calling thread in advance and on large pages, if memory is kept.
  /// Otherwise the system is called for every four kilobytes.
  package static func makeRoom() {
    let (size, page) = (30 << 20, UInt(2 << 20))
    guard let room = malloc(size) else { return }
    let start = (UInt(bitPattern: room) + page - 1) / page * page
    let end = (UInt(bitPattern: room) + UInt(size)) / page * page
    // If large pages are refused, small ones are used.
    if end > start { madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE) }
    free(room)
  }

  /// Whether standard error is a terminal.
  package static var hasReader: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line to standard error.
  package static func tell(_ line: String) {
    write(line + "\n", to: STDERR_FILENO)
  }

  /// Writes text to a descriptor, completely and safely for a terminal.
  package static func write(_ text: String, to descriptor: Int32) {
    send(Array(TerminalText.lines(text).utf8), to: descriptor)
  }

  /// Writes JSON to a descriptor, completely and safely for a terminal.
  package static func write(json bytes: [UInt8], to descriptor: Int32) {
    send(TerminalText.json(bytes), to: descriptor)
  }

  /// Writes bytes unchanged. Only this file may call it, with text that has been made safe.
  fileprivate static func send(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBufferPointer { buffer in
      var sent = 0
      while sent < buffer.count, let base = buffer.baseAddress {
        let count = Glibc.write(descriptor, base + sent, buffer.count - sent)
        if count < 0 && errno == EINTR { continue }
        // The reader has closed the pipe; there is nobody left to report to.
        if count <= 0 { return }
        sent += count
      }
    }
  }
}

/// Shows the current stage of a long command on a terminal; prints nothing into a pipe.
package struct Progress: Sendable {
  private let isShown = Platform.hasReader
  private let listener: (@Sendable (String) -> Void)?

  /// - Parameter listener: receives the name of each stage before it begins.
  package init(_ listener: (@Sendable (String) -> Void)? = nil) { self.listener = listener }

  /// Begins a stage.
  package func stage(_ name: String) {
    listener?(name)
    guard isShown else { return }
    Platform.send(Array("\r\u{1B}[K\(TerminalText.line(name)) …".utf8), to: STDERR_FILENO)
  }

  /// Clears the line.
  package func end() {
    if isShown { Platform.send(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO) }
  }
}
