import Foundation
import Testing

/// What an estimate makes of closed units, domains, and a selection that knows its own design.
@Suite struct EstimateDesignTests {
  private typealias Lines = [String: [String: Any]]

  private func run(_ sample: String, _ strata: String, _ more: [String]) throws -> ToolRun {
    let scratch = try Scratch()
    let rows = try scratch.write(sample, to: "sample.csv")
    let frame = try scratch.write(strata, to: "strata.csv")
    return try ToolRun.run(["estimate", rows, "--strata", frame] + more + ["--language", "en"])
  }

  private func document(
    _ sample: String,
    _ strata: String,
    _ more: [String]
  ) throws -> [String: Any] {
    try json(run(sample, strata, more + ["--format", "json"]))
  }

  private func total(_ part: [String: Any]?) -> [String: Any] {
    (part?["estimates"] as? Lines)?["total"] ?? [:]
  }

  /// One closed unit of 40: bounds stay exact, in the class without one too, and hold what was found.
  @Test func aClosedUnit() throws {
    var rows = "class,result,state\n"
    for index in 0..<40 { rows += "A,\(index < 3 ? "Fail" : "Pass"),\n" }
    for _ in 0..<2 { rows += "B,Pass,\n" }
    let strata = "stratum,population\nA,400\nB,5\n"
    let flags = [
      "--stratum", "class", "--outcome", "result", "--event", "Fail", "--disposition", "state",
    ]
    let closed = rows.replacing("A,Pass,\nB", with: "A,,closed\nB")
    let document = try document(closed, strata, flags)
    let parts = try #require(document["strata"] as? [[String: Any]])
    let interval = try json(
      ToolRun.run([
        "interval", "--found", "3", "--sample", "40", "--population", "400", "--format", "json",
      ])
    )
    #expect(total(parts[0])["lower"] as? Double == interval["lower_count"] as? Double)
    #expect(total(parts[0])["upper"] as? Double == interval["upper_count"] as? Double)
    #expect(total(parts[0])["method"] as? String == "exact")
    // 0 of 2 in 5: at most 3, exactly.
    #expect(total(parts[1])["upper"] as? Double == 3 && total(parts[1])["lower"] as? Double == 0)
    let share = try #require((parts[0]["estimates"] as? Lines)?["proportion"])
    #expect(share["method"] as? String == "conditional")
    #expect(abs(try #require(share["estimate"] as? Double) - 3.0 / 39) < 1e-12)
    let text = try run(closed, strata, flags).output
    #expect(text.contains("conditional") && text.contains("whose number is itself estimated"))
    // Student's interval on request is not below what was found nor above what can be.
    let student = try self.document(closed, strata, flags + ["--interval", "t"])
    let t = total((student["strata"] as? [[String: Any]])?.first)
    #expect(t["method"] as? String == "t" && t["lower"] as? Double == 3)
  }

  /// A domain's total is bounded as the event "found and in the domain"; one without a finding, of one
  /// unit, or without a name is bounded or said.
  @Test func domains() throws {
    var rows = "class,result,town\n"
    for index in 0..<100 {
      let town = index == 0 ? "" : index < 5 ? "small" : "big"
      rows +=
        "\(index % 2 == 0 ? "A" : "B"),\(index >= 10 && index % 9 == 0 ? "Fail" : "Pass"),\(town)\n"
    }
    let strata = "stratum,population\nA,900\nB,2000\n"
    let flags = [
      "--stratum", "class", "--outcome", "result", "--event", "Fail", "--domain", "town",
    ]
    let document = try document(rows, strata, flags)
    let domains = try #require(document["domains"] as? [[String: Any]])
    let all = try #require((document["overall"] as? Lines)?["total"])
    let byName = Dictionary(
      uniqueKeysWithValues: domains.map { ($0["name"] as? String ?? "?", total($0)) }
    )
    // All findings are in the big town.
    #expect(byName["big"]?["upper"] as? Double == all["upper"] as? Double)
    #expect(byName["big"]?["lower"] as? Double == all["lower"] as? Double)
    #expect(byName["small"]?["lower"] as? Double == 0)
    #expect(try #require(byName["small"]?["upper"] as? Double) > 0)
    #expect(byName[""]?["method"] as? String == "exact")
    let notes = try #require(document["notes"] as? [String])
    #expect(notes.contains { $0.contains("1 rows have no value in the column \"town\"") })
    let share = try #require((domains.last?["estimates"] as? Lines)?["proportion"])
    #expect(share["method"] as? String == "conditional" && share["upper"] as? Double != nil)
  }

  /// The selection of `draw` is held against the strata and its own rows, each with the remedy.
  @Test func aSelectionKnowsItsDesign() throws {
    let scratch = try Scratch()
    var pool = "id,class,size,result\n"
    for index in 0..<200 {
      pool +=
        "u\(index),\(index % 4 == 0 ? "B" : "A"),\(1 + index % 9),\(index % 7 == 0 ? "Fail" : "Pass")\n"
    }
    let path = try scratch.write(pool, to: "pool.csv")
    let draw = ["draw", path, "--label", "x", "--seed", "1", "-q"]
    let simple = try ToolRun.run(
      draw + ["--stratum", "class", "--rule", "20%", "--reserves", "10%"]
    )
    #expect(simple.status == 0)
    let lines = simple.output.split(separator: "\n").map(String.init)
    let strata = "stratum,population\nA,150\nB,50\n"
    let flags = ["--stratum", "draw_stratum", "--outcome", "result", "--event", "Fail"]
    func estimate(_ rows: [String], _ strata: String, _ more: [String] = []) throws -> ToolRun {
      try run(rows.joined(separator: "\n") + "\n", strata, flags + more)
    }
    #expect(try estimate(lines, strata).status == 0)
    #expect(try estimate(lines, strata, ["--weight", "draw_weight"]).status == 0)
    let selected = lines.filter { !$0.contains("reserve") }
    func refuses(_ run: ToolRun, _ words: String) {
      #expect(run.status == 65 && run.standardError.contains(words), "\(run.standardError)")
    }
    refuses(
      try estimate(lines, "stratum,population\nA,300\nB,50\n"),
      "is the population that the draw had, and the file of strata says 300"
    )
    refuses(try estimate(Array(selected.dropLast(5)), strata), "and the file has ")
    refuses(try estimate(selected + [selected[1]], strata), "is the unit of row 2 again")
    refuses(
      try estimate(selected.map { $0.replacing(",selected,", with: ",targeted,") }, strata),
      "is no role of a draw"
    )
    refuses(
      try run(
        selected.joined(separator: "\n") + "\n",
        "stratum,population\n1,20\n2,180\n",
        ["--stratum", "size", "--outcome", "result", "--event", "Fail"]
      ),
      "that the row was drawn in; name --stratum draw_stratum"
    )
    let sized = try ToolRun.run(
      draw + ["--design", "pareto", "--measure", "size", "--rule", "40"]
    ).output.split(separator: "\n").map(String.init)
    let one = "stratum,population\n*,200\n"
    refuses(try estimate(sized, one), "add --weight draw_weight")
    let weighted = try estimate(sized, one, ["--weight", "draw_weight"])
    #expect(weighted.status == 0 && weighted.output.contains("Student's t instead"))
  }

  /// A weight that is one throughout a stratum is N/n or refused, never ignored.
  @Test func constantWeights() throws {
    let strata = "stratum,population\na,30\n"
    let flags = ["--stratum", "s", "--outcome", "y", "--weight", "w"]
    let wrong = try run("s,y,w\na,3,1\na,5,1\na,4,1\n", strata, flags)
    #expect(wrong.status == 65 && wrong.standardError.contains("which stand for 3 units"))
    let right = try document("s,y,w\na,3,10\na,5,10\na,4,10\n", strata, flags)
    #expect((right["overall"] as? Lines)?["total"]?["estimate"] as? Double == 120)
    // A lone unit of a draw by size has the weight of its size.
    let lone = try document("s,y,w\na,3,6\n", strata, flags)
    #expect((lone["overall"] as? Lines)?["total"]?["estimate"] as? Double == 18)
  }

  /// Groups that do not sum to the frame, or lack one; nothing else is bounded beside.
  @Test func groupsOfKnownTotals() throws {
    let scratch = try Scratch()
    let rows = "s,y,g\nA,1,m\nA,0,f\nA,1,m\nB,0,f\nB,0,m\nB,1,f\n"
    let strata = "stratum,population\nA,10\nB,20\n"
    func groups(_ text: String, _ more: [String] = []) throws -> ToolRun {
      let path = try scratch.write("stratum,population\n" + text, to: "groups.csv")
      return try run(
        rows,
        strata,
        [
          "--stratum", "s", "--outcome", "y", "--event", "1", "--post-stratum", "g",
          "--post-strata", path,
        ] + more
      )
    }
    let extra = try groups("m,12\nf,10\nx,8\n")
    #expect(extra.status == 65 && extra.standardError.contains("\"x\" has 8 units and none"))
    let short = try groups("m,12\nf,10\n")
    #expect(
      short.status == 65 && short.standardError.contains("\"22\" units in all groups, and 30")
    )
    let unknown = try groups("m,30\n")
    #expect(unknown.status == 65 && unknown.standardError.contains("row 3: \"f\" is no group"))
    let document = try json(groups("m,18\nf,12\n", ["--format", "json"]))
    let overall = try #require(document["overall"] as? Lines)
    // m: weights 10/3, 10/3 and 20/3 with 1, 1, 0; f: 10/3, 20/3, 20/3 with 0, 0, 1.
    #expect(
      abs(try #require(overall["proportion"]?["estimate"] as? Double) - (9 + 4.8) / 30) < 1e-12
    )
    #expect(abs(try #require(overall["total"]?["estimate"] as? Double) - 13.8) < 1e-12)
    #expect(document["bound"] is NSNull)
    for part in document["strata"] as? [[String: Any]] ?? [] {
      #expect(total(part)["upper"] is NSNull && total(part)["method"] is NSNull)
    }
  }

  /// Several codes in a cell: split where the separators are named, otherwise said.
  @Test func severalCodes() throws {
    let rows = "class,result\nA,1\nA,6\nA,1\nA,1\nA,\"A,6\"\nA,6;7\nA,A、6\nA,16\n"
    let strata = "stratum,population\nA,80\n"
    let flags = ["--outcome", "result", "--event", "6", "--event", "9"]
    let plain = try run(rows, strata, flags)
    #expect(plain.output.contains("3 rows have several results in a cell"))
    #expect(plain.output.contains("\"A,6\" (1)") && !plain.output.contains("among them: \"16\""))
    #expect(plain.output.contains("no row has the event \"9\""))
    #expect(plain.output.contains("7 rows count as no event"))
    let split = try document(rows, strata, flags + ["--separator", ",;、"])
    #expect((split["overall"] as? Lines)?["total"]?["estimate"] as? Double == 40)
    #expect(try run(rows, strata, ["--outcome", "result", "--separator", ";"]).status == 64)
  }

  /// The words of the national result codes.
  @Test(arguments: [
    ("通过登记的住所（经营场所）无法联系", "unreachable"), ("已关闭停业或正在组织清算", "closed"), ("注销", "closed"),
    ("吊销", "closed"), ("迁出", "closed"), ("未发现开展本次抽查涉及的经营活动", "out_of_scope"),
    ("不配合检查(情节严重)", "unreachable"), ("正在组织清算", "closed"),
  ]) func nationalWords(word: String, kind: String) throws {
    let document = try document(
      "r,d\nno,已检查\nyes,\n,\(word)\nno,inspected\n",
      "stratum,population\nA,40\n",
      ["--outcome", "r", "--event", "yes", "--disposition", "d"]
    )
    let part = try #require((document["strata"] as? [[String: Any]])?.first)
    #expect((part["dispositions"] as? [String: Int])?[kind] == 1)
  }

  /// Great numbers: refused with their row and why, or printed so that bounds still hold.
  @Test func greatNumbers() throws {
    let strata = "stratum,population\nA,20\n"
    let over = try run("y\n1\n1e154\n3\n", strata, ["--outcome", "y"])
    #expect(
      over.status == 65 && over.standardError.contains("row 3, column \"y\": \"1e154\" is beyond")
    )
    let scratch = try Scratch()
    let summary = try scratch.write(
      "stratum,population,sample,mean,sd\nA,10,3,1e200,1\nB,10,3,1,1e200\n",
      to: "s.csv"
    )
    let summaries = try ToolRun.run(["estimate", summary])
    #expect(summaries.status == 65 && summaries.standardError.contains("row 3, column \"sd\""))
    for population in ["9223372036854775807", "4611686018427387904"] {
      let run = try run(
        "y\nF\nP\n",
        "stratum,population\nA,\(population)\n",
        ["--outcome", "y", "--event", "F"]
      )
      #expect(run.status == 65 && run.standardError.contains("beyond which counts are not exact"))
    }
    let great = "y\n9999999999999\n9999999999998\n9999999999997\n"
    let text = try run(great, strata, ["--outcome", "y"]).output
    let words = try #require(text.split(separator: "\n").first { $0.hasPrefix("all  mean") })
      .split(separator: " ")
    let mean = try #require(
      (try document(great, strata, ["--outcome", "y"])["overall"] as? Lines)?["mean"]
    )
    #expect(try #require(Double(words[6])) <= (mean["lower"] as? Double ?? 0))
    #expect(try #require(Double(words[7])) >= (mean["upper"] as? Double ?? .infinity))
  }

  /// A census and a handful: the interval is that of the handful.
  @Test func aCensusAndAHandful() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "stratum,population,sample,mean,sd\nA,100,100,5,3\nB,1000,3,2,1\n",
      to: "s.csv"
    )
    let run = try ToolRun.run(["estimate", file, "--language", "en"])
    #expect(run.output.contains("Student's t has 2 degrees of freedom (Satterthwaite)"))
    let total = try #require(
      (json(ToolRun.run(["estimate", file, "--format", "json"]))["overall"] as? Lines)?["total"]
    )
    #expect(total["degrees_of_freedom"] as? Int == 2)
    #expect(abs(try #require(total["lower"] as? Double) - 19.591_294) < 1e-5)
  }
}
