import Foundation

/// What a piece of work used.
struct Measured<Value> {
  /// What it gave.
  var value: Value
  /// Seconds of CPU, user and system, of the whole process.
  var seconds: Double

  /// Does the work and measures it.
  init(_ work: () throws -> Value) rethrows {
    let start = Measured.processSeconds()
    value = try work()
    seconds = Measured.processSeconds() - start
  }

  private static func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Peak memory of this process in bytes, what the system keeps resident; 0 where it does not say (not Linux).
func peakMemory() -> Int {
  // Not `ru_maxrss`, into which Linux counts the program that started this one.
  if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
    let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
  {
    return kilobytes * 1024
  }
  return 0
}

/// A number with thousands separated, or with so many decimals.
func number(_ value: Int) -> String {
  var out = ""
  for (index, digit) in String(value).reversed().enumerated() {
    if index > 0, index % 3 == 0 { out.append(",") }
    out.append(digit)
  }
  return String(out.reversed())
}

func number(_ value: Double, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", value)
}
