internal import Analysis
internal import Frames
internal import Inference
internal import Reports
internal import Sampling

extension EstimateNote {
  /// The note in words.
  var sentence: Sentence {
    switch self {
    case .missingEvents(let missing, let isEvery, let seen):
      let shown = Sentence.quoting(seen, atMost: 8)
      guard !isEvery else {
        return Sentence(
          "no row has the event; the outcomes are \(shown.english)",
          "没有任何一行出现该结果，现有结果为：\(shown.chinese)"
        )
      }
      let names = Sentence.quoting(missing)
      return Sentence(
        "no row has the event \(names.english); the outcomes are \(shown.english)",
        "没有任何一行出现结果 \(names.chinese)，现有结果为：\(shown.chinese)"
      )
    case .mixedOutcomes(let outcomes):
      let (rows, list) = EstimateNote.list(outcomes)
      return Sentence(
        "\(rows) rows have several results in a cell and an event among them, and count as no event:"
          + " \(list.english); name what separates them: \(Setting.separator) \",;、\"",
        "有 \(rows) 行在一格中有多个结果且含有该结果，但未计入：\(list.chinese)；请用 \(Setting.separator) \",;、\" 指定分隔符"
      )
    case .otherOutcomes(let outcomes):
      let (rows, list) = EstimateNote.list(outcomes)
      return Sentence(
        "\(rows) rows count as no event: \(list.english)",
        "有 \(rows) 行不计为该结果：\(list.chinese)"
      )
    case .limited(let reason): return Sentence(reason.explanation)
    case .satterthwaite(let freedom):
      let shown = ResultText.number((freedom * 10).rounded() / 10)
      return Sentence(
        "Student's t has \(shown) degrees of freedom (Satterthwaite): few units carry most of the"
          + " sampling error",
        "t 区间的自由度为 \(shown)（Satterthwaite），因抽样误差主要来自少数对象"
      )
    case .excluded(let units):
      return Sentence(
        "\(units) units were excluded from the draw: all figures are of the eligible part",
        "\(units) 个对象被排除在抽取之外，以上结果只针对可抽取部分"
      )
    case .designEffect(let comparison, let value):
      let shown = value.map { ResultText.number($0) } ?? "-"
      return Sentence(
        "design effect (\(comparison.rawValue)): \(shown)",
        "设计效应（\(comparison.rawValue)）：\(shown)"
      )
    case .unequalProbabilities:
      return Sentence(
        "unequal probabilities within a stratum: no exact bounds, Student's t instead",
        "同一分类内入选概率不等，无法给出精确界限，改用 t 区间"
      )
    case .scope(let isExact):
      return Sentence(
        "means are of the units in scope, whose number is itself estimated"
          + (isExact
            ? "; bounds of totals are exact, those of shares are exact given that number" : ""),
        "均值和比例只针对范围内的对象，其数量也是估计值"
          + (isExact ? "；总数的界限是精确界限，比例的界限以该数量为条件" : "")
      )
    case .forCause(let rows):
      return Sentence(
        "\(rows) inspections for cause are left out: they were not drawn",
        "\(rows) 次有因检查未计入，因其不是随机抽取"
      )
    case .reserves(let rows):
      return Sentence(
        "\(rows) reserves are left out: whoever stands in for a unit that was not reached"
          + " is not a random unit",
        "\(rows) 个候补对象未计入，因替补对象不是随机抽取的对象"
      )
    case .unreached(let units, let range): return EstimateNote.unreached(units, range)
    case .noUnitInScope(let stratum):
      return Sentence(
        "stratum \"\(stratum)\": no unit of the sample is in scope, so there is no share",
        "分类“\(stratum)”：样本中没有范围内的对象，无法给出比例"
      )
    case .unnamedDomain(let rows, let column):
      return Sentence(
        "\(rows) rows have no value in the column \"\(column)\": they are a domain of their own",
        "有 \(rows) 行的“\(column)”列为空，单独作为一组"
      )
    case .notInspected(let domain):
      let shown = EstimateNote.name(of: domain)
      return Sentence(
        "domain \"\(shown.english)\": none of its units was inspected, so nothing is said of it",
        "分组“\(shown.chinese)”：没有检查其中任何对象，无法推断"
      )
    case .bracketedDomains:
      return Sentence(
        "bounds of domains marked as a bracket are the safe ends of what the search left; raise"
          + " \(Setting.limit) to narrow them",
        "标为“bracket”的分组界限是搜索所得范围的保守一端，提高 \(Setting.limit) 可缩小范围"
      )
    case .noInterval(let domain, let quantity, let reason):
      let (shown, why) = (EstimateNote.name(of: domain), reason.sentence)
      return Sentence(
        "domain \"\(shown.english)\": no interval of the \(quantity.name(.english)), since"
          + " \(why.english)",
        "分组“\(shown.chinese)”：因\(why.chinese)，无法给出区间"
      )
    case .postStratified:
      return Sentence(
        "weights were brought to the totals of \(Setting.postStrata); bounds are of all together alone (t)",
        "权重已按 \(Setting.postStrata) 的总数调整，只给出合计的界限（t 区间）"
      )
    case .bracket(let side, let bracket, let quoted):
      let range = "\(bracket.lowerBound)…\(bracket.upperBound)"
      return Sentence(
        "the exact \(side.rawValue) bound lies in \(range); \(quoted) is safe to quote;"
          + " raise \(Setting.limit) to narrow it",
        "精确\(side == .upper ? "上限" : "下限")在 \(range) 之间，可引用 \(quoted)，提高 \(Setting.limit) 可缩小范围"
      )
    case .driver(let stratum, let upper):
      return Sentence(
        "stratum \"\(stratum)\" drives the upper bound of \(upper) units",
        "上限 \(upper) 个主要由分类“\(stratum)”决定"
      )
    case .next(let stratum, let upper):
      return Sentence(
        "the next best inspection is in stratum \"\(stratum)\""
          + (upper.map { ": a clean one makes the bound \($0)" } ?? ""),
        "下一个检查最好放在分类“\(stratum)”" + (upper.map { "，若未发现问题，上限变为 \($0)" } ?? "")
      )
    }
  }

  /// The rows of some outcomes, and the first of the outcomes.
  private static func list(
    _ outcomes: [(outcome: String, rows: Int)]
  ) -> (rows: Int, list: Sentence) {
    let shown = outcomes.prefix(8).map { (name: $0.outcome.excerpt, rows: $0.rows) }
    let list = Sentence(
      shown.map { "\"\($0.name)\" (\($0.rows))" }.joined(separator: ", ")
        + (outcomes.count > 8 ? " …" : ""),
      shown.map { "“\($0.name)”（\($0.rows)）" }.joined(separator: "、")
        + (outcomes.count > 8 ? "……" : "")
    )
    return (outcomes.reduce(0) { $0 + $1.rows }, list)
  }

  /// A domain's name, or that it has none.
  private static func name(of domain: String) -> Sentence {
    domain.isEmpty ? Sentence("(empty)", "（空）") : Sentence(domain.excerpt, domain.excerpt)
  }

  /// What units that were not reached leave open.
  private static func unreached(_ units: Int, _ range: (none: Double, all: Double)?) -> Sentence {
    var sentence = Sentence(
      "\(units) units were not reached; the estimates suppose that they are like the others of"
        + " their stratum",
      "\(units) 个对象未能检查，以下估计假定其与同类其他对象相同"
    )
    if let range {
      let (none, all) = (ResultText.number(range.none), ResultText.number(range.all))
      sentence.english +=
        "; the total is \(none) if none of them had the event and \(all) if all had"
      sentence.chinese += "；若其均无问题，总数为 \(none)，若均有问题，总数为 \(all)"
    }
    return sentence
  }
}

extension EstimateNote.NoInterval {
  fileprivate var sentence: Sentence {
    switch self {
    case .loneUnit: Sentence("one unit of it was inspected", "只检查了其中一个对象")
    case .loneUnits: Sentence("no stratum has a second unit of it", "没有任何分类含有其第二个对象")
    case .alike: Sentence("its units are alike", "其对象结果完全相同")
    }
  }
}
