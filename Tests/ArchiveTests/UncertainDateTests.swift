import Testing

@testable import Archive

@Suite struct UncertainDateTests {
  @Test(arguments: [
    "2018", "2018-07", "2018-07-16", "2018-07-16T17:30+03:00", "2018-07-16T17:30:05Z", "1963~", "1984?",
    "1984%", "193X", "19XX", "1939/1945", "1939/..", "../1945", "/1945", "2001-21", "2004-02-29", "-0043",
    "2018-XX", "2018-07-XX",
  ])
  func readsWhatEDTFAllows(text: String) throws {
    let date = try #require(UncertainDate(text))
    #expect(date.edtf == text)
    #expect(date.earliest <= date.latest)
  }

  @Test(arguments: [
    "", "yesterday", "2018-13", "2018-02-30", "2019-02-29", "18-07-16", "2018/07/16", "2018-7-6", "1945/1939",
    "2018-07-16T25:00", "../..", "/", "..", "2018-07T10:00", "XXXX",
  ])
  func refusesTheRest(text: String) {
    #expect(UncertainDate(text) == nil)
  }

  @Test func sortsByTheFirstMoment() throws {
    let texts = [
      "../1900", "-0043", "193X", "1930-05", "1963~", "2018-07-16", "2018-07-16T17:30+03:00", "2018-07-17",
    ]
    let dates = try texts.map { try #require(UncertainDate($0)) }
    #expect(dates.sorted().map(\.edtf) == texts)
  }

  @Test func countsDaysAcrossLeapYears() throws {
    let a = try #require(UncertainDate("2000-02-28"))
    let b = try #require(UncertainDate("2000-03-01"))
    #expect(b.earliest - a.earliest == 2 * 86_400)
    let old = try #require(UncertainDate("-0001-12-31"))
    let zero = try #require(UncertainDate("0000-01-01"))
    #expect(zero.earliest - old.earliest == 86_400)
  }

  @Test func givesTheMachineForm() throws {
    #expect(UncertainDate("2018-07-16T17:30+03:00")?.machine == "2018-07-16T17:30:00+03:00")
    #expect(UncertainDate("1963~")?.machine == "1963")
    #expect(UncertainDate("1939/1945")?.machine == nil)
  }
}
