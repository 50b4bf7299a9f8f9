import Base
import Testing

@Suite struct SortedSearchTests {
  @Test func `The first element of the second part is found, wherever it is`() {
    for count in 0...17 {
      let array = Array(0..<count)
      for border in 0...count {
        #expect(array.partitioningIndex { $0 >= border } == border)
        #expect(array[(count / 2)...].partitioningIndex { $0 >= border } == max(border, count / 2))
      }
    }
  }
}
