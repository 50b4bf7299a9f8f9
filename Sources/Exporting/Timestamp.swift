import Archive
import Base

/// Formats a moment as in RFC 3339, `2018-07-16T00:00:00Z`; nil outside the years 1 to 9999.
func timestamp(_ moment: UncertainDate.Moment) -> String? {
  guard moment >= 0 else { return nil }
  let date = CivilDate(dayNumber: moment / 86_400)
  let seconds = moment % 86_400
  guard (1...9999).contains(date.year) else { return nil }
  let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { zeroPadded($0, 2) }
  return "\(date.text)T\(time.joined(separator: ":"))Z"
}
