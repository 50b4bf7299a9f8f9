import Base
import Testing

@Suite struct CivilDateTests {
  @Test func `Days are numbered one by one, and each number gives its day back`() {
    var number = CivilDate.dayNumber(-401, 1, 1)
    var wrong: [CivilDate] = []
    for year in -401...2401 {
      for month in 1...12 {
        for day in 1...CivilDate.days(in: month, of: year) {
          if let date = CivilDate(year: year, month: month, day: day),
            date.dayNumber != number || CivilDate(dayNumber: number) != date
          {
            wrong.append(date)
          }
          number += 1
        }
      }
    }
    #expect(wrong.isEmpty)
    #expect(number == CivilDate.dayNumber(2402, 1, 1))
  }

  @Test func `Known days have their numbers`() {
    #expect(CivilDate.dayNumber(0, 1, 1) == 0)
    #expect(CivilDate.dayNumber(1970, 1, 1) == CivilDate.unixEpoch)
    #expect(CivilDate.dayNumber(2000, 2, 29) == CivilDate.unixEpoch + 11_016)
  }

  @Test(arguments: [(2018, 2, 29), (1900, 2, 29), (2018, 4, 31), (2018, 13, 1), (2018, 0, 1), (2018, 1, 0)])
  func `A day that no month has is refused`(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func `The text has four and two digits`() {
    #expect(CivilDate(year: 33, month: 4, day: 3)?.text == "0033-04-03")
    #expect(zeroPadded(255, 4, radix: 16) == "00ff")
    #expect(zeroPadded(12345, 4) == "12345")
  }
}
