internal import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// The sentence of a finding.
extension AuditFindings {
  /// Which values of a column were drawn too often or too rarely.
  func valueSentence(_ sign: Sign, _ tests: [DrawAudit.Test]) -> Sentence {
    let subject = sign.test.subject.excerpt
    let values = values(sign, tests)
    guard !values.isEmpty else {
      return Sentence(
        "the values of \"\(subject)\" among the units drawn are not those of the frame",
        "抽中对象在“\(subject)”列上的构成与对象库不符"
      )
    }
    let times = draws.count
    let english = values.map { value in
      let word = Double(value.drawn) < value.expected ? "spared" : "favoured"
      return "\"\(value.name.excerpt)\" was \(word): its \(value.units) units were drawn"
        + " \(value.drawn) times, \(ResultText.number((value.expected * 10).rounded() / 10)) expected"
    }.joined(separator: "; ")
    let chinese = values.map { value in
      let word = Double(value.drawn) < value.expected ? "被回避" : "被偏重"
      return "“\(value.name.excerpt)”\(word)：\(value.units) 个对象共抽中 \(value.drawn) 次，期望"
        + " \(ResultText.number((value.expected * 10).rounded() / 10)) 次"
    }.joined(separator: "；")
    return Sentence(
      "in the column \"\(subject)\" \(english)" + (times > 1 ? ", in \(times) draws" : ""),
      "“\(subject)”列中，\(chinese)" + (times > 1 ? "（\(times) 次抽取合计）" : "")
    )
  }

  /// What any other test found.
  func sentence(_ sign: Sign) -> Sentence {
    let value = ResultText.number(sign.test.value)
    let expected = ResultText.number((sign.test.expected * 10).rounded() / 10)
    let isLess = sign.test.value < sign.test.expected
    let subject = sign.test.subject
    let english = subject.isEmpty ? "the list" : "the order of \"\(subject.excerpt)\""
    let chinese = subject.isEmpty ? "名单次序" : "“\(subject.excerpt)”的次序"
    switch sign.kind {
    case .position:
      return Sentence(
        "the units drawn stand at the \(isLess ? "beginning" : "end") of \(english)",
        "抽中对象集中在\(chinese)的\(isLess ? "前部" : "后部")"
      )
    case .spacing:
      return Sentence(
        "the gaps between the units drawn are too \(isLess ? "even" : "uneven") in \(english)",
        "抽中对象在\(chinese)中的间距过于\(isLess ? "均匀" : "不均")"
      )
    case .runs:
      return Sentence(
        isLess
          ? "units drawn are neighbours in \(english): \(value) runs of them, \(expected) expected"
          : "units drawn avoid each other in \(english): \(value) runs of them, \(expected) expected",
        isLess
          ? "抽中对象在\(chinese)中相邻成片：共 \(value) 段，期望 \(expected) 段"
          : "抽中对象在\(chinese)中刻意分散：共 \(value) 段，期望 \(expected) 段"
      )
    case .stretch: return stretchSentence(sign)
    case .named:
      return Sentence(
        "the named units \"\(subject.excerpt)\" were \(isLess ? "spared" : "favoured"): drawn \(value)"
          + " times, \(expected) expected",
        "指定名单“\(subject.excerpt)”\(isLess ? "被回避" : "被偏重")：共抽中 \(value) 次，期望 \(expected) 次"
      )
    case .overlap:
      return Sentence(
        "successive draws \(isLess ? "avoid" : "repeat") each other: \(value) units in common,"
          + " \(expected) expected",
        "相邻两次抽取\(isLess ? "刻意回避" : "大量重复")：共同对象 \(value) 个，期望 \(expected) 个"
      )
    case .neverDrawn:
      return Sentence(
        "\(value) units were never drawn, \(expected) expected: "
          + (isLess
            ? "a rotation, or the draws avoid each other" : "the same ones are drawn again"),
        "从未抽中的对象 \(value) 个，期望 \(expected) 个：" + (isLess ? "疑似轮换抽取" : "反复抽中相同对象")
      )
    case .inclusion:
      return Sentence(
        isLess ? "units are drawn too evenly often" : "some units are drawn again and again",
        isLess ? "各对象被抽中次数过于均匀" : "部分对象被反复抽中"
      )
    case .pairs:
      return Sentence("the same units are drawn together again", "相同对象反复同时被抽中")
    case .classes: return placeSentence(classCounts, assignments?.classNames ?? [], isClass: true)
    case .districts:
      return placeSentence(districtCounts, assignments?.districtNames ?? [], isClass: false)
    case .findings: return rateSentence()
    default: return sign.line.looksFor
    }
  }

  /// The longest stretch of an order that no draw met.
  private func stretchSentence(_ sign: Sign) -> Sentence {
    let subject = sign.test.subject
    guard let frame, let order = frame.orders.first(where: { $0.name == subject }) else {
      return sign.line.looksFor
    }
    let met = Set(draws.flatMap(\.units))
    var units = [Int](repeating: 0, count: order.slots.count)
    for (unit, slot) in order.slots.enumerated() { units[slot] = unit }
    var (best, start) = (0..<0, 0)
    for slot in 0...units.count {
      let isEnd =
        slot == units.count || met.contains(units[slot])
        || slot > start && frame.units.strata[units[slot]] != frame.units.strata[units[start]]
      guard isEnd else { continue }
      if slot - start > best.count { best = start..<slot }
      start = slot < units.count && met.contains(units[slot]) ? slot + 1 : slot
    }
    guard let first = best.first.map({ units[$0] }), let last = best.last.map({ units[$0] }) else {
      return sign.line.looksFor
    }
    guard !subject.isEmpty else {
      return Sentence(
        "\(best.count) units in a row, in rows \(first + 2) to \(last + 2), were met by no draw",
        "第 \(first + 2) 行至第 \(last + 2) 行之间连续 \(best.count) 个对象从未被抽中"
      )
    }
    return Sentence(
      "\(best.count) units in a row of the order of \"\(subject.excerpt)\" were met by no draw",
      "按“\(subject.excerpt)”排序，连续 \(best.count) 个对象从未被抽中"
    )
  }

  /// Who was kept for which class or district.
  private func placeSentence(
    _ counts: PlaceCounts?,
    _ names: [String],
    isClass: Bool
  ) -> Sentence {
    guard let assignments, let cells = counts?.cells, let first = cells.first else {
      return Sentence("inspectors are not sent by chance", "人员派遣并非随机")
    }
    func distance(_ cell: PlaceCounts.Cell) -> Double {
      abs(Double(cell.visits) - cell.expected) / cell.deviation
    }
    // A second one as far as the first is part of it: two who were exchanged.
    let shown = cells.prefix(2).filter { distance($0) * 2 > distance(first) }
    let english = shown.map { cell in
      "\"\(assignments.inspectors[cell.inspector].excerpt)\" made \(cell.visits) of the \(cell.all)"
        + " visits to \(isClass ? "class" : "district") \"\(names[cell.group].excerpt)\","
        + " \(ResultText.number((cell.expected * 10).rounded() / 10)) expected"
    }.joined(separator: "; ")
    let chinese = shown.map { cell in
      "“\(assignments.inspectors[cell.inspector].excerpt)”承担了\(isClass ? "分类" : "地区")"
        + "“\(names[cell.group].excerpt)”\(cell.all) 次检查中的 \(cell.visits) 次，期望"
        + " \(ResultText.number((cell.expected * 10).rounded() / 10)) 次"
    }.joined(separator: "；")
    return Sentence(english, chinese)
  }

  /// Whose findings are farthest from what is expected.
  private func rateSentence() -> Sentence {
    guard let assignments, let counts = findingCounts else {
      return AuditTestKind.findings.looksFor
    }
    let distances = zip(counts.observed, counts.expected).map { abs(Double($0) - $1) }
    guard let who = distances.indices.max(by: { distances[$0] < distances[$1] }) else {
      return AuditTestKind.findings.looksFor
    }
    let name = assignments.inspectors[who].excerpt
    let expected = ResultText.number((counts.expected[who] * 10).rounded() / 10)
    return Sentence(
      "rates of findings differ: \"\(name)\" found \(counts.observed[who]) in \(counts.visits[who]) visits,"
        + " \(expected) expected in units of the same classes",
      "问题发现率因人而异：“\(name)”在 \(counts.visits[who]) 次检查中发现 \(counts.observed[who]) 个，"
        + "同类对象期望 \(expected) 个"
    )
  }
}
