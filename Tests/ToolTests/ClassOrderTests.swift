import Foundation
import Frames
import Testing

/// Whoever reads an answer looks for the classes where they stand in his table.
@Suite struct ClassOrderTests {
  private static let table = """
    stratum,population,rule,prevalence,cost,sd,inspected,violations
    C,50,10%,0.2,2,1,10,2
    A,500,10%,0.01,1,1,50,1
    B,200,10%,0.1,1,1,20,1

    """

  @Test(arguments: [
    ["size"], ["learn", "--budget", "300"], ["rounds", "--rounds", "2"], ["coverage"],
    ["detect", "--total", "100", "--split"],
  ]) func theOrderIsTheTables(command: [String]) throws {
    let scratch = try Scratch()
    let path = try scratch.write(Self.table, to: "strata.csv")
    let run = try ToolRun.run(
      command.last == "--split"
        ? command + [path, "--format", "csv"]
        : [command[0], path] + command.dropFirst() + ["--format", "csv"]
    )
    #expect(run.status == 0, "\(run.standardError)")
    let table = try Table(bytes: Array(run.output.utf8), file: "answer")
    let column = try #require(table.index(of: "stratum"))
    var order: [String] = []
    for name in table.rows.map({ $0.cells[column] }) where !order.contains(name) {
      order.append(name)
    }
    #expect(order.filter { $0 != "*" } == ["C", "A", "B"])
  }
}
