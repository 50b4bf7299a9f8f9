import Anchoring
import ArgumentParser
import Glibc

/// The date that ledgers record for changes. A build does not read the clock, so the date comes from outside.
package struct LedgerDay: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Day to record in the ledger for ids that change now; default: the day of SOURCE_DATE_EPOCH.",
      valueName: "YYYY-MM-DD"),
    transform: LedgerDay.day)
  package var date: LedgerDate?

  package init() {}

  /// The date, if there is one.
  package var day: LedgerDate? {
    date ?? Self.epoch.flatMap { Int($0) }.flatMap(LedgerDate.init(secondsSince1970:))
  }

  package func validate() throws {
    guard date == nil, let epoch = Self.epoch else { return }
    if Int(epoch).flatMap(LedgerDate.init(secondsSince1970:)) == nil {
      throw ValidationError("found '\(epoch)' for SOURCE_DATE_EPOCH, expected seconds since 1970")
    }
  }

  /// - Throws: `ValidationError` if the text is not a date.
  package static func day(_ text: String) throws -> LedgerDate {
    guard let date = LedgerDate(text) else {
      throw ValidationError("found the day '\(text)', expected YYYY-MM-DD, such as 2026-11-21")
    }
    return date
  }

  /// SOURCE_DATE_EPOCH (reproducible-builds.org): the time that a build treats as now.
  private static var epoch: String? {
    getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
