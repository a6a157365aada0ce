import Foundation
import Testing

/// What would tell a class that nobody is to know.
@Suite struct ConfidentialityTests {
  /// 60 units of three classes; a column that copies them, one that tells them in part, and free ones.
  static func pool(_ ids: (Int) -> String = { "P\($0)" }) -> String {
    let rows = (1...60).map { number in
      let kind = number <= 10 ? "一" : number <= 30 ? "二" : "三"
      let copy = number <= 10 ? "x" : number <= 30 ? "y" : "z"
      // Of the 30 of 三, three are called y: the column tells most of the class, and not all.
      let most = number > 57 ? "y" : copy
      let half = number % 2 == 0 ? "even" : "odd"
      return "\(ids(number)),单位\(number),\(kind),\(copy),\(most),\(half),\(number)\n"
    }
    return "编号,名称,组,甲,乙,丙,丁\n" + rows.joined()
  }

  static let rules = ["--stratum", "组", "--rule", "20%"]

  static func office(_ text: String = pool()) throws -> CommittedDraw {
    var it = try CommittedDraw(text)
    it.columns = rules
    return it
  }

  /// Mutual information over nine tenths of the classes' entropy is refused, with the figure, where the
  /// record is written, and where a record left the columns open.
  @Test func aColumnThatTellsTheClass() throws {
    let it = try Self.office()
    // H = −(1/6 ln 1/6 + 1/3 ln 1/3 + 1/2 ln 1/2) = 1.0114 nat; 乙 leaves H(组|乙) = 23/60 · 0.3869 = 0.1483
    // of it, which is 85 % told: below nine tenths.
    for (column, status) in [("甲", 64), ("乙", 0), ("丙", 0), ("名称", 0), ("丁", 0)] {
      let run = try it.commit(["--sealed", "--publish-columns", column], as: column)
      #expect(run.status == Int32(status), "\(column): \(run.standardError)")
      guard status != 0 else { continue }
      #expect(run.standardError.contains("tells 100 % of what there is to know of the strata"))
      let chinese = try it.commit(
        ["--sealed", "--publish-columns", column, "--language", "zh"],
        as: column
      )
      #expect(chinese.standardError.contains("100%"))
    }
    // One unit in sixty otherwise than the class leaves 21/60 · 0.1914 = 0.0670: 93 % are told.
    let nearly = try Self.office(Self.pool().replacing("P60,单位60,三,z", with: "P60,单位60,三,y"))
    let run = try nearly.commit(["--sealed", "--publish-columns", "甲"])
    #expect(run.status == 64, "\(run.standardError)")
    let figure = try #require(run.standardError.firstMatch(of: /tells ([0-9]+) % of/)).output.1
    #expect(figure == "93")
    // In an open draw over an ordinary column it is no secret.
    #expect(try it.commit(["--publish-columns", "甲"], as: "open").status == 0)
    // A draw by a record that left the columns open.
    #expect(try it.commit(["--sealed"], as: "free").status == 0)
    let refused = try it.draw(["--publish-columns", "甲"], as: "free", publishes: true)
    #expect(refused.status == 64 && refused.standardError.contains("100 %"))
    #expect(!FileManager.default.fileExists(atPath: it.path("free.public")))
    #expect(try it.draw(["--publish-columns", "乙"], as: "free", publishes: true).status == 0)
  }

  /// One class tells nothing, and a column with many values is a name.
  @Test func columnsThatTellNothing() throws {
    var it = try Self.office()
    it.columns = ["--rule", "20%"]
    #expect(try it.commit(["--sealed", "--publish-columns", "甲"]).status == 0)
    // 15 different values are more than a fifth of 60.
    let text = Self.pool().split(separator: "\n").enumerated().map { index, line in
      line.replacing(/,[xyz],/) { ",\($0.output.dropFirst().dropLast())\(index % 5)," }
    }
    let many = try Self.office(text.map { $0 + "\n" }.joined())
    #expect(try many.commit(["--sealed", "--publish-columns", "甲"]).status == 0)
  }

  /// Where the stratum is a class by its name it is confidential in an open draw too.
  @Test func aClassThatIsOpened() throws {
    var it = try Self.office(Self.pool().replacing("组", with: "风险级别"))
    it.columns = ["--stratum", "风险级别", "--rule", "20%"]
    let open = try it.commit([])
    #expect(open.status == 64 && open.standardError.contains("--open-strata"))
    #expect(!FileManager.default.fileExists(atPath: it.path("one.record")))
    #expect(try it.commit(["--open-strata"]).status == 0)
    let copy = try it.commit(["--open-strata", "--publish-columns", "甲"], as: "two")
    #expect(copy.status == 64 && copy.standardError.contains("100 %"))
    for column in ["风险级别", "组"] {
      let run = try it.commit(["--sealed", "--publish-columns", column], as: "two")
      #expect([64, 65].contains(run.status))
    }
  }

  @Test(arguments: [
    "１３８００００００００", "138 0000 0000", "ａ＠ｂ．ｃｎ", "a@b.cn", "（０１０）６２００００００",
    "１１０１０５１９４９１２３１００２Ｘ",
  ])
  func privateCellsAreRefusedWhereTheyAreCommitted(_ cell: String) throws {
    // In a unit that may never be selected.
    let it = try Self.office(Self.pool().replacing("单位44,", with: "\(cell),"))
    let run = try it.commit(["--sealed", "--publish-columns", "名称"])
    #expect(run.status == 65 && run.standardError.contains("row 45, column \"名称\""))
    #expect(!run.standardError.contains(cell))
    #expect(!FileManager.default.fileExists(atPath: it.path("one.record")))
    #expect(try it.commit(["--sealed"]).status == 0)
  }

  /// Said before the notice is published, by a draw too, and whatever the design.
  @Test(arguments: [[], ["--design", "pareto", "--measure", "丁"]])
  func identifiersThatBeginWithTheirClass(_ design: [String]) throws {
    let names = ["一", "二", "三"]
    let it = try Self.office(
      Self.pool { "\(names[$0 <= 10 ? 0 : $0 <= 30 ? 1 : 2])-\($0)" }
    )
    let words = "the identifiers begin with the name of their class"
    let commit = try it.commit(["--sealed"] + design)
    #expect(commit.status == 0 && commit.standardError.contains(words), "\(commit.standardError)")
    let draw = try it.draw(design)
    #expect(draw.status == 0 && draw.standardError.contains(words), "\(draw.standardError)")
    #expect(!(try Self.office().commit(["--sealed"] + design)).standardError.contains(words))
  }
}

/// A sealed draw names no class on any stream: planted names are looked for wherever something is said.
@Suite struct PlantedNameTests {
  static let word = "PLANTED"
  static let names = ["低险PLANTED", "中险PLANTED", "高险PLANTED"]
  static let text =
    "编号,名称,风险等级,规模\n"
    + (1...80).map { number in
      "P\(number),单位\(number),\(names[number <= 40 ? 0 : number <= 70 ? 1 : 2]),\(number)\n"
    }.joined()

  struct Sealed {
    let it: CommittedDraw
    let design: [String]

    init(_ design: [String]) throws {
      var it = try CommittedDraw(text)
      it.columns = ["--stratum", "风险等级"] + design
      self.it = it
      self.design = design
      let rules = zip(names, ["10%", "30%", "50%"]).flatMap { ["--rule", "\($0): \($1)"] }
      let commit = try it.commit(
        rules + ["--reserves", "1", "--sealed", "--publish-columns", "名称"]
      )
      #expect(commit.status == 0, "\(commit.standardError)")
      check(commit, "commit")
      let draw = try it.draw(publishes: true)
      #expect(draw.status == 0, "\(draw.standardError)")
      check(draw, "draw")
    }

    /// Whatever a run says, it names no class.
    func check(_ run: ToolRun, _ what: String) {
      #expect(
        !(run.output + run.standardError).contains(word),
        "\(what): \(run.output) \(run.standardError)"
      )
    }

    func check(_ what: String, _ body: ([String]) throws -> ToolRun) throws {
      for language in ["en", "zh"] { check(try body(["--language", language]), what) }
    }
  }

  static let designs = [[], ["--design", "pareto", "--measure", "规模"]]

  @Test(arguments: designs) func drawsThatAreRefused(_ design: [String]) throws {
    let sealed = try Sealed(design)
    let it = sealed.it
    for more in [
      ["--rule", "低险PLANTED: 20%"], ["--rule", "无PLANTED: 20%"], ["--rule", "低险PLANTED: 2x%"],
      ["--rule", "低险PLANTED: 500", "--rule", "1"], ["--reserves", "高险PLANTED: 3"],
      ["--reserves", "高险PLANTED: 300"], ["--reserves", "低险PLANTED: zz"],
      ["--start", "低险PLANTED: " + String(repeating: "0", count: 64)],
      ["--start", "低险PLANTED: zz"], ["--where", "风险等级 = 低险PLANTED"],
      ["--where", "风险等级 == 低险PLANTED"], ["--where", "number:风险等级 >= 1"],
      ["--rule", "低险PLANTED: 10%", "--rule", "低险PLANTED: <5%", "--rule", "1"],
    ] {
      try sealed.check("\(more)") { language in
        let run = try it.draw(more + language)
        #expect(run.status != 0, "\(more)")
        return run
      }
    }
    for (number, table) in [
      "stratum,size\n低险PLANTED,4\n中险PLANTED,x\n", "stratum,size\n低险PLANTED,4\n无PLANTED,3\n",
      "stratum,size\n低险PLANTED,4\n低险PLANTED,3\n",
      "stratum,size,population\n低险PLANTED,4,9\n中险PLANTED,9,1\n高险PLANTED,5,1\n",
      "stratum,size,rule\n低险PLANTED,4,x%\n中险PLANTED,9,1\n高险PLANTED,5,1\n",
    ].enumerated() {
      let sizes = try it.scratch.write(table, to: "sizes\(number).csv")
      try sealed.check(table) { try it.draw(["--sizes", sizes] + $0) }
    }
  }

  /// Pools in which a class, or the cell of one, is another: in a draw, a verification, a commitment.
  @Test(arguments: designs) func otherPools(_ design: [String]) throws {
    let sealed = try Sealed(design)
    let it = sealed.it
    let row = "P1,单位1,低险PLANTED,1\n"
    for (number, other) in [
      "P1,单位1,高险PLANTED,1\n", "P1,单位1,新险PLANTED,1\n", "P1,单位1,低险PLANTED\u{200B},1\n",
      "P1,单位1,,1\n", "P1,单位1, 低险PLANTED,1\n", "P2,单位1,低险PLANTED,1\n",
      "P1,单位1,e\u{301}PLANTED,1\n", "Q1,单位1,低险PLANTED,1\n", "P1,单位一,低险PLANTED,1\n",
      "P1,单位1,低险PLANTED,x\n", "P1,单位1,低险PLANTED,1,1\n", "",
    ].enumerated() {
      let pool = try it.scratch.write(
        Self.text.replacing(row, with: other),
        to: "pool\(number).csv"
      )
      try sealed.check("draw \(other)") { try it.draw($0, pool: pool) }
      try sealed.check("verify \(other)") { try it.verify($0, pool: pool) }
      try sealed.check("verify without record \(other)") { language in
        try ToolRun.run(["verify", it.path("one.json"), "--pool", pool] + language)
      }
      try sealed.check("commit \(other)") { language in
        let name = "other\(number)\(language[1])"
        return try it.commit(["--rule", "10%", "--sealed"] + language, as: name, pool: pool)
      }
    }
  }

  /// Receipts, records and selections that were edited.
  @Test(arguments: designs) func editedFiles(_ design: [String]) throws {
    let sealed = try Sealed(design)
    let it = sealed.it
    let (receipt, record, list) = (
      try it.text("one.json"), try it.text("one.record"), try it.text("one.csv")
    )
    func verify(_ what: String, receipt: String? = nil, _ more: [String] = []) throws {
      try sealed.check(what) { try it.verify(more + $0, receipt: receipt) }
      try sealed.check("\(what), without record") { language in
        try ToolRun.run(
          ["verify", receipt ?? it.path("one.json"), "--pool", it.pool]
            + (more.isEmpty ? ["--selection", it.path("one.csv")] : more) + language
        )
      }
    }
    for (what, with) in [
      ("\"stratum\" : \"低险PLANTED\"", "\"stratum\" : \"别险PLANTED\""),
      ("\"stratum\" : \"低险PLANTED\"", "\"stratum\" : \"低险PLANTED \""),
      ("\"stratum\" : \"低险PLANTED\"", "\"stratum\" : \"高险PLANTED\""),
      ("\"size\" : 4", "\"size\" : 3"), ("\"size\" : 4", "\"size\" : -3"),
      ("\"size\" : 4", "\"size\" : 99"), ("\"population\" : 40", "\"population\" : 41"),
      ("\"rule\" : \"≥10%\"", "\"rule\" : \"≥60%\""),
      ("\"rule\" : \"≥10%\"", "\"rule\" : \"PLANTED\""),
      ("\"starts\" : null", "\"starts\" : {\"低险PLANTED\" : 5}"),
      ("\"starts\" : null", "\"starts\" : {\"低险PLANTED\" : \"zz\"}"),
      ("\"starts\" : null", "\"starts\" : {\"低险PLANTED\" : \"a\", \"低险PLANTED\" : \"b\"}"),
      ("\"starts\" : null", "\"低险PLANTED\" : 1, \"starts\" : null"),
      ("\"sealed\" : true", "\"sealed\" : false"),
      ("\"starts\" : null", "\"starts\" : null, \"filter\" : [\"风险等级 = 低险PLANTED\"]"),
    ] {
      #expect(receipt.contains(what), "\(what)")
      let forged = try it.scratch.write(receipt.replacing(what, with: with), to: "forged.json")
      try verify(with, receipt: forged)
    }
    for (number, edited) in [
      list.replacing("低险PLANTED,1,", with: "高险PLANTED,1,"),
      list.replacing("低险PLANTED", with: "无PLANTED"), list.replacing("selected", with: "reserve"),
      list.split(separator: "\n").dropLast().map { $0 + "\n" }.joined(),
      list + "低险PLANTED,9,selected,40,4,10.0,,P99,单位99,低险PLANTED,9\n",
      list.replacing("draw_stratum", with: "stratum"),
    ].enumerated() {
      let path = try it.scratch.write(edited, to: "list\(number).csv")
      try verify("list \(number)", ["--selection", path])
    }
    for (what, with) in [
      ("低险PLANTED\t40\t4", "低险PLANTED\t40\t5"), ("\trule", "\trul"),
      ("rule\t低险PLANTED\t≥10%", "rule\t低险PLANTED\tx"), ("stratum\t高险", "stratum\t低险"),
      ("rule\t低险PLANTED\t≥10%", "rule\t低险PLANTED\t≥60%"), ("低险PLANTED", "无PLANTED"),
    ] {
      _ = try it.scratch.write(record.replacing(what, with: with), to: "one.record")
      try verify(with)
      try sealed.check("draw \(with)") { try it.draw($0) }
    }
  }
}
