import Sampling
import Testing

/// Records in the right order and spelling whose lines contradict each other.
@Suite struct RecordContradictionTests {
  static let hex = String(repeating: "ab", count: 32)
  static let record = """
    spotcheck-draw-v1
    record\t2
    label\tx
    attempt\t1
    previous\t
    after\t
    seed-source\tdice
    seed-form\t##########
    secret\t
    pool\t\(hex)
    shown\t0\t
    units\t30\t\(hex)
    inspectors\t0\t
    assignment\t
    stratum\tA\t10\t2\t1\tsrs\t
    stratum\tB\t20\t3\t0\tsrs\t

    """
  static let positions = record.replacing("units\t30\t\(hex)", with: "units\t30\t")
    .replacing("pool\t\(hex)", with: "pool\t")
    .replacing(
      "stratum\tA\t10\t2\t1\tsrs\t\nstratum\tB\t20\t3\t0\tsrs\t",
      with: "stratum\t*\t30\t2\t1\tpositions\t"
    )

  @Test func whatAgreesIsRead() throws {
    for text in [
      RecordContradictionTests.record, RecordContradictionTests.positions,
      RecordContradictionTests.record.replacing("after\t", with: "after\tfirst"),
      RecordContradictionTests.record.replacing(
        "attempt\t1\nprevious\t\n",
        with:
          "attempt\t2\nprevious\t\(RecordContradictionTests.hex)\nredraw\t\(RecordContradictionTests.hex)\twhy\n"
      ),
      RecordContradictionTests.record.replacing(
        "srs\t\nstratum",
        with: "srs\t\(RecordContradictionTests.hex)\nstratum"
      ),
    ] {
      let read = try DrawRecord(parsing: text)
      #expect(read.text == text)
    }
  }

  @Test(arguments: [
    // A second attempt that names none before it; a first one that does.
    ("attempt\t1", "attempt\t2", "attempt"),
    ("previous\t\n", "previous\t\nredraw\t\(hex)\twhy\n", "attempt"),
    // A year of a rotation that is drawn again.
    (
      "attempt\t1\nprevious\t\nafter\t\n",
      "attempt\t2\nprevious\t\nredraw\t\(hex)\twhy\nafter\tfirst\n", "attempt"
    ),
    // More units than there are.
    ("A\t10\t2\t1", "A\t10\t10\t1", "stratum"),
    ("A\t10\t2\t1", "A\t11\t2\t1", "units"),
    ("units\t30", "units\t999999", "units"),
    ("A\t10\t", "A\t18446744073709551615\t", "units"),
    ("stratum\tA\t10\t2\t1\tsrs\t\nstratum\tB\t20\t3\t0\tsrs\t\n", "", "units"),
    // A frame without a digest.
    ("units\t30\t\(hex)", "units\t30\t", "units"),
    // Inspectors without their frame or their rule, and the other way round.
    ("inspectors\t0\t", "inspectors\t3\t", "inspectors"),
    ("inspectors\t0\t", "inspectors\t0\t\(hex)", "inspectors"),
    ("inspectors\t0\t", "inspectors\t3\t\(hex)", "inspectors"),
    ("assignment\t", "assignment\tx", "inspectors"),
    // A start that the design has not, or the first year of a rotation.
    ("A\t10\t2\t1\tsrs\t", "A\t10\t2\t1\tpareto\t\(hex)", "stratum"),
    ("after\t\n", "after\tfirst\n", "stratum"),
    ("B\t20\t3\t0\tsrs", "B\t20\t3\t0\tpositions", "stratum"),
  ]) func whatContradictsIsRefused(_ own: String, _ other: String, _ line: String) throws {
    var base = RecordContradictionTests.record
    if own == "after\t\n" {
      base = base.replacing("srs\t\nstratum", with: "srs\t\(RecordContradictionTests.hex)\nstratum")
    }
    let text = base.replacing(own, with: other)
    try #require(text != base)
    let error = try #require(throws: RecordError.self) { try DrawRecord(parsing: text) }
    let lines = text.split(separator: "\n")
    #expect(lines[error.line - 1].hasPrefix(line), "\(error)")
  }

  @Test(arguments: [
    ("units\t30\t", "units\t30\t\(hex)"), ("stratum\t*", "stratum\tA"),
    ("pool\t\n", "pool\t\nfilter\ta = 1\n"),
    ("after\t", "after\tfirst"),
  ]) func positionsHaveNeitherFrameNorRotation(_ own: String, _ other: String) throws {
    let text = RecordContradictionTests.positions.replacing(own, with: other)
    try #require(text != RecordContradictionTests.positions)
    #expect(throws: RecordError.self) { try DrawRecord(parsing: text) }
  }
}
