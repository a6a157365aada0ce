import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

@Suite struct FilterTests {
  /// Answers of a condition for cells: kept, left out, refused.
  private func answers(_ text: String, _ cells: [String]) throws -> String {
    let filter = try RowFilter(parsing: text)
    return String(
      cells.map { cell in
        switch Array(cell.utf8).withUnsafeBytes({ filter.answer(for: $0) }) {
        case .kept: "1"
        case .leftOut: "0"
        case .refused: "?"
        }
      }
    )
  }

  struct Meaning: Sendable {
    var text: String
    var column: String
    var cells: [String]
    var answers: String

    init(_ text: String, _ column: String, _ cells: [String], _ answers: String) {
      (self.text, self.column, self.cells, self.answers) = (text, column, cells, answers)
    }
  }

  @Test(
    arguments: [
      // Bytes: a value means itself, an empty cell is one of the others.
      Meaning("状态=存续", "状态", ["存续", "存续 ", "注销", ""], "1000"),
      Meaning("  状态 \t =  存续 ", "状态", ["存续", " 存续"], "10"),
      Meaning("状态 != 注销", "状态", ["注销", "存续", ""], "011"),
      Meaning("状态!=注销", "状态", ["注销", ""], "01"),
      Meaning("a = 5", "a", ["5", "5.0", "05"], "100"),
      Meaning("a = ''", "a", ["", "''", "x"], "100"),
      Meaning("a != ''", "a", ["", "x"], "01"),
      Meaning("a = 'it''s'", "a", ["it's", "it''s"], "10"),
      Meaning("a = it's", "a", ["it's"], "1"),
      Meaning("a = ' b '", "a", [" b ", "b"], "10"),
      Meaning("a = '= 5'", "a", ["= 5"], "1"),
      Meaning("a = b c", "a", ["b c", "b"], "10"),
      Meaning("a = b\"c", "a", ["b\"c"], "1"),
      Meaning("a = (b)", "a", ["(b)"], "1"),
      // Bytes, not characters: é in form C and in form D differ.
      Meaning("a = \u{E9}", "a", ["\u{E9}", "e\u{301}"], "10"),
      Meaning("a = ,", "a", [","], "1"),
      Meaning("a = ≥100平方米", "a", ["≥100平方米"], "1"),
      Meaning("a = “甲”餐馆", "a", ["“甲”餐馆"], "1"),
      // Lists.
      Meaning("a in (x, y)", "a", ["x", "y", " y", "z", ""], "11000"),
      Meaning("a in ( x , 'y, (z)' )", "a", ["x", "y, (z)", "y"], "110"),
      Meaning("a in (x)", "a", ["x", "y"], "10"),
      Meaning("a  not   in (x, y)", "a", ["x", "y", "z", ""], "0011"),
      Meaning("a in ('', x)", "a", ["", "x", "y"], "110"),
      Meaning("a in ('it''s','''')", "a", ["it's", "'", "it''s"], "110"),
      Meaning("a in (b c, d=e, 食品（散装）, q\")", "a", ["b c", "d=e", "食品（散装）"], "111"),
      Meaning("a in (农、林、牧、渔业, 采矿业)", "a", ["农、林、牧、渔业", "采矿业", "农"], "110"),
      // Emptiness: no byte at all.
      Meaning("a is empty", "a", ["", " ", "x"], "100"),
      Meaning("a is not empty  ", "a", ["", " ", "x"], "011"),
      // The leftmost operator, and there the longest, counts.
      Meaning("a = b = c", "a", ["b = c", "b"], "10"),
      Meaning("a = b in (c)", "a", ["b in (c)"], "1"),
      Meaning("a in (b=c)", "a", ["b=c"], "1"),
      Meaning("number:a<=5", "a", ["5", "6"], "10"),
      Meaning("number:a<5", "a", ["5", "4"], "01"),
      Meaning("a = x is empty", "a", ["x is empty", ""], "10"),
      // Words without blanks around are part of a name.
      Meaning("margin=1", "margin", ["1"], "1"),
      Meaning("cabin is empty", "cabin", ["", "x"], "10"),
      Meaning("is = 1", "is", ["1"], "1"),
      Meaning("in = 1", "in", ["1"], "1"),
      Meaning("a is emptyish = 1", "a is emptyish", ["1"], "1"),
      Meaning("a IS EMPTY = 1", "a IS EMPTY", ["1"], "1"),
      Meaning("面积≥100 = 是", "面积≥100", ["是"], "1"),
      Meaning("注册资本（万元） = 5", "注册资本（万元）", ["5"], "1"),
      // Quoted columns.
      Meaning("\"a = b\" = c", "a = b", ["c"], "1"),
      Meaning("\"a in b\" in (c)", "a in b", ["c"], "1"),
      Meaning("\"a \"\"b\"\"\"=c", "a \"b\"", ["c"], "1"),
      Meaning("\" a \" is empty", " a ", [""], "1"),
      Meaning("\"number:a\" = 5", "number:a", ["5", "5.0"], "10"),
      Meaning("\"date:a\" = x", "date:a", ["x"], "1"),
      Meaning("\"\" = x", "", ["x"], "1"),
      Meaning("Number:a = 5", "Number:a", ["5", "5.0"], "10"),
      // Decimals.
      Meaning("number:a = 5", "a", ["5", "5.0", "05", "+5", "5.", "", "-5", "5.01"], "11111000"),
      Meaning("number: a != 5", "a", ["5.00", "6", ""], "010"),
      Meaning("number:\"a>b\" > 5", "a>b", ["5", "5.0000000000000000000001", "6"], "011"),
      Meaning("number:a > -1.5", "a", ["-1.5", "-1.49", "-2", "0", ".5", "-10"], "010110"),
      Meaning("number:a >= '0'", "a", ["0", "-0", "-0.0", "0.000", "-0.1"], "11110"),
      Meaning("number:a in (1, 2.50)", "a", ["1.0", "2.5", "3", ""], "1100"),
      Meaning("number:a not in (1, 2.50)", "a", ["1.0", "2.5", "3", ""], "0010"),
      Meaning(
        "number:a < 100000000000000000000000000000000000000000.1",
        "a",
        [
          "100000000000000000000000000000000000000000.09",
          "100000000000000000000000000000000000000000.1",
          "100000000000000000000000000000000000000000.11", "9",
        ],
        "1001"
      ),
      Meaning(
        "number:a >= 1",
        "a",
        ["一", "1,000", "1e3", "5 ", " 5", "5%", "１", "-", "+", ".", "1.2.3", "--1", "0x1", "NaN"],
        "??????????????"
      ),
      // Days.
      Meaning(
        "date:a = 2024-03-05",
        "a",
        ["2024-03-05", "2024/3/5", "2024/03/05", "2024年3月5日", "2024年03月05日", "2024-03-06", ""],
        "1111100"
      ),
      Meaning("date:a >= 2024/2/29", "a", ["2024-02-29", "2024-02-28", "2024-12-01", ""], "1010"),
      Meaning("date:a < 2024年10月1日", "a", ["2024/9/30", "2024/10/1", "1949-10-01"], "101"),
      Meaning(
        "date:a not in (2024-01-01, 2024/1/2)",
        "a",
        ["2024/1/1", "2024-01-02", "2024-01-03", ""],
        "0010"
      ),
      Meaning("date:a != 2024-01-01", "a", ["2024/1/1", "2024/1/2", ""], "010"),
      Meaning(
        "date:a > 2000-01-01",
        "a",
        [
          "2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "2024-13-01", "2024-00-01",
          "2024-01-00", "0000-01-01", "2024-1-5", "2024/001/5", "24/1/5", "20240105", "2024.1.5",
          "2024-01/05", "2024年1月5", "2024年1月5号", "2024-01-05 ", "2024-01-05 10:00", "x",
        ],
        "???????????????????"
      ),
      Meaning("date:a > 2000-01-01", "a", ["2000-02-29", "2400-02-29", "9999-12-31"], "111"),
    ]
  )
  func means(_ it: Meaning) throws {
    #expect(try RowFilter(parsing: it.text).text == it.text)
    #expect(try Array(RowFilter(parsing: it.text).column.utf8) == Array(it.column.utf8))
    #expect(try answers(it.text, it.cells) == it.answers)
  }

  @Test(
    arguments: [
      ("", .noColumn), ("   ", .noColumn), ("= x", .noColumn), (" < x", .noColumn),
      ("number: = 5", .noColumn), ("a", .noOperator), ("a ! b", .noOperator), ("a x", .noOperator),
      ("\"a\"", .noOperator), ("\"a\" b = c", .noOperator),
      // Signs of other languages and of a Chinese keyboard.
      ("a == b", .spelling(found: "==", right: "=")),
      ("a <> b", .spelling(found: "<>", right: "!=")),
      ("a =< b", .spelling(found: "=<", right: "<=")),
      ("a => b", .spelling(found: "=>", right: ">=")),
      ("a !== b", .spelling(found: "!==", right: "!=")),
      ("number:a ≥ 5", .spelling(found: "≥", right: ">=")),
      ("number:a≤5", .spelling(found: "≤", right: "<=")),
      ("a ≠ b", .spelling(found: "≠", right: "!=")),
      ("a＝b", .spelling(found: "＝", right: "=")),
      ("\"a\" ＝ b", .spelling(found: "＝", right: "=")),
      ("number:a ＞＝ 5", .spelling(found: "＞＝", right: ">=")),
      ("a！＝b", .spelling(found: "！＝", right: "!=")),
      ("a！=b", .spelling(found: "！=", right: "!=")),
      ("number:a>＝5", .spelling(found: ">＝", right: ">=")),
      ("a=＝5", .spelling(found: "=＝", right: "=")),
      ("number:a ≥= 5", .spelling(found: "≥", right: ">=")),
      ("number：a > 5", .spelling(found: "number：", right: "number:")),
      ("date：a = 5", .spelling(found: "date：", right: "date:")),
      ("a in （x, y)", .spelling(found: "（", right: "(")),
      ("a in (x，y)", .spelling(found: "，", right: ",")),
      ("a not in (x, y）", .spelling(found: "）", right: ")")),
      ("a = ‘x’", .spelling(found: "‘", right: "'")),
      ("a in (“x”)", .spelling(found: "“", right: "'")),
      ("a IN (x)", .word("IN")), ("a in(x)", .word("in")), ("a Is Empty", .word("Is")),
      ("a is emptyish", .word("is")), ("a is null", .word("is")), ("a in", .noList("in")),
      // Columns.
      ("a\"b = c", .quoteInColumn), ("\"a = c", .openQuote("\"")),
      ("number:date:a = 5", .prefixInColumn("date:a")),
      ("\"a\"in (b)", .word("in")),
      ("stay in hotel = yes", .noList("in")),
      ("a\u{3000} = x", .whiteSpace(0x3000)),
      // Values.
      ("a =", .noValue), ("a = ", .noValue), ("number:a <", .noValue), ("a = =b", .valueStart("=")),
      ("a = \"b\"", .valueStart("\"")), ("a = !b", .valueStart("!")), ("a = <b", .valueStart("<")),
      ("a = >b", .valueStart(">")), ("a = 'b", .openQuote("'")),
      ("a = 'b''", .openQuote("'")), ("a = 'b'c", .trailing("c", behind: "'")),
      ("a = 'b' 'c'", .trailing("'c'", behind: "'")),
      ("a =\u{3000}x", .whiteSpace(0x3000)), ("a = x\n", .whiteSpace(0x0A)),
      // Lists.
      ("a in x", .noList("in")), ("a not in 'x'", .noList("not in")), ("a in ()", .noValue),
      ("a in (x,)", .noValue), ("a in (,x)", .noValue), ("a in (x, , y)", .noValue),
      ("a in (x", .openList), ("a in ('x'", .openList), ("a in (", .openList),
      ("a in ((x))", .signInList("(")), ("a in (it's)", .signInList("'")),
      ("a in (=x)", .valueStart("=")), ("a in (\"x\")", .valueStart("\"")),
      ("a in ('x' y)", .trailing("y)", behind: "'")), ("a in (x) y", .trailing("y", behind: ")")),
      ("a in (x))", .trailing(")", behind: ")")),
      ("a is empty y", .trailing("y", behind: "is empty")),
      ("a is not empty = 1", .trailing("= 1", behind: "is not empty")),
      // Order and values.
      ("a < 5", .unordered("<")), ("a >= 5", .unordered(">=")),
      ("\"number:a\" > 5", .unordered(">")),
      ("number:a = x", .notDecimal("x")), ("number:a in (1, 1e3)", .notDecimal("1e3")),
      ("number:a = ''", .notDecimal("")), ("date:a < 2023-02-29", .notDay("2023-02-29")),
      ("date:a in (2024-1-5)", .notDay("2024-1-5")), ("number:a is empty", .emptiness(.number)),
      ("date:a is not empty", .emptiness(.date)),
      // What no record can hold.
      ("a = e\u{301}", .text(.notNormalized)), ("a = x\u{200B}y", .text(.invisible(0x200B))),
      ("a = x\u{07}", .text(.control(7))),
      ("a = " + String(repeating: "x", count: 1021), .text(.tooLong(bytes: 1025))),
    ] as [(String, RowFilterError.Reason)]
  )
  func isRefused(_ text: String, _ reason: RowFilterError.Reason) {
    let error = #expect(throws: RowFilterError.self) { try RowFilter(parsing: text) }
    #expect(error?.reason == reason)
    guard let error else { return }
    let (english, chinese) = (error.explanation(in: .english), error.explanation(in: .chinese))
    #expect(english.hasPrefix("\"\(text.excerpt)\" is no condition for --where: "))
    #expect(chinese.hasPrefix("“\(text.excerpt)”不是有效的 --where 条件："))
    for line in [english, chinese] {
      #expect(!line.contains { $0.isNewline } && !line.hasSuffix(".") && !line.hasSuffix("。"))
    }
  }

  @Test func aRefusedCellSaysWhatWouldBeRight() throws {
    for (text, cell, english, chinese) in [
      ("number:a > 5", "1,000", "is no decimal number such as -12", "不是十进制数"),
      ("date:a > 2024-01-01", "2024.1.5", "is no day such as 2024-03-05", "不是有效日期"),
    ] {
      let filter = try RowFilter(parsing: text)
      guard case .refused(let problem) = Array(cell.utf8).withUnsafeBytes(filter.answer) else {
        Issue.record("\(cell) was not refused")
        continue
      }
      #expect(problem.sentence(in: .english).hasPrefix(english))
      #expect(problem.sentence(in: .chinese).hasPrefix(chinese))
    }
  }

  @Test func whatARecordEscapesCountsAsItsTwoCharacters() throws {
    let fits = "a = '" + String(repeating: "\t", count: 509) + "'"
    #expect(try RowFilter(parsing: fits).text == fits)
    #expect(throws: RowFilterError.self) { try RowFilter(parsing: fits + " ") }
    #expect(try answers("a = 'x\ny'", ["x\ny", "x"]) == "10")
  }

  // MARK: Against slow answers

  private static let pieces = [
    "a", "状", " ", "=", "<", ">", "!", "'", "\"", ",", "(", ")", "in", "5", "é",
  ]

  private func word(_ generator: inout SeededGenerator) -> String {
    let length = Int.random(in: 0...5, using: &generator)
    return (0..<length).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  /// Names and values of all signs, each quoted, and bare where the grammar allows it.
  @Test func whateverIsQuotedMeansItself() throws {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<5_000 {
      let name = word(&generator)
      let values = (0..<Int.random(in: 1...3, using: &generator)).map { _ in word(&generator) }
      let cells = values + [word(&generator), "", " " + (values.first ?? "")]
      let isNegated = Bool.random(using: &generator)
      let isList = values.count > 1 || Bool.random(using: &generator)
      let blank = Bool.random(using: &generator) ? " " : ""
      let written = values.map { value in
        let isPlain = !value.isEmpty && value.allSatisfy { "a状5é".contains($0) }
        return isPlain && Bool.random(using: &generator)
          ? value : "'" + value.replacing("'", with: "''") + "'"
      }
      let column = "\"" + name.replacing("\"", with: "\"\"") + "\""
      let list = "(" + written.joined(separator: blank + "," + blank) + ")"
      let text =
        isList
        ? column + " " + (isNegated ? "not in " : "in ") + list
        : column + blank + (isNegated ? "!=" : "=") + blank + written[0]
      let filter = try RowFilter(parsing: blank + text + blank)
      #expect(filter.column == name)
      for cell in cells {
        let isAmong = values.contains { Array($0.utf8) == Array(cell.utf8) }
        let answer = Array(cell.utf8).withUnsafeBytes(filter.answer)
        #expect(answer == ((isAmong != isNegated) ? .kept : .leftOut), "\(text) for \(cell)")
      }
    }
  }

  /// Any text is read or refused: nothing else happens, and what is read is one column.
  @Test func noTextEndsTheProgram() {
    var generator = SeededGenerator(seed: 14)
    var read = 0
    for _ in 0..<20_000 {
      let text = (0..<4).map { _ in word(&generator) }.joined()
      guard let filter = try? RowFilter(parsing: text) else { continue }
      read += 1
      #expect(text.replacing("\"\"", with: "\"").contains(filter.column) || filter.column.isEmpty)
    }
    #expect(read > 500)
  }

  /// Decimals brought to the same length and compared as texts.
  @Test func decimalsCompareAsOnPaper() throws {
    var generator = SeededGenerator(seed: 15)
    func digits(_ most: Int) -> String {
      let alphabet = Bool.random(using: &generator) ? "09" : "0123456789"
      return String(
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in
          alphabet.randomElement(using: &generator) ?? "0"
        }
      )
    }
    func number() -> (text: String, key: (Bool, String)) {
      let (whole, fraction) = (digits(3) + digits(22), digits(3) + digits(22))
      let isNegative = Bool.random(using: &generator)
      let hasPoint = !fraction.isEmpty || Bool.random(using: &generator)
      let padded =
        String(repeating: "0", count: 25 - whole.count) + whole + fraction
        + String(repeating: "0", count: 25 - fraction.count)
      let isZero = padded.allSatisfy { $0 == "0" }
      let body = whole.isEmpty && fraction.isEmpty ? "0" : whole + (hasPoint ? "." : "") + fraction
      let sign = isNegative ? "-" : Bool.random(using: &generator) ? "+" : ""
      return (sign + body, (isNegative && !isZero, padded))
    }
    func isLess(_ left: (Bool, String), _ right: (Bool, String)) -> Bool {
      if left.0 != right.0 { return left.0 }
      return left.0 ? left.1 > right.1 : left.1 < right.1
    }
    for round in 0..<5_000 {
      let one = number()
      let same = (text: "00" + one.text.filter { !"+-".contains($0) }, key: (false, one.key.1))
      let two = round % 5 == 0 ? same : number()
      let (less, more) = (isLess(one.key, two.key), isLess(two.key, one.key))
      let expected = [less, less || !more, more, more || !less, !less && !more, less || more]
      for (sign, holds) in zip(["<", "<=", ">", ">=", "=", "!="], expected) {
        let answer = try answers("number:x \(sign) \(two.text)", [one.text])
        #expect(answer == (holds ? "1" : "0"), "\(one.text) \(sign) \(two.text)")
      }
    }
  }

  /// Every day of six years, leap years and others, and days that they lack, against Foundation's calendar.
  @Test func daysAreThoseOfTheCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    var before: String?
    for year in [1900, 1999, 2000, 2023, 2024, 2100] {
      for month in 0...13 {
        for day in 0...32 {
          let components = DateComponents(calendar: calendar, year: year, month: month, day: day)
          let isDay = components.isValidDate(in: calendar)
          let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
          let forms = [
            "\(year)-\(two(month))-\(two(day))", "\(year)/\(month)/\(day)",
            "\(year)年\(month)月\(day)日",
          ]
          if let before {
            #expect(try answers("date:x > \(before)", forms) == (isDay ? "111" : "???"), "\(forms)")
            #expect(try !isDay || answers("date:x < \(forms[1])", [before]) == "1")
          }
          if isDay { before = forms[day % 3] }
        }
      }
    }
  }
}
