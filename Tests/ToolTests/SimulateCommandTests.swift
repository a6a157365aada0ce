import Foundation
import TestSupport
import Testing

@Suite struct SimulateCommandTests {
  private func run(_ arguments: [String], folder: URL) throws -> ToolRun {
    try ToolRun.run(["simulate"] + arguments + ["--language", "en"], folder: folder)
  }

  private func pool(_ scratch: Scratch) throws {
    let rows = (0..<90).map {
      "u\($0),\($0 % 3 == 0 ? "A" : "B"),\($0 % 10 == 0 ? "Fail" : "Pass"),\($0 % 4)"
    }
    _ = try scratch.write(
      "id,class,result,hours\n" + rows.joined(separator: "\n") + "\n",
      to: "pool.csv"
    )
  }

  @Test func aStratifiedPool() throws {
    let scratch = try Scratch()
    try pool(scratch)
    let arguments = [
      "pool.csv", "--stratum", "class", "--rule", "A: 50%", "--rule", "B: 10%", "--label", "test",
      "--seed", "1 2 3 4 5 6", "--replicates", "500", "--value", "result", "--event", "Fail",
      "--load", "hours", "--pairs", "30",
    ]
    let text = try run(arguments, folder: scratch.folder)
    #expect(text.status == 0)
    #expect(text.output.contains("500 replicates, labels \"test/1\" to \"test/500\""))
    #expect(text.output.contains("units: 0 of 90 frequencies outside exact bounds"))
    #expect(text.output.contains("pairs: 0 of 435 frequencies outside exact bounds"))
    #expect(text.output.contains("result: truth 0.1,"))
    let json = try run(arguments + ["--format", "json"], folder: scratch.folder)
    #expect(json.output.contains("\"schema\" : \"spotcheck.simulation/1\""))
    #expect(json.output.contains("\"replicates\" : 500"))
  }

  /// The first replicate is the draw with its label.
  @Test func aReplicateIsADraw() throws {
    let scratch = try Scratch()
    try pool(scratch)
    let draw = try ToolRun.run(
      [
        "draw", "pool.csv", "--rule", "10%", "--label", "test/1", "--seed", "1 2 3 4 5 6",
      ],
      folder: scratch.folder
    )
    #expect(draw.status == 0)
    let hours = draw.output.split(separator: "\n").dropFirst().compactMap { line in
      line.split(separator: ",").last.flatMap { Double($0) }
    }
    let json = try run(
      [
        "pool.csv", "--rule", "10%", "--label", "test", "--seed", "1 2 3 4 5 6", "--replicates",
        "1",
        "--load", "hours", "--format", "csv",
      ],
      folder: scratch.folder
    )
    #expect(hours.count == 9)
    #expect(json.output.contains(",\(hours.reduce(0, +)),0.0,"))
  }

  @Test func rotationAndSize() throws {
    let scratch = try Scratch()
    try pool(scratch)
    let rotation = try run(
      [
        "pool.csv", "--rule", "10%", "--label", "test", "--seed", "1", "--replicates", "50",
        "--years", "10", "--rotation", "--format", "csv",
      ],
      folder: scratch.folder
    )
    #expect(rotation.status == 0)
    #expect(rotation.output.contains("\n*,90,9,90.0,0.0,90.0,"))
    let size = try run(
      [
        "pool.csv", "--rule", "5户", "--label", "test", "--seed", "1", "--replicates", "50",
        "--design", "pareto", "--measure", "hours",
      ],
      folder: scratch.folder
    )
    #expect(size.status == 0)
    #expect(size.output.contains("the true probabilities of a draw by size differ a little"))
  }

  @Test func whatIsRefused() throws {
    let scratch = try Scratch()
    try pool(scratch)
    let base = ["pool.csv", "--label", "test", "--seed", "1"]
    for (arguments, status) in [
      ([], 64), (["--rule", "10%", "--design", "pareto"], 64),
      (["--rule", "10%", "--event", "Fail"], 64), (["--rule", "10%", "--replicates", "0"], 64),
      (["--rule", "10%", "--value", "result"], 65), (["--rule", "10%", "--value", "no"], 65),
      (["--rule", "10%", "--alpha", "1"], 64), (["--rule", "200户"], 1),
    ] as [([String], Int32)] {
      #expect(try run(base + arguments, folder: scratch.folder).status == status, "\(arguments)")
    }
  }

  /// The bounds of an event hold what they promise where a class is a census, tiny, or hardly inspected.
  ///
  /// At least 95 % less three Monte Carlo errors. So do Student's of a
  /// census and a handful of a normal value.
  @Test(arguments: [
    ["A: 100%", "B: 3户", "C: 20%"], ["A: 2户", "B: 5%", "C: 1户"], ["A: 50%", "B: 2%", "C: 100%"],
  ]) func coverage(rules: [String]) throws {
    let scratch = try Scratch()
    var text = "id,class,result,value\n"
    var generator = SeededGenerator(seed: 5)
    for index in 0..<406 {
      let name = index < 60 ? "A" : index < 400 ? "B" : "C"
      let fails = Int.random(in: 0..<(name == "B" ? 12 : 5), using: &generator) == 0
      let value = (0..<12).reduce(0.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator)
      }
      text += "u\(index),\(name),\(fails ? "Fail" : "Pass"),\(value)\n"
    }
    _ = try scratch.write(text, to: "pool.csv")
    func flags(_ rules: [String]) -> [String] {
      ["pool.csv", "--stratum", "class", "--label", "c", "--seed", "1", "--replicates", "400"]
        + rules.flatMap { ["--rule", $0] } + ["--pairs", "0", "--format", "json"]
    }
    let run = try run(
      flags(rules) + ["--value", "result", "--event", "Fail"],
      folder: scratch.folder
    )
    let estimates = try #require(try json(run)["estimates"] as? [String: Any])
    #expect(estimates["interval"] as? String == "exact")
    #expect(estimates["without_interval"] as? Int == 0)
    let coverage = try #require(estimates["coverage"] as? Double)
    #expect(coverage >= 0.95 - 3 * (0.05 * 0.95 / 400).squareRoot(), "\(coverage)")
    guard rules[0] == "A: 100%" else { return }
    let student = try json(
      self.run(
        flags(["A: 100%", "B: 4户", "C: 100%"]) + ["--value", "value"],
        folder: scratch.folder
      )
    )
    let numbers = try #require(student["estimates"] as? [String: Any])
    #expect(numbers["interval"] as? String == "t")
    let held = try #require(numbers["coverage"] as? Double)
    #expect(held >= 0.95 - 3 * (0.05 * 0.95 / 400).squareRoot(), "\(held)")
  }

  /// Values that no square can be made of, with their row.
  @Test func greatValues() throws {
    let scratch = try Scratch()
    _ = try scratch.write("id,v\n1,1\n2,1e308\n3,2\n4,3\n", to: "p.csv")
    for column in ["--value", "--load"] {
      let run = try run(
        ["p.csv", "--rule", "2户", "--label", "L", "--seed", "1", "--replicates", "5", column, "v"],
        folder: scratch.folder
      )
      #expect(run.status == 65 && run.standardError.contains("row 3, column \"v\": \"1e308\""))
    }
  }
}
