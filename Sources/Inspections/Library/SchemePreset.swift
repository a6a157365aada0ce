internal import Sampling

/// A published scheme of risk classes that can be imported by its name.
package struct SchemePreset: Sendable {
  /// Its name in commands.
  package var name: String
  /// The scheme, its source and the source's day.
  private var scheme: String
  private var source: String
  private var date: String
  /// Of each class: name, other names, score interval, overrides.
  private var classes: [(name: String, names: String, score: String, overrides: String)]

  /// The presets.
  ///
  /// Sources: Henan 豫市监办〔2022〕100号 (hnmdtv.com/yaowen/2022/0810/160261.html); SAMR 国市监信发〔2022〕6号;
  /// Shandong's five classes (中国消费者报, 2181492.hrtwrk.com/html/00b77199228.html); SAIC 工商企字〔2003〕131号;
  /// Jiangxi 江西省生态环境保护分类监管办法（试行） (hz56.cc/p/5775.html).
  package static let all: [SchemePreset] = [
    SchemePreset(
      name: "henan-2022",
      scheme: "河南省企业信用风险分类",
      source: "豫市监办〔2022〕100号",
      date: "2022-08-10",
      classes: [
        ("A", "低风险；信用风险低", "[0,200)", ""), ("B", "一般风险；信用风险一般", "[200,500)", ""),
        ("C", "较高风险；信用风险较高", "[500,750)", "社会高度关注行业"),
        ("D", "高风险；信用风险高", "[750,1000]", "严重失信名单；失信被执行人；社会高度关注行业"),
      ]
    ),
    SchemePreset(
      name: "national-2022",
      scheme: "通用型企业信用风险分类",
      source: "国市监信发〔2022〕6号",
      date: "2022-01-13",
      classes: [
        ("A", "低风险；信用风险低", "", ""), ("B", "一般风险；信用风险一般", "", ""), ("C", "较高风险；信用风险较高", "", ""),
        ("D", "高风险；信用风险高", "", ""),
      ]
    ),
    SchemePreset(
      name: "five-classes",
      scheme: "五级企业信用风险分类",
      source: "山东省企业信用风险分类管理办法",
      date: "",
      classes: [
        ("A", "", "", ""), ("B", "", "", ""), ("C", "", "", ""), ("D", "", "", ""),
        ("E", "", "", ""),
      ]
    ),
    SchemePreset(
      name: "credit-2003",
      scheme: "企业信用监管分类",
      source: "工商企字〔2003〕131号",
      date: "",
      classes: [
        ("守信", "A", "", ""), ("警示", "B", "", ""), ("失信", "C", "", ""), ("严重失信", "D", "", ""),
      ]
    ),
    SchemePreset(
      name: "environment",
      scheme: "生态环境监管分类",
      source: "江西省生态环境保护分类监管办法（试行）",
      date: "",
      // The letter a is checked most here.
      classes: [("c", "一般", "", ""), ("b", "", "", ""), ("a", "重点；重点排污单位", "", "")]
    ),
  ]

  /// The preset of a name; nil where there is none.
  package static func named(_ name: String) -> SchemePreset? { all.first { $0.name == name } }

  /// The records, in the order of the library's columns.
  var rows: [[String?]] {
    classes.enumerated().map { index, part in
      [
        scheme, part.name, part.names, String(index + 1), part.score, part.overrides, source, date,
        "",
      ]
    }
  }
}
