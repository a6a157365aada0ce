import Foundation
import TestSupport
import Testing

/// The workspace as its users run it.
@Suite struct LibraryCommandTests {
  static let register = """
    统一社会信用代码,企业名称,住所,登记状态,信用风险等级,联系电话
    91350100M000100Y43,甲(测绘)有限公司,一路,存续,D,1
    110108000000016,乙,二路,存续,低风险,2

    """

  private func office() throws -> WorkspaceRun {
    let office = try WorkspaceRun()
    _ = try office.scratch.write(Self.register, to: "register.csv")
    #expect(try office.run(["library", "import", "scheme", "henan-2022"]).status == 0)
    return office
  }

  @Test func aYearOfAnOffice() throws {
    let office = try office()
    let dry = try office.run(["library", "import", "objects", "register.csv", "--dry-run"])
    #expect(dry.status == 0 && dry.output.contains("2 new") && dry.output.contains("dry run"))
    #expect(dry.standardError.contains("联系电话"))
    #expect(try office.count() == 2)
    let first = try office.run(["library", "import", "objects", "register.csv"])
    #expect(first.output.contains("head of the ledger: 3 "))
    let second = try office.run([
      "library", "import", "objects", "register.csv", "--language", "zh",
    ])
    #expect(second.status == 0 && second.output.contains("没有变化") && second.output.contains("未变 2"))
    _ = try office.scratch.write(
      "名称,注册号,登记状态\n乙,110108000000016,注销\n",
      to: "changed.csv"
    )
    let diff = try office.run([
      "library", "import", "objects", "changed.csv", "--dry-run", "--format", "csv",
      "--ends-missing",
    ])
    #expect(
      diff.output == "change,column,key,new,old\nchanged,status,110108000000016,注销,存续\n"
        + "ended,,91350100M000100Y43,,\n"
    )
    #expect(diff.standardError.contains("1 records that the file does not have are ended"))
    let json = try office.run([
      "library", "import", "objects", "changed.csv", "--dry-run", "--format", "json",
    ])
    let document = try #require(
      JSONSerialization.jsonObject(with: json.standardOutput) as? [String: Any]
    )
    #expect(document["schema"] as? String == "spotcheck.import/1")
    #expect((document["changes"] as? [[String: String]])?.first?["old"] == "存续")
    #expect((document["counts"] as? [String: Int])?["unchanged"] == 0)
    let set = try office.run([
      "library", "set", "110108000000016", "登记状态=注销", "--reason", "登记注销", "--actor", "王某",
    ])
    #expect(set.status == 0 && set.output.contains("存续 → 注销"))
    let history = try office.run(["library", "history", "110108000000016", "--format", "csv"])
    #expect(history.output.split(separator: "\n").count == 3)
    #expect(history.output.contains("王某,library set,登记注销"))
    let shown = try office.run(["ledger", "show", "--language", "zh"])
    #expect(shown.output.contains("王某") && shown.output.contains("经办人"))
    #expect(try office.faults() == nil)
    let head = try office.head()
    let backup = try office.run(["workspace", "backup", "copy.spotcheck"])
    #expect(backup.status == 0 && backup.output.contains(head))
    // Two workspaces in a folder: one is to be named.
    #expect(try office.run(["ledger", "head"]).status == 64)
    #expect(try office.run(["ledger", "head", "--workspace", "copy.spotcheck"]).status == 0)
  }

  /// Classes, scores and their days stand in no output that nobody asked for.
  @Test func classesAreShownOnlyWhereThatIsAsked() throws {
    let office = try office()
    let marked = Self.register.replacing("存续,D,1", with: "存续,高风险,1")
    _ = try office.scratch.write(marked, to: "register.csv")
    let commands: [[String]] = [
      ["library", "import", "objects", "register.csv", "--dry-run", "--format", "csv"],
      ["library", "import", "objects", "register.csv", "--dry-run", "--format", "json"],
      ["library", "import", "objects", "register.csv"],
      ["library", "list", "objects", "--format", "csv"], ["library", "list", "objects"],
      ["library", "list", "objects", "--format", "json"],
      ["library", "list", "objects", "--doubts"],
      ["library", "history", "110108000000016", "--format", "json"],
      ["ledger", "show", "--format", "json"],
      ["ledger", "export", "-", "--public"], ["ledger", "verify"], ["workspace", "check"],
    ]
    for command in commands {
      let run = try office.run(command)
      for text in ["低风险", "高风险", ",D,", ",A,", "\"D\"", "\"A\"", "platform_class"] {
        #expect(!run.output.contains(text), "\(command): \(text)")
      }
    }
    let asked = try office.run(["library", "list", "objects", "--with-classes", "--format", "csv"])
    #expect(asked.output.contains(",D,") && asked.output.contains("platform"))
    let hidden = try office.run(["library", "list", "objects", "--where", "信用风险等级 = D"])
    #expect(hidden.status == 64 && hidden.standardError.contains("--with-classes"))
    // A public export names nobody and nothing.
    let exported = try office.run(["ledger", "export", "-", "--public"]).output
    for text in ["payload", "salt", "name", "91350100", "objects"] {
      #expect(!exported.contains(text))
    }
  }

  @Test func aCheckerOfTwentyFiveLines() throws {
    let office = try office()
    #expect(try office.run(["library", "import", "objects", "register.csv"]).status == 0)
    let end = ["library", "end", "110108000000016", "--reason", "注销 \"引号\" \\ 斜线"]
    #expect(try office.run(end).status == 0)
    #expect(try office.run(["ledger", "erase", "4", "--reason", "申请"]).status == 0)
    let checker = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Documentation/check_ledger.py")
    let program = try String(contentsOf: checker, encoding: .utf8)
    #expect(program.split(separator: "\n").count <= 25)
    let page = checker.deletingLastPathComponent().appendingPathComponent("Workspace.md")
    #expect(try String(contentsOf: page, encoding: .utf8).contains("```python\n\(program)```\n"))
    func check(_ file: String, _ head: String? = nil) throws -> ToolRun {
      try ToolRun.run(
        [checker.path, file] + (head.map { [$0] } ?? []),
        folder: office.folder,
        executable: URL(fileURLWithPath: "/usr/bin/python3")
      )
    }
    let head = try office.head()
    for options in [[], ["--public"]] {
      let name = options.isEmpty ? "all.jsonl" : "public.jsonl"
      #expect(try office.run(["ledger", "export", name] + options).status == 0)
      let mode = try FileManager.default.attributesOfItem(atPath: office.scratch.path(name))
      #expect((mode[.posixPermissions] as? Int) == (options.isEmpty ? 0o600 : 0o644))
      let run = try check(name, head)
      #expect(run.status == 0 && run.output.contains(head), "\(run.output)\(run.standardError)")
      #expect(try check(name, "3 \(String(repeating: "0", count: 64))").status == 1)
      // Any change of any line is found: one digit, a name left out, a line taken away.
      let text = try String(contentsOfFile: office.scratch.path(name), encoding: .utf8)
      let lines = text.split(separator: "\n").map(String.init)
      for index in lines.indices {
        // Of an entry that was erased nothing says any more how many lines it had.
        if lines[index].contains("\"salt\":null,\"text\"") { continue }
        var shorter = lines
        shorter.remove(at: index)
        _ = try office.scratch.write(shorter.map { $0 + "\n" }.joined(), to: "cut.jsonl")
        #expect(try check("cut.jsonl", head).status != 0, "line \(index)")
        guard let time = lines[index].range(of: "20[0-9][0-9]-", options: .regularExpression) else {
          continue
        }
        var changed = lines
        changed[index].replaceSubrange(time, with: "1999-")
        _ = try office.scratch.write(changed.map { $0 + "\n" }.joined(), to: "cut.jsonl")
        #expect(try check("cut.jsonl", head).status != 0, "time of line \(index)")
      }
    }
    let all = try String(contentsOfFile: office.scratch.path("all.jsonl"), encoding: .utf8)
    for (old, new) in [
      ("一路", "三路"), ("library import", "library export"), ("\\\"new\\\":2", "\\\"new\\\":3"),
    ] {
      #expect(all.contains(old), "\(old)")
      _ = try office.scratch.write(all.replacing(old, with: new), to: "changed.jsonl")
      #expect(try check("changed.jsonl", head).status == 1, "\(old)")
    }
  }

  @Test func workbooksAreRead() throws {
    let office = try office()
    let rows =
      [["检查对象名录", "", ""], ["统一社会信用代码", "名称", "住所"], ["例：91350100M000100Y43", "示例公司", ""]]
      + [["91350100M000100Y43", "甲", "一路"], ["110108000000016", "乙", "二路"]]
    let book = office.folder.appendingPathComponent("register.xlsx")
    try Data(MadeWorkbook(rows: rows).bytes).write(to: book)
    let run = try office.run(["library", "import", "objects", "register.xlsx"])
    #expect(run.status == 0 && run.output.contains("2 new"), "\(run.standardError)")
  }

  /// The workbook that `library template` writes is imported as it is filled in, its page of explanations beside it.
  @Test(arguments: ["zh", "en"]) func aTemplateIsFilledIn(_ language: String) throws {
    let office = try office()
    let template = ["library", "template", "objects", "--language", language]
    #expect(try office.run(template + ["-o", "form.xlsx"]).status == 0)
    let empty = try office.run(["library", "import", "objects", "form.xlsx"])
    #expect(empty.status == 65 && empty.standardError.contains("no row"), "\(empty.standardError)")
    let heading = try office.run(template + ["--format", "csv"]).output
      .split(separator: "\n")[0].split(separator: ",").map(String.init)
    var row = [String](repeating: "", count: heading.count)
    (row[0], row[4]) = ("91350100M000100Y43", "甲")
    var book = MadeWorkbook(rows: [heading, row], sheet: language == "zh" ? "填报表" : "Table")
    let explanations = MadeWorkbook.data([["列名", "填写说明"], ["名称", "登记的名称"]])
    book.sheets.append((language == "zh" ? "填写说明" : "Columns", "visible", explanations, ""))
    let file = office.folder.appendingPathComponent("form.xlsx")
    try Data(book.bytes).write(to: file)
    let run = try office.run(["library", "import", "objects", "form.xlsx"])
    #expect(run.status == 0 && run.output.contains("1 new"), "\(run.standardError)")
    // Two sheets of which none is the template's: one is to be named.
    book.sheets[0].name = "甲表"
    try Data(book.bytes).write(to: file)
    let several = try office.run(["library", "import", "objects", "form.xlsx"])
    #expect(several.status == 65 && several.standardError.contains("--sheet"))
  }

  /// A clock that is set counts in a workspace for trying out alone, and elsewhere that is said.
  @Test func aSetClockIsForTryingOut() throws {
    let office = try office()
    func run(_ arguments: [String], _ time: String) throws -> ToolRun {
      try ToolRun.run(
        arguments,
        folder: office.folder,
        environment: ["LC_ALL": "C", "SPOTCHECK_NOW": time]
      )
    }
    let real = try run(["library", "import", "objects", "register.csv"], "2001-01-01T00:00:00Z")
    #expect(real.status == 0 && real.standardError.contains("SPOTCHECK_NOW is left out of account"))
    #expect(try !office.run(["ledger", "show"]).output.contains("2001-01-01"))
    let demo = ["--workspace", "demo.db"]
    #expect(
      try run(["workspace", "init", "demo.db", "--demo"], "2024-03-14T09:00:00Z").status == 0
    )
    let set = try run(["library", "import", "scheme", "henan-2022"] + demo, "2024-03-15T09:00:00Z")
    #expect(set.status == 0 && set.standardError.contains("for trying out"), "\(set.standardError)")
    #expect(try office.run(["ledger", "show"] + demo).output.contains("2024-03-15T09:00:00Z"))
    #expect(try run(["ledger", "head"] + demo, "soon").status == 64)
  }

  /// Who ended a record, and why, stands in its history.
  @Test func anEndIsInTheHistory() throws {
    let office = try office()
    #expect(try office.run(["library", "import", "objects", "register.csv"]).status == 0)
    let end = ["library", "end", "110108000000016", "--reason", "已注销", "--actor", "李某"]
    #expect(try office.run(end).status == 0)
    let history = ["library", "history", "110108000000016"]
    let text = try office.run(history + ["--language", "zh"]).output
    #expect(text.contains("李某") && text.contains("终止原因") && text.contains("已注销"), "\(text)")
    #expect(try office.run(history + ["--format", "csv"]).output.contains(",李某,已注销,"))
    #expect(
      try office.run(history + ["--format", "json"]).output.contains("\"ended_by\" : \"李某\"")
    )
  }

  @Test func statusesOfWhatIsWrong() throws {
    let office = try office()
    _ = try office.scratch.write("统一社会信用代码,名称\n91350100M000100Y44,甲\n", to: "bad.csv")
    for (arguments, status, text) in [
      (
        ["library", "import", "objects", "bad.csv"], Int32(65),
        "bad.csv, row 2, column \"统一社会信用代码\""
      ),
      (["library", "import", "objects", "none.csv"], 66, "none.csv"),
      (["library", "import", "people", "bad.csv"], 64, "inspectors"),
      (["library", "set", "x", "名称=y", "--reason", "r"], 1, "no key"),
      (["library", "set", "x", "名称", "--reason", "r"], 64, "COLUMN=VALUE"),
      (["library", "end", "x", "--reason", " "], 64, "--reason"),
      (["library", "history", "x"], 1, "no key"),
      (["ledger", "erase", "1", "--reason", "r"], 1, "names no person"),
      (["ledger", "verify", "--head", "x"], 64, "--head"),
      (["ledger", "show", "--last", "0"], 64, "--last"),
      (["workspace", "init", "office.spotcheck"], 73, "office.spotcheck"),
      (["workspace", "backup", "office.spotcheck"], 64, "office.spotcheck"),
      (["library", "list", "objects", "-o", "office.spotcheck"], 64, "office.spotcheck"),
      (["library", "list", "objects", "--where", "x"], 64, "--where"),
      (["library", "list", "objects", "--where", "x = 1"], 65, "no column"),
      (["ledger", "head", "--workspace", "none.spotcheck"], 66, "none.spotcheck"),
      (["library", "end", "x", "--reason", "r", "--actor", "a\nb"], 64, "--actor"),
    ] {
      let run = try office.run(arguments)
      #expect(
        run.status == status && run.standardError.contains(text),
        "\(arguments): \(run.status) \(run.standardError)"
      )
      let chinese = try office.run(arguments + ["--language", "zh"])
      if status != 0 {
        #expect(chinese.standardError.unicodeScalars.contains { $0.value > 0x4E00 }, "\(arguments)")
      }
    }
    #expect(try office.count() == 2)
    let other = try Scratch()
    let none = try ToolRun.run(["ledger", "head"], folder: other.folder)
    #expect(none.status == 66 && none.standardError.contains("workspace init"))
  }
}
