internal import Frames
internal import Sampling

extension PlanChecker {
  /// What concerns the objects that a number is for; whether the remark does.
  mutating func addGroups(
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
    case .groupUnnamed(let name):
      log.add(
        .ratioGroupOpen,
        at: place,
        "no stratum can be called \"\(name.shown)\": its name is too long or holds invisible characters",
        "“\(name.shown)”不能作为分类名称：过长或含有不可见字符",
        fix: Sentence(
          "write the name of the objects anew, in at most 1,024 bytes",
          "请重新写出对象名称（不超过 1024 字节）"
        )
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

  private mutating func addPerPeriod(_ interval: Interval, _ shown: String, at place: Finding.Place)
  {
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
