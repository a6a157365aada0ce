public import Frames
internal import Sampling

extension PlanFacts.ListedItem {
  /// Reads an item list: a table with a column 抽查事项 (or another name for it), perhaps under title
  /// lines.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, UTF-8 or GB18030.
  ///   - file: its name for messages.
  ///   - delimiter: the byte between fields.
  /// - Returns: the items, one a cell line.
  /// - Throws: ``DataError`` where the file is no text table or has no such column.
  /// - Complexity: O(bytes).
  public static func read(
    _ bytes: [UInt8],
    file: String,
    delimiter: UInt8 = 0x2C
  ) throws(DataError) -> [PlanFacts.ListedItem] {
    let table = try Table(bytes: bytes, file: file, delimiter: delimiter, allowsRagged: true)
    let rows =
      [(number: 1, cells: table.header)]
      + table.rows.map { (number: $0.number, cells: $0.cells) }
    for (offset, row) in rows.enumerated().prefix(20) {
      // A title such as 随机抽查事项清单 names the items too; a heading cell is the whole name. A
      // heading may go over two rows: 抽查项目 over 抽查类别 and 抽查事项.
      let below = offset + 1 < rows.count ? rows[offset + 1].cells : []
      let (columns, usesBelow) = SheetReader.columns(row.cells, below: below)
      guard
        let column = columns.firstIndex(where: {
          $0.roles.contains(.item) && !$0.heading.contains("清单")
        })
      else { continue }
      var items: [PlanFacts.ListedItem] = []
      for row in rows[(offset + (usesBelow ? 2 : 1))...] where column < row.cells.count {
        items += ItemCell.items(of: row.cells[column])
          .map { PlanFacts.ListedItem(text: $0, file: file, row: row.number) }
      }
      return items
    }
    throw DataError(
      .init(file: file, row: 1, reason: .missingColumn(name: "抽查事项", header: table.header))
    )
  }
}

extension PlanChecker {
  /// Listed items without a task, and items of tasks that are not listed.
  mutating func checkItemList() {
    guard let listed = facts.items else { return }
    let keys = listed.map { ItemCell.key($0.text) }
    let planned = tasks.flatMap { _, task in task.items.map { ItemCell.key($0.text) } }
    for (item, key) in zip(listed, keys)
    where !key.isEmpty && !planned.contains(where: { PlanItemText.covers(key: $0, key: key) }) {
      log.add(
        .itemWithoutTask,
        at: .init(file: item.file, row: item.row),
        "the listed item \"\(item.text.shown)\" is in no task",
        "清单事项“\(item.text.shown)”没有对应的抽查任务",
        fix: Sentence(
          "add a task for it; the plan covers the whole item list",
          "请增加任务；抽查计划应覆盖全部清单事项"
        )
      )
    }
    for (draft, task) in tasks {
      for item in task.items {
        let key = ItemCell.key(item.text)
        guard !keys.contains(where: { PlanItemText.covers(key: $0, key: key) }) else { continue }
        log.add(
          .itemNotListed,
          at: draft.place(draft.table.index(of: .item) == nil ? .content : .item),
          "the item \"\(item.text.shown)\" is not in the item list",
          "抽查事项“\(item.text.shown)”不在随机抽查事项清单中",
          fix: Sentence(
            "write it as in the list; without a listed item there is no inspection",
            "请按清单用语填写；清单以外的事项不得抽查"
          )
        )
      }
    }
  }
}
