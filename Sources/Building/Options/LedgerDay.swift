import Anchoring
import ArgumentParser
import Glibc

/// The date that ledgers record for changes. A build does not read the clock, so the date comes from outside.
package struct LedgerDay: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Day that the ledger gets for ids that change now; that of SOURCE_DATE_EPOCH where it is not given.",
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
      throw ValidationError("SOURCE_DATE_EPOCH takes seconds since 1970, found '\(epoch)'")
    }
  }

  /// - Throws: `ValidationError` if the text is not a date.
  package static func day(_ text: String) throws -> LedgerDate {
    guard let date = LedgerDate(text) else {
      throw ValidationError("a day is written YYYY-MM-DD, such as 2026-11-21, found '\(text)'")
    }
    return date
  }

  /// SOURCE_DATE_EPOCH (reproducible-builds.org): the time that a build treats as now.
  private static var epoch: String? {
    getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
