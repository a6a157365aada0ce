import Foundation
import TestSupport
import Testing

/// Line ends that change in the middle of a file, as where two exports were joined, wherever the change lies.
@Suite struct LineEndTests {
  /// Rows until the line ends change: within the part that is looked at first, at its end, far behind it.
  static let places = [1, 10, 90_000, 200_000]

  @Test(arguments: places, [["id"], ["id", "name"], ["name", "class", "id"]])
  func carriageReturnsAfterLineFeeds(place: Int, columns: [String]) throws {
    let scratch = try Scratch()
    func row(_ number: Int) -> String { columns.map { "\($0)\(number)" }.joined(separator: ",") }
    var text = columns.joined(separator: ",") + "\n"
    for number in 1...place { text += row(number) + "\n" }
    for number in place + 1...place + 4 { text += row(number) + "\r" }
    let pool = try scratch.write(text, to: "pool.csv")
    let run = try ToolRun.run(["draw", pool, "--rule", "1", "--label", "x", "--seed", "1"])
    #expect(run.status == 65, "\(run.standardError)")
    #expect(run.standardError.contains("row \(place + 2)"), "\(run.standardError)")
    #expect(run.output.isEmpty)
  }

  @Test(arguments: places)
  func lineFeedsAfterCarriageReturns(place: Int) throws {
    let scratch = try Scratch()
    func text(_ end: String, _ laterEnd: String) -> String {
      "id,name\(end)"
        + (1...place).map { "id\($0),name \($0)\(end)" }.joined()
        + (place + 1...place + 4).map { "id\($0),name \($0)\(laterEnd)" }.joined()
    }
    let terms = ["--rule", "3", "--label", "x", "--seed", "1"]
    let plain = try ToolRun.run(["draw", scratch.write(text("\n", "\n"), to: "plain.csv")] + terms)
    for later in ["\r\n", "\n", "\r"] {
      let mixed = try scratch.write(text("\r", later), to: "mixed.csv")
      let run = try ToolRun.run(["draw", mixed] + terms)
      // A short file shows both line ends at once, and which of them ends a row is then not known.
      #expect(
        run.status == 65 || run.status == 0 && run.output == plain.output,
        "\(later.debugDescription): \(run.standardError)"
      )
      if place > 100_000 { #expect(run.status == 0, "\(run.standardError)") }
    }
  }
}
