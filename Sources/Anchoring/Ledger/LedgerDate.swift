import Base

/// A day in a ledger, such as the one on which a passage was removed. A build has no clock: the day comes from
/// outside (`--date`, SOURCE_DATE_EPOCH) or there is none.
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
    guard (1...9999).contains(year), let date = CivilDate(year: year, month: month, day: day) else {
      return nil
    }
    self.init(date)
  }

  private init(_ date: CivilDate) { (year, month, day) = (date.year, date.month, date.day) }

  /// The day in UTC of a point in time.
  ///
  /// - Parameter seconds: seconds since 1970-01-01T00:00:00Z without leap seconds, as in SOURCE_DATE_EPOCH
  ///   (reproducible-builds.org). The result is nil if it is negative or the year has more than four digits.
  public init?(secondsSince1970 seconds: Int) {
    guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
    self.init(CivilDate(dayNumber: seconds / 86_400 + CivilDate.unixEpoch))
  }

  /// `YYYY-MM-DD`.
  public var text: String { "\(zeroPadded(year, 4))-\(zeroPadded(month, 2))-\(zeroPadded(day, 2))" }
}
