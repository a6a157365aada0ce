import Foundation
import TestSupport
import Testing

/// What an audit says first: what was found, in a sentence.
@Suite struct AuditFindingTests {
  private func run(_ arguments: [String], _ scratch: Scratch) throws -> ToolRun {
    try ToolRun.run(
      ["audit", "--replicates", "999", "--language", "en"] + arguments,
      folder: scratch.folder
    )
  }

  private func firstLine(_ run: ToolRun) -> String {
    String(run.output.split(separator: "\n").first ?? "")
  }

  private func list(_ scratch: Scratch, _ units: some Sequence<Int>, to name: String) throws {
    _ = try scratch.write("id\n" + units.map { "u\($0)\n" }.joined(), to: name)
  }

  /// A pool whose serial number counts the rows, with six-digit district codes that mean towns.
  private func pool(_ scratch: Scratch, _ count: Int) throws {
    let rows = (0..<count).map { index in
      "\(index + 1),u\(index),\(130_100 + index * 7919 % 30),\(index * 31 % 97),T\(index * 7919 % 30)"
    }
    _ = try scratch.write(
      "no,id,code,size,town\n" + rows.joined(separator: "\n") + "\n",
      to: "pool.csv"
    )
  }

  @Test func everyTwentiethRow() throws {
    let scratch = try Scratch()
    try pool(scratch, 1_500)
    try list(scratch, stride(from: 6, to: 1_500, by: 20), to: "2024.csv")
    let run = try run(["pool.csv", "--id", "id", "--draw", "2024=2024.csv"], scratch)
    #expect(run.status == 1)
    #expect(firstLine(run).hasPrefix("every 20th row from row 8, in the draw of 2024 ("))
    // The serial number is the list, and said to be.
    #expect(
      !run.output.contains("runs  no") && run.output.contains("not tested: \"no\": counts the rows")
    )
    let document = try json(
      self.run(
        ["pool.csv", "--id", "id", "--draw", "2024=2024.csv", "--format", "json"],
        scratch
      )
    )
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.count == 1)
    #expect((findings[0]["evidence"] as? [Any])?.isEmpty == false)
    let chinese = try ToolRun.run(
      [
        "audit", "pool.csv", "--id", "id", "--draw", "2024=2024.csv", "--replicates", "999",
        "--language", "zh",
      ],
      folder: scratch.folder
    )
    #expect(firstLine(chinese).hasPrefix("每隔 20 行抽取一个：自第 8 行起（抽取 2024）"))
  }

  /// A district that is never drawn: the code and the town are one finding.
  @Test func aSparedDistrict() throws {
    let scratch = try Scratch()
    try pool(scratch, 1_500)
    var generator = SeededGenerator(seed: 3)
    for year in [2023, 2024, 2025] {
      let open = (0..<1_500).filter { $0 * 7919 % 30 != 4 }.shuffled(using: &generator)
      try list(scratch, open.prefix(150), to: "\(year).csv")
    }
    let run = try run(
      [
        "pool.csv", "--id", "id", "--draw", "2023.csv", "--draw", "2024.csv", "--draw", "2025.csv",
      ],
      scratch
    )
    #expect(run.status == 1)
    let first = firstLine(run)
    #expect(first.contains("\"130104\" was spared: its 50 units were drawn 0 times, 15 expected"))
    #expect(first.contains("(code)") && first.contains("(town)"))
    #expect(run.output.components(separatedBy: "was spared").count == 2)
  }

  /// Numbers only where they are named; a cell that is none has its row.
  @Test func namedNumbers() throws {
    let scratch = try Scratch()
    try pool(scratch, 400)
    try list(scratch, (0..<400).sorted { $0 * 31 % 97 < $1 * 31 % 97 }.prefix(40), to: "a.csv")
    let flags = ["pool.csv", "--id", "id", "--draw", "a.csv", "--columns", "size"]
    let named = try run(flags + ["--number", "size"], scratch)
    #expect(named.status == 1 && named.output.contains("position     size"))
    #expect(firstLine(named).contains("\"≤ 9.0\" was favoured"))
    let text = try run(flags, scratch)
    #expect(!text.output.contains("position     size"))
    #expect(text.output.contains("not tested: \"no\", \"code\", \"town\": not named in --columns"))
    let wrong = try run(flags + ["--number", "town"], scratch)
    #expect(
      wrong.status == 65 && wrong.standardError.contains("row 2, column \"town\": \"T0\" is not")
    )
    #expect(try run(flags + ["--number", "nowhere"], scratch).status == 65)
  }

  /// One inspector is kept for a district, and the sentence says who and where.
  @Test func anInspectorOfOneDistrict() throws {
    let scratch = try Scratch()
    var generator = SeededGenerator(seed: 8)
    let rows = (0..<300).map { index in
      let town = index % 12 == 0 ? "Hill" : "T\(index % 5)"
      let who = town == "Hill" ? "Wang" : "i\(Int.random(in: 1...9, using: &generator))"
      return "u\(index),\(town),\(who),\(index / 12 % 3)"
    }
    _ = try scratch.write(
      "id,town,inspector,class\n" + rows.joined(separator: "\n") + "\n",
      to: "v.csv"
    )
    for flag in ["--class", "--district"] {
      let run = try run(["--assignments", "v.csv", flag, "town"], scratch)
      #expect(run.status == 1)
      #expect(run.output.contains("\"Wang\" made 25 of the 25 visits to"))
    }
    let honest = try run(["--assignments", "v.csv", "--class", "class"], scratch)
    #expect(!honest.output.contains("made"))
  }

  /// A level that no number of replicates reaches is answered, and said.
  @Test func aLevelBeyondReplicates() throws {
    let scratch = try Scratch()
    try pool(scratch, 100)
    try list(scratch, [3, 30, 41, 77, 90], to: "a.csv")
    for alpha in ["1e-17", "0.0000000000000001"] {
      let run = try ToolRun.run(
        [
          "audit", "pool.csv", "--id", "id", "--draw", "a.csv", "--alpha", alpha, "--columns",
          "town",
        ],
        folder: scratch.folder
      )
      #expect(run.status == 0 || run.status == 64, "\(run.standardError)")
      if run.status == 0 { #expect(run.output.contains("can not find anything alone")) }
    }
  }
}
