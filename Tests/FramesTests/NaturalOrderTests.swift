import Testing

@testable import Frames

@Suite struct NaturalOrderTests {
  @Test func numbersByTheirValue() {
    let names = [
      "", "2号", "07号", "7号", "12号", "片区1", "片区2", "片区10", "片区10a", "片区10a2", "片区10a10",
      "片区99999999999999999999", "片区100000000000000000000",
    ]
    let wanted = [
      "", "2号", "7号", "07号", "12号", "片区1", "片区2", "片区10", "片区10a", "片区10a2", "片区10a10",
      "片区99999999999999999999", "片区100000000000000000000",
    ]
    #expect(names.reversed().sorted { NaturalOrder.precedes($0, $1) } == wanted)
  }

  /// It is an order: never both ways, never a name before itself, and of three names none in a circle.
  @Test func isAnOrder() {
    let pieces = ["", "a", "0", "1", "01", "10", "甲", "1a", "a1", "a01", "a1b"]
    let names = pieces.flatMap { first in pieces.map { first + $0 } }
    for a in names {
      for b in names {
        let forth = NaturalOrder.precedes(a, b)
        let back = NaturalOrder.precedes(b, a)
        #expect(!(forth && back) && (forth || back) == (a != b), "\(a) \(b)")
      }
    }
    let sorted = names.sorted { NaturalOrder.precedes($0, $1) }
    for (index, name) in sorted.enumerated() {
      #expect(sorted[..<index].allSatisfy { !NaturalOrder.precedes(name, $0) })
    }
  }
}
