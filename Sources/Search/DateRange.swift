import Base

/// Days as a query gives them: `1961`, `1961..1963`, `..1963-06`, `1961-01-20..`.
enum DateRange {
  /// The days, counted from the beginning of the year 0 of the proleptic Gregorian calendar; nil if the text is not
  /// a date.
  static func days(_ text: String) -> ClosedRange<Int>? {
    let text = text.replacing("/", with: "..")
    if let dots = text.firstRange(of: "..") {
      let (from, until) = (text[..<dots.lowerBound], text[dots.upperBound...])
      guard let first = from.isEmpty ? SearchSource.knownDays : days(of: from),
        let last = until.isEmpty ? SearchSource.knownDays : days(of: until),
        !(from.isEmpty && until.isEmpty), first.lowerBound <= last.upperBound
      else { return nil }
      return first.lowerBound...last.upperBound
    }
    return days(of: text[...])
  }

  /// The days of a year, a month or a day.
  private static func days(of text: Substring) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard 1...3 ~= parts.count, parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }), let year = Int(parts[0])
    else { return nil }
    if parts.count == 1 { return CivilDate.dayNumber(year, 1, 1)...CivilDate.dayNumber(year + 1, 1, 1) - 1 }
    guard let month = Int(parts[1]), 1...12 ~= month else { return nil }
    let first = CivilDate.dayNumber(year, month, 1)
    let next = month == 12 ? CivilDate.dayNumber(year + 1, 1, 1) : CivilDate.dayNumber(year, month + 1, 1)
    if parts.count == 2 { return first...next - 1 }
    guard let day = Int(parts[2]), 1...(next - first) ~= day else { return nil }
    return first + day - 1...first + day - 1
  }

  /// The year of a day, by the number of the day.
  static func year(ofDay day: Int) -> Int { CivilDate(dayNumber: day).year }
}
