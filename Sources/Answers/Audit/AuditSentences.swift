internal import Analysis
internal import Frames
internal import Inference
internal import Sampling

extension AuditTestKind {
  /// What the test is called on a page.
  func name(_ language: Language) -> String {
    switch self {
    case .position: language("place in the order", "排序位置")
    case .spacing: language("gaps", "间距")
    case .runs: language("neighbours", "相邻对象")
    case .stretch: language("stretch never met", "未抽区段")
    case .composition: language("composition", "构成")
    case .inclusion: language("times drawn", "抽中次数")
    case .pairs: language("pairs", "成对抽中")
    case .overlap: language("overlap of draws", "前后重叠")
    case .neverDrawn: language("never drawn", "从未抽中")
    case .named: language("named list", "指定名单")
    case .evenness: language("evenness", "均匀性")
    case .evennessOfEnds: language("evenness of ends", "两端均匀性")
    case .value: language("one value", "单个取值")
    case .classes: language("inspectors by class", "人员与分类")
    case .districts: language("inspectors by district", "人员与地区")
    case .turns: language("turns", "轮流")
    case .succession: language("succession", "先后次序")
    case .teams: language("teams", "搭配")
    case .repeatVisits: language("repeated visits", "重复检查")
    case .load: language("loads", "任务量")
    case .findings: language("findings", "问题发现率")
    }
  }

  /// What the test looks for, in a phrase.
  var looksFor: Sentence {
    switch self {
    case .position:
      Sentence("picked from one end of the order", "集中在排序的一端")
    case .spacing:
      Sentence("every k-th row, or neighbours", "等距抽取或成片抽取")
    case .runs:
      Sentence("too few or too many neighbours", "相邻对象过多或过少")
    case .stretch:
      Sentence("a stretch that no draw ever meets", "连续区段从未被抽中")
    case .composition:
      Sentence("some values favoured over others", "某些取值被偏重")
    case .value:
      Sentence("one value favoured or spared", "某一取值被偏重或回避")
    case .classes:
      Sentence("an inspector kept for, or from, a class", "人员固定检查或回避某一分类")
    case .districts:
      Sentence("an inspector kept for, or from, a district", "人员固定检查或回避某一地区")
    case .inclusion:
      Sentence("units drawn too often, or too evenly", "某些对象被抽中过多或过于均匀")
    case .pairs:
      Sentence("the same units together again", "相同对象反复同时被抽中")
    case .overlap:
      Sentence("successive draws repeat or avoid each other", "相邻两次抽取重复过多或刻意回避")
    case .neverDrawn:
      Sentence("units that are spared for ever, or a rotation", "长期未被抽中的对象或轮换抽取")
    case .named:
      Sentence("the named units spared or favoured", "指定对象被回避或偏重")
    case .evenness:
      Sentence("random numbers that are not spread evenly", "随机数分布不均匀")
    case .evennessOfEnds:
      Sentence("random numbers too many or too few at the ends", "随机数在两端过多或过少")
    case .turns:
      Sentence("inspectors who come by turns, or in blocks", "检查人员轮流或成块派出")
    case .succession:
      Sentence("always the same inspector after another", "检查人员先后次序固定")
    case .teams:
      Sentence("always the same two together", "检查人员固定搭配")
    case .repeatVisits:
      Sentence("the same inspector with the same unit again", "同一人员反复检查同一对象")
    case .load:
      Sentence("some inspectors drawn more often than others", "任务量分配不均")
    case .findings:
      Sentence("rates of findings that differ, given the class", "同类对象的问题发现率因人而异")
    }
  }
}

/// What is certain and what can not be said.
enum AuditSentences {
  static func unknown(_ list: DrawList, _ ids: [String], frame: String) -> Sentence {
    let some = ids.prefix(3).map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
    return Sentence(
      "draw \"\(list.name.excerpt)\": \(ids.count) of \(list.ids.count) units are not in the frame"
        + " \(frame) (\(some)\(ids.count > 3 ? " …" : "")): either the frame is not the one that was"
        + " drawn from, or these never were in the lottery; the tests speak of the others only",
      "抽取“\(list.name.excerpt)”：\(list.ids.count) 个对象中有 \(ids.count) 个不在对象库 \(frame) 中"
        + "（\(some)\(ids.count > 3 ? " …" : "")）：要么对象库不是当时的对象库，要么这些对象未参加抽取；"
        + "以下检验仅针对其余对象"
    )
  }

  static func repeated(_ list: DrawList) -> Sentence {
    Sentence(
      "draw \"\(list.name.excerpt)\": \(list.repeated.count) rows name a unit again"
        + " (\"\(list.repeated[0].excerpt)\" …); a draw without replacement does not, and each is"
        + " counted once",
      "抽取“\(list.name.excerpt)”：有 \(list.repeated.count) 行重复列出对象"
        + "（如“\(list.repeated[0].excerpt)”），不放回抽取不应重复；每个只计一次"
    )
  }

  static let oneDraw = Sentence(
    "there is one draw only: a list that was spared, a redraw until the result pleases and a seed that"
      + " was chosen leave no trace in it, because every set of units is as likely as any other;"
      + " only units named beforehand and orders of picking can be tested",
    "只有一次抽取：被回避的名单、反复重抽和挑选种子都不会在其中留下痕迹，因为任何组合的概率都相同；"
      + "只能检验事先指定的对象和抽取次序"
  )

  static let sameFrame = Sentence(
    "all draws are taken to be from this one frame; a unit that came later, left or changed its class"
      + " in between makes them look less alike than they were: audit draws of different frames"
      + " each with its own",
    "假定各次抽取均来自同一对象库；期间新增、退出或改变分类的对象会影响结果，不同对象库的抽取请分别审计"
  )

  static let everything = Sentence(
    "every unit was drawn, so nothing was left to chance and nothing can be tested",
    "全部对象均被抽中，没有随机成分，无法检验"
  )

  static let tooManyDraws = Sentence(
    "with more than \(DrawAudit.greatestPairs) draws the pairs of draws are not compared",
    "抽取次数超过 \(DrawAudit.greatestPairs) 次，未逐对比较"
  )

  static func tooFewReplicates(_ p: Double) -> Sentence {
    let least = AuditDocument.probability(p)
    return Sentence(
      "at this level tests by replicates can not find anything alone: their smallest p-value is"
        + " \(least); those marked exact can",
      "在该水平下，重复抽取的检验本身无法得出发现（其最小 p 值为 \(least)），标为 exact 的检验仍可"
    )
  }

  static let noLimitsBySize = Sentence(
    "how many spared units would be found, and how often units are drawn by chance, is told for simple"
      + " draws only; in a draw by size it depends on whom, the smallest being hardly ever drawn at all",
    "可发现的被回避对象数量和被抽中次数的波动范围仅对简单随机抽取给出；"
      + "按规模抽取时取决于具体对象，规模很小者本来就几乎不会被抽中"
  )

  static let redraws = Sentence(
    "a redraw until the result pleases, or a seed that was chosen, spares units as a list that nobody"
      + " names does: it shows over many draws, or by the commitments that were published before",
    "反复重抽或挑选种子的效果与暗中回避某些对象相同：只有多次抽取之后，或对照事先公布的承诺才能发现"
  )

  static func forbidden(_ units: [String], file: String) -> Sentence {
    Sentence(
      "\(file): \(units.count) visits are by an inspector who must avoid the unit"
        + " (\"\(units[0].excerpt)\" …)",
      "\(file)：有 \(units.count) 次检查由应当回避的人员进行（如“\(units[0].excerpt)”）"
    )
  }

  static func doubled(_ units: [String], file: String) -> Sentence {
    Sentence(
      "\(file): \(units.count) teams have the same inspector twice (\"\(units[0].excerpt)\" …)",
      "\(file)：有 \(units.count) 个检查组同一人员重复出现（如“\(units[0].excerpt)”）"
    )
  }

  static let fewInspectors = Sentence(
    "with one inspector, or one visit, there is nothing that chance could have decided",
    "只有一名检查人员或一次检查，没有可由随机决定的内容"
  )

  static let noPlaces = Sentence(
    "who is sent to which class or district was not tested: name the columns with --class and --district",
    "未检验人员与分类、地区的对应关系，请用 --class、--district 指定列"
  )

  static let findingsAreNoProof = Sentence(
    "rates of findings that differ say that inspectors or what they were sent to differ within the"
      + " class, and not which of the two",
    "问题发现率不同只说明人员或其检查对象在同类中存在差异，不能说明是哪一种"
  )
}
