import Archive

/// Formats a moment as in RFC 3339, `2018-07-16T00:00:00Z`; nil outside the years 1 to 9999.
func timestamp(_ moment: UncertainDate.Moment) -> String? {
  let day = moment >= 0 ? moment / 86_400 : -1
  let seconds = moment - day * 86_400
  guard day >= 0 else { return nil }
  // Days are counted from 1 March of the year 0, so that a leap day is the last day of its year. Then 400, 100, 4
  // and 1 years have 146,097, 36,524, 1,461 and 365 days.
  let shifted = day - 60
  guard shifted >= 0 else { return nil }
  let era = shifted / 146_097
  let inEra = shifted % 146_097
  let yearOfEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
  let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let date = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  guard (1...9999).contains(year) else { return nil }
  func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))T"
    + "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))Z"
}
