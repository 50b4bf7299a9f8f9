import Base

/// A date as archives know dates: to the century, the year, the day or the minute, approximate, doubtful,
/// or a span. Written in EDTF (ISO 8601-2:2019, levels 0 and 1 without seasons' hemispheres and years
/// of more than four digits).
public struct UncertainDate: Sendable, Hashable {
  /// The text as written.
  public let edtf: String
  /// The first moment that the date can mean, for sorting.
  public let earliest: Moment
  /// The last moment that the date can mean.
  public let latest: Moment
  /// The parts as written: one date, or the two ends of a span.
  public let ends: [End]

  /// One end of a span, or the date itself.
  public struct End: Sendable, Hashable {
    /// Year with sign, unspecified digits as zero; nil for an open or unknown end.
    public var year: Int?
    /// Number of unspecified digits at the end of the year (`193X`: 1).
    public var unspecifiedDigits = 0
    /// Month 1 to 12, or a season 21 (spring) to 24 (winter).
    public var month: Int?
    /// Day of the month.
    public var day: Int?
    /// Hour, minute and second of the day, if given.
    public var time: Time?
    /// `~` or `%`: the date is approximate.
    public var approximate = false
    /// `?` or `%`: the date is uncertain.
    public var doubtful = false
    /// `..`: the span is open at this end (not: this end is unknown).
    public var open = false
  }

  /// A time of day with the UTC offset as written.
  public struct Time: Sendable, Hashable {
    /// 0 to 23.
    public var hour: Int
    /// 0 to 59.
    public var minute: Int
    /// 0 to 59.
    public var second: Int
    /// Minutes east of Greenwich; nil if the text gives no offset.
    public var offset: Int?
  }

  /// A comparable moment: seconds since the beginning of the year 0 (proleptic Gregorian calendar, UTC).
  public typealias Moment = Int
}

extension UncertainDate: Comparable {
  /// Order by first moment, then by last moment: the first day of a month comes before the month itself.
  public static func < (a: UncertainDate, b: UncertainDate) -> Bool {
    (a.earliest, a.latest, a.edtf) < (b.earliest, b.latest, b.edtf)
  }
}

extension UncertainDate {
  /// Parses a date; nil if the text is not EDTF or the day does not exist.
  public init?(_ text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count <= 2, !text.isEmpty else { return nil }
    var ends: [End] = []
    for half in halves {
      guard let end = End(half, inSpan: halves.count == 2) else { return nil }
      ends.append(end)
    }
    guard ends.contains(where: { $0.year != nil }) else { return nil }
    self.edtf = text
    self.ends = ends
    let first = ends[0]
    let last = ends[ends.count - 1]
    self.earliest = first.year == nil ? (first.open ? .min : last.first) : first.first
    self.latest = last.year == nil ? (last.open ? .max : first.last) : last.last
    if earliest > latest { return nil }
  }

  /// The year in which the date begins, for grouping; nil for a span with an open beginning.
  public var year: Int? { ends[0].year ?? (ends[0].open ? nil : ends.last?.year) }

  /// The first day, `2018-07-16`, as precise as it is known, in the form of `<time datetime>`. Nil for a span, and
  /// for a year below 1 or with unspecified digits.
  public var machine: String? {
    guard ends.count == 1, let year = ends[0].year, year > 0, ends[0].unspecifiedDigits == 0 else {
      return nil
    }
    var out = zeroPadded(year, 4)
    guard let month = ends[0].month, month <= 12 else { return out }
    out += "-" + zeroPadded(month, 2)
    guard let day = ends[0].day else { return out }
    out += "-" + zeroPadded(day, 2)
    guard let time = ends[0].time else { return out }
    out += "T\(zeroPadded(time.hour, 2)):\(zeroPadded(time.minute, 2)):\(zeroPadded(time.second, 2))"
    guard let offset = time.offset else { return out }
    if offset == 0 { return out + "Z" }
    return out + (offset < 0 ? "-" : "+")
      + "\(zeroPadded(abs(offset) / 60, 2)):\(zeroPadded(abs(offset) % 60, 2))"
  }
}

extension UncertainDate.End {
  /// Fast path for a whole day, `2018-07-16`, the most common form; nil for anything else.
  private init?(day text: Substring) {
    var text = text
    let numbers = text.withUTF8 { bytes -> (Int, Int, Int)? in
      guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
      func number(_ places: Range<Int>) -> Int? {
        var value = 0
        for byte in bytes[places] {
          guard 48...57 ~= byte else { return nil }
          value = value * 10 + Int(byte - 48)
        }
        return value
      }
      guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
      return (year, month, day)
    }
    guard let (year, month, day) = numbers, (1...12).contains(month),
      (1...CivilDate.days(in: month, of: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  init?(_ text: Substring, inSpan: Bool) {
    if let day = Self(day: text) {
      self = day
      return
    }
    if text == ".." {
      guard inSpan else { return nil }
      open = true
      return
    }
    if text.isEmpty {
      guard inSpan else { return nil }
      return
    }
    var rest = text
    switch rest.last {
    case "?": doubtful = true
    case "~": approximate = true
    case "%": (doubtful, approximate) = (true, true)
    default: break
    }
    if doubtful || approximate { rest.removeLast() }
    if let t = rest.firstIndex(of: "T") {
      guard let time = UncertainDate.Time(rest[rest.index(after: t)...]) else { return nil }
      self.time = time
      rest = rest[..<t]
    }
    var negative = false
    if rest.first == "-" {
      negative = true
      rest = rest.dropFirst()
    }
    let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4 else { return nil }
    let digits = parts[0].prefix { $0.isASCII && $0.isNumber }
    unspecifiedDigits = 4 - digits.count
    guard parts[0].dropFirst(digits.count).allSatisfy({ $0 == "X" }), unspecifiedDigits <= 2,
      var number = Int(digits)
    else { return nil }
    for _ in 0..<unspecifiedDigits { number *= 10 }
    year = negative ? -number : number
    if parts.count > 1 {
      guard unspecifiedDigits == 0 || parts[1] == "XX", parts[1].utf8.count == 2 else { return nil }
      if parts[1] != "XX" {
        guard let number = UncertainDate.Time.number(parts[1]),
          (1...12).contains(number) || (21...24).contains(number)
        else {
          return nil
        }
        month = number
      }
    }
    if parts.count > 2 {
      guard parts[2].utf8.count == 2 else { return nil }
      if parts[2] != "XX" {
        guard let month, month <= 12, let year, let number = UncertainDate.Time.number(parts[2]),
          (1...CivilDate.days(in: month, of: year)).contains(number)
        else { return nil }
        day = number
      }
    }
    if time != nil && day == nil { return nil }
  }

  var first: Int {
    guard let year else { return .min }
    if let month, month > 12 { return moment(year, [3, 6, 9, 12][month - 21], 1) }
    // Years before 0 count backwards: -19XX begins with the year -1999.
    let firstYear = year < 0 ? year - [0, 9, 99][unspecifiedDigits] : year
    return moment(firstYear, month ?? 1, day ?? 1) + (time?.seconds ?? 0)
  }

  var last: Int {
    guard let year else { return .max }
    if time != nil { return first }
    let lastYear = year < 0 ? year : year + [0, 9, 99][unspecifiedDigits]
    if let month, month > 12 {
      let end = [5, 8, 11, 14][month - 21]
      let (y, m) = end > 12 ? (year + 1, end - 12) : (year, end)
      return moment(y, m, CivilDate.days(in: m, of: y)) + 86_399
    }
    let lastMonth = month ?? 12
    return moment(lastYear, lastMonth, day ?? CivilDate.days(in: lastMonth, of: lastYear)) + 86_399
  }

  private func moment(_ year: Int, _ month: Int, _ day: Int) -> Int {
    CivilDate.dayNumber(year, month, day) * 86_400
  }
}

extension UncertainDate.Time {
  /// Parses `17:30` or `17:30:05`, optionally followed by `Z` or an offset such as `+03:00`.
  init?(_ text: Substring) {
    var clock = text
    offset = nil
    if clock.last == "Z" {
      offset = 0
      clock.removeLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let parts = clock[clock.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
      guard let numbers = Self.numbers(parts), (1...2).contains(numbers.count), numbers[0] <= 14 else {
        return nil
      }
      let minutes = numbers[0] * 60 + (numbers.count > 1 ? numbers[1] : 0)
      offset = clock[sign] == "-" ? -minutes : minutes
      clock = clock[..<sign]
    }
    guard let numbers = Self.numbers(clock.split(separator: ":", omittingEmptySubsequences: false)),
      (2...3).contains(numbers.count), numbers[0] < 24
    else { return nil }
    hour = numbers[0]
    minute = numbers[1]
    second = numbers.count > 2 ? numbers[2] : 0
  }

  private static func numbers(_ parts: [Substring]) -> [Int]? {
    var out: [Int] = []
    for part in parts {
      guard let number = number(part), number < 60 else { return nil }
      out.append(number)
    }
    return out
  }

  /// Parses a number of exactly two digits.
  static func number(_ text: Substring) -> Int? {
    text.utf8.count == 2 && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }

  var seconds: Int { hour * 3600 + minute * 60 + second - (offset ?? 0) * 60 }
}
