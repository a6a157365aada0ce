internal import Sampling

/// Objects that a number is for: a class of a known scheme, or a group that only the plan names.
struct GroupName: Hashable {
  /// What is known of the name.
  enum Kind: Hashable {
    /// A class of a known scheme, with its place where the scheme has an order.
    case known(RiskClass)
    /// A grade or colour, which plans use as classes: 一级, 绿牌, 重点源.
    case grade
    /// All that no other rule names: 其他单位.
    case others
    /// Words that are no known class.
    case words
  }

  var kind: Kind
  /// The name as tables of strata write it: `A`, `低风险`, `三级定点医疗机构`.
  var name: String
  /// The words of the cell, where two groups share a class.
  var full: String

  /// Whether plans use the name as a class, also where it stands alone.
  var isClass: Bool {
    switch kind {
    case .known, .grade: true
    case .others, .words: false
    }
  }

  var riskClass: RiskClass? { if case .known(let riskClass) = kind { riskClass } else { nil } }
}

/// Reads names of groups.
struct GroupReader {
  let text: CellText

  /// The groups that a phrase names and nothing else; empty where it names none.
  ///
  /// `A类企业`, `AB类`, `低风险和中风险`, `信用风险低的A类企业`, `其他单位`; any other words are one group.
  func groups(in range: Range<Int>) -> [GroupName] {
    guard !range.isEmpty else { return [] }
    if let list = list(in: range) { return list }
    let written = text.written(range)
    let isRest = ["其他", "其它", "其余", "剩余", "余下"].contains {
      text.sees($0.unicodeScalars, at: range.lowerBound)
    }
    let kind: GroupName.Kind = isRest ? .others : isGraded(range) ? .grade : .words
    return [GroupName(kind: kind, name: written, full: written)]
  }

  /// 三级定点医疗机构: a grade of something, by its whole name.
  private func isGraded(_ range: Range<Int>) -> Bool {
    guard let first = text[range.lowerBound], Self.numbers.contains(first), range.count > 2 else {
      return false
    }
    return ["级", "类", "星级"].contains { text.sees($0.unicodeScalars, at: range.lowerBound + 1) }
  }

  /// Classes with words such as 和 between them, nil where something else is named.
  private func list(in range: Range<Int>) -> [GroupName]? {
    // No list of classes is as long, and its parts are read one inside the other.
    guard range.count <= 80 else { return nil }
    var start = range.lowerBound
    for joint in ["以及", "和", "及", "与", "或", "/"] {
      // 一级及以下 is no list.
      while let found = text.find(joint, in: start..<range.upperBound), found > start {
        let rest = (found + joint.unicodeScalars.count)..<range.upperBound
        guard let first = one(in: range.lowerBound..<found), let others = list(in: rest) else {
          break
        }
        return first + others
      }
    }
    // 信用风险低的A类企业 says one class twice.
    while let found = text.find("的", in: start..<range.upperBound) {
      let rest = (found + 1)..<range.upperBound
      if one(in: range.lowerBound..<found) != nil, let classes = one(in: rest) { return classes }
      start = found + 1
    }
    return one(in: range)
  }

  /// One class, or the letters of several, with the noun behind it.
  private func one(in range: Range<Int>) -> [GroupName]? {
    guard !range.isEmpty else { return nil }
    let full = text.written(range)
    if let (classes, end) = RiskClass.match(text, range) {
      // A类 may stand before any noun; a word needs one that names no group of its own.
      let rest = end..<range.upperBound
      guard classes[0].scheme == .letters || isNoun(rest) else { return nil }
      return classes.map { GroupName(kind: .known($0), name: $0.name, full: full) }
    }
    guard let (name, end) = grade(range), isGeneric(end..<range.upperBound) else { return nil }
    return [GroupName(kind: .grade, name: name, full: full)]
  }

  /// Whether a phrase says nothing of which objects.
  func isGeneric(_ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      guard let found = Lexicon.generic.match(text, index..<range.upperBound) else { return false }
      index += found.length
    }
    return true
  }

  /// The first names of a list of which only the last has its mark: 低、中、高风险, 甲、乙级, 红、黄牌.
  static func completed(_ names: [GroupName], by last: GroupName) -> [GroupName] {
    guard names.allSatisfy({ $0.kind == .words && $0.name.count <= 2 }) else { return names }
    switch last.kind {
    case .known(let riskClass) where riskClass.name.hasSuffix("风险"):
      return names.map { name in
        guard let found = RiskClass(named: name.name + "风险") else { return name }
        return GroupName(kind: .known(found), name: found.name, full: name.full)
      }
    case .grade where last.name.count == 2:
      return names.map { name in
        guard name.name.count == 1, let mark = last.name.last else { return name }
        return GroupName(kind: .grade, name: "\(name.name)\(mark)", full: name.full)
      }
    default: return names
    }
  }

  /// Whether a phrase is a noun behind a class: no other class in it.
  private func isNoun(_ range: Range<Int>) -> Bool {
    range.count <= 12 && !text.holds(["风险", "失信", "守信"], in: range)
  }

  private static let numbers = Set("特一二三四五甲乙丙丁戊ⅰⅱⅲⅳⅴ12345".unicodeScalars)
  private static let colours = Set("红橙黄绿蓝黑白灰".unicodeScalars)
  private static let ranks = ["次重点", "重点", "一般", "特殊", "普通", "非重点", "简化"]
  private static let rankedNouns = [
    "监管对象", "监管单位", "监管企业", "监管主体", "排污单位", "污染源", "管控单位", "管理单位", "管理", "涉气企业", "监控单位", "源", "企业",
    "单位", "对象", "户", "类",
  ]

  /// 一级, 甲级, 二类, 五星级, 绿牌, 蓝色标识, 重点监管对象.
  private func grade(_ range: Range<Int>) -> (name: String, end: Int)? {
    let start = range.lowerBound
    guard let first = text[start] else { return nil }
    func end(_ words: [String], at index: Int) -> Int? {
      guard let word = text.first(of: words, at: index) else { return nil }
      let end = index + word.unicodeScalars.count
      return end <= range.upperBound ? end : nil
    }
    let number = first == "第" ? start + 1 : start
    if let scalar = text[number], Self.numbers.contains(scalar),
      let close = end(["星级", "级", "类", "档"], at: number + 1)
    {
      return (text.written(start..<close), close)
    }
    if Self.colours.contains(first) {
      if let close = end(["牌", "码", "标"], at: start + 1) {
        return (text.written(start..<close), close)
      }
      if let close = end(["色标识", "色等级", "色预警", "色"], at: start + 1) {
        return (text.written(start..<(start + 1)), close)
      }
    }
    for rank in Self.ranks where text.sees(rank.unicodeScalars, at: start) {
      let behind = start + rank.unicodeScalars.count
      guard let close = end(Self.rankedNouns, at: behind) else { continue }
      return (text.written(start..<close), close)
    }
    return nil
  }
}
