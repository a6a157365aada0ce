import Sampling
import TestSupport
import Testing

/// Everything that the page refuses, with the line and the sentence that says why.
@Suite struct AssignmentRefusalTests {
  typealias Problem = FrameError.Problem

  static let posts: [(text: String, line: Int, problem: Problem)] = [
    ("a\tk\t1", 1, .noLineEnd), ("a\tk\t1\nb", 2, .noLineEnd),
    ("\n", 1, .emptyLine), ("a\tk\t1\n\n", 2, .emptyLine),
    ("b\tk\t1\na\tk\t1\n", 2, .lineOrder), ("a\tk\t2\na\tk\t1\n", 2, .lineOrder),
    ("a\tk\t1\na\tm\t1\n", 2, .idTwice("a")), ("a\tk\t1\na\tk\t1\n", 2, .idTwice("a")),
    ("a\n", 1, .shape), ("a\tk\n", 1, .shape), ("a\tk\t1\tm\n", 1, .shape),
    ("a\tk\t1\t\n", 1, .shape),
    ("a\tm\t1\tk\t1\n", 1, .kindOrder("k")), ("a\tk\t1\tk\t1\n", 1, .kindTwice("k")),
    ("a\tk\t0\n", 1, .number(.count, "0")), ("a\tk\t\n", 1, .number(.count, "")),
    ("a\tk\t01\n", 1, .number(.count, "01")), ("a\tk\t+1\n", 1, .number(.count, "+1")),
    ("a\tk\t-1\n", 1, .number(.count, "-1")), ("a\tk\t1 \n", 1, .number(.count, "1 ")),
    ("a\tk\t１\n", 1, .number(.count, "１")),
    ("a\tk\t2147483648\n", 1, .number(.count, "2147483648")),
    ("a\tk\t9999999999\n", 1, .number(.count, "9999999999")),
    ("a\tk\t18446744073709551617\n", 1, .number(.count, "18446744073709551617")),
    ("a\tk\t1\r\n", 1, .number(.count, "1\r")),
    (" a\tk\t1\n", 1, .text(" a", .whiteSpaceAtEnd)), ("\tk\t1\n", 1, .text("", .empty)),
    ("a\t\t1\n", 1, .text("", .empty)), ("a\te\u{301}\t1\n", 1, .text("e\u{301}", .notNormalized)),
    ("\u{FEFF}a\tk\t1\n", 1, .text("\u{FEFF}a", .invisible(0xFEFF))),
  ]

  static let inspectors: [(text: String, line: Int, problem: Problem)] = [
    ("i\t0\t", 1, .noLineEnd), ("i\t0\t\n\n", 2, .emptyLine),
    ("j\t0\t\ni\t0\t\n", 2, .lineOrder), ("i\t0\t\ni\t1\t\n", 2, .idTwice("i")),
    ("i\n", 1, .shape), ("i\t0\n", 1, .shape),
    ("i\t\t\n", 1, .number(.start, "")), ("i\t-1\t\n", 1, .number(.start, "-1")),
    ("i\t00\t\n", 1, .number(.start, "00")),
    ("i\t2147483648\t\n", 1, .number(.start, "2147483648")),
    ("i\t0\t2147483648\n", 1, .number(.cap, "2147483648")), ("i\t0\t+3\n", 1, .number(.cap, "+3")),
    ("i\t0\t\tk\n", 1, .mark("k")), ("i\t0\t\t\n", 1, .mark("")),
    ("i\t0\t\t+m\t+k\n", 1, .markOrder("+k")), ("i\t0\t\t-a\t+k\n", 1, .markOrder("+k")),
    ("i\t0\t\t+k\t+k\n", 1, .markTwice("+k")), ("i\t0\t\t-a\t-a\n", 1, .markTwice("-a")),
    ("i\t0\t\t+\n", 1, .text("", .empty)), ("i\t0\t\t-\n", 1, .text("", .empty)),
    ("i\u{7}\t0\t\n", 1, .text("i\u{7}", .control(7))),
    ("i\t0\t\t+k\u{200B}\n", 1, .text("k\u{200B}", .invisible(0x200B))),
    ("i\t0\t\t-a\u{2028}\n", 1, .text("a\u{2028}", .lineSeparator(0x2028))),
  ]

  @Test func postFrames() throws {
    for refused in AssignmentRefusalTests.posts {
      let expected = FrameError(.posts, .line(refused.line), refused.problem)
      #expect(throws: expected, "\(refused.text.debugDescription)") {
        try PostFrame(parsing: refused.text.utf8)
      }
      try AssignmentRefusalTests.saysWhy(
        expected,
        contains: "post frame, line \(refused.line)",
        "岗位表"
      )
    }
    let taken = try PostFrame(parsing: "a\tk\t1\tm\t2147483647\n".utf8)
    #expect(taken.lines[0].posts.map(\.count) == [1, 2_147_483_647])
    #expect(try PostFrame(parsing: [UInt8]()).lines.isEmpty)
    let bytes: [UInt8] = [0x61, 0xFF, 0x09, 0x6B, 0x09, 0x31, 0x0A]
    #expect(throws: FrameError(.posts, .line(1), .text("a\u{FFFD}", .notUTF8))) {
      try PostFrame(parsing: bytes)
    }
    #expect(throws: FrameError.self) { try PostFrame(parsingAnyTexts: bytes) }
  }

  @Test func inspectorFrames() throws {
    for refused in AssignmentRefusalTests.inspectors {
      let expected = FrameError(.inspectors, .line(refused.line), refused.problem)
      #expect(throws: expected, "\(refused.text.debugDescription)") {
        try InspectorFrame(parsing: refused.text.utf8)
      }
      try AssignmentRefusalTests.saysWhy(
        expected,
        contains: "inspector frame, line \(refused.line)",
        "检查人员表"
      )
    }
    let taken = try InspectorFrame(parsing: "i\t2147483647\t0\t+k\t-a\n".utf8)
    #expect(
      taken.inspectors == [
        Inspector(text("i"), start: 2_147_483_647, cap: 0, kinds: [text("k")], avoided: [text("a")])
      ]
    )
  }

  /// Values are refused as texts are, with the row as it was given.
  @Test func rowsOfValues() {
    func posts(_ lines: PostFrame.Line..., refused problem: Problem, row: Int) {
      #expect(throws: FrameError(.posts, .row(row), problem)) { try PostFrame(lines) }
    }
    let fine = PostFrame.Line(text("z"), [Post(text("k"))])
    posts(fine, .init(text("a"), []), refused: .shape, row: 2)
    posts(fine, fine, refused: .idTwice("z"), row: 2)
    posts(.init(text("a"), [Post(text("k")), Post(text("k"))]), refused: .kindTwice("k"), row: 1)
    posts(.init(text("a"), [Post(text("k"), count: 0)]), refused: .number(.count, "0"), row: 1)
    posts(
      .init(text("a"), [Post(text("k"), count: 1 << 31)]),
      refused: .number(.count, "2147483648"),
      row: 1
    )
    func people(_ people: Inspector..., refused problem: Problem, row: Int) {
      #expect(throws: FrameError(.inspectors, .row(row), problem)) { try InspectorFrame(people) }
    }
    let k = [text("k")]
    people(.init(text("i"), kinds: k), .init(text("i"), kinds: []), refused: .idTwice("i"), row: 2)
    people(.init(text("i"), kinds: k + k), refused: .markTwice("+k"), row: 1)
    people(.init(text("i"), kinds: [], avoided: k + k), refused: .markTwice("-k"), row: 1)
    people(.init(text("i"), start: -1, kinds: k), refused: .number(.start, "-1"), row: 1)
    people(.init(text("i"), cap: -1, kinds: k), refused: .number(.cap, "-1"), row: 1)
    people(.init(text("i"), cap: 1 << 31, kinds: k), refused: .number(.cap, "2147483648"), row: 1)
  }

  @Test func objectsOfAnAssignment() throws {
    let salt = try #require(Secret(hex: String(repeating: "a", count: 64)))
    let posts = try PostFrame([
      .init(text("a"), [Post(text("k"))]),
      .init(text("b"), [Post(text("k"), count: .init(Int32.max))]),
    ]).salted(with: salt)
    let inspectors = try InspectorFrame([Inspector(text("i"), kinds: [text("k"), text("salt")])])
    let key = DrawKey(.inspectors, label: "l", seed: "s")
    func refused(_ objects: [String]?, _ error: AssignmentError) throws {
      #expect(throws: error) {
        try Assignment(
          of: objects?.map { text($0) },
          posts: posts,
          inspectors: inspectors,
          key: key
        )
      }
      #expect(error.kind == .data)
      try AssignmentRefusalTests.saysWhy(error, contains: "", "")
    }
    try refused(["a", "c"], .unknownObject(text("c")))
    try refused(["a", "a"], .objectTwice(text("a")))
    try refused(["a", "salt:" + salt.hex], .salt(text("salt:" + salt.hex)))
    try refused(nil, .tooManyPlaces)
    try refused(["b", "a"], .tooManyPlaces)
    #expect(throws: AssignmentError.self) {
      try Assignment(of: [text("b")], posts: posts, inspectors: inspectors, key: key)
    }
    let one = try Assignment(of: [text("a")], posts: posts, inspectors: inspectors, key: key)
    #expect(one.text == "a\tk\ti\n")
    #expect(try Assignment(of: [], posts: posts, inspectors: inspectors, key: key).seats.isEmpty)
    var teams = AssignedTeams(one)
    #expect(throws: AssignmentError.tooManyPlaces) { try teams.apply(.init([.init(text("b"))])) }
    #expect(throws: AssignmentError.objectTwice(text("a"))) {
      try teams.apply(.init([.init(text("a"))], struck: [text("a")]))
    }
    #expect(teams.seats == one.seats && teams.loads == [1])
    // Struck, it makes room for the other, which nobody can fill.
    let outcome = try teams.apply(.init([.init(text("b"))], struck: [text("a")]))
    guard case .unfilled(let certificate) = outcome.first?.outcome else {
      Issue.record("one inspector for 2147483647 places")
      return
    }
    #expect(certificate.text == "b\tk\t2\ni\t0\t\t1\t1\n2\t1\t2147483646\n")
    #expect(teams.team(of: text("a")).isEmpty && teams.loads == [0])
  }

  @Test func salts() throws {
    var generator = SeededGenerator(seed: 8)
    let posts = try PostFrame([.init(text("a"), [Post(text("k"))])])
    let people = try InspectorFrame([Inspector(text("i"), kinds: [text("k")])])
    #expect(throws: FrameError(.posts, .whole, .salts(0))) { try posts.checkSalt() }
    #expect(throws: FrameError(.inspectors, .whole, .salts(0))) { try people.checkSalt() }
    let salted = try posts.salted(with: Secret(using: &generator))
    let saltedPeople = try people.salted(with: Secret(using: &generator))
    try salted.checkSalt()
    try saltedPeople.checkSalt()
    #expect(salted.digest != posts.digest && saltedPeople.digest != people.digest)
    #expect(salted.text.count == posts.text.count + 69 + "\tsalt\t1\n".utf8.count)
    #expect(saltedPeople.text.count == people.text.count + 69 + "\t0\t0\n".utf8.count)
    #expect(try PostFrame(parsing: salted.text) == salted)
    #expect(try InspectorFrame(parsing: saltedPeople.text) == saltedPeople)
    #expect(throws: FrameError(.posts, .whole, .salts(2))) {
      try salted.salted(with: Secret(using: &generator))
    }
    #expect(throws: FrameError(.inspectors, .whole, .salts(2))) {
      try saltedPeople.salted(with: Secret(using: &generator))
    }
    let id = "salt:" + String(repeating: "0", count: 64)
    for line in ["\tk\t1\n", "\tsalt\t2\n", "\tk\t1\tsalt\t1\n"] {
      let frame = try PostFrame(parsing: ("a\tk\t1\n" + id + line).utf8)
      let error = FrameError(.posts, .line(2), .saltLine)
      #expect(throws: error) { try frame.checkSalt() }
      try AssignmentRefusalTests.saysWhy(error, contains: "salt", "盐值")
    }
    for line in ["\t1\t0\n", "\t0\t\n", "\t0\t0\t+k\n", "\t0\t0\t-a\n", "\t0\t1\n"] {
      let frame = try InspectorFrame(parsing: (id + line).utf8)
      let error = FrameError(.inspectors, .line(1), .saltLine)
      #expect(throws: error) { try frame.checkSalt() }
      try AssignmentRefusalTests.saysWhy(error, contains: "salt", "盐值")
    }
  }

  /// One line in each language, of what can be seen.
  private static func saysWhy(
    _ error: some ExplainedError,
    contains english: String,
    _ chinese: String
  ) throws {
    #expect(error.kind == .data)
    for (language, part) in [(Language.english, english), (.chinese, chinese)] {
      let sentence = error.explanation(in: language)
      #expect(part.isEmpty || sentence.contains(part))
      #expect(!sentence.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }
}
