import Foundation
import Testing

/// Tasks as an office uses them, through the program.
@Suite struct TaskCommandTests {
  static let seed = "4 6 1 1 3 5 2 6 6 1"
  static let source = [
    "--seed-source", "ten ten-sided dice, 2024-03-20 10:00, county hall", "--seed-form",
    "# # # # # # # # # #",
  ]

  /// A workspace with objects of two classes, or of none, and two tasks of a plan.
  static func office(hasClasses: Bool = true) throws -> WorkspaceRun {
    let office = try WorkspaceRun()
    let rows = (1...60).map { number in
      "项目,P\(number),标记名称\(number),测绘,\(hasClasses ? number % 4 == 0 ? "标记乙" : "标记甲" : "")\n"
    }
    _ = try office.scratch.write(
      "对象种类,自编编号,名称,行业,信用风险等级\n" + rows.joined(),
      to: "objects.csv"
    )
    _ = try office.scratch.write(
      """
      序号,抽查任务名称,抽查类型,抽查事项,抽查对象范围,抽查对象比例,抽查起止时间,发起部门,配合部门
      1,资质巡查,定向,资质,测绘单位,20%,4月1日-11月30日,甲局,乙局
      2,质量巡查,定向,质量,测绘单位,10%,4月1日-11月30日,甲局,

      """,
      to: "plan.csv"
    )
    for arguments in [
      ["library", "import", "objects", "objects.csv"],
      ["task", "import", "plan.csv", "--year", "2024"],
      [
        "task", "set", "1", "filter=industry = 测绘", "reserves=50%", "--reason", "scope",
      ],
      ["task", "set", "2", "filter=全部", "yearly cap=1", "--reason", "scope"],
    ] {
      let run = try office.run(arguments)
      #expect(run.status == 0, "\(run.standardError)")
    }
    return office
  }

  private static func text(_ office: WorkspaceRun, _ path: String) throws -> String {
    String(
      decoding: try Data(contentsOf: office.folder.appendingPathComponent(path)),
      as: UTF8.self
    )
  }

  /// The files are those that `commit` and `draw` give, byte for byte, and verify.
  @Test(arguments: [true, false]) func aTaskIsDrawnAsByTheEngine(hasClasses: Bool) throws {
    let office = try Self.office(hasClasses: hasClasses)
    let committed = try office.run(["task", "commit", "1"] + Self.source)
    #expect(committed.status == 0 && committed.output.contains("head of the ledger: "))
    let head = try office.head()
    let notice = try Self.text(office, "task-2024-1/notice.txt")
    #expect(notice.contains("ledger\t\(head.replacing(" ", with: "\t"))\n"))
    let drawn = try office.run(["task", "draw", "2024/1", "--seed", Self.seed])
    #expect(drawn.status == 0 && drawn.output.contains("12 objects"), "\(drawn.standardError)")
    let stratum = hasClasses ? "--stratum 风险等级" : ""
    let line = """
      cd task-2024-1 && $S draw frame.csv --id 标识 \(stratum) --record record.txt --seed "\(Self.seed)" \
      --label "$(sed -n 's/^label\t//p' record.txt)" --output again.csv --receipt again.json \
      --publish again --publish-columns 名称 && cmp again.csv selection.csv && cmp again.json receipt.json \
      && cmp again/selection.csv public/selection.csv && cmp again/receipt.json public/receipt.json
      """
    let again = try ToolRun.shell(line, folder: office.folder)
    #expect(again.status == 0, "\(again.output) \(again.standardError)")
    let verified = try ToolRun.shell(
      """
      cd task-2024-1 && $S verify receipt.json --pool frame.csv --selection selection.csv \
      --record record.txt --seed "\(Self.seed)"
      """,
      folder: office.folder
    )
    #expect(verified.status == 0 && verified.output.contains("\nverified: "), "\(verified.output)")
    let noticed = try ToolRun.shell(
      """
      cd task-2024-1 && $S verify receipt.json --pool frame.csv --record record.txt \
      --notice notice.txt --seed "\(Self.seed)"
      """,
      folder: office.folder
    )
    // Of the ledger that the notice names the file says nothing; nothing differs.
    #expect(noticed.status == 2 && !noticed.output.contains("DIFFERS"))
    // What is internal is its owner's.
    for name in ["frame.csv", "record.txt", "selection.csv", "receipt.json"] {
      let path = office.folder.appendingPathComponent("task-2024-1/\(name)").path
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
    #expect(try office.faults() == nil)
  }

  /// Whoever was drawn by one task of the year is kept out of the other, and the exported list says so.
  @Test func exclusionsAreForTheAuditorToo() throws {
    let office = try Self.office()
    for arguments in [
      ["task", "commit", "1"] + Self.source, ["task", "draw", "1", "--seed", Self.seed],
      ["task", "commit", "2", "-o", "audit"] + Self.source,
      ["task", "draw", "2", "--seed", "0 0 0 0 0 0 0 0 0 1", "-o", "audit"],
    ] {
      let run = try office.run(arguments)
      #expect(run.status == 0, "\(run.standardError)")
    }
    let excluded = try Self.text(office, "audit/exclude.csv")
    #expect(excluded.split(separator: "\n").count == 1 + 12)
    let verify = """
      cd audit && $S verify receipt.json --pool frame.csv --record record.txt --seed "0 0 0 0 0 0 0 0 0 1"
      """
    let whole = try ToolRun.shell(verify + " --exclude exclude.csv", folder: office.folder)
    #expect(whole.status == 0, "\(whole.output)")
    #expect(try ToolRun.shell(verify, folder: office.folder).status == 2)
    let less = try ToolRun.shell(
      "sed -i 2d audit/exclude.csv && " + verify + " --exclude exclude.csv",
      folder: office.folder
    )
    #expect(less.status == 1)
    // The list is made again.
    #expect(try office.run(["task", "files", "2", "-o", "audit"]).status == 0)
    #expect(try Self.text(office, "audit/exclude.csv") == excluded)
  }

  /// No class, rank, reserve or secret in what is meant for the public, nor where classes are not asked for.
  @Test func nothingConfidentialIsPublic() throws {
    let office = try Self.office()
    for arguments in [
      ["task", "commit", "1"] + Self.source, ["task", "draw", "1", "--seed", Self.seed],
    ] {
      let run = try office.run(arguments)
      #expect(run.status == 0 && !(run.output + run.standardError).contains("标记甲"))
    }
    let record = try Self.text(office, "task-2024-1/record.txt")
    let secret = try #require(
      record.split(separator: "\n").first { $0.hasPrefix("secret\t") }?.dropFirst(7)
    )
    let shown = try office.run(["task", "show", "1"]).output
    #expect(!shown.contains("标记甲") && !shown.contains("标记乙") && shown.contains("标记名称"))
    #expect(try office.run(["task", "show", "1", "--with-classes"]).output.contains("标记乙"))
    let listed = try office.run(["task", "list", "--format", "json"]).output
    let ledger = try office.run(["ledger", "export", "public.jsonl", "--public"])
    #expect(ledger.status == 0)
    var texts = [shown, listed, try Self.text(office, "public.jsonl")]
    for name in [
      "notice.txt", "notice.html", "public/selection.csv", "public/receipt.json",
      "public/selection.html",
    ] { texts.append(try Self.text(office, "task-2024-1/\(name)")) }
    for text in texts {
      #expect(!text.contains("标记甲") && !text.contains("标记乙") && !text.contains(secret))
    }
    let list = try Self.text(office, "task-2024-1/public/selection.csv")
    #expect(list.split(separator: "\n").count == 1 + 12)
  }

  @Test func afterwards() throws {
    let office = try Self.office()
    for arguments in [
      ["task", "commit", "1"] + Self.source, ["task", "draw", "1", "--seed", Self.seed],
    ] { #expect(try office.run(arguments).status == 0) }
    let list = try Self.text(office, "task-2024-1/public/selection.csv")
    let object = try #require(
      list.split(separator: "\n").dropFirst().first?.split(separator: ",").first
    )
    for (reason, status) in [("tired", 64), ("closed", 0), ("closed", 1)] as [(String, Int32)] {
      let run = try office.run(["task", "replace", "1", String(object), "--reason", reason])
      #expect(run.status == status, "\(run.standardError)")
    }
    // A redraw has a reason and a witness.
    #expect(try office.run(["task", "redraw", "1", "--reason", "x"] + Self.source).status == 64)
    #expect(
      try office.run(["task", "redraw", "1", "--reason", " ", "--witness", "公证处"] + Self.source)
        .status == 64
    )
    #expect(try office.run(["task", "abandon", "1", "--reason", "x"]).status == 1)
    let redraw = try office.run(
      ["task", "redraw", "1", "--reason", "遗漏", "--witness", "公证处"] + Self.source
    )
    #expect(redraw.status == 0, "\(redraw.standardError)")
    #expect(try Self.text(office, "task-2024-1/notice.txt").contains("attempt\t2\n"))
    let abandoned = try office.run(["task", "abandon", "1", "--reason", "无人见证", "--format", "json"])
    #expect(abandoned.status == 0 && abandoned.output.contains("\"attempt\" : \"2024/1/2\""))
    let shown = try office.run(["task", "show", "1"]).output
    #expect(shown.contains("attempt 1: drawn, and drawn again since"))
    #expect(shown.contains("attempt 2: given up") && shown.contains("公证处"))
    #expect(try office.faults() == nil)
  }

  @Test func whatIsLeftOutAndWhatCouldBeOneVisit() throws {
    let office = try Self.office()
    for (kind, text) in [
      ("items", "事项编码,抽查事项\nS1,资质\nS2,质量\nS3,没有任务的事项\n"),
      ("departments", "单位名称,上级单位\n甲局,\n测绘股,甲局\n乙局,\n"),
    ] {
      _ = try office.scratch.write(text, to: "\(kind).csv")
      #expect(try office.run(["library", "import", kind, "\(kind).csv"]).status == 0)
    }
    let coverage = try office.run(["task", "coverage", "--format", "csv"])
    #expect(coverage.status == 1)
    #expect(coverage.output == "kind,key,name\nitem,S3,没有任务的事项\nunit,测绘股,测绘股\n")
    #expect(try office.run(["task", "set", "1", "rules=标记甲: 20%", "--reason", "x"]).status == 0)
    let classes = try office.run(["task", "coverage", "--year", "2024", "--format", "csv"])
    #expect(classes.output.contains("class,2024/1,标记乙\n"))
    #expect(try office.run(["task", "set", "1", "rules=20%", "--reason", "x"]).status == 0)
    // All versions of a task are there to read, and a task is edited by its own command alone.
    let history = try office.run(["library", "history", "2024/1", "--format", "csv"])
    #expect(history.status == 0 && history.output.contains("标记甲: 20%"))
    #expect(try office.run(["library", "set", "2024/1", "rules=1%", "--reason", "x"]).status == 1)
    #expect(try office.run(["library", "end", "2024/1", "--reason", "x"]).status == 1)
    let visits = try office.run(["task", "visits", "--format", "csv"])
    // 20 % of 45 and of 15 are 12, 10 % are 5 and 2: 7.
    #expect(
      visits.output.split(separator: "\n").last == "2024/1,2024/2,甲局、乙局,甲局,60,60,60,12,7,7"
    )
    #expect(visits.status == 0)
    #expect(try office.run(["task", "commit", "1"] + Self.source).status == 0)
    #expect(
      try office.run(["task", "visits", "--format", "csv"]).output.split(separator: "\n").count == 1
    )
  }
}
