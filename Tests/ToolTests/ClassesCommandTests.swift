import Foundation
import Testing

@Suite struct ClassesCommandTests {
  private func run(_ table: String, _ arguments: [String] = []) throws -> ToolRun {
    let scratch = try Scratch()
    let path = try scratch.write(table, to: "strata.csv")
    return try ToolRun.run(["classes", path] + arguments + ["--language", "en"])
  }

  private let header = "stratum,population,inspected,violations,prevalence\n"

  @Test func classesThatRise() throws {
    let table =
      header + "A,8000,400,12,0.03\nB,2000,200,16,0.05\nC,600,120,18,0.15\nD,200,100,30,0.3\n"
    let run = try run(table)
    #expect(run.status == 0)
    #expect(run.output.contains("the shares rise from class to class"))
    #expect(run.output.contains("30.00%"))
    #expect(run.output.contains("a person decides"))
    let json = try self.run(table, ["--format", "json"])
    #expect(json.output.contains("\"schema\" : \"spotcheck.classes/1\""))
    #expect(json.output.contains("\"decision\" : null"))
    #expect(json.output.contains("\"predicted\" : 0.3"))
    // The same classes named the wrong way round.
    let reversed = try self.run(table, ["--order", "D,C,B,A"])
    #expect(reversed.output.contains("the order of the classes is wrong"))
  }

  @Test func nothingSeenIsNoProof() throws {
    let run = try run(header + "A,100,10,1,\nB,100,10,2,\n")
    #expect(run.status == 0)
    #expect(run.output.contains("that is no proof that there is none"))
    let none = try self.run(header + "A,100,10,0,\nB,100,10,0,\n")
    #expect(none.output.contains("no rise would be seen with so few findings"))
  }

  @Test func whatIsRefused() throws {
    let missing = try run("stratum,population\nA,10\nB,20\n")
    #expect(missing.status == 65)
    #expect(missing.standardError.contains("class \"A\" has no results"))
    let one = try run(header + "A,100,10,0,\n")
    #expect(one.status == 65)
    let order = try run(header + "A,100,10,0,\nB,100,10,0,\n", ["--order", "A,X"])
    #expect(order.status == 65)
    #expect(order.standardError.contains("--order must name every class once"))
  }

  /// 1 of 50 where 0.4 % of 100 are predicted is no contradiction; nothing found is no ratio of 0.
  @Test func lessThanOneViolator() throws {
    let run = try run(header + "A,100,50,1,0.004\nB,100,50,2,0.05\n", ["--format", "json"])
    let document = try json(run)
    let first = try #require((document["classes"] as? [[String: Any]])?.first)
    // R: binom.test(1, 50, 0.004).
    #expect(abs(try #require(first["calibration_p"] as? Double) - 0.181_600_8) < 1e-4)
    let none = try self.run(header + "A,100,50,0,\nB,100,50,2,\n")
    #expect(none.output.contains("0 of 50 violate, which leaves up to 5.82% open"))
    let ratios = try #require(
      json(self.run(header + "A,100,50,0,\nB,100,50,2,\n", ["--format", "json"]))["suggestions"]
        as? [[String: Any]]
    ).compactMap { $0["suggested_ratio"] as? Double }
    #expect(ratios.count == 2 && ratios.allSatisfy { $0 > 0 })
  }

  /// More inspected than there are: here and in learn, with the class.
  @Test func moreInspectedThanThereAre() throws {
    let scratch = try Scratch()
    let path = try scratch.write(header + "A,100,200,5,\nB,100,50,5,\n", to: "strata.csv")
    for arguments in [["classes", path], ["learn", path, "--total", "40"]] {
      let run = try ToolRun.run(arguments + ["--language", "en"])
      #expect(run.status == 65)
      #expect(run.standardError.contains("row 2, column \"inspected\": \"200\""))
      #expect(run.standardError.contains("100 units"))
    }
  }

  /// 300 classes are answered, and the method is said.
  @Test func hundredsOfClasses() throws {
    let rows = (0..<300).map { "c\($0),400,20,\($0 % 7 == 0 ? 5 : 4),\n" }.joined()
    let run = try run(header + rows)
    #expect(run.status == 0 && run.output.contains("p by the normal distribution"))
  }
}
