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
