internal import Analysis
internal import Frames
internal import Inference
internal import Sampling

extension AuditFact {
  /// The fact in words.
  var sentence: Sentence {
    switch self {
    case .unknown(let draw, let units, let listed, let frame):
      let some = Sentence.quoting(Array(units.prefix(3)))
      return Sentence(
        "draw \"\(draw.excerpt)\": \(units.count) of \(listed) units are not in the frame"
          + " \(frame) (\(some.english)\(units.count > 3 ? " …" : "")): either the frame is not the one that was"
          + " drawn from, or these never were in the lottery; the tests speak of the others only",
        "抽取“\(draw.excerpt)”：\(listed) 个对象中有 \(units.count) 个不在对象库 \(frame) 中"
          + "（\(some.chinese)\(units.count > 3 ? "……" : "")）：要么对象库不是当时的对象库，要么这些对象未参加抽取；"
          + "以下检验仅针对其余对象"
      )
    case .repeated(let draw, let units):
      return Sentence(
        "draw \"\(draw.excerpt)\": \(units.count) rows name a unit again"
          + " (\"\(units[0].excerpt)\" …); a draw without replacement does not, and each is"
          + " counted once",
        "抽取“\(draw.excerpt)”：有 \(units.count) 行重复列出对象"
          + "（如“\(units[0].excerpt)”），不放回抽取不应重复；每个只计一次"
      )
    case .forbidden(let units, let file):
      return Sentence(
        "\(file): \(units.count) visits are by an inspector who must avoid the unit"
          + " (\"\(units[0].excerpt)\" …)",
        "\(file)：有 \(units.count) 次检查由应当回避的人员进行（如“\(units[0].excerpt)”）"
      )
    case .doubled(let units, let file):
      return Sentence(
        "\(file): \(units.count) teams have the same inspector twice (\"\(units[0].excerpt)\" …)",
        "\(file)：有 \(units.count) 个检查组同一人员重复出现（如“\(units[0].excerpt)”）"
      )
    }
  }
}

extension AuditNote {
  /// The note in words.
  var sentence: Sentence {
    switch self {
    case .untested(let columns, let reason):
      let list = Sentence.quoting(columns, atMost: 8)
      let why = reason.sentence
      return Sentence(
        "not tested: \(list.english): \(why.english)",
        "未检验：\(list.chinese)：\(why.chinese)"
      )
    case .oneDraw:
      return Sentence(
        "there is one draw only: a list that was spared, a redraw until the result pleases and a seed that"
          + " was chosen leave no trace in it, because every set of units is as likely as any other;"
          + " only units named beforehand and orders of picking can be tested",
        "只有一次抽取：被回避的名单、反复重抽和挑选种子都不会在其中留下痕迹，因为任何组合的概率都相同；"
          + "只能检验事先指定的对象和抽取次序"
      )
    case .sameFrame:
      return Sentence(
        "all draws are taken to be from this one frame; a unit that came later, left or changed its class"
          + " in between makes them look less alike than they were: audit draws of different frames"
          + " each with its own",
        "假定各次抽取均来自同一对象库；期间新增、退出或改变分类的对象会影响结果，不同对象库的抽取请分别审计"
      )
    case .redraws:
      return Sentence(
        "a redraw until the result pleases, or a seed that was chosen, spares units as a list that nobody"
          + " names does: it shows over many draws, or by the commitments that were published before",
        "反复重抽或挑选种子的效果与暗中回避某些对象相同：只有多次抽取之后，或对照事先公布的承诺才能发现"
      )
    case .tooManyDraws:
      return Sentence(
        "with more than \(DrawAudit.greatestPairs) draws the pairs of draws are not compared",
        "抽取次数超过 \(DrawAudit.greatestPairs) 次，未逐对比较"
      )
    case .everything:
      return Sentence(
        "every unit was drawn, so nothing was left to chance and nothing can be tested",
        "全部对象均被抽中，没有随机成分，无法检验"
      )
    case .tooFewReplicates(let p):
      let least = PValue.text(p)
      return Sentence(
        "at this level tests by replicates can not find anything alone: their smallest p-value is"
          + " \(least); those marked exact can",
        "在该水平下，重复抽取的检验本身无法得出发现（其最小 p 值为 \(least)），标为 exact 的检验仍可"
      )
    case .noLimitsBySize:
      return Sentence(
        "how many spared units would be found, and how often units are drawn by chance, is told for simple"
          + " draws only; in a draw by size it depends on whom, the smallest being hardly ever drawn at all",
        "可发现的被回避对象数量和被抽中次数的波动范围仅对简单随机抽取给出；"
          + "按规模抽取时取决于具体对象，规模很小者本来就几乎不会被抽中"
      )
    case .fewInspectors:
      return Sentence(
        "with one inspector, or one visit, there is nothing that chance could have decided",
        "只有一名检查人员或一次检查，没有可由随机决定的内容"
      )
    case .noPlaces:
      return Sentence(
        "who is sent to which class or district was not tested: name the columns with \(Setting.class) and \(Setting.district)",
        "未检验人员与分类、地区的对应关系，请用 \(Setting.class)、\(Setting.district) 指定列"
      )
    case .findingsAreNoProof:
      return Sentence(
        "rates of findings that differ say that inspectors or what they were sent to differ within the"
          + " class, and not which of the two",
        "问题发现率不同只说明人员或其检查对象在同类中存在差异，不能说明是哪一种"
      )
    }
  }
}

extension AuditNote.UntestedReason {
  fileprivate var sentence: Sentence {
    switch self {
    case .constant:
      Sentence("all units of a class have the same value", "同类对象取值全部相同")
    case .rowNumbers:
      Sentence(
        "counts the rows, and its order is that of the list, which is tested",
        "为行号，其次序即名单次序，已检验名单次序"
      )
    case .distinct:
      Sentence(
        "its composition, as no two units share a value; its order is tested",
        "其构成（各对象取值均不同），仅检验其次序"
      )
    case .leftOut:
      Sentence("not named in \(Setting.columns)", "未列入 \(Setting.columns)")
    }
  }
}

extension AuditLimit {
  /// The limit in words.
  ///
  /// - Parameters:
  ///   - power: the probability with which the bias is found.
  ///   - draws: how many draws were looked at.
  /// - Returns: the sentence.
  func sentence(power: Ratio, draws: Int) -> Sentence {
    switch (bias, number) {
    case (.sparedByName, let units?):
      Sentence(
        "units named beforehand and spared in every draw are found if they are at least \(units)",
        "事先指定并在每次抽取中被回避的对象，达到 \(units) 个即可发现"
      )
    case (.sparedByName, nil):
      Sentence(
        "units named beforehand and spared in every draw would not be found, however many",
        "事先指定并在每次抽取中被回避的对象，无论多少都无法发现"
      )
    case (.sparedUnnamed, let units?):
      Sentence(
        "spared units that nobody names are found with probability \(power.percentage) if they are at least"
          + " \(units)",
        "未事先指定而被回避的对象，达到 \(units) 个时有 \(power.percentage) 的概率被发现"
      )
    case (.sparedUnnamed, nil):
      draws == 1
        ? Sentence(
          "spared units that nobody names can not be found in one draw: whom it leaves out it"
            + " leaves out by chance as well",
          "一次抽取无法发现未事先指定而被回避的对象：未被抽中者本来也可能是偶然"
        )
        : Sentence(
          "spared units that nobody names would not be found in these draws, however many",
          "这些抽取无法发现未事先指定而被回避的对象，无论多少"
        )
    case (.drawsForTwentyUnnamed, let draws?):
      Sentence(
        "to find 20 spared units that nobody names, or redraws that spare them, takes \(draws) draws"
          + " of this size",
        "要发现 20 个未事先指定而被回避的对象（或为此反复重抽），需要 \(draws) 次同样规模的抽取"
      )
    case (.drawsForTwentyUnnamed, nil):
      Sentence(
        "20 spared units that nobody names would not be found in 2000 draws of this size",
        "即使进行 2000 次同样规模的抽取，也无法发现 20 个未事先指定而被回避的对象"
      )
    }
  }
}
