internal import Sampling

extension PlanChecker {
  /// What the heading of a table lacks, repeats or does not say clearly.
  mutating func checkHeading(of table: PlanTable, file: String) {
    let roles = Set(table.columns.flatMap(\.roles))
    func lacks(_ any: [PlanColumn]) -> Bool { roles.isDisjoint(with: any) }
    let required: [([PlanColumn], String, String)] = [
      ([.item, .content, .task], "the items", "抽查事项"), ([.scope], "the scope", "抽查对象范围"),
      ([.ratio, .target, .amount], "the ratio", "抽查对象比例"),
      ([.period, .start, .end, .effective], "the time", "抽查起止时间"),
    ]
    for (any, english, chinese) in required where lacks(any) {
      log.add(
        .columnMissing,
        at: .init(file: file, row: table.headingRow),
        "no column gives \(english)",
        "缺少“\(chinese)”一列",
        fix: Sentence("add a column \(chinese)", "请增加“\(chinese)”一列，或将相应列改为此名称")
      )
    }
    var seen: [PlanColumn: String] = [:]
    for (index, column) in table.columns.enumerated() {
      var place = Finding.Place(file: file, row: table.headingRow, column: column.heading)
      place.columnIndex = index
      check(column, seen: &seen, at: place)
    }
  }

  private mutating func check(
    _ column: PlanTable.Column,
    seen: inout [PlanColumn: String],
    at place: Finding.Place
  ) {
    guard let role = column.role else {
      if !column.heading.isEmpty {
        log.add(
          .columnUnknown,
          at: place,
          "the column is not known and not read",
          "未能识别此列的含义，不读取",
          fix: Sentence("nothing, if no rule stands there", "如该列不含比例、时间等要求，可不处理；否则请改用常用列名")
        )
      }
      return
    }
    // Every column with numbers is read.
    guard column.group == nil, column.content == nil else { return }
    if let other = seen[role] ?? otherTime(role, seen), role != .contact {
      log.add(
        .columnRepeated,
        at: place,
        "the column names the same thing as \"\(other.shown)\"; only one of them is read",
        "此列与“\(other.shown)”列含义相同，只读取其中一列",
        fix: Sentence("join the columns or rename one", "请合并两列，或更改其中一列的名称")
      )
    }
    seen[role] = seen[role] ?? column.heading
    if role == .category { checkCategoryHeading(column.heading, at: place) }
    if [.contact, .leadContact, .partnerContact].contains(role) {
      log.add(
        .contactColumn,
        at: place,
        "the column is for persons and telephones, which are not published",
        "此列用于填写人员和电话，不得公开",
        fix: Sentence(
          "leave the column out of the version that is published",
          "请在公开版本中删除此列，联系方式另行内部通知"
        )
      )
    }
  }

  /// A period beside a start and an end says the time twice.
  private func otherTime(_ role: PlanColumn, _ seen: [PlanColumn: String]) -> String? {
    switch role {
    case .period: seen[.start]
    case .start: seen[.period]
    default: nil
    }
  }

  /// 事项类别（重点/一般/抽查事项）: what the bracket lists must be categories.
  private mutating func checkCategoryHeading(_ heading: String, at place: Finding.Place) {
    let folded = FoldedText(heading).text
    guard let open = folded.firstIndex(of: "("), folded.last == ")" else { return }
    let listed = folded[folded.index(after: open)...].dropLast()
      .split { "/、,;或和".contains($0) }.map(String.init)
    for value in listed where PlanTask.Category(cell: value) == nil {
      log.add(
        .headingCategory,
        at: place,
        "the heading lists \"\(value)\", which is no category",
        "表头列出的“\(value)”不是事项类别",
        fix: Sentence("write 事项类别（重点/一般）", "请改为“事项类别（重点/一般）”")
      )
    }
  }

  /// Numbers that skip or are given to two tasks.
  mutating func checkSerials(_ drafts: [TaskDraft]) {
    var seen: [String: Int] = [:]
    var last: Int?
    for draft in drafts {
      let text = draft.value(.serial)
      guard !text.isEmpty else { continue }
      let place = draft.place(.serial)
      let row = draft.rows[0].number
      if let other = seen[text] {
        log.add(
          .serialRepeated,
          at: place,
          "the number \(text.shown) stands in row \(other) too, for another task",
          "序号 \(text.shown) 与第 \(other) 行重复，但不是同一任务",
          fix: Sentence("give each task its own number", "请为每项任务编不同的序号")
        )
      } else if let number = Int(text) {
        if let last, number != last + 1 {
          log.add(
            .serialGap,
            at: place,
            "the number goes from \(last) to \(number)",
            "序号从 \(last) 跳到 \(number)",
            fix: Sentence("check whether a row is missing", "请检查是否缺行")
          )
        }
        last = number
      }
      seen[text] = seen[text] ?? row
    }
  }
}
