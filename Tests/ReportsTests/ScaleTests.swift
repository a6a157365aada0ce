import Reports
import TestSupport
import Testing

@Suite struct ScaleTests {
  /// Ticks are whole multiples of 1, 2 or 5 times a power of ten, with no digit of binary noise.
  @Test(arguments: [
    ([0, 0.2334], 8, [0, 0.05, 0.1, 0.15, 0.2, 0.25]),
    ([0.0, 0.3], 5, [0, 0.1, 0.2, 0.3]),
    ([3.0, 97], 6, [0, 20, 40, 60, 80, 100]),
    ([-4.0, 4], 5, [-4, -2, 0, 2, 4]),
    ([0.93, 0.99], 5, [0.92, 0.94, 0.96, 0.98, 1]),
    ([], 3, [0, 0.5, 1]),
    ([7.0], 3, [0, 5, 10]),
    ([0.0], 3, [0, 0.5, 1]),
  ])
  func linear(_ values: [Double], _ count: Int, _ ticks: [Double]) {
    #expect(Scale(covering: values, count: count).ticks == ticks)
  }

  /// Where only whole numbers are ticks, none stands between two years.
  @Test(arguments: [
    ([0, 1], 8, [0, 1]), ([1, 2], 6, [1, 2]), ([0, 5], 8, [0, 1, 2, 3, 4, 5]),
    ([0, 100], 6, [0, 20, 40, 60, 80, 100]), ([0.0], 3, [0, 1]),
  ])
  func whole(_ values: [Double], _ count: Int, _ ticks: [Double]) {
    #expect(Scale(covering: values, count: count, isWhole: true).ticks == ticks)
  }

  @Test func logarithmic() {
    #expect(
      Scale(covering: [3, 60], kind: .logarithmic, count: 6).ticks == [2, 5, 10, 20, 50, 100]
    )
    #expect(
      Scale(covering: [0.001, 100], kind: .logarithmic, count: 5).ticks
        == [0.001, 0.01, 0.1, 1, 10, 100]
    )
    #expect(
      Scale(covering: [0.001, 100], kind: .logarithmic, count: 10).ticks
        == [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100]
    )
    let scale = Scale(covering: [1, 100], kind: .logarithmic, count: 3)
    #expect(scale.position(of: 10) == 0.5)
    // No logarithm of 0: the axis is linear.
    #expect(Scale(covering: [0, 10], kind: .logarithmic, count: 3).kind == .linear)
  }

  /// Any data lie between the ends, and the ticks ascend and are few.
  @Test func anyDataAreCovered() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<2_000 {
      let magnitude = Int.random(in: -12...12, using: &generator)
      var unit = 1.0
      for _ in 0..<abs(magnitude) { unit *= 10 }
      if magnitude < 0 { unit = 1 / unit }
      let values = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        Double.random(in: 0.01...1, using: &generator) * unit
      }
      for kind in [Scale.Kind.linear, .logarithmic] {
        let scale = Scale(covering: values, kind: kind, count: 6)
        #expect(scale.ticks.count >= 2 && scale.ticks.count <= 13, "\(values) \(scale.ticks)")
        #expect(zip(scale.ticks, scale.ticks.dropFirst()).allSatisfy { $0 < $1 })
        for value in values {
          let place = scale.position(of: value)
          #expect(place >= -1e-9 && place <= 1 + 1e-9, "\(value) of \(values) in \(scale.ticks)")
        }
      }
    }
  }
}
