import Foundation
import Frames
import Sampling
import Testing

/// What commands write as a workbook: by the name of the output, with headings in the language.
@Suite struct WorkbookOutputTests {
  /// The rows of a sheet, the heading first.
  static func rows(_ path: String, sheet: String? = nil) throws -> [[String]] {
    let table = try Table(
      bytes: try TableText(path, sheet: sheet, fillsMerged: false).bytes,
      file: path
    )
    return [table.header] + table.rows.map(\.cells)
  }

  private static func run(_ arguments: [String], language: String = "zh") throws -> ToolRun {
    try ToolRun.run(arguments, environment: ["SPOTCHECK_LANGUAGE": language])
  }

  static let pool =
    "编号,行业,地址\n"
    + (1...40).map { "\(String(format: "%04d", $0)),\($0 % 2 == 0 ? "餐饮" : "零售"),=路\(41 - $0)号\n" }
    .joined()

  private static func draw(
    _ scratch: Scratch,
    _ more: [String],
    reserves: [String] = ["--reserves", "1"],
    language: String = "zh"
  ) throws -> ToolRun {
    let pool = try scratch.write(pool, to: "pool.csv")
    return try run(
      [
        "draw", pool, "--id", "编号", "--stratum", "行业", "--rule", "30%", "--label", "x",
        "--seed", "1",
      ] + reserves + more,
      language: language
    )
  }

  @Test func selection() throws {
    let scratch = try Scratch()
    let (book, plain) = (scratch.path("结果.xlsx"), scratch.path("结果.csv"))
    let run = try WorkbookOutputTests.draw(scratch, ["--output", book, "--sort", "地址,编号"])
    #expect(run.status == 0, "\(run.standardError)")
    _ = try WorkbookOutputTests.draw(scratch, ["--output", plain])
    let mode = try FileManager.default.attributesOfItem(atPath: book)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let rows = try WorkbookOutputTests.rows(book, sheet: "抽取结果")
    let csv = try WorkbookOutputTests.rows(plain)
    #expect(
      rows.first == ["分类", "序号", "入选/候补", "分类对象数", "分类抽取数", "权重", "编号", "行业", "地址", "号码"]
    )
    #expect(rows.count == 15 && csv.count == rows.count)
    for (row, line) in zip(rows.dropFirst(), csv.dropFirst()) {
      let role = ["selected": "入选", "reserve": "候补"][line[2]]
      #expect(row[0] == line[0] && row[1] == line[1] && row[2] == role)
      #expect(Array(row[6...]) == Array(line[7...]) + [line[6]])
      // A spreadsheet shows fifteen digits.
      #expect(Double(row[5]) == Double(line[5]).map { Double(String(format: "%.15g", $0)) ?? $0 })
    }
    // The second list has the same rows by address, numbers by their value.
    let visits = try WorkbookOutputTests.rows(book, sheet: "走访顺序")
    #expect(visits.first == rows.first && Set(visits) == Set(rows))
    let numbers = visits.dropFirst().compactMap { Int($0[8].filter(\.isNumber)) }
    #expect(numbers == numbers.sorted() && numbers.count == 14)
    let again = scratch.path("again.xlsx")
    _ = try WorkbookOutputTests.draw(scratch, ["--output", again, "--sort", "地址,编号"])
    #expect(FileManager.default.contentsEqual(atPath: book, andPath: again))
  }

  @Test func plainAndEnglish() throws {
    let scratch = try Scratch()
    let book = scratch.path("a.XLSX")
    let pool = try scratch.write("No.,Class\n1,a\n2,b\n", to: "p.csv")
    func draw(_ more: [String]) throws -> [[String]] {
      let run = try WorkbookOutputTests.run(
        ["draw", pool, "--id", "No.", "--rule", "100%", "--label", "x", "--seed", "1", "-o", book]
          + more,
        language: "en"
      )
      #expect(run.status == 0, "\(run.standardError)")
      return try WorkbookOutputTests.rows(book)
    }
    #expect(try draw(["--plain"]).first == ["No.", "Class"])
    // A heading that the pool has too does not stand twice.
    let rows = try draw([])
    #expect(rows[0].prefix(3) == ["Class (draw)", "No. (draw)", "Role"])
    #expect(rows[1][0] == "all" && rows[1][2] == "selected")
  }

  /// What is published for people holds what is published for programs, and is verified as that is.
  @Test func published() throws {
    let it = try SealedTests.ceremony(sealed: false)
    let book = "\(it.folder)/selection.xlsx"
    #expect(
      try WorkbookOutputTests.rows(book) == WorkbookOutputTests.rows("\(it.folder)/selection.csv")
    )
    let mode = try FileManager.default.attributesOfItem(atPath: book)[.posixPermissions] as? Int
    #expect(mode == 0o644)
    for name in ["csv", "xlsx"] {
      let run = try ToolRun.run([
        "verify", "\(it.folder)/receipt.json", "--notice", it.notice, "--selection",
        "\(it.folder)/selection.\(name)", "--pool", it.pool, "--seed", SealedTests.seed,
      ])
      #expect(run.status == 0, "\(run.output) \(run.standardError)")
    }
    let page = try it.text("\(it.folder)/selection.html")
    for row in try WorkbookOutputTests.rows(book).dropFirst() {
      #expect(page.contains("<td>\(row[0])</td><td>\(row[1])</td>"))
    }
    #expect(page.contains(SealedTests.seed) && page.contains("spotcheck verify"))
  }

  /// A byte order mark stands before every list, and changes nothing.
  @Test func byteOrderMark() throws {
    let scratch = try Scratch()
    let folder = scratch.path("public")
    let run = try WorkbookOutputTests.draw(
      scratch,
      [
        "--bom", "--publish", folder, "--output", scratch.path("a.csv"), "--receipt",
        scratch.path("r.json"),
      ]
    )
    #expect(run.status == 0, "\(run.standardError)")
    for path in [scratch.path("a.csv"), "\(folder)/selection.csv"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    }
    let verified = try ToolRun.run([
      "verify", scratch.path("r.json"), "--pool", scratch.path("pool.csv"), "--selection",
      scratch.path("a.csv"),
    ])
    #expect(verified.status == 0, "\(verified.output)")
  }

  @Test func refusals() throws {
    let scratch = try Scratch()
    let book = scratch.path("a.xlsx")
    let cases: [([String], Int32, String)] = [
      (["--output", book, "--format", "csv"], 64, "按名称是工作簿"),
      (["--output", scratch.path("a.csv"), "--sort", "地址"], 64, "--sort 须与工作簿同用"),
      (["--output", book, "--sort", "街道"], 65, "街道"),
    ]
    for (arguments, status, words) in cases {
      let run = try WorkbookOutputTests.draw(scratch, arguments)
      #expect(run.status == status && run.standardError.contains(words), "\(run.standardError)")
      #expect(!FileManager.default.fileExists(atPath: book))
    }
    let positions = try WorkbookOutputTests.run([
      "draw", "--population", "9", "--size", "2", "--label", "x", "--seed", "1", "-o", book,
      "--sort", "地址",
    ])
    #expect(positions.status == 64 && positions.standardError.contains("编号抽取"))
  }

  /// Positions, of up to twenty digits, are in the workbook what they are in CSV.
  @Test(arguments: ["1000", "18446744073709551615"]) func positions(population: String) throws {
    let scratch = try Scratch()
    let (book, plain) = (scratch.path("p.xlsx"), scratch.path("p.csv"))
    for path in [book, plain] {
      let run = try WorkbookOutputTests.run([
        "draw", "--population", population, "--size", "3", "--reserves", "1", "--label", "x",
        "--seed", "1", "-o", path, "--receipt", scratch.path("r.json"),
      ])
      #expect(run.status == 0, "\(run.standardError)")
    }
    let (rows, csv) = (try WorkbookOutputTests.rows(book), try WorkbookOutputTests.rows(plain))
    #expect(rows[0] == ["分类", "序号", "入选/候补", "分类对象数", "分类抽取数", "权重", "编号"])
    #expect(rows.map(\.last) == ["编号"] + csv.dropFirst().map(\.last) && rows.count == 5)
    #expect(rows.map { $0[3] }.dropFirst().allSatisfy { $0 == population })
    for path in [book, plain] {
      let verified = try ToolRun.run([
        "verify", scratch.path("r.json"), "--selection", path, "--seed", "1",
      ])
      #expect(verified.output.contains("holds the same rows"), "\(verified.output)")
      #expect(!verified.output.contains("DIFFERS"))
    }
  }

  /// A selection for people is verified as the one for programs is, and a changed cell is found.
  @Test(arguments: Language.allCases, [[], ["--sort", "地址"], ["--plain"]])
  func selectionIsVerified(language: Language, more: [String]) throws {
    let scratch = try Scratch()
    let (book, receipt) = (scratch.path("s.xlsx"), scratch.path("r.json"))
    let drawn = try WorkbookOutputTests.draw(
      scratch,
      ["--output", book, "--receipt", receipt] + more,
      // --plain has no column that tells them apart.
      reserves: more == ["--plain"] ? [] : ["--reserves", "1"],
      language: language.rawValue
    )
    #expect(drawn.status == 0, "\(drawn.standardError)")
    func verify(_ path: String) throws -> ToolRun {
      try ToolRun.run([
        "verify", receipt, "--pool", scratch.path("pool.csv"), "--selection", path, "--seed", "1",
      ])
    }
    let honest = try verify(book)
    #expect(honest.output.contains("holds the same rows"), "\(honest.output)")
    #expect(!honest.output.contains("DIFFERS"))
    // The sheet saved as CSV, honest and with each of its cells changed.
    let rows = try WorkbookOutputTests.rows(
      book,
      sheet: more.contains("--plain") ? nil : language("Selection", "抽取结果")
    )
    let saved = try scratch.write(CSVText.lines(rows), to: "saved.csv")
    #expect(try !verify(saved).output.contains("DIFFERS"))
    for column in rows[0].indices {
      var changed = rows
      changed[2][column] += "0"
      let path = try scratch.write(CSVText.lines(changed), to: "changed.csv")
      let run = try verify(path)
      #expect(run.status == 1 && run.output.contains("selection: DIFFERS"), "\(run.output)")
    }
  }

  /// The workbook of strata is a table for size and coverage, headings and all.
  @Test func aTableIsReadAgain() throws {
    let scratch = try Scratch()
    let pool = try scratch.write(WorkbookOutputTests.pool, to: "pool.csv")
    for language in ["zh", "en"] {
      let book = scratch.path("\(language).xlsx")
      let strata = try WorkbookOutputTests.run(
        ["strata", pool, "--id", "编号", "--stratum", "行业", "--rule", "10%", "-o", book],
        language: language
      )
      #expect(strata.status == 0, "\(strata.standardError)")
      let header = language == "zh" ? ["分类", "对象数", "规则"] : ["Class", "Population size", "Rule"]
      #expect(
        try WorkbookOutputTests.rows(book) == [
          header, ["零售", "20", "≥10%"], ["餐饮", "20", "≥10%"],
        ]
      )
      let size = try ToolRun.run(["size", book, "--format", "csv", "-q"])
      #expect(
        size.status == 0 && size.output.contains("零售,20,≥10%,2,20,2,1/10,0.1"),
        "\(size.output)"
      )
    }
  }

  /// Every column of every answer has a heading in Chinese, and shares are per cent.
  @Test func headingsOfEveryAnswer() throws {
    let scratch = try Scratch()
    let strata = try scratch.write(
      "stratum,population,rule,prevalence,cost,sd,inspected,violations,sample,found\n"
        + "A,400,10%,0.01,1,3,40,1,40,1\nB,300,20%,0.1,1.5,5,30,4,30,4\n",
      to: "strata.csv"
    )
    let commands: [[String]] = [
      ["learn", strata, "--total", "100"], ["tune", strata, "--budget", "140"], ["rounds", strata],
      ["interval", "--found", "3", "--sample", "30", "--population", "300"],
      ["interval", "--coverage", "--sample", "5", "--population", "50"],
      ["detect", "--strata", strata, "--prevalence", "1%"],
      ["detect", "--split", strata, "--total", "200"],
      [
        "detect", "--population", "100", "--violators", "2", "--sample", "9", "--prior", "0.5",
        "--years", "2",
      ],
      ["estimate", strata], ["coverage", strata, "--years", "3"], ["classes", strata],
    ]
    for command in commands {
      let book = scratch.path("\(command[0]).xlsx")
      let run = try WorkbookOutputTests.run(command + ["-o", book, "-q"])
      #expect(run.status == 0, "\(command) \(run.standardError)")
      let sheets = ["tune": ["按分类", "方案", "A", "B"], "rounds": ["按分类", "轮次", "A", "B"]]
      for sheet in sheets[command[0]] ?? ["结果"] {
        for heading in try WorkbookOutputTests.rows(book, sheet: sheet)[0] {
          #expect(heading.contains(#/\p{Han}/#), "\(command[0]): \(heading)")
        }
      }
    }
    let estimate = try WorkbookOutputTests.rows(scratch.path("estimate.xlsx"))
    #expect(estimate[1].prefix(3) == ["合计", "*", "比例"])
    #expect(estimate[1][3].hasSuffix("%") && !estimate[2][3].hasSuffix("%"))
    let tune = try WorkbookOutputTests.rows(scratch.path("tune.xlsx"), sheet: "方案")
    #expect(tune[0].contains("抽取数：A") && !tune.joined().contains { $0.contains("/") })
  }

  @Test func plan() throws {
    let scratch = try Scratch()
    let table = try scratch.write(
      "2024年抽查计划\n序号,抽查任务名称,抽查事项,抽查对象,抽查比例,抽查时间\n1,食品抽查,食品,商户,不低于5%,4-11月\n",
      to: "plan.csv"
    )
    let book = scratch.path("plan.xlsx")
    _ = try WorkbookOutputTests.run(["plan", "check", table, "-o", book])
    let findings = try WorkbookOutputTests.rows(book, sheet: "问题")
    #expect(findings[0] == ["级别", "文件", "行号", "列", "代码", "问题", "建议"])
    let tasks = try WorkbookOutputTests.rows(book, sheet: "任务")
    #expect(tasks[0].prefix(3) == ["#", "任务", "规则"] && tasks.count == 2)
    let both = try WorkbookOutputTests.run(["plan", "check", table, "-o", book, "--format", "csv"])
    #expect(both.status == 64)
  }
}
