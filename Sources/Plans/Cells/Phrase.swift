internal import Sampling

/// The words before or behind a number, taken apart: what they say of it, and which objects they
/// name.
struct Phrase {
  /// What is left without words that set nothing: it names objects, and may be empty.
  private(set) var core: Range<Int>
  /// The same with nouns such as 企业, which name no particular objects.
  private(set) var noun: Range<Int> = 0..<0
  /// The objects named.
  private(set) var groups: [GroupName] = []
  /// How the number is compared.
  private(set) var comparison: Rule.Comparison?
  /// What stands between the comparison and the number: of what it is a share.
  private(set) var base: Range<Int>?
  /// For each of which spans of time.
  private(set) var interval: Interval?
  /// Whether the span is one of several, 第二季度, and not each.
  private(set) var isNamedPart = false
  /// 每个乡镇: for each of which places or classes.
  private(set) var each: String?
  /// Whether those places are authorities, 各县区局: their shares together are the share of all.
  private(set) var isEachAuthority = false
  /// The authority that inspects, where a level is named: 市级.
  private(set) var level: String?
  /// Whether a level of authority or a list of several is named.
  private(set) var isOfSeveralLevels = false
  private(set) var isApproximate = false
  private(set) var isPart = false
  private(set) var isTotal = false
  private(set) var isSeparate = false
  private(set) var isAlternative = false
  private(set) var isBase = false
  private(set) var isDraw = false
  private(set) var isProvisional = false
  private(set) var isApiece = false

  private var comparesAtFront = false
  /// Whether the words are one character.
  private let isSingle: Bool
  /// Whether nothing stands before the name.
  private(set) var beginsWithName = false

  /// Whether the comparison stands before groups: 不超过A类5%.
  var comparesBeforeGroups: Bool { comparesAtFront && !groups.isEmpty }

  /// Whether it says nothing at all.
  var isEmpty: Bool { core.isEmpty }

  /// Takes words apart.
  ///
  /// - Parameters:
  ///   - text: the cell; the numbers of intervals, dates and names are noted as used.
  ///   - range: the words.
  init(_ text: inout CellText, _ range: Range<Int>) {
    core = range
    isSingle = range.count == 1
    strip(&text)
    // 个体工商户根据分型结果: the reason is no part of the name.
    for word in ["根据", "依据", "按照", "参照"] {
      if let place = text.find(word, in: core), place > core.lowerBound {
        core = core.lowerBound..<place
        strip(&text)
      }
    }
    splitAtComparison(&text)
    let reader = GroupReader(text: text)
    noun = core
    if !isSingle, reader.isGeneric(core) { core = core.lowerBound..<core.lowerBound }
    // 不低于重点企业的10%: what is compared names the objects where nothing stands before it.
    if comparesAtFront, !core.isEmpty { base = base ?? core }
    if core.isEmpty, let base { core = base }
    groups = reader.groups(in: core)
    beginsWithName = core.lowerBound == range.lowerBound && !core.isEmpty
  }

  /// Takes words that set nothing off both ends, and remembers what they say.
  private mutating func strip(_ text: inout CellText) {
    while !core.isEmpty, stripFront(&text) || stripBack(&text) {}
  }

  private mutating func stripFront(_ text: inout CellText) -> Bool {
    let start = core.lowerBound
    if text.isDigit(start), let end = DatePattern.end(text, core) {
      take(front: end)
      while let next = text[core.lowerBound], !core.isEmpty, "底末初前内".unicodeScalars.contains(next) {
        core = (core.lowerBound + 1)..<core.upperBound
      }
      for word in ["以来", "以后", "年度"] where text.sees(word.unicodeScalars, at: core.lowerBound) {
        take(front: min(core.lowerBound + word.unicodeScalars.count, core.upperBound))
      }
      return true
    }
    if text.isDigit(start), let end = personnel(text) {
      text.use(start..<end)
      take(front: end)
      return true
    }
    if let length = authority(text) ?? place(text) {
      take(front: start + length)
      return true
    }
    if let (interval, length) = Interval.match(text, core) {
      text.use(start..<(start + length))
      isNamedPart = isNamedPart || Interval.isNamed(text, core)
      self.interval = self.interval ?? interval
      take(front: start + length)
      return true
    }
    guard let (meaning, length) = Lexicon.front.match(text, core), note(meaning) else {
      return false
    }
    if case .comparison = meaning { comparesAtFront = true }
    take(front: start + length)
    return true
  }

  private mutating func stripBack(_ text: inout CellText) -> Bool {
    let end = core.upperBound
    if let (interval, length) = Interval.match(end: text, core) {
      text.use((end - length)..<end)
      isNamedPart = isNamedPart || Interval.isNamed(text, (end - length)..<end)
      self.interval = self.interval ?? interval
      core = core.lowerBound..<(end - length)
      return true
    }
    guard let (meaning, length) = Lexicon.back.match(text, core) else { return false }
    // 中 between 低 and 高 is a class, behind other words it means among.
    if isSingle, text[core.lowerBound] == "中" { return false }
    guard note(meaning) else { return false }
    core = core.lowerBound..<(end - length)
    return true
  }

  private mutating func take(front end: Int) { core = min(end, core.upperBound)..<core.upperBound }

  /// Notes what a word says; false where it belongs to a name.
  private mutating func note(_ meaning: Lexicon.Meaning) -> Bool {
    switch meaning {
    case .noise: break
    case .comparison(let comparison): self.comparison = self.comparison ?? comparison
    case .approximate: isApproximate = true
    case .part: isPart = true
    case .total: isTotal = true
    case .separately: isSeparate = true
    case .alternative: isAlternative = true
    case .base: isBase = true
    case .draw: isDraw = true
    case .provisional: isProvisional = true
    case .apiece: isApiece = true
    case .name: return false
    }
    return true
  }

  /// 2名以上执法人员: people who inspect.
  private func personnel(_ text: CellText) -> Int? {
    let scanner = AmountScanner(text: text, limit: core.upperBound)
    guard case .other = scanner.hit(at: core.lowerBound), let end = text.find("人员", in: core),
      end - core.lowerBound <= 12
    else { return nil }
    return end + 2
  }

  // MARK: Places and authorities

  private static let places = [
    "县(市、区)", "县(市区)", "县(区)", "市(州)", "市(县)", "县市区", "市县区", "区县市", "县区", "区县", "市县", "市州", "乡镇街道",
    "乡镇(街道)", "镇街", "乡镇", "街道", "辖区", "片区", "地市", "设区市", "县", "区", "市", "镇", "乡", "旗", "监管所", "分局",
    "支队",
    "大队", "中队", "所", "街办", "类别", "类型", "等级", "行业", "领域", "类",
  ]

  /// 各县区, 每个乡镇, 每类; 各类 is all kinds, not each.
  private mutating func place(_ text: CellText) -> Int? {
    let start = core.lowerBound
    guard let lead = text.first(of: ["每一个", "每个", "每一", "各个", "各", "每"], at: start) else {
      return nil
    }
    let begin = start + lead.unicodeScalars.count
    guard let word = text.first(of: Self.places, at: begin) else { return nil }
    let end = begin + word.unicodeScalars.count
    let isKind = ["类别", "类型", "类", "等级", "行业", "领域"].contains(word)
    guard end <= core.upperBound, !(isKind && lead.hasPrefix("各") && word == "类") else {
      return nil
    }
    if let next = text[end], end < core.upperBound, "场级政管".unicodeScalars.contains(next) {
      return nil
    }
    each = each ?? text.written(begin..<end)
    return end - start
  }

  private static let offices = [
    "主管部门", "管理部门", "监管部门", "保障部门", "环保部门", "执法部门", "部门", "登记管理机关", "机关", "委员会", "管理局", "监管局", "大队",
    "支队", "总队", "局", "委", "厅",
  ]
  private static let levels = ["国家", "省", "设区市", "市", "县", "区", "州", "旗", "乡镇", "镇", "街道"]

  /// Who inspects, where a verb or a period follows: 市级环保部门每季度…, 市级抽查….
  private mutating func authority(_ text: CellText) -> Int? {
    func acts(_ index: Int) -> Bool {
      guard index < core.upperBound else { return index == core.upperBound }
      return text.first(
        of: ["抽查", "检查", "抽取", "对", "每", "按", "应", "至少", "负责", "年度", "全年", "原则上", "不"],
        at: index
      )
        != nil
    }
    let start = core.lowerBound
    let head = start..<min(core.upperBound, start + 24)
    var found: Int?
    for office in Self.offices {
      guard let place = text.find(office, in: head) else { continue }
      let end = place + office.unicodeScalars.count
      if end < core.upperBound, acts(end) { found = max(found ?? 0, end) }
    }
    let level = self.level(text, start)
    if found == nil, let level, acts(level.end), level.end < core.upperBound { found = level.end }
    guard let found else { return nil }
    if let level { self.level = self.level ?? level.name }
    if each == nil, place(text) != nil { isEachAuthority = true }
    if text.find("两级", in: start..<found) != nil || text.find("各级", in: start..<found) != nil {
      isOfSeveralLevels = true
    }
    return found - start
  }

  /// 市级, 县(区)级, 各设区市.
  private func level(_ text: CellText, _ start: Int) -> (name: String, end: Int)? {
    for level in Self.levels where text.sees(level.unicodeScalars, at: start) {
      var index = start + level.unicodeScalars.count
      if text[index] == "(", let close = text.find(")", in: index..<min(index + 6, core.upperBound))
      {
        index = close + 1
      }
      guard text[index] == "级", index < core.upperBound else { continue }
      return (level + "级", index + 1)
    }
    return nil
  }

  // MARK: A comparison inside

  /// 检查对象不超过名录库总数, 县级储备粮比例不低于备查库点的: what is compared stands before it.
  private mutating func splitAtComparison(_ text: inout CellText) {
    guard comparison == nil, core.count > 2 else { return }
    var found: (start: Int, length: Int, comparison: Rule.Comparison)?
    for (word, comparison) in Rule.Comparison.words where word.unicodeScalars.count > 1 {
      guard let start = text.find(word, in: core) else { continue }
      let length = word.unicodeScalars.count
      // 面积超过1000平方米的企业 is the name of a group.
      guard !text.hasUnused(in: (start + length)..<core.upperBound) else { continue }
      if found.map({ start < $0.start || (start == $0.start && length > $0.length) }) ?? true {
        found = (start, length, comparison)
      }
    }
    guard let found else { return }
    comparison = found.comparison
    let behind = (found.start + found.length)..<core.upperBound
    let before = core.lowerBound..<found.start
    core = behind
    strip(&text)
    if !GroupReader(text: text).isGeneric(core) { base = core }
    core = before
    strip(&text)
  }
}
