internal import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

extension AuditFinding {
  /// The finding in words.
  var sentence: Sentence {
    switch cause {
    case .pattern(let pattern): pattern.sentence
    case .values(let values, let column, let draws):
      AuditFinding.sentence(of: values, in: column.excerpt, draws: draws)
    case .stretch(let stretch): stretch?.sentence ?? AuditTestKind.stretch.looksFor
    case .places(let departures, let isClass):
      AuditFinding.sentence(of: departures, isClass: isClass)
    case .rates(let rate): rate?.sentence ?? AuditTestKind.findings.looksFor
    case .test(let test): test.sentence
    }
  }

  /// An expected number, to a tenth.
  fileprivate static func tenths(_ value: Double) -> String {
    ResultText.number((value * 10).rounded() / 10)
  }

  /// Which values of a column were drawn too often or too rarely.
  private static func sentence(
    of values: [ValueCounts.Value],
    in column: String,
    draws: Int
  ) -> Sentence {
    guard !values.isEmpty else {
      return Sentence(
        "the values of \"\(column)\" among the units drawn are not those of the frame",
        "抽中对象在“\(column)”列上的构成与对象库不符"
      )
    }
    let english = values.map { value in
      let word = Double(value.drawn) < value.expected ? "spared" : "favoured"
      return "\"\(value.name.excerpt)\" was \(word): its \(value.units) units were drawn"
        + " \(value.drawn) times, \(tenths(value.expected)) expected"
    }.joined(separator: "; ")
    let chinese = values.map { value in
      let word = Double(value.drawn) < value.expected ? "被回避" : "被偏重"
      return "“\(value.name.excerpt)”\(word)：\(value.units) 个对象共抽中 \(value.drawn) 次，期望"
        + " \(tenths(value.expected)) 次"
    }.joined(separator: "；")
    return Sentence(
      "in the column \"\(column)\" \(english)" + (draws > 1 ? ", in \(draws) draws" : ""),
      "“\(column)”列中，\(chinese)" + (draws > 1 ? "（\(draws) 次抽取合计）" : "")
    )
  }

  /// Who was kept for which class or district.
  private static func sentence(of departures: [PlaceDeparture], isClass: Bool) -> Sentence {
    guard !departures.isEmpty else {
      return Sentence("inspectors are not sent by chance", "人员派遣并非随机")
    }
    let english = departures.map { cell in
      "\"\(cell.inspector.excerpt)\" made \(cell.visits) of the \(cell.all)"
        + " visits to \(isClass ? "class" : "district") \"\(cell.place.excerpt)\","
        + " \(tenths(cell.expected)) expected"
    }.joined(separator: "; ")
    let chinese = departures.map { cell in
      "“\(cell.inspector.excerpt)”承担了\(isClass ? "分类" : "地区")"
        + "“\(cell.place.excerpt)”\(cell.all) 次检查中的 \(cell.visits) 次，期望"
        + " \(tenths(cell.expected)) 次"
    }.joined(separator: "；")
    return Sentence(english, chinese)
  }
}

extension AuditFinding.Stretch {
  /// The longest stretch of an order that no draw met.
  fileprivate var sentence: Sentence {
    guard !order.isEmpty else {
      return Sentence(
        "\(units) units in a row, in rows \(first + 2) to \(last + 2), were met by no draw",
        "第 \(first + 2) 行至第 \(last + 2) 行之间连续 \(units) 个对象从未被抽中"
      )
    }
    return Sentence(
      "\(units) units in a row of the order of \"\(order.excerpt)\" were met by no draw",
      "按“\(order.excerpt)”排序，连续 \(units) 个对象从未被抽中"
    )
  }
}

extension AuditFinding.RateDeparture {
  /// Whose findings are farthest from what is expected.
  fileprivate var sentence: Sentence {
    let (name, expected) = (inspector.excerpt, AuditFinding.tenths(expected))
    return Sentence(
      "rates of findings differ: \"\(name)\" found \(findings) in \(visits) visits,"
        + " \(expected) expected in units of the same classes",
      "问题发现率因人而异：“\(name)”在 \(visits) 次检查中发现 \(findings) 个，"
        + "同类对象期望 \(expected) 个"
    )
  }
}

extension RegularPattern {
  /// Every k-th row or unit, with the draws that have it.
  fileprivate var sentence: Sentence {
    let isList = order.isEmpty
    let phrases = draws.prefix(3).map { draw in
      let name = draw.name.excerpt
      return isList
        ? Sentence(
          "from row \(draw.start + 2), in the draw of \(name)",
          "自第 \(draw.start + 2) 行起（抽取 \(name)）"
        )
        : Sentence("in the draw of \(name)", "（抽取 \(name)）")
    }
    let more = max(draws.count - 3, 0)
    let ordinal = RegularPattern.ordinal(step)
    return Sentence(
      (isList
        ? "every \(ordinal) row " : "every \(ordinal) unit in the order of \"\(order.excerpt)\", ")
        + phrases.map(\.english).joined(separator: "; ")
        + (more > 0 ? "; and \(more) draws more" : ""),
      (isList ? "每隔 \(step) 行抽取一个：" : "按“\(order.excerpt)”排序后每隔 \(step) 个抽取一个：")
        + phrases.map(\.chinese).joined(separator: "；")
        + (more > 0 ? "；另 \(more) 次抽取" : "")
    )
  }

  /// 1st, 2nd, 3rd, 20th.
  private static func ordinal(_ number: Int) -> String {
    let ending =
      (11...13).contains(number % 100)
      ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
    return "\(number)\(ending)"
  }
}

extension DrawAudit.Test {
  /// What the test itself found.
  fileprivate var sentence: Sentence {
    let shown = ResultText.number(value)
    let usual = AuditFinding.tenths(expected)
    let isLess = value < expected
    let english = subject.isEmpty ? "the list" : "the order of \"\(subject.excerpt)\""
    let chinese = subject.isEmpty ? "名单次序" : "“\(subject.excerpt)”的次序"
    switch kind {
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
          ? "units drawn are neighbours in \(english): \(shown) runs of them, \(usual) expected"
          : "units drawn avoid each other in \(english): \(shown) runs of them, \(usual) expected",
        isLess
          ? "抽中对象在\(chinese)中相邻成片：共 \(shown) 段，期望 \(usual) 段"
          : "抽中对象在\(chinese)中刻意分散：共 \(shown) 段，期望 \(usual) 段"
      )
    case .named:
      return Sentence(
        "the named units \"\(subject.excerpt)\" were \(isLess ? "spared" : "favoured"): drawn \(shown)"
          + " times, \(usual) expected",
        "指定名单“\(subject.excerpt)”\(isLess ? "被回避" : "被偏重")：共抽中 \(shown) 次，期望 \(usual) 次"
      )
    case .overlap:
      return Sentence(
        "successive draws \(isLess ? "avoid" : "repeat") each other: \(shown) units in common,"
          + " \(usual) expected",
        "相邻两次抽取\(isLess ? "刻意回避" : "大量重复")：共同对象 \(shown) 个，期望 \(usual) 个"
      )
    case .neverDrawn:
      return Sentence(
        "\(shown) units were never drawn, \(usual) expected: "
          + (isLess
            ? "a rotation, or the draws avoid each other" : "the same ones are drawn again"),
        "从未抽中的对象 \(shown) 个，期望 \(usual) 个：" + (isLess ? "疑似轮换抽取" : "反复抽中相同对象")
      )
    case .inclusion:
      return Sentence(
        isLess ? "units are drawn too evenly often" : "some units are drawn again and again",
        isLess ? "各对象被抽中次数过于均匀" : "部分对象被反复抽中"
      )
    case .pairs:
      return Sentence("the same units are drawn together again", "相同对象反复同时被抽中")
    default: return kind.looksFor
    }
  }
}
