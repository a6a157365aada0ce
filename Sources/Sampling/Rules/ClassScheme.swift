/// A published scheme of risk or credit classes: what tables and plans call each class.
///
/// A rule may call a class by another name than the table does, `A类` or `低风险` for `A`, but only
/// where all strata of the table are classes of one scheme (``StratumNames``): letters have no fixed
/// direction of their own, A is checked least for credit risk and most for pollution.
public struct ClassScheme: Hashable, Sendable {
  /// A name for messages.
  public let name: String
  /// Where it was published, and when.
  public let source: String
  /// The cores of the names of each class, folded, in the order of the scheme.
  private let cores: [[String]]

  /// The schemes that are known.
  public static let all: [ClassScheme] = [
    ClassScheme(
      name: "通用型企业信用风险分类 A-D",
      source: "State Administration for Market Regulation, 国市监信发〔2022〕6号, 2022-01-13",
      cores: [["a", "低", "low"], ["b", "一般"], ["c", "较高"], ["d", "高", "high"]]
    ),
    ClassScheme(
      name: "低中高风险",
      source: "three levels of risk, as most inspection plans write them",
      cores: [["低", "low"], ["中", "medium", "middle"], ["高", "high"]]
    ),
    ClassScheme(
      name: "低、中、中高、高风险",
      source: "Henan provincial draw, frame of 2021-08-25; dzb.zzrbnews.com/news/12860.html",
      cores: [
        ["低", "low"], ["中", "medium", "middle"], ["中高", "medium-high", "mediumhigh"],
        ["高", "high"],
      ]
    ),
    ClassScheme(
      name: "安全风险四色",
      source: "Work Safety Commission of the State Council, 安委办〔2016〕11号, 2016-10-09",
      cores: [
        ["低", "蓝", "low", "blue"], ["一般", "黄", "yellow"], ["较大", "橙", "orange"],
        ["重大", "红", "red"],
      ]
    ),
    ClassScheme(
      name: "守信、警示、失信",
      source: "State Administration for Industry and Commerce, 工商企字〔2003〕131号, 2003",
      cores: [["守信"], ["警示"], ["失信"], ["严重失信"]]
    ),
    ClassScheme(
      name: "重点排污 a-c",
      source: "Jiangxi, 江西省生态环境保护分类监管办法（试行）, retold 2021-03-09; hz56.cc/p/5775.html",
      cores: [["a", "重点"], ["b"], ["c"]]
    ),
  ]

  /// The class that a name means.
  ///
  /// Widths, capitals, traditional characters and white space do not matter, nor words around the
  /// core: `Ａ类`, `A级企业`, `信用风险低`, `低 风险`, `低风险(A类)`.
  ///
  /// - Parameter name: the name.
  /// - Returns: the place of the class in the scheme; nil where the name is none of it.
  /// - Complexity: O(length).
  public func place(of name: String) -> Int? {
    place(ofFolded: FoldedText(name).text)
  }

  private func place(ofFolded name: String) -> Int? {
    // 低风险(A类) says the class twice; two that differ say nothing.
    if name.last == ")", let bracket = name.firstIndex(of: "(") {
      let inside = name[name.index(after: bracket)...].dropLast()
      guard let place = place(ofFolded: String(name[..<bracket])),
        place == self.place(ofFolded: String(inside))
      else { return nil }
      return place
    }
    var core = name[...]
    var isShorter = true
    while isShorter {
      if let place = cores.firstIndex(where: { $0.contains { core == $0 } }) { return place }
      isShorter = false
      for word in Self.wordsBehind where core.hasSuffix(word) && core.count > word.count {
        core = core.dropLast(word.count)
        isShorter = true
        break
      }
      if isShorter { continue }
      for word in Self.wordsBefore where core.hasPrefix(word) && core.count > word.count {
        core = core.dropFirst(word.count)
        isShorter = true
        break
      }
    }
    return nil
  }

  /// Words that may stand behind the core of a name, longer ones first.
  private static let wordsBehind = [
    "市场主体", "经营主体", "企业", "单位", "主体", "对象", "等级", "类别", "风险", "类", "级", "档", "色",
    "risk", "class", "grade", "level",
  ]
  /// Words that may stand before it.
  private static let wordsBefore = [
    "信用风险", "风险等级", "风险分类", "信用等级", "等级", "类别", "风险", "信用", "risk", "class", "grade",
    "level",
  ]
}
