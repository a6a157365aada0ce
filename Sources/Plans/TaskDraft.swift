internal import Frames
internal import Sampling

/// The cells of one task, which may stand in several rows.
struct TaskDraft {
  /// The file.
  let file: String
  /// Its table.
  let table: PlanTable
  /// Its rows; the first gives what all share.
  var rows: [PlanTable.Row]
  /// Cells that were empty and are read as merged with the row above.
  var inherited: [PlanColumn: String] = [:]

  /// The first cell with a role, empty where there is no such column.
  func value(_ role: PlanColumn) -> String {
    if let text = inherited[role] { return text }
    guard let index = table.index(of: role) else { return "" }
    return rows[0].cell(index)
  }

  /// The cell in one line with personal data hidden, nil where it is empty.
  func line(_ role: PlanColumn) -> String? {
    let text = PersonalFindings.masked(value(role).joinedLines)
    return text.isEmpty ? nil : text
  }

  /// Where the cell stands.
  func place(_ role: PlanColumn?, in row: PlanTable.Row? = nil) -> Finding.Place {
    var place = Finding.Place(file: file, row: (row ?? rows[0]).number)
    if let role, let index = table.index(of: role) {
      place.column = table.columns[index].heading
      place.columnIndex = index
    }
    return place
  }

  func place(column index: Int, in row: PlanTable.Row) -> Finding.Place {
    var place = Finding.Place(file: file, row: row.number, column: table.columns[index].heading)
    place.columnIndex = index
    return place
  }
}

/// Turns the rows of a table into tasks.
struct TaskReader {
  let file: String
  let table: PlanTable
  private(set) var drafts: [TaskDraft] = []

  init(file: String, table: PlanTable) {
    self.file = file
    self.table = table
  }

  mutating func read(_ log: inout FindingLog) {
    for row in table.rows {
      checkOutside(row, &log)
      guard let previous = drafts.last else {
        drafts.append(TaskDraft(file: file, table: table, rows: [row]))
        continue
      }
      switch belonging(row, to: previous) {
      case .same:
        compare(row, with: previous, &log)
        drafts[drafts.count - 1].rows.append(row)
      case .merged:
        log.add(
          .cellMerged,
          at: previous.place(.serial, in: row),
          "the row has no number of its own and is read as part of row \(previous.rows[0].number)",
          "本行没有序号，按合并单元格并入第 \(previous.rows[0].number) 行的任务",
          fix: Sentence(
            "if it is so, repeat the number of that task here; else give it its own",
            "如确属同一任务，请在本行重复其序号；否则请填写新的序号"
          )
        )
        drafts[drafts.count - 1].rows.append(row)
      case .new:
        drafts.append(inheriting(row, from: previous, &log))
      }
    }
  }

  private enum Belonging { case new, same, merged }

  private func belonging(_ row: PlanTable.Row, to previous: TaskDraft) -> Belonging {
    func cell(_ role: PlanColumn) -> String { table.index(of: role).map { row.cell($0) } ?? "" }
    let own = [PlanColumn.serial, .code, .task, .ratio, .target, .base, .amount].map(cell)
    guard !own.allSatisfy(\.isEmpty) else {
      return table.index(of: .serial) == nil && table.index(of: .task) == nil ? .new : .merged
    }
    let serial = cell(.serial)
    guard !serial.isEmpty, serial == previous.value(.serial) else { return .new }
    let agrees = [PlanColumn.task, .scope].allSatisfy { role in
      let text = cell(role)
      return text.isEmpty || previous.value(role).isEmpty || text == previous.value(role)
    }
    return agrees ? .same : .new
  }

  /// Rows of one task must not say different things.
  private func compare(_ row: PlanTable.Row, with draft: TaskDraft, _ log: inout FindingLog) {
    let own: Set<PlanColumn> = [
      .item, .content, .itemDepartment, .unit, .remark, .basis, .method, .contact, .leadContact,
      .partnerContact, .powers,
    ]
    for (index, column) in table.columns.enumerated() {
      guard let role = column.role, !own.contains(role), index == table.index(of: role) else {
        continue
      }
      let (here, there) = (row.cell(index), draft.rows[0].cell(index))
      guard !here.isEmpty, here != there else { continue }
      log.add(
        .rowsDisagree,
        at: draft.place(column: index, in: row),
        "\"\(here.shown)\", but row \(draft.rows[0].number) of the same task says"
          + " \"\(there.shown)\"",
        "此处为“\(here.shown)”，同一任务的第 \(draft.rows[0].number) 行为“\(there.shown)”",
        fix: Sentence(
          "make both rows agree, or give this row its own number",
          "请统一两行内容，或为本行另编序号"
        )
      )
    }
  }

  /// An empty cell under a filled one is read as merged with it, and said to be.
  private func inheriting(
    _ row: PlanTable.Row,
    from previous: TaskDraft,
    _ log: inout FindingLog
  ) -> TaskDraft {
    var draft = TaskDraft(file: file, table: table, rows: [row])
    var names: [String] = []
    var first = 0
    for (index, column) in table.columns.enumerated() {
      guard let role = column.role, role.mayBeMerged, index == table.index(of: role),
        row.cell(index).isEmpty, !previous.value(role).isEmpty
      else { continue }
      draft.inherited[role] = previous.value(role)
      if names.isEmpty { first = index }
      names.append(column.heading)
    }
    if !names.isEmpty {
      let list = names.joined(separator: "、")
      let above = previous.rows[0].number
      log.add(
        .cellMerged,
        at: draft.place(column: first, in: row),
        "empty cells are read as merged with row \(above): \(list)",
        "以下单元格为空，按合并单元格取第 \(above) 行的内容：\(list)",
        fix: Sentence(
          "write the content in each row before the table is exported",
          "请取消合并单元格，在每一行填写内容后再导出"
        )
      )
    }
    return draft
  }

  private func checkOutside(_ row: PlanTable.Row, _ log: inout FindingLog) {
    for index in row.cells.indices where !row.cell(index).isEmpty {
      guard index >= table.columns.count || table.columns[index].heading.isEmpty else { continue }
      var place = Finding.Place(file: file, row: row.number)
      place.columnIndex = index
      log.add(
        .cellOutside,
        at: place,
        "cell \(index + 1), \"\(row.cell(index).shown)\", stands under no heading, so the row may be"
          + " shifted",
        "第 \(index + 1) 个单元格“\(row.cell(index).shown)”没有对应的表头，本行可能错位",
        fix: Sentence(
          "check the delimiters of the row, or add the heading",
          "请检查本行的分隔符，或补充表头"
        )
      )
    }
  }
}

extension String {
  /// One line of at most 40 characters for a sentence, personal data hidden, controls escaped.
  var shown: String {
    let line = PersonalFindings.masked(joinedLines)
    return line.count > 40 ? String(line.prefix(40)).excerpt + "…" : line.excerpt
  }
}
