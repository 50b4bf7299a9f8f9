import Archive
import Testing

@Suite struct EDTFTests {
  @Test(arguments: [
    "", "x", "18", "018", "20188", "2018-", "2018-1", "2018-13", "2018-00", "2018-+7", "2018-+7-16",
    "2018-07-+6", "2018-02-29",
    "2018-07-32", "2018-07-16T", "2018-07-16T25:00", "2018-07-16T17", "2018-07-16T17:60", "2018-07T17:30",
    "2018-07-16T17:30+15:00",
    "2018/2017", "2018/2019/2020", "..", "../..", "/", "2018??", "XXXX", "2XXX", "20X8", "2018-25",
    "2018-7-16", "2018-07-16 ",
    " 2018", "٢٠١٨", "2018-07-16T17:30ZZ", "2018-21-01", "19XX-07",
  ]) func `What is no date is refused`(_ text: String) { #expect(UncertainDate(text) == nil) }

  @Test func `Dates sort by what they can mean first, then by what they can mean last`() {
    let order = [
      "../1900", "-19XX", "-1900", "0000", "193X", "1939/1945", "1939", "1963~", "1984?", "2018", "2018-07",
      "2018-07-16T17:30+03:00", "2018-07-16T17:30Z",
    ]
    let dates = order.compactMap(UncertainDate.init)
    #expect(dates.count == order.count)
    for (a, b) in zip(dates, dates.dropFirst()) {
      #expect(a.earliest <= b.earliest, "\(a.edtf) before \(b.edtf)")
      #expect(a.earliest <= a.latest)
    }
  }

  @Test func `Unspecified digits before the year 0 count backwards`() throws {
    let century = try #require(UncertainDate("-19XX"))
    let first = try #require(UncertainDate("-1999"))
    let last = try #require(UncertainDate("-1900"))
    #expect(century.earliest == first.earliest && century.latest == last.latest)
  }

  @Test(arguments: [
    ("2018-07-16T17:30+03:00", "2018-07-16T17:30:00+03:00"), ("2018-07", "2018-07"), ("0044", "0044"),
  ])
  func `The machine form is what HTML takes`(_ text: String, _ machine: String) {
    #expect(UncertainDate(text)?.machine == machine)
  }
}
