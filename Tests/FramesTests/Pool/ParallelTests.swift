import Sampling
import Testing

@testable import Frames

@Suite struct ParallelTests {
  struct Failure: Error, Equatable { var number: Int }

  @Test(arguments: [1, 2, 4]) func resultsAreTakenInOrder(threads: Int) throws {
    var taken: [Int] = []
    try Parallel.ordered(1000, threads: threads) {
      $0 * 2
    } take: {
      taken.append($0)
    }
    #expect(taken == (0..<1000).map { $0 * 2 })
    try Parallel.ordered(0, threads: threads) {
      $0
    } take: { _ in
      Issue.record("nothing to take")
    }
  }

  /// The first failure in order ends the work; nothing behind it is taken.
  @Test(arguments: [1, 2, 4]) func theFirstFailureIsThrown(threads: Int) throws {
    var taken: [Int] = []
    #expect(throws: Failure(number: 100)) {
      try Parallel.ordered(1000, threads: threads) { number in
        if number >= 100 { throw Failure(number: number) }
        return number
      } take: {
        taken.append($0)
      }
    }
    #expect(taken == Array(0..<100))
    #expect(throws: Failure(number: 3)) {
      try Parallel.ordered(1000, threads: threads) {
        $0
      } take: { number in
        if number == 3 { throw Failure(number: number) }
      }
    }
  }
}
