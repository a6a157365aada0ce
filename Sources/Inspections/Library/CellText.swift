internal import Frames
internal import Sampling

/// A cell as a library keeps it.
enum CellText {
  /// The bytes of a cell: of the 32,767 characters of a spreadsheet's at most, in four bytes each.
  private static let longest = 4 * 32_767

  /// The text without white space at its ends; line ends within are line feeds.
  ///
  /// - Throws: what no cell of a library may hold: lost characters, control characters, invisible ones, an error
  ///   of a spreadsheet, more than a spreadsheet's cell holds.
  static func clean(_ text: String) throws(CellProblem) -> String {
    guard text.utf8.count <= longest else {
      throw CellProblem(
        "is of \(text.utf8.count) bytes where a cell has \(longest) at most; shorten it, or look for a missing quote",
        "长度为 \(text.utf8.count) 字节，单元格最多 \(longest) 字节，请缩短，或检查是否缺少引号"
      )
    }
    if text.utf8.first == UInt8(ascii: "#"), ShortenedCode.isOne(text) {
      throw CellProblem(
        "is an error of a spreadsheet and no content; correct the formula, or clear the cell",
        "是电子表格的错误值，不是内容，请更正公式或清空单元格"
      )
    }
    if isPlain(text) { return text }
    var scalars = Array(text.unicodeScalars)
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
    var result = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in scalars[start...] {
      defer { isAfterReturn = scalar == "\r" }
      switch scalar {
      case "\u{FFFD}": throw CellProblem(.damaged)
      case "\n" where isAfterReturn: continue
      case "\r": result.append("\n")
      case "\n", "\t": result.append(scalar)
      default:
        let properties = scalar.properties
        if properties.generalCategory == .control {
          throw CellProblem(.text(.control(scalar.value)))
        }
        if properties.isDefaultIgnorableCodePoint {
          throw CellProblem(.text(.invisible(scalar.value)))
        }
        if properties.generalCategory == .unassigned {
          throw CellProblem(.text(.unassigned(scalar.value)))
        }
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a text is clean at a glance: visible ASCII with blanks within, and Chinese characters.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last else { return true }
      if first == 0x20 || last == 0x20 { return false }
      return bytes.allSatisfy { byte in
        // E4 to E9 begin U+4000 to U+9FFF, whose other bytes are 80 to BF.
        (0x20..<0x7F).contains(byte) || (0x80...0xBF).contains(byte) || (0xE4...0xE9).contains(byte)
      }
    }
  }

  /// What is wrong with a name that stands at the end of a table, below what it adds up.
  static let totals = DataProblem.other(
    Sentence(
      "reads like a row of totals, which a library does not keep; delete the row",
      "看似合计行，名录中不应有合计，请删除该行"
    )
  )

  /// What is wrong with a code of which a spreadsheet has lost digits.
  static let shortened = DataProblem.other(
    Sentence(
      "is what a spreadsheet made of a code: digits beyond the fifteenth are lost for good; export the list again"
        + " from the system that has the codes whole, with the column formatted as text before",
      "是电子表格改写过的编码，第 15 位以后的数字已丢失；请先将该列设为文本格式，再从原系统重新导出"
    )
  )

  /// A text without line breaks that a draw would take as an identifier.
  static func identifier(_ text: String) throws(CellProblem) {
    if ShortenedCode.isOne(text) { throw CellProblem(shortened) }
    // Its characters are whole ones without another form: only the length is left to look at.
    if isPlain(text), !text.isEmpty, text.utf8.count <= ProtocolText.maximumLength { return }
    if let problem = ProtocolText.problem(in: text) { throw CellProblem(.text(problem)) }
  }
}

/// What is wrong with one cell; its place is for the caller to add.
struct CellProblem: Error {
  var reason: DataProblem

  init(_ reason: DataProblem) { self.reason = reason }

  init(_ english: String, _ chinese: String) { reason = .other(Sentence(english, chinese)) }
}

extension LibraryColumn {
  /// A cell as the library keeps it.
  ///
  /// - Parameter text: the cell as it stands.
  /// - Returns: the text, in the one form that it has: a day as `2024-03-05`, a choice by its first name.
  /// - Throws: what is wrong with it, and what would be right.
  func value(of text: String) throws(CellProblem) -> String {
    let text = try CellText.clean(text)
    guard !text.isEmpty else {
      if case .name = content {
        throw CellProblem("is empty; fill in the \(title.english)", "为空，请填写\(title.chinese)")
      }
      return text
    }
    switch content {
    case .text, .own: return text
    case .name:
      if TotalsRow.isName(text) { throw CellProblem(CellText.totals) }
      if names.contains(where: { $0.utf8.elementsEqual(text.utf8) }) {
        throw CellProblem(.repeatedHeading)
      }
      try CellText.identifier(text)
      return text
    case .day: return try LibraryColumn.day(text)
    case .lastDay:
      let folded = FoldedText(text).text
      return ["长期", "长期有效", "永久", "9999", "permanent"].contains(folded)
        ? "9999-12-31" : try LibraryColumn.day(text)
    case .choice(let choices): return try LibraryColumn.choice(text, choices)
    case .choices(let choices): return try LibraryColumn.choices(text, choices)
    case .officeLine:
      let digits = text.unicodeScalars.map(FoldedText.fold).filter { ("0"..."9").contains($0) }
      // Mobile numbers of China: eleven digits, 13 to 19, perhaps behind 86.
      let national = digits.starts(with: ["8", "6"]) ? digits.dropFirst(2) : digits[...]
      guard
        !(national.count == 11 && national.first == "1" && national.dropFirst().first ?? "0" > "2")
      else {
        throw CellProblem(
          "is a mobile number, which is a person's, and this line is published; write the office's own",
          "是手机号码，属于个人信息，而此栏对外公开；请填写办公电话"
        )
      }
      return text
    case .rank:
      guard let number = Int(text), number >= 1, String(number) == text else {
        throw CellProblem("is no whole number from 1; write 1, 2, 3 …", "不是从 1 开始的整数，请写 1、2、3……")
      }
      return text
    case .number:
      guard ScoreInterval.decimal(text) != nil else {
        throw CellProblem(
          "is no decimal number from 0, such as 183 or 183.5",
          "不是 0 以上的十进制数（如 183、183.5）"
        )
      }
      return text
    case .interval:
      guard let interval = ScoreInterval(text) else {
        throw CellProblem(
          "is no interval; write [200,500) where 200 belongs to it and 500 does not",
          "不是区间；含 200、不含 500 时写 [200,500)"
        )
      }
      return interval.text
    }
  }

  private static func day(_ text: String) throws(CellProblem) -> String {
    if isDay(text) { return text }
    // Databases write a day with the time of its beginning.
    let midnight = [" 00:00:00", " 0:00:00", " 00:00", " 0:00", " 00:00:00.0"].first(
      where: text.hasSuffix
    )
    guard let day = CivilDate(String(text.dropLast(midnight?.count ?? 0))) else {
      let isSerial = text.utf8.count == 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      throw isSerial
        ? CellProblem(
          "is a spreadsheet's number of a day; format the column as date, or write 2024-03-05",
          "是电子表格的日期序号，请将该列设为日期格式，或写成 2024-03-05"
        )
        : CellProblem(
          "is no day of the calendar such as 2024-03-05, 2024/3/5 or 2024年3月5日",
          "不是有效日期（如 2024-03-05、2024/3/5、2024年3月5日）"
        )
    }
    return day.description
  }

  private static func choices(_ text: String, _ choices: [[String]]) throws(CellProblem) -> String {
    // Some names hold the comma that others are parted by.
    if let one = try? choice(text, choices) { return one }
    var chosen: Set<String> = []
    for part in text.split(whereSeparator: { "；;，,、\n".contains($0) }) {
      chosen.insert(try choice(String(part), choices))
    }
    return choices.map { $0[0] }.filter(chosen.contains).joined(separator: "；")
  }

  /// Whether a text is a day in the form in which it is kept, as nearly all are.
  private static func isDay(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
      func number(_ range: Range<Int>) -> Int? {
        var number = 0
        for byte in bytes[range] {
          guard String.isDigit(byte) else { return nil }
          number = number * 10 + Int(byte) - 0x30
        }
        return number
      }
      guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
        return false
      }
      return CivilDate(year: year, month: month, day: day) != nil
    }
  }

  private static func choice(_ text: String, _ choices: [[String]]) throws(CellProblem) -> String {
    let folded = FoldedText(text).text
    for names in choices where names.contains(where: { FoldedText($0).text == folded }) {
      return names[0]
    }
    let list = choices.map { $0[0] }
    let english = choices.map { names in
      names.last.map { $0.utf8.allSatisfy { $0 < 0x80 } ? "\(names[0]) (\($0))" : names[0] } ?? ""
    }
    throw CellProblem(
      "is none of \(english.joined(separator: ", ")); write one of them",
      "不在可选值中，请填写：\(list.joined(separator: "、"))"
    )
  }
}
