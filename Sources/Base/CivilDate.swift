/// A day of the proleptic Gregorian calendar with astronomical years: the year 0 is 1 BCE.
package struct CivilDate: Sendable, Hashable {
  /// Year with sign.
  package var year: Int
  /// Month, from 1 to 12.
  package var month: Int
  /// Day of the month, from 1.
  package var day: Int

  /// The day number of 1970-01-01.
  package static let unixEpoch = 719_528

  /// A day that exists; nil if the month or its day does not.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...CivilDate.days(in: month, of: year)).contains(day) else {
      return nil
    }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day with a number.
  ///
  /// - Parameter dayNumber: days since 1 January of the year 0; negative before it.
  package init(dayNumber: Int) {
    // Days are counted from 1 March of the year 0, so that a leap day is the last of its year. 400 years, 100 years,
    // 4 years and 1 year then have 146,097, 36,524, 1,461 and 365 days.
    let shifted = dayNumber - 60
    let era = CivilDate.quotient(shifted, 146_097)
    let inEra = shifted - era * 146_097
    let yearOfEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  /// Days since 1 January of the year 0; negative before it.
  package var dayNumber: Int { CivilDate.dayNumber(year, month, day) }

  /// Days from 1 January of the year 0 to a day. A day beyond the end of its month counts on into the next.
  package static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month < 3 ? year - 1 : year
    let shiftedMonth = (month + 9) % 12
    let leapDays = quotient(year, 4) - quotient(year, 100) + quotient(year, 400)
    return 365 * year + leapDays + (153 * shiftedMonth + 2) / 5 + day + 59
  }

  /// Number of days in a month, from 1 to 12, of a year.
  package static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `YYYY-MM-DD` (ISO 8601), for the years 0 to 9999.
  package var text: String {
    "\(zeroPadded(year, 4))-\(zeroPadded(month, 2))-\(zeroPadded(day, 2))"
  }

  /// The quotient rounded down, for a positive divisor.
  private static func quotient(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }
}
