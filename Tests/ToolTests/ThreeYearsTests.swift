import Foundation
import Sampling
import Testing

/// A sealed rotation of three years: reserves that stood in, units that came, went and changed their class, a
/// class that is empty for a year, units that are kept out.
@Suite struct ThreeYearsTests {
  struct Rotation {
    let it: CommittedDraw
    /// Pool, list of used units and, if any, what is kept out, by year.
    var exclusions: [Int: String] = [:]

    static let rules = ["--rule", "25%", "--reserves", "1"]

    init() throws {
      var it = try CommittedDraw()
      it.columns += Rotation.rules
      self.it = it
      func pool(_ year: Int, _ units: [(String, String)]) throws {
        let rows = units.map { "\($0),\($1)\n" }.joined()
        _ = try it.scratch.write("id,kind\n" + rows, to: "pool\(year).csv")
      }
      func units(_ letter: String, _ count: Int) -> [(String, String)] {
        (1...count).map { ("\(letter)\($0)", "kind-\(letter)") }
      }
      let (first, second) = (units("A", 12), units("B", 12))
      try pool(1, first + second + units("C", 6))
      // A1 moved to B, B1 went, N1 came, and nobody is in C.
      let next = first.dropFirst() + [("A1", "kind-B")] + second.dropFirst() + [("N1", "kind-A")]
      try pool(2, Array(next))
      try pool(3, next + units("C", 6) + [("D1", "kind-D"), ("D2", "kind-D")])
      exclusions[2] = try it.scratch.write("id,reason\nA5,cap\n", to: "out2.csv")
    }

    func pool(_ year: Int) -> String { it.path("pool\(year).csv") }
    func name(_ year: Int) -> String { "y\(year)" }
    func out(_ year: Int) -> [String] { exclusions[year].map { ["--exclude", $0] } ?? [] }

    /// What a later year is committed and drawn after.
    func after(_ year: Int) -> [String] {
      year == 1
        ? [] : ["--after", it.path("y\(year - 1).json"), "--used", it.path("used\(year - 1).csv")]
    }

    func commit(_ year: Int, _ more: [String] = []) throws -> ToolRun {
      let later = [
        "--secret-of", it.path("y\(year - 1).record"), "--pool-before", pool(year - 1),
        "--previous",
        it.path("y\(year - 1).record"),
      ]
      return try it.commit(
        (year == 1 ? ["--sealed", "--rotation"] : later) + after(year) + out(year) + more,
        as: name(year),
        pool: pool(year)
      )
    }

    /// Commits and draws a year; the reserves of some classes stood in.
    func run(_ year: Int, used: [String]) throws {
      let commit = try commit(year)
      #expect(commit.status == 0, "\(commit.standardError)")
      let draw = try it.draw(after(year) + out(year), as: name(year), pool: pool(year))
      #expect(draw.status == 0, "\(draw.standardError)")
      let kept = try it.text("y\(year).csv").split(separator: "\n").filter { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return cells[2] != "reserve" || used.contains(String(cells[0]))
      }
      _ = try it.scratch.write(kept.map { $0 + "\n" }.joined(), to: "used\(year).csv")
    }

    /// What a year is verified with, the year before among it.
    func evidence(_ year: Int) -> [String] {
      guard year > 1 else { return [] }
      return [
        "--after", it.path("y\(year - 1).json"), "--after-record", it.path("y\(year - 1).record"),
        "--after-pool", pool(year - 1),
      ] + (exclusions[year - 1].map { ["--after-exclude", $0] } ?? [])
    }

    func verify(_ year: Int, _ more: [String]? = nil, receipt: String? = nil) throws -> ToolRun {
      try it.verify(
        out(year) + (more ?? evidence(year)),
        as: name(year),
        receipt: receipt,
        pool: pool(year)
      )
    }
  }

  static func threeYears() throws -> Rotation {
    let rotation = try Rotation()
    try rotation.run(1, used: ["kind-A"])
    try rotation.run(2, used: ["kind-B"])
    try rotation.run(3, used: [])
    return rotation
  }

  /// The identifiers of a class in a selection.
  static func units(
    of kind: String,
    in list: String,
    withReserves: Bool
  ) throws -> Set<String> {
    var units: Set<String> = []
    for line in list.split(separator: "\n") {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells[0] == kind, withReserves || cells[2] == "selected" else { continue }
      units.insert(cells[7])
    }
    return units
  }

  @Test func everyYearIsVerified() throws {
    let rotation = try Self.threeYears()
    let it = rotation.it
    for year in 1...3 {
      let run = try rotation.verify(year)
      #expect(run.status == 0, "\(year): \(run.output) \(run.standardError)")
      #expect(year == 1 || run.output.contains("rotation: ok"))
      #expect(try it.text("y\(year).notice").hasSuffix("\nrotation\n"))
    }
    let receipts = try (1...2).map { SHA256.digest(of: try it.text("y\($0).json").utf8) }
    let second = try it.text("y2.record")
    #expect(try it.text("y1.record").contains("\nafter\tfirst\nseed-source"))
    #expect(
      second.contains(
        "\nafter\t\(receipts[0])\nused\tkind-A\t1\nchanged\tkind-A\t1\t1\nchanged\tkind-B\t1\t1\n"
          + "changed\tkind-C\t0\t6\nseed-source\t"
      )
    )
    // A class that is empty keeps its line and its place.
    #expect(second.contains(/\nstratum\tkind-C\t0\t0\t0\tsrs\t[0-9a-f]{64}\n/))
    let third = try it.text("y3.record")
    #expect(
      third.contains(
        "\nafter\t\(receipts[1])\nused\tkind-B\t1\nchanged\tkind-C\t6\t0\nchanged\tkind-D\t2\t0\n"
      )
    )
    // A new class begins at the beginning.
    #expect(third.hasSuffix("\nstratum\tkind-D\t2\t1\t1\tsrs\t\n"))
    // Nobody is drawn again who was used and is in the same class still.
    for kind in ["kind-A", "kind-B", "kind-C"] {
      let drawn = try ["used1.csv", "used2.csv", "y3.csv"].map { name in
        try Self.units(of: kind, in: try it.text(name), withReserves: name != "y3.csv")
      }
      #expect(drawn[0].isDisjoint(with: drawn[1]), "\(kind)")
      #expect(drawn[0].union(drawn[1]).isDisjoint(with: drawn[2]), "\(kind)")
    }
  }

  @Test func whatIsMissingIsSaid() throws {
    let rotation = try Self.threeYears()
    let it = rotation.it
    let before = ["--after", it.path("y2.json")]
    let record = ["--after-record", it.path("y2.record")]
    let pool = ["--after-pool", rotation.pool(2)]
    for more in [[], before, before + record, before + pool, before + record + pool] {
      let run = try rotation.verify(3, more)
      #expect(run.status == 2, "\(more): \(run.output)")
      #expect(run.output.hasSuffix("nothing differs; not checked: rotation\n"), "\(run.output)")
    }
    // What has nothing to do with it is refused.
    #expect(try rotation.verify(3, record).status == 64)
    #expect(try rotation.verify(1, ["--after", it.path("y2.json")]).status == 64)
    #expect(
      try rotation.verify(2, rotation.evidence(2) + ["--after-exclude", it.path("out2.csv")]).status
        == 64
    )
  }

  @Test func anotherPastIsFound() throws {
    let rotation = try Self.threeYears()
    let it = rotation.it
    func edited(_ name: String, _ what: String, _ with: String) throws -> String {
      let text = try it.text(name)
      #expect(text.contains(what), "\(what)")
      return try it.scratch.write(text.replacing(what, with: with), to: "edited-\(name)")
    }
    let (a2, a1) = (try it.text("y2.json"), try it.text("y1.json"))
    #expect(a1 != a2)
    for (place, path, status) in [
      // The receipt of another year, an edited one, with other line ends.
      (1, it.path("y1.json"), 1), (1, try edited("y2.json", "\"size\" : 3", "\"size\" : 2"), 1),
      (1, try edited("y2.json", "\n", "\r\n"), 1),
      // It is the one, but is not verified by what was given: an edited record, another pool.
      (3, try edited("y2.record", "\t12\t3\t1\t", "\t12\t2\t1\t"), 2), (5, rotation.pool(1), 2),
      (5, try edited("pool2.csv", "N1,", "N2,"), 2),
    ] {
      var evidence = rotation.evidence(3)
      evidence[place] = path
      let run = try rotation.verify(3, evidence)
      #expect(run.status == Int32(status), "\(path): \(run.output) \(run.standardError)")
      #expect(
        run.output.contains("rotation: \(status == 1 ? "DIFFERS" : "NOT CHECKED")"),
        "\(path)"
      )
      #expect(!run.output.contains("kind-"), "\(run.output)")
    }
    // A record that tells other starts, reserves or changes than there were, all digests in line.
    let start = try #require(
      try it.text("y3.record").firstMatch(of: /stratum\tkind-A\t12\t3\t1\tsrs\t([0-9a-f]{64})/)
    ).output.1
    let other = start.dropLast() + (start.hasSuffix("0") ? "1" : "0")
    let files = try ["record", "notice", "json"].map { ("y3.\($0)", try it.text("y3.\($0)")) }
    for (what, with) in [
      (String(start), String(other)), ("used\tkind-B\t1\n", ""),
      ("used\tkind-B\t1", "used\tkind-A\t1\nused\tkind-B\t1"),
      ("used\tkind-B\t1", "used\tkind-B\t2"), ("changed\tkind-D\t2\t0\n", ""),
      ("changed\tkind-D\t2\t0", "changed\tkind-D\t2\t1"),
    ] {
      for (name, text) in files { _ = try it.scratch.write(text, to: name) }
      try it.forge(as: "y3") { record in
        #expect(record.contains(what))
        return record.replacing(what, with: with)
      }
      let run = try rotation.verify(3)
      #expect(run.status == 1, "\(with): \(run.output)")
      #expect(run.output.contains("rotation: DIFFERS"), "\(with): \(run.output)")
    }
  }

  @Test func commitmentsThatLeaveSomethingToChoose() throws {
    let rotation = try Rotation()
    try rotation.run(1, used: ["kind-A"])
    let it = rotation.it
    func commit(_ more: [String]) throws -> ToolRun {
      try it.commit(rotation.after(2) + more, as: "no", pool: rotation.pool(2))
    }
    let secret = ["--secret-of", it.path("y1.record")]
    let before = ["--pool-before", rotation.pool(1)]
    for (more, status, words) in [
      (secret, 64, "--pool-before"), (before + ["--sealed"], 64, "--secret-of"),
      (secret + before + ["--start", String(repeating: "0", count: 64)], 64, "--start or --after"),
      (before, 64, "the secret differs"), (secret + before + ["--rotation"], 64, "no starts"),
      (secret + before + ["--design", "pareto", "--measure", "id"], 64, "simple random"),
    ] {
      let run = try commit(more)
      #expect(run.status == Int32(status), "\(more): \(run.standardError)")
      #expect(run.standardError.contains(words), "\(more): \(run.standardError)")
      #expect(!FileManager.default.fileExists(atPath: it.path("no.record")))
    }
    for (form, source, words) in [
      ("# # # # # # # # # #", "cards", "the source differs"),
      ("x # # # # # # # # # #", "dice", "the form differs"),
    ] {
      let run = try it.commit(
        rotation.after(2) + secret + before,
        as: "no",
        pool: rotation.pool(2),
        form: form,
        source: source
      )
      #expect(run.status == 64 && run.standardError.contains(words), "\(run.standardError)")
    }
    // A first year that was not called one.
    let plain = try it.commit(["--sealed"], as: "plain", pool: rotation.pool(1))
    #expect(plain.status == 0)
    let run = try commit(["--secret-of", it.path("plain.record")] + before)
    #expect(run.status == 64 && run.standardError.contains("is of no rotation"))
    // Another receipt than the record's is not drawn after.
    #expect(try rotation.commit(2).status == 0)
    let other = try it.scratch.write(try it.text("y1.json") + "\n", to: "other.json")
    let draw = try it.draw(
      ["--after", other, "--used", it.path("used1.csv")],
      as: "y2",
      pool: rotation.pool(2)
    )
    #expect(
      draw.status == 1 && draw.standardError.contains("not the one that the record goes on from")
    )
    // Without --after the record's starts are taken.
    #expect(try it.draw(rotation.out(2), as: "y2", pool: rotation.pool(2)).status == 0)
    #expect(try rotation.verify(2, rotation.evidence(2)).status != 1)
  }
}
