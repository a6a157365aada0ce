internal import Sampling

extension PlanChecker {
  private static let example = Sentence(
    "write 10%, >35%, 5%-20% or 20户",
    "请写成 10%、>35%、5%-20% 或 20户"
  )

  /// Puts what was remarked on a cell with numbers in words.
  mutating func add(
    _ remark: CellRemark,
    _ text: String,
    _ content: CellReading.Content,
    at place: Finding.Place
  ) {
    if addNumber(remark, text, content, at: place) { return }
    if addGroups(remark, text, at: place) { return }
    addFrequency(remark, text, at: place)
  }

  // MARK: The number

  /// What concerns the number itself; whether the remark does.
  private mutating func addNumber(
    _ remark: CellRemark,
    _ text: String,
    _ content: CellReading.Content,
    at place: Finding.Place
  ) -> Bool {
    let shown = text.shown
    let isBase = content.isSubset(of: [.base, .amount, .approximate])
    switch remark {
    case .empty: break
    case .undetermined:
      log.add(
        .ratioUndetermined,
        at: place,
        "\"\(shown)\" leaves the ratio open",
        "“\(shown)”没有确定比例或数量",
        fix: Self.example
      )
    case .elsewhere:
      log.add(
        .ratioElsewhere,
        at: place,
        "\"\(shown)\": the ratio stands in another document, or another office sets it",
        "“\(shown)”：比例由其他文件或其他单位规定，本计划没有写明",
        fix: Sentence("write the number itself", "请写明具体比例或数量")
      )
    case .syntax(let error):
      log.add(
        error.reason == .approximate ? .ratioApproximate : isBase ? .baseUnread : .ratioUnread,
        at: place,
        error.explanation(in: .english),
        error.explanation(in: .chinese),
        fix: isBase
          ? Sentence("write the number of objects, 120", "请只写对象总数，例如 120")
          : fix(for: error) ?? Self.example,
        severity: .error
      )
    case .bareNumber(let number):
      log.add(
        .ratioBareNumber,
        at: place,
        "\"\(shown)\": \(number) of what? per cent, objects and times look the same",
        "“\(shown)”：\(number) 后面没有单位，无法判断是百分比、户数还是次数",
        fix: bareFix(number)
      )
    case .unused(let number):
      log.add(
        .numberUnused,
        at: place,
        "\"\(shown)\": nothing is made of the number in \"\(number.shown)\"",
        "“\(shown)”：“\(number.shown)”中的数字无法理解，未被采用",
        fix: Sentence(
          "write only rules, numbers of objects and frequencies here, each with its unit",
          "本格请只写比例、数量和频次，并写明单位"
        )
      )
    case .blank(let number):
      log.add(
        .numberBlank,
        at: place,
        "\"\(shown)\" has a blank inside a number, which is read as \(number)",
        "“\(shown)”的数字中间有空格，按 \(number) 读取",
        fix: Sentence("write \(number) without the blank", "请去掉空格，写成 \(number)")
      )
    case .moreThan(let number):
      log.add(
        .numberMore,
        at: place,
        "\"\(shown)\": \(number.shown) is no certain number",
        "“\(shown)”：“\(number.shown)”不是确定的数",
        fix: Sentence("write the exact number", "请写明确切的数")
      )
    case .approximate(let count):
      log.add(
        .targetApproximate,
        at: place,
        "\"\(shown)\": the number to draw, \(count), is approximate; it is drawn exactly",
        "“\(shown)”：抽取数 \(count) 是约数，抽取时按 \(count) 执行",
        fix: Sentence("write the number that is to be drawn", "请写明应抽取的确切数量")
      )
    case .provisional(let count):
      let number = count.map { " \($0)" } ?? ""
      log.add(
        .ratioProvisional,
        at: place,
        "\"\(shown)\": the number\(number) is only provisional",
        "“\(shown)”：数量\(number)只是暂定数",
        fix: Sentence(
          "write the number or the ratio that holds",
          "请写明确定的数量或比例"
        )
      )
    case .countUnclear(let count):
      log.add(
        .ratioCountUnclear,
        at: place,
        "\"\(shown)\": is \(count) the number that the ratio gives, or a least number beside it?",
        "“\(shown)”：\(count) 是按比例算出的抽取数，还是另一个最低数量？",
        fix: Sentence(
          "write 10%（\(count)户） for the number to draw, or 10%，不少于\(count)户",
          "如为抽取数，请写成“10%（\(count)户）”；如为最低数量，请写成“10%，不少于\(count)户”"
        )
      )
    case .fixed(let count):
      log.add(
        .countFixed,
        at: place,
        "\"\(shown)\": \(count) objects are named without a draw; are they in the base of the draw?",
        "“\(shown)”：\(count) 个对象是直接确定的，不经抽取；抽取的基数是否包含它们？",
        fix: Sentence(
          "give them a row of their own, and say of how many the others are drawn",
          "请将其单列一行，并写明其余对象的抽取基数"
        )
      )
    case .zero(let names):
      log.add(
        .ratioZero,
        at: place,
        "\"\(shown)\" asks for no object at all\(names.isEmpty ? "" : " of \(names.shown)")",
        "“\(shown)”等于不抽查任何\(names.isEmpty ? "对象" : "“\(names.shown)”对象")",
        fix: Sentence(
          "write a ratio above 0; nobody is exempt from the draw by class",
          "请写大于 0 的比例；任何分类都不应免于抽查"
        )
      )
    case .leftover(let words):
      log.add(
        .ratioLeftover,
        at: place,
        "\"\(shown)\": the words \"\(words.shown)\" are not applied",
        "“\(shown)”中的“\(words.shown)”未作为规则处理",
        fix: Sentence(
          "keep the numbers here and put the words into the scope or a remark",
          "请在本格只写数量要求，将其余文字移到对象范围或备注"
        )
      )
    case .noBase(let reason): addNoBase(reason, shown, at: place)
    default: return false
    }
    return true
  }

  private func bareFix(_ number: String) -> Sentence {
    let share = Ratio(decimal: number)
    if let share, share < Ratio(1), share.numerator > 0 {
      return Sentence(
        "write \(share.percentage) if that is meant",
        "如指 \(share.percentage)，请写成“\(share.percentage)”"
      )
    }
    return Sentence(
      "write \(number)%, \(number)户 or \(number)次/年",
      "请写成 \(number)%、\(number)户或\(number)次/年"
    )
  }

  private mutating func addNoBase(
    _ reason: CellRemark.NoBase,
    _ shown: String,
    at place: Finding.Place
  ) {
    let fix = Sentence(
      "write the number of objects in the scope on a day",
      "请填写某日的对象总数"
    )
    switch reason {
    case .stroke:
      log.add(.baseMissing, at: place, "no base is given", "没有写基数", fix: fix)
    case .none:
      log.add(
        .baseMissing,
        at: place,
        "no base is given: were none counted, or are there no objects?",
        "没有写基数：是没有统计，还是没有对象？",
        fix: Sentence("write the number, or 0 where there are none", "请填写对象总数；如确无对象，请写 0")
      )
    case .open:
      log.add(
        .baseUnread,
        at: place,
        "\"\(shown)\": the base is still to be settled",
        "“\(shown)”：基数尚未确定",
        fix: fix
      )
    case .words:
      log.add(
        .baseUnread,
        at: place,
        "\"\(shown)\" is no number; the base is what the library holds on the day of the draw",
        "“\(shown)”不是数字；基数将以抽取当日的对象库为准",
        fix: fix
      )
    }
  }

  /// 0.1, as spreadsheets export 10 %, has a fix of its own.
  private func fix(for error: RuleSyntaxError) -> Sentence? {
    guard case .bareDecimal(let written) = error.reason else { return nil }
    return bareFix(written)
  }

  // MARK: The objects

  /// What concerns the objects that a number is for; whether the remark does.
  private mutating func addGroups(
    _ remark: CellRemark,
    _ text: String,
    at place: Finding.Place
  ) -> Bool {
    let shown = text.shown
    switch remark {
    case .contradiction(let shares):
      let list = shares.map(\.shown)
      log.add(
        .ratioSeveral,
        at: place,
        "\"\(shown)\": the same objects have several ratios: \(list.joined(separator: "; "))",
        "“\(shown)”：同一对象有多个比例：\(list.joined(separator: "；"))",
        fix: Sentence(
          "keep one, or say for which class each holds: A类1%，B类2%",
          "请保留一个，或写明各比例适用的分类，例如“A类1%，B类2%”"
        )
      )
    case .risesByClass(let names):
      let list = names.isEmpty ? "" : " (\(names.joined(separator: "、")))"
      log.add(
        .ratioRisesByClass,
        at: place,
        "\"\(shown)\": the ratio is to differ by class\(list), and no numbers are given",
        "“\(shown)”：要求按分类设定比例\(list)，但没有写各类的比例",
        fix: Sentence(
          "write the ratio of each class: A类1%，B类2%，C类10%，D类30%",
          "请写明各类比例，例如“A类1%，B类2%，C类10%，D类30%”"
        )
      )
    case .classOnly(let names):
      let list = names.joined(separator: "、")
      log.add(
        .classOnly,
        at: place,
        "\"\(shown)\": are only objects of \(list) drawn, or is it a remark?",
        "“\(shown)”：是只抽取“\(list)”的对象，还是只作说明？",
        fix: Sentence(
          "write the class into the scope, or give it a ratio",
          "如为限定对象，请写入对象范围；如为分类要求，请写明比例"
        )
      )
    case .classAlone(let name):
      log.add(
        .classAlone,
        at: place,
        "\"\(shown)\" gives a number for \(name.shown), and nothing for the other objects",
        "“\(shown)”只写了“\(name.shown)”的数量要求，没有写其他对象的",
        fix: Sentence(
          "write the ratio of the others as well: 其他5%",
          "请补充其他对象的比例，例如“其他5%”"
        )
      )
    case .groupOpen(let name):
      log.add(
        .ratioGroupOpen,
        at: place,
        "\"\(shown)\" names \(name.shown) and gives no number for it",
        "“\(shown)”提到“\(name.shown)”，但没有写比例或数量",
        fix: Sentence("write its ratio or number", "请写明其比例或数量")
      )
    case .partUnclear(let whole, let part):
      log.add(
        .ratioPartUnclear,
        at: place,
        "\"\(shown)\": is \(whole) of the whole, \(part.shown) included, or of the others?",
        "“\(shown)”：\(whole) 是对全部对象（含“\(part.shown)”），还是只对其余对象？",
        fix: Sentence(
          "write 总体5%，高风险100%，其他1% or 高风险100%，其他5%",
          "请写成“总体5%，高风险100%，其他1%”或“高风险100%，其他5%”"
        )
      )
    case .eachPlace(let name):
      log.add(
        .ratioEachPlace,
        at: place,
        "\"\(shown)\" holds in each \(name.shown), not for all together",
        "“\(shown)”是对每个“\(name.shown)”的要求，不是总数",
        fix: Sentence(
          "give each of them a row, or name them as classes: 甲县≥3户，乙县≥3户",
          "请按“\(name.shown)”分列各行，或作为分类写明，例如“甲县不少于3户，乙县不少于3户”"
        )
      )
    case .byAuthority(let levels):
      let list = levels.joined(separator: "、")
      log.add(
        .ratioByAuthority,
        at: place,
        "\"\(shown)\" has numbers for several levels of authority (\(list)): which is this task's?",
        "“\(shown)”分别规定了不同层级（\(list)）的要求，本任务适用哪一级？",
        fix: Sentence("keep the one that holds for this authority", "请只保留适用于本级的要求")
      )
    case .perPeriod(let interval):
      addPerPeriod(interval, shown, at: place)
    case .perPeriodUnclear(let interval):
      log.add(
        .ratioPerPeriod,
        at: place,
        "\"\(shown)\": does the ratio hold in each \(interval.english), or for the year?",
        "“\(shown)”：比例是每\(interval)的，还是全年的？",
        fix: Sentence(
          "write 每\(interval)5% or 全年5%",
          "请写成“每\(interval)5%”或“全年5%”"
        )
      )
    case .perBatch:
      log.add(
        .ratioPerPeriod,
        at: place,
        "\"\(shown)\" gives numbers of batches: is each of all objects, or are they parts of one draw?",
        "“\(shown)”是分批的要求：每批各占全部对象的比例，还是合计为一次抽取？",
        fix: Sentence(
          "give each batch that is drawn by itself a row, or write the number of all",
          "如分批抽取，请各列一行；如一次抽取，请写合计的比例或数量"
        )
      )
    case .perInspector(let ratio, let group):
      let name = group.map { "\($0.shown): " } ?? ""
      log.add(
        .ratioPerInspector,
        at: place,
        "\"\(shown)\": \(name)\(ratio) relates inspectors to objects and gives no number to draw",
        "“\(shown)”：\(name)\(ratio) 是人员与对象之比，不能得出抽取数",
        fix: Sentence(
          "multiply by the number of inspectors and write the number of objects, 20户",
          "请按人员数算出抽取数量，写成“20户”"
        )
      )
    case .oneOfUnclear(let ratio):
      log.add(
        .ratioPerInspector,
        at: place,
        "\"\(shown)\": is \(ratio) one object of so many, or one inspector to so many objects?",
        "“\(shown)”：\(ratio) 是每几个对象抽一个，还是每名人员查几个对象？",
        fix: Sentence(
          "write the share, 20%, or the number of objects, 20户",
          "请写成比例（20%）或数量（20户）"
        )
      )
    case .alternative(let words):
      log.add(
        .ratioAlternative,
        at: place,
        "\"\(words.shown)\" leaves the choice between two numbers",
        "“\(words.shown)”在两个数之间任选其一",
        fix: Sentence("write the one that holds", "请写明采用哪一个")
      )
    case .otherInspections(let words):
      log.add(
        .ratioOtherInspections,
        at: place,
        "\"\(words.shown)\" counts visits or inspections outside the draw",
        "“\(words.shown)”是家次数或抽取以外的检查数",
        fix: Sentence(
          "write here the numbers that the draw must meet, in objects",
          "请在此写明随机抽取应达到的比例或户数"
        )
      )
    case .otherBase(let words):
      log.add(
        .ratioOtherBase,
        at: place,
        "\"\(shown)\" is a share of \"\(words.shown)\", not of the objects",
        "“\(shown)”是“\(words.shown)”的比例，不是对象的比例",
        fix: Sentence(
          "write the share or the number of objects that is to be drawn",
          "请写明应抽取对象的比例或数量"
        )
      )
    case .exclusion(let words):
      log.add(
        .ratioExclusion,
        at: place,
        "\"\(words.shown)\": those objects leave the draw, not the base of the ratio",
        "“\(words.shown)”：这些对象不参加抽取，但仍计入比例的基数",
        fix: Sentence(
          "name them in a list when the draw is made",
          "抽取时请另附名单列明这些对象"
        )
      )
    default: return false
    }
    return true
  }

  private mutating func addPerPeriod(_ interval: Interval, _ shown: String, at place: Finding.Place) {
    let draws = interval.draws
    let count = draws > 1 ? ": \(draws) draws, not one" : ", and the task is one draw"
    log.add(
      .ratioPerPeriod,
      at: place,
      "\"\(shown)\" holds in each \(interval.english)\(count)",
      "“\(shown)”是每\(interval)的要求，" + (draws > 1 ? "全年应抽取 \(draws) 次，而一项任务只抽取一次" : "而一项任务只抽取一次"),
      fix: Sentence(
        "give each period a row with its own time",
        "请按时段分列几行，各写起止时间"
      )
    )
  }

  /// Objects that a cell names beside its only rule, where the scope does not name them too.
  mutating func checkScope(
    _ words: String,
    of draft: TaskDraft,
    _ text: String,
    at place: Finding.Place
  ) {
    let scope = FoldedText(draft.value(.scope)).text
    let folded = FoldedText(words).text
    guard !scope.holds(folded), scope.isEmpty || !folded.holds(scope) else { return }
    log.add(
      .ratioScope,
      at: place,
      "\"\(text.shown)\" is read for the whole scope of the row; \"\(words.shown)\" is not applied as a"
        + " class",
      "“\(text.shown)”按本行全部对象读取，“\(words.shown)”未作为分类处理",
      fix: Sentence(
        "nothing, if that is the scope; else write the others too: …，其他5%",
        "如即为本行的对象范围，可不改；否则请写明其他对象的比例，例如“…，其他5%”"
      )
    )
  }

  // MARK: Frequencies

  private mutating func addFrequency(_ remark: CellRemark, _ text: String, at place: Finding.Place) {
    let shown = text.shown
    let fix = Sentence("write 1次/年 or >=1次/年", "请写成“1次/年”或“>=1次/年”")
    switch remark {
    case .frequencyUndetermined:
      log.add(
        .frequencyUndetermined,
        at: place,
        "\"\(shown)\" leaves the frequency open",
        "“\(shown)”没有确定抽查频次",
        fix: fix
      )
    case .noFrequency:
      log.add(
        .frequencyUnread,
        at: place,
        "\"\(shown)\" is not understood as a frequency",
        "“\(shown)”无法识别为抽查频次",
        fix: fix
      )
    case .belowOnce:
      log.add(
        .frequencyBelowOnce,
        at: place,
        "\"\(shown)\": fewer than once a year is once in how many years?",
        "“\(shown)”：少于每年一次，是几年一次？",
        fix: Sentence("write 1次/3年", "请写成“1次/3年”")
      )
    case .apiece:
      log.add(
        .frequencyApiece,
        at: place,
        "\"\(shown)\": once for each of what?",
        "“\(shown)”：“各”指的是什么？",
        fix: Sentence("name them, or leave 各 out", "请写明对象，或去掉“各”字")
      )
    case .severalLevels:
      log.add(
        .capSeveralLevels,
        at: place,
        "\"\(shown)\" is a limit for several levels of authority together, which one of them can not"
          + " check alone",
        "“\(shown)”是多级部门合计的上限，单个部门无法自行核对",
        fix: Sentence(
          "agree on each level's part and write it",
          "请与上下级商定各自的次数并写明"
        )
      )
    case .floorUnderCap:
      log.add(
        .capFloor,
        at: place,
        "\"\(shown)\" is a least number under a heading for a limit",
        "“\(shown)”写的是最低次数，而本列为频次上限",
        fix: Sentence(
          "move it to the frequency, and write the limit here, ≤2次/年",
          "请移到抽查频次栏，本格写上限，例如“≤2次/年”"
        )
      )
    default: break
    }
  }

  /// A second frequency, where a task has one.
  mutating func addSecond(_ frequency: Frequency, _ text: String, at place: Finding.Place) {
    log.add(
      .frequencySeveral,
      at: place,
      "\"\(text.shown)\": \(frequency) is a second frequency; the task keeps the first",
      "“\(text.shown)”：\(frequency) 是第二个频次，任务只保留第一个",
      fix: Sentence(
        "keep one, or say for which class each holds",
        "请保留一个，或写明各频次适用的分类"
      )
    )
  }

  mutating func addOverCap(_ frequency: Frequency, _ cap: Frequency, at place: Finding.Place) {
    log.add(
      .frequencyOverCap,
      at: place,
      "the frequency \(frequency) is more than the limit \(cap)",
      "抽查频次 \(frequency) 超过上限 \(cap)",
      fix: Sentence("lower the frequency or correct the limit", "请降低频次，或更正上限")
    )
  }

  // MARK: Numbers of objects

  mutating func addApproximate(_ count: Int, at place: Finding.Place) {
    log.add(
      .baseApproximate,
      at: place,
      "the base of \(count) is approximate",
      "基数 \(count) 是约数",
      fix: Sentence(
        "the size is computed from the library on the day of the draw; write the exact base of the"
          + " day if you can",
        "抽取数将按抽取当日的对象库计算；如能确定，请写明某日的准确基数"
      )
    )
  }

  /// Two numbers where there should be one.
  mutating func addSeveral(_ first: Int, _ second: Int, at place: Finding.Place) {
    log.add(
      .countSeveral,
      at: place,
      "the row says \(first) and \(second) for the same number, or its classes do not add up",
      "本行同一数量写有 \(first) 和 \(second)，或各分类之和不符",
      fix: Sentence("keep one number", "请统一为一个数")
    )
  }

  mutating func addUnclear(_ count: Int, isDrawn: Bool, at place: Finding.Place) {
    log.add(
      .countRole,
      at: place,
      "are \(count) the objects there are, or those to be drawn? they are taken for the"
        + " \(isDrawn ? "number to draw" : "base")",
      "\(count) 是对象总数，还是应抽取的数量？暂按\(isDrawn ? "抽取数" : "基数")读取",
      fix: Sentence(
        "name the column 抽查对象基数 or 抽查目标数",
        "请将列名改为“抽查对象基数”或“抽查目标数”"
      )
    )
  }
}

extension Interval {
  /// The name of a span: quarter, 3 years.
  fileprivate var english: String {
    let name =
      switch unit {
      case .year: "year"
      case .halfYear: "half-year"
      case .quarter: "quarter"
      case .month: "month"
      case .week: "week"
      case .day: "day"
      }
    return every == 1 ? name : "\(every) \(name)s"
  }

  /// How many of them a year has.
  fileprivate var draws: Int {
    let parts =
      switch unit {
      case .year: 1
      case .halfYear: 2
      case .quarter: 4
      case .month: 12
      case .week: 52
      case .day: 365
      }
    return parts / every
  }
}
