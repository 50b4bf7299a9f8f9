import Base
import Workers

/// Says what CPU time each stage of a build took, as lines of `stage seconds`.
package struct StageReport {
  private let times: StageTimes

  package init(_ times: StageTimes) { self.times = times }

  /// Writes the lines to standard error. What belongs to no stage (start, cache, output of findings) is `other`.
  package func print() {
    let stages = times.stages
    let total = StageTimes.ofProcess
    let rest = total - stages.reduce(0) { $0 + $1.seconds }
    for (name, seconds) in stages + [("other", max(0, rest)), ("all", total)] {
      Machine.tell("\(name) \(Self.text(seconds))")
    }
  }

  /// Seconds with three digits behind the point.
  private static func text(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    return "\(thousandths / 1000).\(zeroPadded(thousandths % 1000, 3))"
  }
}
