import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// A draw by size has as many units and reserves as there are sizes above 0.
@Suite struct SizelessUnitsTests {
  @Test(arguments: ProportionalToSize.Method.allCases)
  func unitsWithASize(method: ProportionalToSize.Method) throws {
    // Three units have a size, one has none.
    let file = try ScratchFile("id,class,size\na,A,3\nb,A,2\nc,A,0\nd,A,5\n")
    var layout = PoolLayout()
    layout.idColumns = ["id"]
    layout.stratumColumn = "class"
    layout.measureColumn = "size"
    let roster = try Pool(file.path, layout: layout).roster()
    func units(_ count: StratumCount) throws -> Int {
      var units = 0
      try roster.selected([count], method: method, key: RankingTests.key).selection.forEachUnit {
        _ in
        units += 1
      }
      return units
    }
    #expect(try units(StratumCount(size: 2, reserves: 1)) == 3)
    #expect(try units(StratumCount(size: 3)) == 3)
    for count in [
      StratumCount(size: 2, reserves: 2), StratumCount(size: 1, reserves: 3), StratumCount(size: 4),
    ] {
      let error = SelectionError.sizelessUnits(stratum: "A", count: 4, sized: 3)
      #expect(throws: error) { try units(count) }
    }
  }
}
