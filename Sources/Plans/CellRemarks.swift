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
    case .tooLong(let length):
      log.add(
        .ratioUnread,
        at: place,
        "the cell has \(length) characters; at most \(CellReading.greatestLength) are read",
        "单元格有 \(length) 个字符，最多读取 \(CellReading.greatestLength) 个",
        fix: Sentence("write only the numbers here", "本格请只写数量要求")
      )
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
}
