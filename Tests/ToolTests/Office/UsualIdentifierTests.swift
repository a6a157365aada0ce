import Foundation
import Frames
import TestSupport
import Testing

/// The column of identifiers, found by its name or guessed for the message.
@Suite struct UsualIdentifierTests {
  private static let terms = ["--rule", "2", "--label", "x", "--seed", "1", "--format", "json"]

  @Test(arguments: UsualColumns.id)
  func everyUsualNameIsFound(name: String) throws {
    let scratch = try Scratch()
    let text = "名称,\(name)\n甲,u1\n乙,u2\n丙,u3\n"
    let pool = try scratch.write(text, to: "pool.csv")
    let run = try ToolRun.run(["draw", pool] + Self.terms)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.output.contains("\"u"))
  }

  @Test(arguments: [
    ("名称,备案证号,电话号码\n甲,b1,1\n", "--id \"备案证号\""),
    ("序号,名称,门店码\n1,甲,m1\n", "--id \"门店码\""),
    ("name,Shop No.\nA,s1\n", "--id \"Shop No.\""),
  ])
  func theLikelyColumnIsSaid(text: String, hint: String) throws {
    let scratch = try Scratch()
    let pool = try scratch.write(text, to: "pool.csv")
    let english = try ToolRun.run(["draw", pool] + Self.terms)
    #expect(english.status == 65 && english.standardError.contains("perhaps \(hint)"))
    let chinese = try ToolRun.run(["draw", pool] + Self.terms + ["--language", "zh"])
    #expect(chinese.standardError.contains("可试 \(hint)"), "\(chinese.standardError)")
  }

  @Test func neitherRowNumbersNorTelephonesAreGuessed() throws {
    let scratch = try Scratch()
    let pool = try scratch.write("序号,名称,联系电话号码\n1,甲,2\n", to: "pool.csv")
    let run = try ToolRun.run(["draw", pool] + Self.terms)
    #expect(run.status == 65 && !run.standardError.contains("perhaps"), "\(run.standardError)")
  }
}
