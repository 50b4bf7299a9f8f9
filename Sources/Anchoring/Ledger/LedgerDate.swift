/// A day in a ledger, such as the one on which a passage was removed. A build does not read the clock: the day
/// comes from outside (`--date`, SOURCE_DATE_EPOCH) or there is none.
public struct LedgerDate: Sendable, Hashable {
  /// Year, 1 to 9999.
  public let year: Int
  /// Month, from 1.
  public let month: Int
  /// Day of the month, from 1.
  public let day: Int

  /// Reads a day of the Gregorian calendar.
  ///
  /// - Parameter text: `YYYY-MM-DD` (ISO 8601, the extended form of a calendar date). The result is nil for
  ///   anything else and for days that do not exist.
  public init?(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8)[...]) }

  init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 10 else { return nil }
    var numbers = [0, 0, 0]
    var part = 0
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        part += 1
      } else {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
      }
    }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  private init?(year: Int, month: Int, day: Int) {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    guard (1...days).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The UTC day of a point in time.
  ///
  /// - Parameter seconds: seconds since 1970-01-01T00:00:00Z without leap seconds, as in SOURCE_DATE_EPOCH
  ///   (reproducible-builds.org). The result is nil if it is negative or the year has more than four digits.
  public init?(secondsSince1970 seconds: Int) {
    guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
    // Days are counted from 1 March of the year 0, so that the leap day is the last of its year.
    let days = seconds / 86_400 + 719_468
    let era = days / 146_097
    let ofEra = days % 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: ofYear - (153 * shifted + 2) / 5 + 1)
  }

  /// `YYYY-MM-DD`.
  public var text: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
