/// The names under which columns are known, in Chinese and English.
enum ColumnNames {
  /// A name without regard to case, width, white space, underscores and line breaks.
  static func fold(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !scalar.properties.isWhitespace && scalar != "_" {
      let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
      let narrow = isFullWidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      folded.append(narrow)
    }
    return String(folded).lowercased()
  }

  /// Other names of the columns that tables of this project have, the usual ones first.
  static let others: [String: [String]] = [
    "stratum": [
      "分类", "类别", "分层", "层", "风险等级", "风险类别", "风险分类", "信用等级", "信用风险等级", "信用风险分类", "企业信用风险分类", "等级",
      "strata", "class", "risk class", "risk level", "risk category",
    ],
    "population": [
      "户数", "对象数", "对象总数", "检查对象数", "检查对象数量", "抽查对象基数", "对象基数", "抽查基数", "基数", "总户数", "总数", "企业数",
      "单位数",
      "units", "population size", "number of units",
    ],
    "rule": ["抽查比例", "抽取比例", "抽查规则", "规则", "比例", "rules", "ratio"],
    "size": ["抽查数", "抽查数量", "抽取数", "抽取数量", "抽查户数", "样本量", "sample size"],
    "sample": ["样本数", "样本量", "检查数", "检查户数", "已检查数", "抽查数", "抽查户数", "inspected", "sample size"],
    "found": ["发现问题数", "问题数", "违规数", "不合格数", "violations"],
    "inspected": ["检查数", "检查户数", "已检查数", "上年检查数"],
    "violations": ["违规数", "问题数", "发现问题数", "不合格数"],
    "cost": ["成本", "单位成本", "检查成本", "费用", "单价", "price"],
    "setup": ["固定成本", "启动成本"],
    "weight": ["权重", "风险权重"],
    "prevalence": ["违规率", "问题发现率", "不合格率"],
    "sd": ["标准差", "standard deviation"],
    "variance": ["方差"],
    "mean": ["均值", "平均值", "average"],
    "visits": ["检查频次", "抽查频次", "年检查次数"],
    "cap": ["年度检查频次上限", "检查次数上限"],
    "excluded": ["排除数", "已排除"],
    "risk": ["相对风险", "relative risk"],
    "id": UsualColumns.id,
    "inspector": ["检查人员", "执法人员", "检查员", "检查人", "执法人员姓名", "inspectors"],
    "reason": ["原因", "排除原因", "理由"],
    "from": ["原分类", "原类别", "调整前"],
    "to": ["新分类", "新类别", "调整后"],
    "yearly": ["年转移率", "年比例"],
  ]

  /// A column by its name: the same bytes, else the same name otherwise written, else another of its
  /// names.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - header: the names of all columns.
  /// - Returns: its place; nil where there is none, or where two columns fit alike.
  static func index(of name: String, in header: [String]) -> Int? {
    if let same = header.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) { return same }
    let folded = header.map(fold)
    for candidate in [name] + others[name, default: []] {
      let wanted = fold(candidate)
      let found = folded.indices.filter { folded[$0] == wanted }
      if found.count == 1 { return found[0] }
      if found.count > 1 { return nil }
    }
    return nil
  }
}
