import Base
import Workers

/// Prints the CPU time of each stage of a build, as lines of `stage seconds`.
package struct StageReport {
  private let times: StageTimes

  package init(_ times: StageTimes) { self.times = times }

  /// Writes the lines to standard error. Time outside all stages (start, cache, printing of diagnostics) is
  /// `other`.
  package func print() {
    let stages = times.stages
    let total = StageTimes.ofProcess
    let rest = total - stages.reduce(0) { $0 + $1.seconds }
    for (name, seconds) in stages + [("other", max(0, rest)), ("all", total)] {
      Platform.tell("\(name) \(Self.text(seconds))")
    }
  }

  /// Seconds with three decimals.
  private static func text(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    return "\(thousandths / 1000).\(zeroPadded(thousandths % 1000, 3))"
  }
}
