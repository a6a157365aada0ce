internal import Analysis
internal import Frames
internal import Sampling

extension CoverageNote {
  /// The note in words.
  var sentence: Sentence {
    switch self {
    case .oneDraw:
      Sentence(
        "there is one draw only: of gaps, repeats and units that are never drawn it can"
          + " show nothing",
        "只有一次抽取，无法说明间隔、重复和从未抽中的情况"
      )
    case .gone(let draw, let units, let listed):
      Sentence(
        "draw \"\(draw.excerpt)\": \(units) of \(listed) units are not in"
          + " today's frame: they left it, or the list belongs to another; they are not counted",
        "抽取“\(draw.excerpt)”：\(listed) 个对象中有 \(units) 个不在现有对象库中"
          + "（已退出或属于其他对象库），未计入"
      )
    case .repeated(let draw, let rows, let first):
      Sentence(
        "draw \"\(draw.excerpt)\": \(rows) rows name a unit again"
          + " (\"\(first.excerpt)\" …); each is counted once",
        "抽取“\(draw.excerpt)”：有 \(rows) 行重复列出对象"
          + "（如“\(first.excerpt)”），每个只计一次"
      )
    case .sameFrame:
      Sentence(
        "all draws are taken to be from today's frame and classes; a unit that came later"
          + " could not be drawn before: give the frames of the time with \(Setting.frame)",
        "假定各次抽取均来自现有对象库和分类；后来加入的对象此前不可能被抽中，"
          + "请用 \(Setting.frame) 给出当时的对象库"
      )
    }
  }
}
