internal import Frames
internal import Sampling

/// A document number: the issuer's short name, the year in brackets, the number.
struct DocumentNumber: Hashable {
  var text: String
  var year: Int
  /// Whether it is written as GB/T 9704-2012, 7.2.5, asks: brackets 〔〕, no leading zero, no 第.
  var isProper: Bool
  /// As it should be written.
  var proper: String

  /// Reads `许自规建安分文〔2024〕25号`, also with other brackets, and nothing else around it but the
  /// brackets at the end of a title: `…的通知（示范自规文〔2024〕8号）`.
  init?(_ text: String) {
    var line = text.joinedLines
    if let last = line.last, ")）".contains(last),
      let open = line.lastIndex(where: { "(（".contains($0) })
    {
      line = String(line[line.index(after: open)...].dropLast())
    }
    for lead in ["文号：", "文号:", "发文字号：", "发文字号:"] where line.hasPrefix(lead) {
      line = String(line.dropFirst(lead.count)).trimmed
    }
    let brackets: [(Character, Character)] = [
      ("〔", "〕"), ("[", "]"), ("［", "］"), ("(", ")"), ("（", "）"), ("【", "】"), ("﹝", "﹞"),
      ("{", "}"),
    ]
    for (open, close) in brackets {
      guard let start = line.firstIndex(of: open),
        let end = line[start...].firstIndex(of: close), line.hasSuffix("号")
      else { continue }
      let issuer = line[..<start].trimmedText
      let inner = FoldedText(line[line.index(after: start)..<end]).text
      var tail = FoldedText(line[line.index(after: end)...].dropLast()).text
      // 根据国办发〔2015〕58号 cites another document.
      let cites = ["根据", "按照", "依据", "落实", "转发", "印发"].contains { issuer.hasPrefix($0) }
      guard !issuer.isEmpty, issuer.count <= 20, !cites, inner.count == 4, let year = Int(inner)
      else {
        return nil
      }
      let hasWord = tail.hasPrefix("第")
      if hasWord { tail.removeFirst() }
      guard let number = Int(tail), number > 0, !issuer.contains(where: { "，。、：；".contains($0) })
      else { return nil }
      self.text = line
      self.year = year
      proper = "\(issuer)〔\(inner)〕\(number)号"
      isProper = line == proper
      return
    }
    return nil
  }
}

extension Substring {
  fileprivate var trimmedText: String { String(self).trimmed }
}

extension PlanChecker {
  /// Number, day of issue, title and addressees: from the options, or from the lines around the
  /// tables.
  mutating func checkDocument() {
    let file = Finding.Place(file: sheets.first?.file ?? "-")
    checkNumber(file)
    checkIssue(file)
    for sheet in sheets {
      for line in sheet.lines {
        let place = Finding.Place(file: sheet.file, row: line.row)
        checkTitle(line.text, at: place)
        addressed += Departments.addressed(in: line.text).map { ($0, place) }
      }
    }
    addressed += facts.departments.map { ($0, file) }
    departments += addressed
  }

  /// The first that is read of each line, with its place.
  private func first<Value>(
    _ read: (String) -> Value?
  ) -> (value: Value, place: Finding.Place)? {
    for sheet in sheets {
      for line in sheet.lines {
        if let value = line.pieces.lazy.compactMap(read).first {
          return (value, Finding.Place(file: sheet.file, row: line.row))
        }
      }
    }
    return nil
  }

  private mutating func checkNumber(_ file: Finding.Place) {
    let found = first(DocumentNumber.init)
    if let given = facts.number {
      number = given
      if let (other, place) = found, other.text != given, other.proper != given {
        log.add(
          .numberConflict,
          at: place,
          "the document number is \"\(other.text.shown)\" here and \"\(given.shown)\" in \(Setting.number)",
          "此处文号为“\(other.text.shown)”，而 \(Setting.number) 为“\(given.shown)”",
          fix: Sentence("give the same number in both places", "请统一文号")
        )
      }
      if let parsed = DocumentNumber(given) {
        check(parsed, at: file)
      } else {
        log.add(
          .numberForm,
          at: file,
          "\"\(given.shown)\" has not the form of a document number",
          "“\(given.shown)”不符合发文字号的格式",
          fix: Sentence("write it as 许自规建安分文〔2024〕25号", "请写成“许自规建安分文〔2024〕25号”的格式")
        )
      }
    } else if let (own, place) = found {
      number = own.proper
      check(own, at: place)
    } else {
      log.add(
        .numberMissing,
        at: file,
        "the plan has no document number; it is to be issued as a formal document",
        "没有文号；抽查计划应以正式文件印发",
        fix: Sentence(
          "give it with \(Setting.number), or in a line above the table: 许自规建安分文〔2024〕25号",
          "请用 \(Setting.number) 给出，或在表头上方写明，例如“许自规建安分文〔2024〕25号”"
        ),
        severity: facts.isFinal ? .error : nil
      )
    }
  }

  private mutating func check(_ number: DocumentNumber, at place: Finding.Place) {
    if !number.isProper {
      log.add(
        .numberForm,
        at: place,
        "\"\(number.text.shown)\" is not in the form of GB/T 9704-2012: brackets 〔〕, no 第, no zero"
          + " before the number",
        "“\(number.text.shown)”不符合 GB/T 9704-2012：年份用六角括号〔〕，序号不编虚位、不加“第”",
        fix: Sentence("write \(number.proper)", "请改为“\(number.proper)”")
      )
    }
    guard number.year != facts.year, number.year != facts.year - 1 else { return }
    log.add(
      .numberYear,
      at: place,
      "the document number is of \(number.year), the plan for \(facts.year)",
      "文号年份为 \(number.year)，计划年度为 \(facts.year)",
      fix: Sentence("correct the number or \(Setting.year)", "请更正文号，或更正 \(Setting.year)")
    )
  }

  private mutating func checkIssue(_ file: Finding.Place) {
    let found = first(IssueDate.read)
    let place = facts.issued == nil ? found?.place ?? file : file
    issued = facts.issued ?? found?.value
    if let given = facts.issued, let (other, place) = found, other != given {
      log.add(
        .issuedConflict,
        at: place,
        "the plan is dated \(other) here and \(given) in \(Setting.issued)",
        "此处落款日期为 \(other)，而 \(Setting.issued) 为 \(given)",
        fix: Sentence("give the same day in both places", "请统一印发日期")
      )
    }
    guard let issued else {
      log.add(
        .issuedMissing,
        at: file,
        "the plan has no day of issue",
        "没有印发日期",
        fix: Sentence(
          "give it with \(Setting.issued) \(facts.year)-03-14, or in a line above or below the table",
          "请用 \(Setting.issued) \(facts.year)-03-14 给出，或在表格上方或下方写明"
        ),
        severity: facts.isFinal ? .error : nil
      )
      return
    }
    guard issued > facts.deadline else { return }
    log.add(
      .issuedLate,
      at: place,
      "the plan is issued on \(issued), after the last day for it, \(facts.deadline)",
      "计划于 \(issued) 印发，晚于规定的 \(facts.deadline)",
      fix: Sentence(
        "report the delay; if another day holds for you, give it with \(Setting.issueDeadline) MM-DD",
        "请说明延迟原因；如本地规定的期限不同，请用 \(Setting.issueDeadline) MM-DD 指定"
      )
    )
  }

  /// The year in a title: 2023年…抽查计划.
  private mutating func checkTitle(_ text: String, at place: Finding.Place) {
    guard let year = PlanSheet.titleYear(of: text), year != facts.year else { return }
    log.add(
      .titleYear,
      at: place,
      "the title \"\(text.shown)\" names \(year), the plan is for \(facts.year)",
      "标题“\(text.shown)”写的是 \(year) 年，计划年度为 \(facts.year) 年",
      fix: Sentence("correct the title or \(Setting.year)", "请更正标题，或更正 \(Setting.year)")
    )
  }
}

/// The day of issue in a line of its own.
enum IssueDate {
  static func read(_ text: String) -> CivilDate? {
    var line = text.joinedLines
    for lead in ["印发日期", "成文日期", "发布日期", "日期"] where line.hasPrefix(lead) {
      line = String(line.dropFirst(lead.count).drop { ":： ".contains($0) })
    }
    for tail in ["印发", "发布"] where line.hasSuffix(tail) { line = String(line.dropLast(tail.count)) }
    return CivilDate(line)
  }
}

/// Years as titles and names write them.
enum YearWords {
  /// The first year written before 年, 1990 to 2099.
  static func first(in text: String) -> Int? {
    let folded = FoldedText(text).text
    let characters = Array(folded)
    for index in characters.indices where characters[index] == "年" && index >= 4 {
      let digits = String(characters[(index - 4)..<index])
      let isLonger = index >= 5 && characters[index - 5].isDigit
      if !isLonger, digits.allSatisfy(\.isDigit), let year = Int(digits),
        (1990...2099).contains(year)
      {
        return year
      }
    }
    return nil
  }
}
