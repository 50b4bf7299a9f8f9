import Archive
import Linking

/// The only chart type of the site. Time or sequence runs from left to right. Each row is a speaker (or a topic);
/// each mark is a passage, as wide as it is long, and links to it. A table below has the same data.
struct OverviewChart {
  /// One passage, or several consecutive ones if there are too many to show each.
  struct Mark {
    var row: Int
    /// Left edge in pixels from the start of the rows.
    var x: Double
    var width: Double
    var href: String
    var label: String
    /// Number of notes on it.
    var notes: Int
  }
  /// The start of a section or a source.
  struct Tick {
    var x: Double
    var label: String
  }
  /// A row of the table.
  struct Line {
    var href: String
    var cells: [String]
  }

  var title: String
  /// Text for screen readers instead of the picture.
  var description: String
  var rows: [String] = []
  var marks: [Mark] = []
  var ticks: [Tick] = []
  /// Width of the rows in pixels.
  var width: Double = OverviewChart.pageWidth
  var columns: [String] = []
  var lines: [Line] = []

  /// Width of the rows that fills the page on a wide screen, beside the labels.
  static let pageWidth = 952.0
  /// Width of the label column, equal to the left margin of the record.
  static let labelWidth = 192.0
  /// Maximum number of rows that can be told apart; the others share the last one.
  static let mostRows = 12

  private static let rowHeight = 22.0
  private static let markHeight = 13.0
  private static let top = 26.0

  /// Right end of the last tick label.
  var labelled = 0.0
  /// Approximate width of a letter in a tick label.
  private static let letterWidth = 6.5

  /// Adds a tick. Its label is left out if it would overlap the previous one or leave the picture.
  mutating func addTick(at x: Double, _ label: String) {
    let end = x + 8 + Double(label.count) * Self.letterWidth
    let fits = (ticks.isEmpty || x >= labelled) && (end <= width || x == 0)
    ticks.append(Tick(x: x, label: fits ? label : ""))
    if fits { labelled = end }
  }

  /// Writes the figure; nothing if there are no marks.
  func write(_ out: inout HTML) {
    guard !marks.isEmpty else { return }
    out.raw("<figure class=\"score\" aria-labelledby=\"score-title\">\n<figcaption id=\"score-title\">")
    out.text(title)
    out.raw(
      " <a class=\"skip-score visually-hidden\" href=\"#after-score\">Skip the chart</a></figcaption>\n")
    out.raw("<div class=\"score-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"score-title\">")
    writePicture(&out)
    out.raw("</div>\n")
    writeTable(&out)
    out.raw("<span id=\"after-score\"></span></figure>\n")
  }

  private func writePicture(_ out: inout HTML) {
    let height = Self.top + Double(rows.count) * Self.rowHeight + 6
    let total = Self.labelWidth + width
    out.raw("<svg class=\"score-picture\" role=\"group\"")
    out.attribute("aria-label", description)
    out.raw(" width=\"")
    out.pixels(total)
    out.raw("\" height=\"")
    out.pixels(height)
    out.raw("\" viewBox=\"0 0 ")
    out.pixels(total)
    out.raw(" ")
    out.pixels(height)
    out.raw("\">\n")
    for tick in ticks { write(tick, height: height, &out) }
    for (row, label) in rows.enumerated() { writeRow(row, label, &out) }
    for mark in marks { write(mark, &out) }
    out.raw("</svg>")
  }

  private func write(_ tick: Tick, height: Double, _ out: inout HTML) {
    let x = Self.labelWidth + tick.x
    out.raw("<line class=\"score-tick\" x1=\"")
    out.pixels(x)
    out.raw("\" x2=\"")
    out.pixels(x)
    out.raw("\" y1=\"6\" y2=\"")
    out.pixels(height)
    out.raw("\"/>")
    guard !tick.label.isEmpty else { return }
    out.raw("<text class=\"score-tick-label\" x=\"")
    out.pixels(x + 4)
    out.raw("\" y=\"16\">")
    out.text(tick.label)
    out.raw("</text>\n")
  }

  private func writeRow(_ row: Int, _ label: String, _ out: inout HTML) {
    let y = Self.top + Double(row) * Self.rowHeight
    out.raw("<text class=\"score-row\" x=\"0\" y=\"")
    out.pixels(y + 11)
    out.raw("\">")
    out.text(label.count > 26 ? label.prefix(25) + "…" : label)
    out.raw("</text><line class=\"score-rule\" x1=\"")
    out.pixels(Self.labelWidth)
    out.raw("\" x2=\"")
    out.pixels(Self.labelWidth + width)
    out.raw("\" y1=\"")
    out.pixels(y + Self.markHeight + 3)
    out.raw("\" y2=\"")
    out.pixels(y + Self.markHeight + 3)
    out.raw("\"/>\n")
  }

  private func write(_ mark: Mark, _ out: inout HTML) {
    out.raw("<a")
    out.attribute("href", mark.href)
    out.attribute("aria-label", mark.label)
    out.raw("><rect class=\"score-mark voice-")
    out.number(mark.row)
    out.raw(mark.notes > 0 ? " noted\" data-notes=\"" : "\" data-notes=\"")
    out.number(mark.notes)
    out.raw("\" x=\"")
    out.pixels(Self.labelWidth + mark.x)
    out.raw("\" y=\"")
    out.pixels(Self.top + Double(mark.row) * Self.rowHeight)
    out.raw("\" width=\"")
    out.pixels(mark.width)
    out.raw("\" height=\"13\"/></a>\n")
  }

  private func writeTable(_ out: inout HTML) {
    out.raw("<details class=\"score-table\"><summary>Show as a table</summary>\n")
    out.raw(
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"The chart as a table\"><table><thead><tr>"
    )
    for column in columns {
      out.raw("<th scope=\"col\">")
      out.text(column)
      out.raw("</th>")
    }
    out.raw("</tr></thead>\n<tbody>\n")
    for line in lines {
      out.raw("<tr>")
      for (number, cell) in line.cells.enumerated() {
        out.raw("<td>")
        if number == 0 { out.link(line.href, cell) } else { out.text(cell) }
        out.raw("</td>")
      }
      out.raw("</tr>\n")
    }
    out.raw("</tbody></table></div></details>\n")
  }
}

extension HTML {
  /// Adds a length with at most one decimal.
  mutating func pixels(_ value: Double) {
    let tenths = Int((value * 10).rounded())
    number(tenths / 10)
    if tenths % 10 != 0 {
      raw(".")
      number(abs(tenths % 10))
    }
  }
}
