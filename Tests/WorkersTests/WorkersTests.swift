import Testing
import Workers

@Suite struct WorkersTests {
  @Test(arguments: [-1, 0, 1, 2, 7, 64], [0, 1, 5, 1000])
  func `Results come in order of the input, whatever the number of tasks`(_ count: Int, _ total: Int) async {
    let workers = Workers(count: count)
    #expect(workers.count == max(1, count))
    #expect(await workers.map(total) { $0 * $0 } == (0..<total).map { $0 * $0 })
  }

  @Test func `A state is made for each task and no other task touches it`() async {
    let results = await Workers(count: 4).map(500, state: { [Int]() }) { seen, index -> Bool in
      let isInOrder = (seen.last ?? -1) < index
      seen.append(index)
      return isInOrder
    }
    #expect(results.count == 500)
    #expect(results.allSatisfy { $0 })
  }
}
