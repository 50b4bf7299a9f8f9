import Readers

#if canImport(Glibc)
  import Glibc
#endif

// Passes one reader to libFuzzer (LLVM, "libFuzzer – a library for coverage-guided fuzz testing", section "Using
// libFuzzer as a library"), which generates bytes that reach new code. `scripts/fuzz` builds and runs this program.

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ read: @convention(c) (UnsafePointer<UInt8>, Int) -> Int32
) -> Int32

let name = getenv("SITEGEN_READER").map { String(cString: $0) } ?? ""
guard let found = ForeignReader.all.first(where: { $0.name == name }) else {
  print(
    "SITEGEN_READER names no reader: '\(name)', expected one of \(ForeignReader.all.map(\.name).joined(separator: ", "))"
  )
  exit(2)
}
let reader = found

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
let status = withUnsafeMutablePointer(to: &arguments) { arguments in
  runDriver(&count, arguments) { bytes, count in
    do {
      try reader.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
      fatalError("\(error)")
    }
    return 0
  }
}
exit(status)
