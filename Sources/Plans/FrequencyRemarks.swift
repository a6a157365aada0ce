internal import Sampling

extension PlanChecker {
  mutating func addFrequency(_ remark: CellRemark, _ text: String, at place: Finding.Place) {
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
