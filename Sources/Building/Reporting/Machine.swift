import Base
import Clinux
import Glibc

/// What the program asks of the machine it runs on.
package enum Machine {
  /// Number of cores the machine offers.
  package static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Keeps large arrays on pages of their own, which go back to the machine when they are freed. Left alone, the
  /// C library takes them into its heap after the first that was freed, where they leave holes.
  package static func releaseLargeArrays() {
    // Where it is refused only memory is lost.
    _ = mallopt(M_MMAP_THRESHOLD, 65_536)
    // Small ones come and go with every page: their memory is asked for in larger portions and kept.
    _ = mallopt(M_TOP_PAD, 512 << 10)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
  }

  /// Keeps all memory that was asked for once, for a process that lives for the fourth part of a second: to give it
  /// back and ask for it again would be an eighth of that.
  package static func keepMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TOP_PAD, 16 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    makeRoom()
  }

  /// Makes room for the small things of the calling thread at once and on large pages, where memory is kept: otherwise
  /// the system is asked for every four kilobytes.
  package static func makeRoom() {
    let (size, page) = (30 << 20, UInt(2 << 20))
    guard let room = malloc(size) else { return }
    let start = (UInt(bitPattern: room) + page - 1) / page * page
    let end = (UInt(bitPattern: room) + UInt(size)) / page * page
    // Where large pages are refused it goes on with small ones.
    if end > start { madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE) }
    free(room)
  }

  /// Whether a person looks at standard error.
  package static var hasReader: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line to standard error.
  package static func tell(_ line: String) {
    write(line + "\n", to: STDERR_FILENO)
  }

  /// Writes text to a descriptor, whole and safe on a terminal.
  package static func write(_ text: String, to descriptor: Int32) {
    send(Array(TerminalText.lines(text).utf8), to: descriptor)
  }

  /// Writes JSON to a descriptor, whole and safe on a terminal.
  package static func write(json bytes: [UInt8], to descriptor: Int32) {
    send(TerminalText.json(bytes), to: descriptor)
  }

  /// Writes bytes as they are, which nothing but this file and the text it has made safe may do.
  fileprivate static func send(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBufferPointer { buffer in
      var sent = 0
      while sent < buffer.count, let base = buffer.baseAddress {
        let count = Glibc.write(descriptor, base + sent, buffer.count - sent)
        if count < 0 && errno == EINTR { continue }
        // Nobody reads any more: there is no one left to tell.
        if count <= 0 { return }
        sent += count
      }
    }
  }
}

/// Says what goes on while it takes long, to a person only: nothing is printed into a pipe.
package struct Progress: Sendable {
  private let isShown = Machine.hasReader
  private let listener: (@Sendable (String) -> Void)?

  /// - Parameter listener: is told the name of each stage before it begins.
  package init(_ listener: (@Sendable (String) -> Void)? = nil) { self.listener = listener }

  /// Begins a stage.
  package func stage(_ name: String) {
    listener?(name)
    guard isShown else { return }
    Machine.send(Array("\r\u{1B}[K\(TerminalText.line(name)) …".utf8), to: STDERR_FILENO)
  }

  /// Takes the line away.
  package func end() {
    if isShown { Machine.send(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO) }
  }
}
