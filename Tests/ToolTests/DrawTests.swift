import Foundation
import Sampling
import TestSupport
import Testing

/// A made-up pool of three classes and how it is drawn in these tests.
struct SmallPool {
  static let header = "id,name,class"

  /// 60 units: 10 of A, 20 of B, 30 of C; one name holds a comma, quotes and a line break.
  static let rows: [String] = (1...60).map { number in
    let stratum = number <= 10 ? "A" : number <= 30 ? "B" : "C"
    let name = number == 7 ? "\"Seven, \"\"the\n7th\"\"\"" : "Unit \(number)"
    return "U\(number),\(name),\(stratum)"
  }

  static let text = ([header] + rows).map { $0 + "\n" }.joined()

  static let arguments = [
    "--id", "id", "--stratum", "class", "--rule", "A: 50%", "--rule", "B: >35%", "--rule",
    "C: 10%", "--label", "test", "--seed", "1 2 3",
  ]

  /// The selected identifiers by stratum and rank, with their tickets.
  static func identifiers(of run: ToolRun) -> [String] {
    lines(of: run.output).map { cells in "\(cells[0])|\(cells[1])|\(cells[6])|\(cells[7])" }
  }

  /// The selected identifiers of a selection file.
  static func identifiers(of selection: String) -> [String] {
    lines(of: selection).map { cells in String(cells[7]) }
  }

  private static func lines(of text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: ",", maxSplits: 8) }
      .filter { $0.count > 7 && $0[2] == "selected" }
  }
}

@Suite struct DrawTests {
  @Test(.enabled(if: Shared.isAvailable)) func chicagoHasTheVectorsDigest() throws {
    let scratch = try Scratch()
    let run = try ToolRun.run([
      "draw", Shared.path("pools/chicago-food-establishments.csv"), "--id", "id", "--stratum",
      "risk_class", "--rule", "1: 50%", "--rule", "2: >35%", "--rule", "3: 10%", "--label",
      "chicago-2015", "--seed", "4 6 1 1 3 5 2 6 6 1", "--receipt", scratch.path("receipt"),
    ])
    #expect(run.status == 0)
    let receipt = try String(contentsOfFile: scratch.path("receipt"), encoding: .utf8)
    // The first draw of the protocol's vectors.
    #expect(
      receipt.contains(
        "\"sha256\" : \"d0ca4ad5d8ec54ed65d950512f084cbe6e1028ac19fbbf488e80bed6e4957125\""
      )
    )
    for size in [4221, 1019, 102] { #expect(receipt.contains("\"size\" : \(size)")) }
  }

  struct PoolVectors: Decodable {
    struct Case: Decodable {
      struct Stratum: Decodable {
        var stratum, threshold: String
        var size: Int
      }
      var pool, id, stratum, label, seed, secret, digest: String
      var start: String?
      var strata: [Stratum]
    }
    var cases: [Case]
  }

  @Test func everyPoolVector() throws {
    let vectors = try Vectors.json("draws.json", as: PoolVectors.self)
    for vector in vectors.cases where vector.secret.isEmpty {
      guard let pool = Vectors.pool(vector.pool) else { continue }
      let scratch = try Scratch()
      var arguments = [
        "draw", pool, "--id", vector.id, "--stratum", vector.stratum, "--label", vector.label,
        "--seed", vector.seed, "--receipt",
        scratch.path("receipt"),
      ]
      for stratum in vector.strata {
        arguments += ["--rule", "\(stratum.stratum): \(stratum.size)"]
      }
      if let start = vector.start { arguments += ["--start", start] }
      let run = try ToolRun.run(arguments)
      #expect(run.status == 0, "\(run.standardError)")
      let receipt = try String(contentsOfFile: scratch.path("receipt"), encoding: .utf8)
      #expect(receipt.contains(vector.digest))
      for stratum in vector.strata { #expect(receipt.contains(stratum.threshold)) }
    }
  }

  @Test func orderLineEndsColumnsAndQuotesDoNotMatter() throws {
    let plain = try ToolRun.run(
      ["draw", "-"] + SmallPool.arguments,
      input: Data(SmallPool.text.utf8)
    )
    #expect(plain.status == 0)
    let expected = SmallPool.identifiers(of: plain)
    #expect(expected.count == 5 + 8 + 3)
    var random = SeededGenerator(seed: 3)
    let shuffled = ([SmallPool.header] + SmallPool.rows.shuffled(using: &random))
    let variants: [String: String] = [
      "shuffled": shuffled.map { $0 + "\n" }.joined(),
      "CRLF": ([SmallPool.header] + SmallPool.rows).map { $0 + "\r\n" }.joined(),
      "byte order mark": "\u{FEFF}" + SmallPool.text,
      "quoted": ([SmallPool.header] + SmallPool.rows).map { row in
        let cells = row.split(separator: ",", maxSplits: 1)
        return "\"\(cells[0])\",\(cells[1])\n"
      }.joined(),
      "no last line feed": String(SmallPool.text.dropLast()),
      "blank lines at the end": SmallPool.text + "\n\r\n\n",
    ]
    for (name, text) in variants {
      let run = try ToolRun.run(["draw", "-"] + SmallPool.arguments, input: Data(text.utf8))
      #expect(run.status == 0, "\(name): \(run.standardError)")
      let found = SmallPool.identifiers(of: run).map { $0.replacing("\"", with: "") }
      #expect(found == expected, "\(name)")
    }
  }

  @Test func reorderedColumnsGiveTheSameUnits() throws {
    let rows = (1...60).map { "\($0 <= 10 ? "A" : $0 <= 30 ? "B" : "C"),Unit,U\($0)" }
    let text = (["class,name,id"] + rows).map { $0 + "\n" }.joined()
    let run = try ToolRun.run(["draw", "-"] + SmallPool.arguments, input: Data(text.utf8))
    let plain = try ToolRun.run(
      ["draw", "-"] + SmallPool.arguments,
      input: Data(SmallPool.text.utf8)
    )
    let tickets = { (run: ToolRun) in
      SmallPool.identifiers(of: run).map { $0.split(separator: "|")[2] }
    }
    #expect(run.status == 0)
    #expect(tickets(run) == tickets(plain))
  }

  @Test func sameBytesFromAnyNumberOfThreads() throws {
    let runs = try ["1", "2", "4"].map { threads in
      try ToolRun.run(
        ["draw", "-", "--threads", threads] + SmallPool.arguments,
        input: Data(SmallPool.text.utf8)
      )
    }
    #expect(Set(runs.map(\.output)).count == 1)
  }

  @Test func gb18030IsFoundAndSaid() throws {
    // 编号,名称,分类 / 甲1,测绘一,甲级 … in GB18030; bytes written out so that no decoder is tested
    // by itself: 编号 B1E0BAC5, 名称 C3FBB3C6, 分类 B7D6C0E0, 甲 BCD7, 级 BCB6.
    let header: [UInt8] = [
      0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xB7, 0xD6, 0xC0, 0xE0, 0x0A,
    ]
    var bytes = header
    for number in 1...9 {
      bytes += [
        0xBC, 0xD7, 0x30 + UInt8(number), 0x2C, 0xB2, 0xE2, 0x2C, 0xBC, 0xD7, 0xBC, 0xB6, 0x0A,
      ]
    }
    let run = try ToolRun.run(
      ["draw", "-", "--stratum", "分类", "--rule", "甲级: 35%", "--label", "x", "--seed", "1"],
      input: Data(bytes)
    )
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardError.contains("GB18030"))
    #expect(run.output.contains(",甲"))
    let utf8 = ["编号,名称,分类"] + (1...9).map { "甲\($0),测,甲级" }
    let same = try ToolRun.run(
      ["draw", "-", "--stratum", "分类", "--rule", "甲级: 35%", "--label", "x", "--seed", "1"],
      input: Data(utf8.map { $0 + "\n" }.joined().utf8)
    )
    #expect(same.output == run.output)
  }

  @Test func reservesFollowAndCarryNoWeight() throws {
    let run = try ToolRun.run(
      ["draw", "-", "--reserves", "50%"] + SmallPool.arguments,
      input: Data(SmallPool.text.utf8)
    )
    #expect(run.status == 0, "\(run.standardError)")
    let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("B,") }
    #expect(lines.count == 8 + 4)
    #expect(lines[7].hasPrefix("B,8,selected,20,8,2.5,"))
    #expect(lines[8].hasPrefix("B,9,reserve,20,8,,"))
  }

  @Test func positions() throws {
    // The protocol's vectors have these in full; here the shape of the file.
    let run = try ToolRun.run([
      "draw", "--population", "18446744073709551615", "--size", "2", "--label", "demo", "--seed",
      "20240314",
    ])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("draw_stratum,draw_rank,draw_role,"))
    #expect(run.output.split(separator: "\n").count == 3)
  }
}

@Suite struct PositionOptionTests {
  /// What has no effect on a numbered pool is refused, and not passed over.
  @Test(arguments: [
    ["--rule", "50%"], ["--overall", "50%"], ["--stratum", "class"], ["--id", "id"],
    ["--design", "pareto", "--measure", "size"], ["--start", String(repeating: "0", count: 64)],
    ["--reserves", "A: 1"], ["--plain"], ["--memory", "1G"], ["--after", "receipt.json"],
  ])
  func optionsOfAList(_ more: [String]) throws {
    let draw = ["draw", "--population", "9", "--size", "3", "--label", "x", "--seed", "1"]
    #expect(try ToolRun.run(draw + more).status == 64)
    let plain = try ToolRun.run(draw + ["--reserves", "1"])
    #expect(plain.status == 0 && plain.standardError.contains("uncommitted"))
    #expect(try ToolRun.run(["draw", "--population", "007"] + draw.dropFirst(3)).status == 64)
  }
}

@Suite struct TaskTests {
  /// A plan table with one task.
  static let table =
    "序号,抽查任务名称,抽查类型,抽查事项类别,抽查事项,抽查对象范围,抽查对象基数,抽查对象比例,抽查频次,抽查起止时间,责任股室\n"
    + "1,企业检查,定向,一般检查事项,检查公示信息,辖区企业,60,>35%,1次/年,4月1日-11月30日,信用股\n"

  @Test func rulesAndLabelComeFromThePlan() throws {
    let scratch = try Scratch()
    let table = try scratch.write(TaskTests.table, to: "plan.csv")
    let plan = scratch.path("plan.json")
    let check = try ToolRun.run([
      "plan", "check", table, "--year", "2024", "--number", "许自规〔2024〕1号", "--issued",
      "2024-03-01", "--format", "json", "--output", plan,
    ])
    #expect(check.status == 0, "\(check.standardError)")
    let pool = try scratch.write(SmallPool.text, to: "pool.csv")
    let receipt = scratch.path("receipt.json")
    let run = try ToolRun.run([
      "draw", pool, "--task", "\(plan)#1", "--seed", "1 2 3", "--receipt", receipt,
    ])
    #expect(run.status == 0, "\(run.standardError)")
    // >35 % of 60 is 22.
    #expect(run.output.split(separator: "\n").dropFirst().count { $0.hasPrefix("*,") } == 22)
    let text = try String(contentsOfFile: receipt, encoding: .utf8)
    #expect(text.contains("许自规〔2024〕1号#1 企业检查"))
    let none = try ToolRun.run(["draw", pool, "--task", "\(plan)#9", "--seed", "1"])
    #expect(none.status == 65, "\(none.standardError)")
    let form = try ToolRun.run(["draw", pool, "--task", plan, "--seed", "1"])
    #expect(form.status == 64)
    let both = try ToolRun.run([
      "draw", pool, "--task", "\(plan)#1", "--rule", "10%", "--seed", "1",
    ])
    #expect(both.status == 64)
    let unlabelled = try ToolRun.run(["draw", pool, "--rule", "10%", "--seed", "1"])
    #expect(unlabelled.status == 64)
  }
}

@Suite struct SizesFileTests {
  /// What `size` writes is what `draw` takes, as CSV and as JSON.
  @Test func sizesGoFromSizeToDraw() throws {
    let scratch = try Scratch()
    let strata = try scratch.write(
      "stratum,population,rule,sd\nA,10,50%,0.2\nB,20,>35%,0.3\nC,30,10%,0.5\n",
      to: "strata.csv"
    )
    let pool = try scratch.write(SmallPool.text, to: "pool.csv")
    for (format, method) in [("csv", "proportional"), ("json", "variance")] {
      let sizes = scratch.path("sizes.\(format)")
      let size = try ToolRun.run([
        "size", strata, "--method", method, "--total", "24", "--format", format, "--output", sizes,
      ])
      #expect(size.status == 0, "\(size.standardError)")
      let draw = try ToolRun.run([
        "draw", pool, "--stratum", "class", "--sizes", sizes, "--label", "x", "--seed", "1",
      ])
      #expect(draw.status == 0, "\(draw.standardError)")
      #expect(SmallPool.identifiers(of: draw).count == 24)
    }
  }

  @Test(arguments: [
    ("stratum,population,size\nA,10,5\nB,20,8\nC,31,3\n", "31 units, and there are 30"),
    ("stratum,size\nA,5\nB,8\n", "\"C\""), ("stratum,size\nA,5\nB,8\nC,3\nD,1\n", "\"D\""),
    ("stratum,size\nA,5\nA,8\n", "twice"), ("stratum,size\nA,-5\n", "whole number"),
    ("{\"schema\":\"other\"}", "spotcheck.sizes/1"),
  ])
  func sizesThatDoNotFit(_ example: (text: String, words: String)) throws {
    let scratch = try Scratch()
    let pool = try scratch.write(SmallPool.text, to: "pool.csv")
    let sizes = try scratch.write(example.text, to: "sizes")
    let run = try ToolRun.run([
      "draw", pool, "--stratum", "class", "--sizes", sizes, "--label", "x", "--seed", "1",
    ])
    #expect(run.status == 65, "\(run.standardError)")
    #expect(run.standardError.contains(example.words), "\(run.standardError)")
  }
}
