import Foundation
import Sampling
import TestSupport
import Testing

/// Every refusal of a record, with the line that it names.
@Suite struct RecordRefusalTests {
  struct Row: Sendable, CustomTestStringConvertible {
    /// What is replaced in the record, the first time that it stands there, and by what.
    var own: String
    var other: String
    var line: Int
    var expected: String
    var testDescription: String { "\(own) → \(other)" }

    init(_ own: String, _ other: String, _ line: Int, _ expected: String) {
      (self.own, self.other, self.line, self.expected) = (own, other, line, expected)
    }
  }

  static let hex = String(repeating: "ab", count: 32)
  /// A record with every line that there can be, a redraw apart.
  static let record = """
    spotcheck-draw-v1
    record\t2
    label\tx
    attempt\t1
    previous\t
    after\t\(hex)
    used\tA\t1
    changed\tB\t2\t0
    seed-source\tdice
    seed-form\t##########
    outcomes\t6
    secret\t\(hex)
    pool\t\(hex)
    filter\ta = 1
    rule\t\t≥10%
    rule\tA\t≥2
    overall\t≤50%
    excluded\tA\t3\t\(hex)\tclosed
    shown\t1\t\(hex)\tname
    units\t30\t\(hex)
    inspectors\t4\t\(hex)
    assignment\trule 1
    stratum\tA\t10\t2\t1\tsrs\t\(hex)
    stratum\tB\t20\t3\t0\tsrs\t

    """
  static let redraw = record.replacing("attempt\t1", with: "attempt\t2")
    .replacing(
      "after\t\(hex)\nused\tA\t1\nchanged\tB\t2\t0\n",
      with: "redraw\t\(hex)\twhy\nafter\t\n"
    )
  static let positions = RecordContradictionTests.positions

  static let spelling = "in the order and spelling of a record"
  static let stratum = "a stratum with its counts, design and start"
  static let rows: [Row] = [
    Row("draw-v1", "draw-v2", 1, "\"spotcheck-draw-v1\""),
    Row("spotcheck-draw-v1\n", "spotcheck-draw-v1\t\n", 1, "\"spotcheck-draw-v1\""),
    Row("record\t2", "record\t3", 2, "\"record\" with a version that this program knows"),
    Row("record\t2", "record\t1", 2, "\"record\" with a version that this program knows"),
    Row("record\t2", "record\t02", 2, "\"record\" with a version that this program knows"),
    Row("record\t2", "record\t2\t", 2, "\"record\" with a version that this program knows"),
    Row("label\tx", "label\t", 3, "label with a text that a draw accepts"),
    Row("label\tx", "label\tx ", 3, "label with a text that a draw accepts"),
    Row("label\tx", "label\tx\ty", 3, "label with 1 fields"),
    Row("label\tx", "Label\tx", 3, "label with 1 fields"),
    Row("label\tx\n", "", 3, "label with 1 fields"),
    Row("attempt\t1", "attempt\t0", 4, "attempt with a whole number above 0"),
    Row("attempt\t1", "attempt\t01", 4, "attempt with a whole number above 0"),
    Row("attempt\t1", "attempt\t+1", 4, "attempt with a whole number above 0"),
    Row("attempt\t1", "attempt\t-1", 4, "attempt with a whole number above 0"),
    Row("attempt\t1", "attempt\t9223372036854775808", 4, "attempt with a whole number above 0"),
    Row("previous\t", "previous\tab", 5, "previous with a valid value or nothing"),
    Row(
      "previous\t",
      "previous\t\(hex.uppercased())",
      5,
      "previous with a valid value or nothing"
    ),
    Row("after\t\(hex)", "after\tFirst", 6, "after with \"first\", a digest or nothing"),
    Row("after\t\(hex)", "after", 6, "after with 1 fields"),
    Row("used\tA\t1", "used\tA\t0", 7, "used with 2 valid fields"),
    Row("used\tA\t1", "used\t\t1", 7, "used with 2 valid fields"),
    Row("used\tA\t1", "used\tA", 7, "used with 2 fields"),
    Row("changed\tB\t2\t0", "changed\tB\t2\t-1", 8, "changed with 3 valid fields"),
    Row("changed\tB\t2\t0", "changed\tB\t02\t0", 8, "changed with 3 valid fields"),
    Row("changed\tB\t2\t0", "changed\t B\t2\t0", 8, "changed with 3 valid fields"),
    Row("seed-source\tdice", "seed-source\t", 9, "seed-source with a text that a draw accepts"),
    Row("seed-form\t##########", "seed-form\t", 10, "seed-form with a text that a draw accepts"),
    Row("outcomes\t6", "outcomes\t0", 11, "outcomes with a whole number"),
    Row("outcomes\t6", "outcomes\t6.0", 11, "outcomes with a whole number"),
    Row("secret\t\(hex)", "secret\t\(hex)0", 12, "secret with a valid value or nothing"),
    Row("pool\t\(hex)", "pool\tx", 13, "pool with a valid value or nothing"),
    Row("filter\ta = 1", "filter\ta \\x 1", 14, "filter with a text that a record keeps"),
    Row("filter\ta = 1", "filter\t", 14, "filter with a text that a record keeps"),
    Row("rule\t\t≥10%", "rule\t\t>=10%", 15, "a rule in its canonical text"),
    Row("rule\t\t≥10%", "rule\t\t≥ 10%", 15, "a rule in its canonical text"),
    Row("rule\t\t≥10%", "rule\t\t≥010%", 15, "a rule in its canonical text"),
    Row("rule\tA\t≥2", "rule\tA \t≥2", 16, "a rule in its canonical text"),
    Row("overall\t≤50%", "overall\t<=50%", 17, "overall with 1 valid fields"),
    Row("excluded\tA\t3", "excluded\t\t3", 18, "excluded with 4 valid fields"),
    Row("excluded\tA\t3", "excluded\tA\t0", 18, "excluded with 4 valid fields"),
    Row("3\t\(hex)\tclosed", "3\t\tclosed", 18, "excluded with 4 valid fields"),
    Row("\tclosed", "\t", 18, "excluded with 4 valid fields"),
    Row("shown\t1", "shown\t2", 19, "shown with a count, a digest and so many columns"),
    Row("shown\t1", "shown\t01", 19, "shown with a count, a digest and so many columns"),
    Row(
      "shown\t1\t\(hex)",
      "shown\t1\t",
      19,
      "shown with a count, a digest and so many columns"
    ),
    Row("shown\t1\t\(hex)", "shown\t1\tx", 19, "shown with a digest and names of columns"),
    Row("\tname", "\tna\\me", 19, "shown with a digest and names of columns"),
    Row("units\t30", "units\t030", 20, "units with a count and a digest"),
    Row("units\t30\t\(hex)", "units\t30\tx", 20, "units with a count and a digest"),
    Row("units\t30", "units\t18446744073709551616", 20, "units with a count and a digest"),
    Row("inspectors\t4", "inspectors\t", 21, "inspectors with a count and a digest"),
    Row(
      "inspectors\t4",
      "inspectors\t0",
      21,
      "a number with a digest and an assignment, or 0 without either"
    ),
    Row(
      "assignment\trule 1",
      "assignment\t rule 1",
      22,
      "assignment with a valid value or nothing"
    ),
    Row(
      "assignment\trule 1",
      "assignment\t",
      21,
      "a number with a digest and an assignment, or 0 without either"
    ),
    Row("stratum\tA", "stratum\t", 23, stratum),
    Row("A\t10\t2\t1", "A\t-10\t2\t1", 23, stratum),
    Row("A\t10\t2\t1", "A\t10\t02\t1", 23, stratum),
    Row("A\t10\t2\t1", "A\t10\t2\t\t", 23, "stratum with 6 fields"),
    Row("A\t10\t2\t1", "A\t10\t2\tx", 23, stratum),
    Row("A\t10\t2\t1", "A\t10\t9223372036854775807\t1", 23, stratum),
    Row("1\tsrs", "1\tSRS", 23, stratum),
    Row("srs\t\(hex)", "srs\tfirst", 23, stratum),
    Row("stratum\tB\t20\t3", "stratum\tA\t20\t3", 24, "a stratum that no line above names already"),
    // Units selected and in reserve: as many as there are, and one more.
    Row(
      "A\t10\t2\t1",
      "A\t10\t9\t2",
      23,
      "strata that have as many units as are selected and in reserve"
    ),
    Row(
      "B\t20\t3\t0",
      "B\t20\t21\t0",
      23,
      "strata that have as many units as are selected and in reserve"
    ),
    Row("srs\t\n", "pareto\t\n", 23, "of the design that the other strata have"),
    Row(
      "after\t\(hex)\nused\tA\t1\nchanged\tB\t2\t0",
      "after\tfirst",
      21,
      "without a start in the first year of a rotation"
    ),
    Row("units\t30", "units\t31", 20, "the number of units of all strata"),
    Row(
      "units\t30\t\(hex)",
      "units\t30\t",
      20,
      "a digest of the frame, for positions a number alone"
    ),
    // The same lines in another order or spelling.
    Row("used\tA\t1\n", "used\tB\t1\nused\tA\t1\n", 26, spelling),
    Row("changed\tB", "changed\tC\t1\t1\nchanged\tB", 26, spelling),
    Row("excluded\tA", "excluded\tB\t1\t\(hex)\tx\nexcluded\tA", 26, spelling),
    Row("srs\t\n", "srs\t", 25, spelling),
    Row("srs\t\n", "srs\t\n\n", 25, "stratum with 6 fields"),
    Row("srs\t\n", "srs\t\r\n", 24, stratum),
    Row("\n", "\r\n", 1, "\"spotcheck-draw-v1\""),
    Row(
      "rule\tA\t≥2\noverall",
      "overall\t≤60%\nrule\tA\t≥2\noverall",
      17,
      "shown with a count, a digest and so many columns"
    ),
  ]

  static let redraws: [Row] = [
    Row("attempt\t2", "attempt\t1", 4, "1, or more with a line \"redraw\" and only so"),
    Row("after\t\n", "after\tfirst\n", 4, "1: a year of a rotation is not drawn again"),
    Row("\twhy", "\t", 6, "redraw with 2 valid fields"),
    Row("redraw\t\(hex)", "redraw\t", 6, "redraw with 2 valid fields"),
    Row("after", "redraw\t\(hex)\tand why\nafter", 7, "\"after\""),
  ]

  static let numbered: [Row] = [
    Row("stratum\t*", "stratum\tA", 15, "one stratum * for positions"),
    Row("after\t", "after\tfirst", 15, "simple random where there are starts or a rotation"),
  ]

  private func check(_ row: Row, of record: String) throws {
    let range = try #require(record.range(of: row.own))
    let text = record.replacingCharacters(in: range, with: row.other)
    let error = try #require(throws: RecordError.self) { try DrawRecord(parsing: text) }
    #expect(error.expected == row.expected)
    #expect(error.line == row.line)
    for language in Language.allCases {
      #expect(error.explanation(in: language).contains("\(row.line)"))
    }
  }

  @Test func theWholeRecordIsRead() throws {
    for text in [Self.record, Self.redraw, Self.positions] {
      #expect(try DrawRecord(parsing: text).text == text)
    }
    // As many units as are selected and in reserve.
    let full = Self.record.replacing("A\t10\t2\t1", with: "A\t10\t8\t2")
    #expect(try DrawRecord(parsing: full).strata[0].reserves == 2)
  }

  @Test(arguments: rows) func isRefused(row: Row) throws { try check(row, of: Self.record) }

  @Test(arguments: redraws) func isRefusedOfARedraw(row: Row) throws {
    try check(row, of: Self.redraw)
  }

  @Test(arguments: numbered) func isRefusedOfPositions(row: Row) throws {
    try check(row, of: Self.positions)
  }

  /// A refusal that is added has no row yet.
  @Test func everyRefusalHasARow() throws {
    let source = try SourceTexts(
      "Sources/Sampling/Selection/DrawRecord+Parsing.swift",
      behind: [
        #"expected:\s*"#, #"return \("[a-z]+", "#, #"field\((?:name|"[a-z-]+"), "#,
      ],
      testedIn: #filePath
    )
    #expect(source.texts.count > 25)
    let said = (Self.rows + Self.redraws + Self.numbered).map(\.expected)
    #expect(source.missing(in: said).isEmpty)
  }
}
