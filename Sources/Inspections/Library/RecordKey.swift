internal import Frames
internal import Sampling

/// The key by which a record of a library is known for ever.
struct RecordKey {
  /// The key.
  var text: String
  /// Whether a wrong check digit was taken as it stands.
  var isAccepted = false

  /// What begins the key of a person without a certificate.
  static let ownNumber = "own:"

  /// Makes the key of a record.
  ///
  /// - Parameters:
  ///   - kind: the library.
  ///   - cells: the cells in the library's order; an object's number of 15 digits in the column of codes moves to
  ///     its own column.
  ///   - acceptsChecksum: whether a wrong check digit is taken.
  /// - Throws: the place of the column and what is wrong there.
  init(
    _ kind: LibraryKind,
    _ cells: inout [String],
    acceptsChecksum: Bool
  ) throws(RecordProblem) {
    switch kind {
    case .items:
      if !cells[0].isEmpty {
        text = cells[0]
      } else {
        // Its words, as far as they are filled in.
        text = [1, 2, 3, 4].map { cells[$0].replacing("\n", with: " ").replacing("\t", with: " ") }
          .joined(separator: "｜")
      }
    case .objects: self = try RecordKey.object(&cells, acceptsChecksum: acceptsChecksum)
    case .departments: text = cells[0].isEmpty ? cells[1] : cells[0]
    case .inspectors: text = try RecordKey.inspector(cells)
    case .schemes:
      guard !cells[0].isEmpty else {
        throw RecordProblem(0, "is empty; name the scheme", "为空，请填写分类标准名称")
      }
      text = cells[0] + "/" + cells[1]
    case .links: text = cells[0] + " + " + cells[1]
    case .calendar: text = cells[0]
    case .results: text = try ResultKey(cells).text()
    case .absences: text = cells[0] + " " + cells[1]
    case .avoidances: text = cells[0] + " + " + cells[1]
    case .staffing, .frames: text = cells[0]
    case .tasks, .draws, .drawn, .teams: text = cells[0] + "/" + cells[1]
    }
    do {
      try CellText.identifier(text)
    } catch {
      throw RecordProblem(kind == .items ? 3 : 0, error.reason)
    }
  }

  private init(_ text: String, isAccepted: Bool = false) {
    self.text = text
    self.isAccepted = isAccepted
  }

  private static func object(
    _ cells: inout [String],
    acceptsChecksum: Bool
  ) throws(RecordProblem) -> RecordKey {
    let (code, registration, kind, number) = (0, 1, 2, 3)
    // Registers have the older number in the column of the newer one.
    if cells[registration].isEmpty, cells[code].utf8.count == 15, cells[code].isNumber {
      cells[registration] = cells[code]
      cells[code] = ""
    }
    if !cells[registration].isEmpty, let fault = RegistrationNumber.fault(in: cells[registration]) {
      try refuse(fault, at: registration, cells[registration], acceptsChecksum)
      if cells[code].isEmpty { return RecordKey(cells[registration], isAccepted: true) }
    }
    if !cells[code].isEmpty {
      if ShortenedCode.isOne(cells[code]) { throw RecordProblem(code, CellText.shortened) }
      if cells[code].hasSuffix(".0"), cells[code].dropLast(2).utf8.allSatisfy(String.isDigit) {
        try refuse(.form, at: code, cells[code], acceptsChecksum)
      }
      guard let fault = CreditCode.fault(in: cells[code]) else { return RecordKey(cells[code]) }
      try refuse(fault, at: code, cells[code], acceptsChecksum)
      return RecordKey(cells[code], isAccepted: true)
    }
    if !cells[registration].isEmpty { return RecordKey(cells[registration]) }
    guard !cells[kind].isEmpty || !cells[number].isEmpty else {
      throw RecordProblem(
        code,
        "there is neither a credit code nor a registration number, nor a kind with a number of your own; fill one in",
        "没有统一社会信用代码、注册号，也没有对象种类和自编编号，请补填其一"
      )
    }
    guard !cells[kind].isEmpty, !cells[number].isEmpty else {
      throw RecordProblem(
        cells[kind].isEmpty ? kind : number,
        "is empty; an object without a code has both a kind and a number",
        "为空；没有代码的对象须同时填写对象种类和自编编号"
      )
    }
    guard !cells[kind].contains(":") else {
      throw RecordProblem(
        kind,
        "holds a colon, which parts kind and number; leave it out",
        "含有冒号，冒号用于分隔种类和编号，请去掉"
      )
    }
    return RecordKey(cells[kind] + ":" + cells[number])
  }

  private static func inspector(_ cells: [String]) throws(RecordProblem) -> String {
    let (certificate, number) = (0, 1)
    if !cells[certificate].isEmpty {
      guard !cells[certificate].hasPrefix(ownNumber) else {
        throw RecordProblem(
          certificate,
          "begins as the number of a person without a certificate; write the certificate's number",
          "以无证人员编号的前缀开头，请填写执法证号"
        )
      }
      return cells[certificate]
    }
    guard !cells[number].isEmpty else {
      throw RecordProblem(
        certificate,
        "there is neither a certificate nor a number of your own; fill one in",
        "既没有执法证号也没有自编号，请补填其一"
      )
    }
    return ownNumber + cells[number]
  }

  private static func refuse(
    _ fault: CreditCode.Fault,
    at column: Int,
    _ value: String,
    _ accepts: Bool
  ) throws(RecordProblem) {
    switch fault {
    case .length(let count):
      throw RecordProblem(
        column,
        "has \(count) characters where a credit code has 18 (an older number has 15 digits); correct it, from the"
          + " register where digits were lost",
        "为 \(count) 位，统一社会信用代码应为 18 位（注册号为 15 位数字），请更正；如位数已丢失，请从登记系统重新取得"
      )
    case .character(let character, let place):
      throw RecordProblem(
        column,
        "has \"\(character)\" at place \(place), which no credit code has (digits and capitals of half width"
          + " without I, O, S, V, Z); correct it",
        "第 \(place) 位“\(character)”不是统一社会信用代码用字（半角数字和大写字母，不含 I、O、S、V、Z），请更正"
      )
    case .check(let expected):
      if accepts { return }
      throw RecordProblem(
        column,
        "has a check character that the other 17 do not ask for (\(expected)); correct the code, or keep it with"
          + " \(Setting.acceptChecksum) where the register has it so",
        "校验码与前 17 位不符（应为 \(expected)），请更正；登记系统中确为如此时可加 \(Setting.acceptChecksum) 保留"
      )
    case .organisation(let expected):
      if accepts { return }
      throw RecordProblem(
        column,
        "has a 17th character that the organisation's code before it does not ask for (\(expected)); correct the"
          + " code, or keep it with \(Setting.acceptChecksum) where the register has it so",
        "第 17 位与组织机构代码校验不符（应为 \(expected)），请更正；登记系统中确为如此时可加 \(Setting.acceptChecksum) 保留"
      )
    }
  }

  private static func refuse(
    _ fault: RegistrationNumber.Fault,
    at column: Int,
    _ value: String,
    _ accepts: Bool
  ) throws(RecordProblem) {
    switch fault {
    case .form:
      throw RecordProblem(
        column,
        "is no registration number of 15 digits; correct it (a spreadsheet's \".0\" at the end goes)",
        "不是 15 位数字的注册号，请更正（电子表格产生的“.0”应去掉）"
      )
    case .check(let expected):
      if accepts { return }
      throw RecordProblem(
        column,
        "has a check digit that the other 14 do not ask for (\(expected)); correct it, or keep it with"
          + " \(Setting.acceptChecksum) where the register has it so",
        "校验位与前 14 位不符（应为 \(expected)），请更正；登记系统中确为如此时可加 \(Setting.acceptChecksum) 保留"
      )
    }
  }
}

extension LibraryKind {
  /// The places of the columns of which a record's key is made.
  var keyColumns: Range<Int> {
    switch self {
    case .items: 0..<5
    case .objects: 0..<4
    case .results: 0..<4
    case .departments, .inspectors, .schemes, .links, .tasks, .draws, .drawn, .absences,
      .avoidances,
      .teams:
      0..<2
    case .calendar, .staffing, .frames: 0..<1
    }
  }
}

/// What is wrong with a record, and in which of its columns.
struct RecordProblem: Error {
  var column: Int
  var reason: DataProblem

  init(_ column: Int, _ reason: DataProblem) { (self.column, self.reason) = (column, reason) }

  init(_ column: Int, _ english: String, _ chinese: String) {
    self.init(column, .other(Sentence(english, chinese)))
  }
}

extension String {
  /// Whether it is digits alone, and not empty.
  var isNumber: Bool { !isEmpty && utf8.allSatisfy(String.isDigit) }

  /// Whether a byte is a digit.
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
