import Analysis
import Frames
import TestSupport
import Testing

/// Numbers that are the same in another spelling are one draw, 0 and −0 among them.
@Suite struct DrawOrderZeroTests {
  @Test(arguments: [
    (["0", "-0", "1"], ["0", "1"]), (["-0.00", "0", "-1"], ["-1", "-0.00"]),
    (["-0", "-0.5", "0.5"], ["-0.5", "-0", "0.5"]), (["1.50", "01.5"], ["1.50"]),
  ])
  func byNumber(names: [String], ordered: [String]) throws {
    let pool = try ScratchFile("id\n1\n2\n3\n")
    let rows = names.enumerated().map { "\($0 + 1),\($1)\n" }.joined()
    let list = try ScratchFile("id,when\n" + rows)
    let draws = try DrawList.read(
      list.path,
      by: DrawOrder("number:when"),
      frame: try Pool(pool.path, layout: PoolLayout())
    )
    #expect(draws.map(\.name) == ordered)
  }
}
