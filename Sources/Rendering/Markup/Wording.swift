import Archive

/// The words that the generator itself writes on pages, in one type, so that another language needs only another
/// value of it.
struct Wording: Sendable {
  let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
  let seasons = ["spring", "summer", "autumn", "winter"]

  func kind(_ kind: Source.Kind) -> String {
    switch kind {
    case .transcript: "Transcript"
    case .interview: "Interview"
    case .report: "Report"
    case .speech: "Speech"
    case .statement: "Statement"
    case .letter: "Letter"
    case .document: "Document"
    }
  }

  func transcription(_ transcription: Source.Transcription) -> String {
    switch transcription {
    case .verbatim: "verbatim"
    case .edited: "edited"
    case .machine: "made by a machine, not corrected"
    case .summary: "summary"
    }
  }

  func certainty(_ certainty: Annotation.Certainty) -> String { certainty.rawValue }

  func status(_ status: Annotation.Status) -> String { status.rawValue }

  /// Text for screen readers before the first word of one or more notes, because the highlight is only visual.
  ///
  /// - Parameter numbers: numbers of the notes, from 1.
  func beginning(_ numbers: [Int]) -> String {
    guard numbers.count > 1 else { return "Note \(numbers.first ?? 0) begins" }
    return "Notes \(numbers.map(String.init).joined(separator: ", ")) begin"
  }

  func sign(_ kind: EditorialMark.Kind) -> String {
    switch kind {
    case .inaudible: "Words that could not be understood"
    case .phonetic: "Written by ear; the spelling is uncertain"
    case .sic: "Written like this in the original"
    case .crosstalk: "Several people speak at once"
    case .event: "A sound, not speech"
    case .omission: "Words omitted"
    case .foreign: "Words in another language"
    case .redacted: "Words withheld"
    }
  }

  /// "1 passage", "2 passages".
  func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(grouped(number)) \(number == 1 ? one : many)"
  }

  /// A number with a narrow no-break space (U+202F) between thousands.
  func grouped(_ number: Int) -> String {
    var digits = String(number)
    if number < 1000 { return digits }
    var at = digits.count - 3
    while at > 0 {
      digits.insert("\u{202F}", at: digits.index(digits.startIndex, offsetBy: at))
      at -= 3
    }
    return digits
  }

  /// A percentage, with one decimal below ten.
  func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0 %" }
    let tenths = (part * 1000 + whole / 2) / whole
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) %" : "\((tenths + 5) / 10) %"
  }

  /// `01:02:03` or `02:03`.
  func timeCode(_ seconds: Int32) -> String {
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let short = "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    return seconds >= 3600 ? "\(two(seconds / 3600)):\(short)" : short
  }
}

/// Dates as text for readers.
extension Wording {
  /// "16 July 2018", "about 1963", "1939–1945", "the 1930s", "until 1945".
  func date(_ date: UncertainDate) -> String {
    guard date.ends.count == 2 else { return end(date.ends[0]) }
    let (from, to) = (date.ends[0], date.ends[1])
    if from.year == nil { return "\(from.open ? "until" : "from an unknown date to") \(end(to))" }
    if to.year == nil { return to.open ? "since \(end(from))" : "from \(end(from)) to an unknown date" }
    if let days = days(from, to) { return days }
    let isPlain = from.month == nil && to.month == nil && !from.approximate && !to.approximate
    return isPlain ? "\(end(from))–\(end(to))" : "\(end(from)) – \(end(to))"
  }

  /// "24–26 May 2018", "14 June – 15 July 2018": a span of certain days within one year.
  private func days(_ from: UncertainDate.End, _ to: UncertainDate.End) -> String? {
    guard from.year == to.year, from.time == nil, to.time == nil, !from.approximate, !from.doubtful,
      !to.approximate, !to.doubtful, let first = from.day, to.day != nil, let month = from.month
    else { return nil }
    return month == to.month ? "\(first)–\(end(to))" : "\(first) \(months[month - 1]) – \(end(to))"
  }

  private func end(_ end: UncertainDate.End) -> String {
    guard let year = end.year else { return "unknown" }
    var text = year < 0 ? "\(1 - year) BC" : "\(year)"
    if end.unspecifiedDigits == 1 { text = "the \(year)s" }
    if end.unspecifiedDigits == 2 { text = "the \(year)s (century)" }
    if let month = end.month {
      text = (month > 12 ? seasons[month - 21] : months[month - 1]) + " " + text
    }
    if let day = end.day { text = "\(day) \(text)" }
    if let time = end.time {
      text += ", \(two(time.hour)):\(two(time.minute))"
      if let offset = time.offset {
        text +=
          offset == 0
          ? " UTC" : " (UTC\(offset < 0 ? "−" : "+")\(two(abs(offset) / 60)):\(two(abs(offset) % 60)))"
      }
    }
    if end.approximate { text = "about \(text)" }
    if end.doubtful { text += " (?)" }
    return text
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension HTML {
  /// Adds a date as text, with its machine-readable form: `<time datetime>` if HTML has a form for it. Otherwise (a
  /// time span, a decade) `<span class="date" data-edtf>`, since `<time>` cannot express these (HTML Living
  /// Standard, 4.5.14).
  mutating func date(_ date: UncertainDate, _ wording: Wording) {
    let element: StaticString = date.machine == nil ? "span" : "time"
    raw("<")
    raw(element)
    if let machine = date.machine {
      attribute("datetime", machine)
    } else {
      raw(" class=\"date\"")
      attribute("data-edtf", date.edtf)
    }
    raw(">")
    text(wording.date(date))
    raw("</")
    raw(element)
    raw(">")
  }
}
