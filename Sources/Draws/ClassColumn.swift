internal import Foundation
internal import Sampling

/// Whether a column's name says that it holds the class by which units are inspected more or less
/// often: its risk, its credit, or a grade without more.
///
/// One notion for all that guards such a column. Names are compared without regard to width, case,
/// blanks, signs, digits and traditional characters; brackets and what they hold are looked at by
/// themselves. Then a name is one of a class where
///
/// - it speaks of risk (风险, `risk`), unless it ends with something that has no class (风险评估机构,
///   `risk_officer`);
/// - it speaks of credit (信用, 诚信, `credit`) and ends with a word for a class (信用等级,
///   `credit_rating`; 统一社会信用代码 does not);
/// - it ends with 危险等级, 危险级别 or 危险程度;
/// - it is nothing but 等级, 级别, 分级, 评级, `class` or `grade`, perhaps with who is graded or by whom
///   before (企业等级, 监管级别, `company_class`), or letters with such a word (ABCD类别).
///
/// A code or a name of a class is one too (风险等级代码, `risk_level_name`). Words that mean many things
/// are none by themselves: 分类, 类别, 类型, `type`, `category`, `classification`, `level`, `cls`; nor is
/// a grade of something that is public: 资质等级, 医院等级, `vehicle_class`. An open draw over these is
/// an ordinary one.
public enum ClassColumn {
  /// Whether a column is known to hold a class.
  ///
  /// - Parameter name: the column's name.
  /// - Returns: whether its values tell how often a unit is inspected.
  /// - Complexity: O(length).
  public static func isClass(_ name: String) -> Bool {
    var (outer, inner) = parts(name.precomposedStringWithCompatibilityMapping)
    if outer.isEmpty { (outer, inner) = (inner.first ?? outer, Array(inner.dropFirst())) }
    return outer.isClass || outer.isPlainClass || inner.contains(where: \.isClass)
  }

  /// What stands outside brackets, and what in each.
  private static func parts(_ name: String) -> (outer: Words, inner: [Words]) {
    var outer = Words()
    var inner: [Words] = []
    var depth = 0
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .openPunctuation:
        depth += 1
        inner.append(Words())
      case .closePunctuation: depth = max(depth - 1, 0)
      default:
        if depth > 0 {
          inner[inner.count - 1].append(scalar)
        } else {
          outer.append(scalar)
        }
      }
      // A bracket stands between two words.
      if depth == 0 { outer.isOpen = outer.isOpen && scalar.properties.isAlphabetic }
    }
    return (outer, inner.filter { !$0.isEmpty })
  }
}

/// A name as its words: all Chinese characters in one, the others as they are set apart by signs,
/// digits, blanks or a capital.
private struct Words {
  var chinese = ""
  var latin: [String] = []
  var isOpen = false
  private var wasSmall = false

  var isEmpty: Bool { chinese.isEmpty && latin.isEmpty }

  mutating func append(_ scalar: Unicode.Scalar) {
    guard !scalar.properties.isDefaultIgnorableCodePoint else { return }
    if scalar.properties.isIdeographic {
      chinese.unicodeScalars.append(FoldedText.fold(scalar))
      isOpen = false
    } else if scalar.properties.isAlphabetic {
      let isCapital = scalar.properties.isUppercase
      if !isOpen || (isCapital && wasSmall) { latin.append("") }
      latin[latin.count - 1] += scalar.properties.lowercaseMapping
      (isOpen, wasSmall) = (true, !isCapital)
    } else {
      isOpen = false
    }
  }

  /// The name without what may stand behind the word that counts.
  private var stem: Words {
    var stem = self
    while let ending = Words.chineseEndings.first(where: { stem.chinese.hasSuffix($0) }) {
      stem.chinese.removeLast(ending.count)
    }
    while let last = stem.latin.last, Words.latinEndings.contains(last) { stem.latin.removeLast() }
    return stem
  }

  /// A class of risk or credit.
  var isClass: Bool {
    let stem = stem
    let isGrade = Words.chineseGrades.contains { stem.chinese.hasSuffix($0) }
    if chinese.contains("风险"),
      isGrade || !Words.chineseOthers.contains(where: { chinese.hasSuffix($0) })
    {
      return true
    }
    if isGrade, chinese.contains("信用") || chinese.contains("诚信"), !chinese.contains("信用代码") {
      return true
    }
    if ["等级", "级别", "程度"].contains(where: { stem.chinese.hasSuffix("危险" + $0) }) { return true }
    return isLatinClass(stem.latin)
  }

  private func isLatinClass(_ stem: [String]) -> Bool {
    let isGrade = stem.last.map { Words.latinGrades.contains($0) } ?? false
    if latin.contains("risk") || latin.contains("risks"),
      isGrade || !(latin.last.map { Words.latinOthers.contains($0) } ?? false)
    {
      return true
    }
    if isGrade, latin.contains("credit") { return true }
    if Words.pinyin.contains(stem.joined()) { return true }
    // Written together: risklevel.
    return stem.contains { word in
      ["risk", "credit"].contains { subject in
        word.hasPrefix(subject) && Words.latinGrades.contains(String(word.dropFirst(subject.count)))
      }
    }
  }

  /// A class and nothing else.
  var isPlainClass: Bool {
    var stem = stem
    while let word = Words.chineseSubjects.first(where: {
      stem.chinese.hasPrefix($0) && stem.chinese.count > $0.count
    }) {
      stem.chinese.removeFirst(word.count)
    }
    while let first = stem.latin.first, Words.latinSubjects.contains(first) {
      stem.latin.removeFirst()
    }
    let isChinese = ["等级", "级别", "分级", "评级", "分级分类"].contains(stem.chinese)
    let isLatin = [["class"], ["grade"]].contains(stem.latin)
    if isChinese { return stem.latin.isEmpty || isLatin }
    if isLatin, stem.chinese.isEmpty { return true }
    // ABCD类别, A-D级, ABC class.
    let letters = latin.filter { !["class", "grade", "category"].contains($0) }.joined()
    guard ["ab", "abc", "abcd", "abcde", "ac", "ad", "ae"].contains(letters) else { return false }
    return ["类", "级", "类别", "分类", "等级", "级别", "分级"].contains(stem.chinese)
      || (stem.chinese.isEmpty && letters.count < latin.joined().count)
  }

  private static let chineseEndings = [
    "代码", "编码", "名称", "编号", "结果", "情况", "标识", "标志", "年度", "年", "值",
  ]
  private static let chineseGrades = [
    "等级", "级别", "层级", "分级", "评级", "分类", "类别", "类", "级", "档", "档次", "评价", "状况", "评分", "得分", "分",
    "分数", "积分", "指数",
  ]
  /// Ends of names that speak of risk and name no class.
  private static let chineseOthers = [
    "日期", "时间", "机构", "部门", "单位", "人", "人员", "员", "地点", "地址", "描述", "说明", "备注", "措施", "名称", "编号",
    "来源", "原因", "事项", "风险点", "期限", "电话",
  ]
  private static let chineseSubjects = [
    "企业", "单位", "市场", "经营", "主体", "对象", "商户", "监管", "检查", "抽查", "评定", "评价", "量化", "分类",
    "综合", "最新", "当前", "上年", "本年", "年度", "年", "所属", "所在", "者",
  ]
  private static let latinEndings: Set<String> = [
    "code", "id", "name", "label", "value", "no", "number", "new", "old", "current", "cn", "en",
  ]
  private static let latinGrades: Set<String> = [
    "class", "classes", "classification", "category", "grade", "level", "rating", "rank", "tier",
    "band", "group", "type", "score", "index", "cat", "lvl",
  ]
  private static let latinOthers: Set<String> = [
    "date", "time", "year", "officer", "assessor", "agency", "department", "owner", "name", "id",
    "note", "notes", "description", "address", "measure", "measures", "manager", "source", "reason",
  ]
  private static let latinSubjects: Set<String> = [
    "company", "firm", "enterprise", "business", "entity", "unit", "establishment", "supervision",
    "inspection", "regulatory", "the", "our", "current", "new", "old",
  ]
  /// First letters, as tables of databases are named: 风险等级, 信用风险分类.
  private static let pinyin: Set<String> = Set(
    ["fx", "xy", "xyfx", "qyxy", "qyfx", "qyxyfx"].flatMap { subject in
      ["dj", "jb", "fl", "lb", "fj", "pj"].map { subject + $0 }
    }
      + ["fengxian", "xinyong", "xinyongfengxian"].flatMap { subject in
        ["dengji", "jibie", "fenlei", "leibie", "fenji"].map { subject + $0 }
      }
  )
}
