internal import Frames
internal import Sampling

extension DrawVerification {
  /// What anybody sees of a draw whose record he has not: time and form.
  ///
  /// Of a sealed draw nothing else can be seen from outside; an open one needs its notice.
  func checkForm(_ published: PublicReceipt, _ verification: inout Verification) {
    checkKeys(published, &verification)
    checkList(published, &verification)
    if let notice = evidence.notice { checkNoticeAlone(notice, &verification) }
    if published.sealed {
      verification.isFormAlone = true
      if evidence.notice == nil {
        verification.add(
          .notice,
          .unchecked,
          "give the \(Setting.notice) as it was published before the seed",
          "请用 \(Setting.notice) 提供种子产生前公布的公告"
        )
      }
      verification.add(
        .selection,
        .noted,
        "a sealed draw is recomputed by an auditor who is given the record and the pool; the public sees"
          + " time and form alone",
        "密封抽取只能由持有记录和对象库的审计人员复算，公众只能核对时间和形式"
      )
    } else if published.commitment == nil {
      verification.add(
        .selection,
        .unchecked,
        "no record fixes the sizes of an uncommitted draw, so that what was published is not enough to"
          + " recompute it; ask for the internal receipt",
        "未承诺的抽取没有记录来确定数量，仅凭公开材料无法复算，请索取内部回执"
      )
    } else {
      verification.add(
        .selection,
        .unchecked,
        "to recompute an open draw give its \(Setting.notice), which holds the record, and the \(Setting.pool)",
        "复算公开抽取须用 \(Setting.notice) 给出含有记录的公告，并用 \(Setting.pool) 给出对象库"
      )
    }
  }

  /// Keys that a public receipt of this kind does not have.
  private func checkKeys(_ published: PublicReceipt, _ verification: inout Verification) {
    guard case .object(let keys) = receipt.tree else { return }
    var known: Set<String> = [
      "schema", "protocol", "label", "seed", "commitment", "selected", "sealed",
    ]
    let isFirst = published.schema == PublicReceipt.firstSchemaName
    if !isFirst { known.formUnion(["id", "shown"]) }
    if isFirst || !published.sealed { known.insert("units") }
    if !published.sealed { known.formUnion(["key", "stratum"]) }
    for key in keys.keys.filter({ !known.contains($0) }).sorted() {
      verification.add(
        .published,
        .differs,
        "the receipt has \"\(key.excerpt)\", which the public receipt of such a draw has not",
        "公开回执含有此类抽取不应有的“\(key.excerpt)”"
      )
    }
    if !isFirst, published.id == nil || published.shown == nil {
      verification.add(
        .published,
        .differs,
        "the receipt does not name the columns of the list",
        "公开回执未注明名单的列"
      )
    }
  }

  /// As many units as the receipt says, each once, by the bytes of their identifiers, under the columns
  /// that it names.
  private func checkList(_ published: PublicReceipt, _ verification: inout Verification) {
    guard let given = evidence.selection else {
      verification.add(
        .published,
        .unchecked,
        "give the list that was published with \(Setting.selection)",
        "请用 \(Setting.selection) 提供公布的名单"
      )
      return
    }
    let table: Table
    do {
      table = try given.table()
    } catch {
      let text = (error as? any ExplainedError)?.description ?? "\(error)"
      verification.add(.published, .differs, text, text)
      return
    }
    let ids = table.rows.map { Array(($0.cells.first ?? "").utf8) }
    let isSorted = zip(ids, ids.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
    var differences: [Sentence] = []
    if !isSorted || ids.count != published.selected {
      differences.append(
        Sentence(
          "\(given.path) lists \(ids.count) units, the receipt says \(published.selected), or it is not"
            + " sorted by the first column, each unit once",
          "\(given.path) 列出 \(ids.count) 个对象，回执为 \(published.selected) 个，或首列未排序、有重复"
        )
      )
    }
    for row in table.rows {
      guard let id = row.cells.first, let problem = ProtocolText.problem(in: id) else { continue }
      let place = "\(given.path), row \(row.number): \"\(id.excerpt)\""
      let chinesePlace = "\(given.path) 第 \(row.number) 行：“\(id.excerpt)”"
      differences.append(
        Sentence(
          "\(place) \(problem.explanation(in: .english))",
          "\(chinesePlace)\(problem.explanation(in: .chinese))"
        )
      )
    }
    if let id = published.id, let shown = published.shown {
      let expected = Array(id.prefix(1)) + shown
      if !table.header.elementsEqual(expected, by: { $0.utf8.elementsEqual($1.utf8) }) {
        let names = Sentence.quoting(table.header)
        differences.append(
          Sentence(
            "\(given.path) has the columns \(names.english), not those that the receipt names",
            "\(given.path) 的列为 \(names.chinese)，与回执不符"
          )
        )
      }
    }
    verification.add(
      .published,
      differences: differences,
      "\(given.path) lists \(published.selected) units, each once",
      "\(given.path) 列出 \(published.selected) 个对象，无重复"
    )
  }
}
