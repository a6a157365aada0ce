import Foundation
import Testing

/// How many outcomes a seed has, and in which order its numbers stand.
@Suite struct SeedSourceTests {
  struct Source: Sendable {
    var source = "dice"
    var form: String
    var more: [String] = []
    var status: Int32
    /// What the record says of the outcomes.
    var line = ""
    var words = ""
  }

  static let lottery = "双色球2024029 ## ## ## ## ## ## ##"

  static let sources = [
    // 6 of 33 and 1 of 16: 1,107,568 · 16.
    Source(source: "双色球2024029", form: lottery, status: 64, words: "17721088 outcomes"),
    // What is known is not declared otherwise.
    Source(
      source: "双色球2024029",
      form: lottery,
      more: ["--outcomes", "99999999999999"],
      status: 64,
      words: "17721088 outcomes"
    ),
    Source(
      source: "双色球2024029",
      form: lottery,
      more: ["--weak-seed"],
      status: 0,
      line: "\noutcomes\t17721088\n",
      words: "weak seed"
    ),
    Source(source: "双色球、大乐透", form: "## ## ## ## ## ## ## / ## ## ## ## ## ## ##", status: 0),
    Source(form: "###", status: 64, words: "1000 outcomes"),
    Source(form: "# # #", more: ["--weak-seed"], status: 0, line: "\noutcomes\t1000\n"),
    Source(form: "#########", status: 64, words: "1000000000 outcomes"),
    Source(form: "##########", status: 0), Source(form: "# # # # # # # # # #", status: 0),
    // Several numbers need not be free of each other.
    Source(form: "## ## ## ## ##", status: 64, words: "--outcomes"),
    Source(form: "## ## ## ## ##", more: ["--weak-seed"], status: 64, words: "--outcomes"),
    Source(form: "## ## ##", more: ["--outcomes", "4294967295"], status: 64, words: "2^32"),
    Source(
      form: "## ## ##",
      more: ["--outcomes", "4294967296"],
      status: 0,
      line: "\noutcomes\t4294967296\n"
    ),
    Source(form: "##########", more: ["--outcomes", "6000000"], status: 64, words: "6000000"),
    Source(form: "##########", more: ["--outcomes", "0"], status: 64, words: "--outcomes"),
    Source(form: "12345", status: 64, words: "no # for a digit"),
  ]

  @Test(arguments: sources) func aSourceWithFewOutcomesIsRefused(_ source: Source) throws {
    let it = try CommittedDraw()
    let run = try it.commit(
      ["--rule", "20%"] + source.more,
      form: source.form,
      source: source.source
    )
    #expect(run.status == source.status, "\(run.standardError)")
    #expect(
      source.words.isEmpty || run.standardError.contains(source.words),
      "\(run.standardError)"
    )
    guard source.status == 0 else {
      #expect(!FileManager.default.fileExists(atPath: it.path("one.record")))
      return
    }
    let record = try it.text("one.record")
    #expect(source.line.isEmpty ? !record.contains("\noutcomes\t") : record.contains(source.line))
  }

  /// Drawn and verified all the same, and every verification says how many they were.
  @Test func aWeakSeedIsSaid() throws {
    let it = try CommittedDraw()
    let source = "双色球2024029"
    let commit = try it.commit(
      ["--rule", "20%", "--weak-seed"],
      form: SeedSourceTests.lottery,
      source: source
    )
    #expect(commit.status == 0)
    let seed = "双色球2024029 02 05 09 11 12 33 07"
    #expect(try it.draw(seed: seed, publishes: true).status == 0)
    let run = try it.verify(seed: seed)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("seed: note: the source has 17721088 outcomes, fewer than 2^32"))
    let strong = try CommittedDraw()
    #expect(try strong.commit(["--rule", "20%"]).status == 0)
    #expect(try strong.draw().status == 0)
    #expect(
      try strong.verify().output.contains("seed: note: the source has 10000000000 outcomes\n")
    )
  }

  /// In another order the same numbers would be another seed: of a lottery each drum ascends by itself.
  @Test(arguments: [
    ("two lotteries, ascending", "## ## ## ##", "03 07 07 31", "07 03 07 31"),
    ("号码从小到大", "## ## ## ##", "03 07 09 31", "03 07 31 09"),
    ("双色球，升序", "## ## ## ## ## ## ##", "02 05 09 11 12 33 07", "02 05 09 11 33 12 07"),
    ("双色球，升序", "## ## ## ## ## ## ##", "02 05 09 11 12 33 07", "05 02 09 11 12 33 16"),
  ])
  func numbersInAscendingOrder(
    _ source: String,
    _ form: String,
    _ seed: String,
    _ other: String
  ) throws {
    let it = try CommittedDraw()
    let isKnown = source.contains("双色球")
    let commit = try it.commit(
      ["--rule", "20%"] + (isKnown ? ["--weak-seed"] : ["--outcomes", "5000000000"]),
      form: form,
      source: source
    )
    #expect(commit.status == 0, "\(commit.standardError)")
    let refused = try it.draw(seed: other)
    #expect(refused.status == 1 && refused.standardError.contains("ascending"))
    #expect(!FileManager.default.fileExists(atPath: it.path("one.record.seeds")))
    #expect(try it.draw(seed: seed).status == 0)
    #expect(try it.verify(seed: seed).status == 0)
    let forged = try it.scratch.write(
      try it.text("one.json").replacing(seed, with: other),
      to: "forged.json"
    )
    let run = try it.verify(receipt: forged, seed: other)
    #expect(run.status == 1 && run.output.contains("ascending"), "\(run.output)")
    // As drawn, any order may come.
    let free = try CommittedDraw()
    #expect(
      try free.commit(
        ["--rule", "20%", "--outcomes", "5000000000"],
        form: form,
        source: "as drawn"
      ).status == 0
    )
    #expect(try free.draw(seed: other).status == 0)
  }
}
