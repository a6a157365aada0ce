internal import Frames
internal import Sampling

extension PlanChecker {
  /// Every cell and line: what must not be published.
  mutating func checkPersonalData() {
    for sheet in sheets {
      for line in sheet.lines {
        report(
          PersonalFindings.hits(in: line.text),
          at: .init(file: sheet.file, row: line.row)
        )
      }
      for table in sheet.tables {
        for row in table.rows {
          for (index, text) in row.cells.enumerated() where !text.isEmpty {
            let column = index < table.columns.count ? table.columns[index] : nil
            var place = Finding.Place(file: sheet.file, row: row.number, column: column?.heading)
            place.columnIndex = index
            let isContact = column?.role.map {
              [.contact, .leadContact, .partnerContact].contains($0)
            }
            report(PersonalFindings.hits(in: text, isContact: isContact ?? false), at: place)
          }
        }
      }
    }
  }

  private mutating func report(_ hits: [PersonalFindings.Hit], at place: Finding.Place) {
    for hit in hits {
      let remove = Sentence(
        "remove it from the version that is published",
        "请在公开版本中删除"
      )
      switch hit.kind {
      case .phone:
        log.add(
          .phoneNumber,
          at: place,
          "a telephone number, \(hit.hidden)",
          "含有电话号码 \(hit.hidden)",
          fix: remove
        )
      case .mail:
        log.add(
          .mailAddress,
          at: place,
          "a mail address, \(hit.hidden)",
          "含有电子邮箱 \(hit.hidden)",
          fix: remove
        )
      case .identity:
        log.add(
          .identityNumber,
          at: place,
          "an identity number, \(hit.hidden)",
          "含有身份证号 \(hit.hidden)",
          fix: remove
        )
      case .name:
        log.add(
          .personName,
          at: place,
          "probably the name of a person, \(hit.hidden)",
          "可能含有人员姓名“\(hit.hidden)”",
          fix: remove
        )
      }
    }
  }

  /// Line breaks inside words, brackets of two widths, and slips of the pen that are known.
  mutating func checkWording() {
    for sheet in sheets {
      for line in sheet.lines { checkSlips(line.text, at: .init(file: sheet.file, row: line.row)) }
      for table in sheet.tables {
        checkWidths(of: table, file: sheet.file)
        for row in table.rows {
          for (index, column) in table.columns.enumerated() where index < row.cells.count {
            var place = Finding.Place(file: sheet.file, row: row.number, column: column.heading)
            place.columnIndex = index
            let text = row.cell(index)
            checkSlips(text, at: place)
            guard column.role?.isSingleLine == true, text.contains(where: \.isNewline) else {
              continue
            }
            log.add(
              .lineBreak,
              at: place,
              "the cell has a line break and is read as \"\(text.shown)\"",
              "单元格内有换行，按“\(text.shown)”读取",
              fix: Sentence("remove the line break", "请删除单元格内的换行")
            )
          }
        }
      }
    }
  }

  private mutating func checkWidths(of table: PlanTable, file: String) {
    let cells = table.rows.flatMap { row in row.cells } + table.columns.map(\.heading)
    let narrow = cells.reduce(0) { $0 + $1.count { $0 == "(" } }
    let wide = cells.reduce(0) { $0 + $1.count { $0 == "（" } }
    guard narrow > 0, wide > 0 else { return }
    log.add(
      .widthMixed,
      at: .init(file: file, row: table.headingRow),
      "brackets of both widths: \(narrow) of (), \(wide) of （）; they are read alike",
      "半角括号 () \(narrow) 处、全角括号（）\(wide) 处混用，读取时视为相同",
      fix: Sentence("use one width", "请统一为全角括号")
    )
  }

  /// Slips found in real plans: the wrong words, and the right ones.
  private static let slips = [
    ("双随机、一公开随机", "双随机、一公开"), ("问随处理", "问题处理"), ("协调监管平台", "协同监管平台"),
    ("国发〔2015〕58号", "国办发〔2015〕58号"),
  ]

  private mutating func checkSlips(_ text: String, at place: Finding.Place) {
    guard ["随", "协调", "58"].contains(where: { text.holds($0) }) else { return }
    let bare = String(text.filter { !$0.isWhitespace })
    for (wrong, right) in Self.slips where bare.holds(wrong) {
      log.add(
        .wording,
        at: place,
        "\"\(wrong)\" is probably a slip for \"\(right)\"",
        "“\(wrong)”可能是“\(right)”之误",
        fix: Sentence("write \(right)", "请改为“\(right)”")
      )
    }
  }
}
