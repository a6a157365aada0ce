import Frames
import Plans
import Sampling
import Testing

/// Cells of real plans, as published: each is read right, or remarked on.
///
/// Sources, by the name in the list: seed = 许自规建安分文〔2024〕25号; 长治 2024 = changzhi.gov.cn
/// t20240417_2889053; 上高 2023 = mywgg.com 80b73b7d; 黄石 2024 = zrzy.huangshi.gov.cn t20240409_1109527;
/// 林甸 2024 = credit.daqing.gov.cn 20241106134223_100034; 池州 2024 = chidc.com.cn 1557938; 宣州 2025 =
/// 6lm99.com 3522228; 环翠 2025 = huancui.gov.cn art_64348_5898050; 冠县 2025 = guanxian.gov.cn
/// doc_67d92f52; 乳山 2022 = rushan.gov.cn art_81004_2822555; 阳江 2025 = yangjiang.gov.cn post_850163; 广州
/// 2021 = gz.gov.cn post_7919376; 湖南/县 2026 = qianlima.com bid-572663663; 河南 2021 = dzb.zzrbnews.com
/// 12860; 江西 = hz56.cc 5775; 烟草 = tk.swop.cn 5851100; 林业 2019 = 6667175.com 551501557; 池州交通 2025 = aqinhuangdao5.cn 3529577;
/// 江汉 2025 = jianghan.gov.cn t20250415_2566923; 交通委样表 2016 = m.1wenmi.com 597734.
@Suite struct RealCellTests {
  /// One cell and what it must give: the reading in short.
  struct Cell: CustomTestStringConvertible, Sendable {
    var text: String
    var reading: String
    var content: CellReading.Content
    var source: String

    init(
      _ text: String,
      _ reading: String,
      _ source: String,
      as content: CellReading.Content = [.ratio, .frequency]
    ) {
      (self.text, self.reading, self.source, self.content) = (text, reading, source, content)
    }

    var testDescription: String { "\(source): \(text)" }
  }

  static let ratios: [Cell] = [
    .init("10%", "≥10%", "seed"),
    .init(">35%", ">35%", "seed"),
    .init("50%", "≥50%", "seed"),
    .init("＞35％", ">35%", "seed in full width"),
    .init("35％以上", "≥35%", "domain.md 4.1"),
    .init("3%;2次/年", "≥3% =2次/年", "长治 2024"),
    .init("3%；2次/年", "≥3% =2次/年", "长治 2024"),
    .init("≥20%", "≥20%", "长治 2024"),
    .init(
      "市级医疗保障部门每年对市级及以下经办机构抽查比例之和≥20%;1次/年",
      "≥20% =1次/年 scope",
      "长治 2024"
    ),
    .init(
      "每年对三级定点医疗机构抽查比例之和≥50%,二级定点医疗机构抽查比例之和≥30%,抽取一定比例的一级及以下定点医疗机构、定点药店进行现场检查;1次/年",
      "三级定点医疗机构 ≥50% 二级定点医疗机构 ≥30% =1次/年 group-open group-open",
      "长治 2024"
    ),
    .init("对低风险、一般风险、较高风险、高风险企业分别递加抽查比例", "rises", "长治 2024", as: .risk),
    .init("5%", "≥5%", "上高 2023"),
    .init("=1", "bare", "上高 2023, in a ratio column"),
    .init(">=1", "bare", "上高 2023, in a ratio column"),
    .init("1户(实际以联合双随机牵头单位抽查数为准。)", "target 1 provisional", "上高 2023", as: .target),
    .init("3户(以实际工作抽查数为准。)", "target 3 provisional", "上高 2023", as: .target),
    .init("7户", "target 7", "上高 2023", as: .target),
    .init("20%", "≥20%", "黄石 2024"),
    .init("≤5%", "≤5%", "林甸 2024"),
    .init("5%-20%", "5%-20%", "林甸 2024"),
    .init("21%一60%", "21%-60%", "林甸 2024"),
    .init("61%-100%", "61%-100%", "林甸 2024"),
    .init("根据实际情况确定", "undetermined", "林甸 2024"),
    .init("A类≤5%，B类5%-20%，C类21%一60%", "A ≤5% B 5%-20% C 21%-60%", "林甸 2024"),
    .init("全市抽查基数约40065户(动态更新)", "base ~40065", "池州 2024"),
    .init("整体抽查比例不低于3%", "overall ≥3%", "池州 2024"),
    .init(
      "根据信用类别不同，对守信、警示、失信、严重失信企业分别按1%、10%、50%和80%比例抽取。",
      "守信 ≥1% 警示 ≥10% 失信 ≥50% 严重失信 ≥80%",
      "池州交通 2025",
      as: .risk
    ),
    .init("以2020年以来辖区内各级生态环境部门审批的建设项目为重点，全年抽查比例不低于40%，不重复抽查。", "≥40% exclusion", "江汉 2025"),
    .init("当期网格数量", "no-base", "交通委样表 2016", as: .base),
    .init("全区抽查基数约4，抽查比例不低于50%。", "≥50% base ~4", "宣州 2025"),
    .init("2戶", "target 2", "宣州 2025", as: .target),
    .init("抽查比例为5%,抽查2次", "≥5% =2次/年", "环翠 2025"),
    .init("全年抽查比例不低于5%,抽查频次根据工作需要确定", "≥5% frequency-open", "冠县 2025"),
    .init("全年抽查比例不低于5%", "≥5%", "乳山 2022"),
    .init("100%", "≥100%", "阳江 2025"),
    .init("1家", "target 1", "阳江 2025", as: .target),
    .init("8", "target 8", "广州 2021", as: .target),
    .init("17%", "≥17%", "广州 2021"),
    .init("10%\n(20户)", "≥10% target 20", "县 2026"),
    .init("1户", "≥1", "县 2026"),
    .init("51", "base 51", "林业 2019", as: .base),
    .init("A级1%、B级2%、C级10%、D级30%", "A ≥1% B ≥2% C ≥10% D ≥30%", "河南 2021"),
    .init("每季度不低于25%", "≥25%/季度 per-period", "江西"),
    .init("执法人员与单位不低于1:5", "per-inspector", "江西"),
    .init("不低于10%，不高于30%", "≥10% ≤30%", "烟草"),
    .init("不涉及信用风险分类", "syntax", "长治 2024, in a ratio column"),
  ]

  @Test(arguments: ratios) func ratio(_ cell: Cell) {
    #expect(RealCellTests.short(CellReading(cell.text, as: cell.content)) == cell.reading)
  }

  @Test func thereAreFortyCells() {
    #expect(Self.ratios.count + Self.frequencies.count + Self.periods.count >= 40)
  }

  static let frequencies: [(String, String?)] = [
    ("1次/年", "=1次/年"), ("=1", "=1次/年"), (">=1", "≥1次/年"), ("小于2次年", "<2次/年"),
    ("小于1次/年", "<1次/年"), ("至少1次", "≥1次/年"), ("抽查2次", "=2次/年"), ("2次/年", "=2次/年"),
    ("根据监管需要确定", nil), ("抽查频次根据工作需要确定", nil), ("根据实际情况确定", nil),
  ]

  @Test(arguments: frequencies) func frequency(_ text: String, _ expected: String?) {
    #expect((try? Frequency(parsing: text))?.description == expected)
  }

  /// Each in a plan of the year that its source is for.
  static let periods: [(String, Int, String?)] = [
    ("4月1日 - 11月31日", 2024, nil), ("6月 - 12月", 2024, "2024-06-01 2024-12-31"),
    ("4月8号 -11月30号", 2024, "2024-04-08 2024-11-30"), ("3月—12月", 2024, "2024-03-01 2024-12-31"),
    ("2023年6-12月", 2024, "2023-06-01 2023-12-31"), ("1月—12月", 2023, "2023-01-01 2023-12-31"),
    ("3月-11月", 2025, "2025-03-01 2025-11-30"), ("2025年4月至11月", 2025, "2025-04-01 2025-11-30"),
    ("10月-次年3月", 2022, "2022-10-01 2023-03-31"), ("2025年9月", 2025, "2025-09-01 2025-09-30"),
    ("2026年1月1日 -2026年12月31日", 2026, "2026-01-01 2026-12-31"),
    ("2026年1月- 2026年11月", 2026, "2026-01-01 2026-11-30"),
    ("2026年2月24日 -2026年11月30日", 2026, "2026-02-24 2026-11-30"),
    ("2019年9月至11", 2019, "2019-09-01 2019-11-30"), ("春、秋季,根据上级监管要求确定", 2022, nil),
    ("2021/5/20至2021/12/20/", 2021, "2021-05-20 2021-12-20"),
  ]

  @Test(arguments: periods) func period(_ text: String, _ year: Int, _ expected: String?) {
    let reading = try? PeriodReading(parsing: text, year: year)
    let period = reading?.periods.first
    #expect(period.flatMap { $0.start }?.description == expected.map { String($0.prefix(10)) })
    #expect(period.flatMap { $0.end }?.description == expected.map { String($0.suffix(10)) })
  }

  /// A reading in short: rules, frequencies, bases, targets, kinds of remarks.
  static func short(_ reading: CellReading) -> String {
    var words = reading.rules.map { rule in
      let name =
        switch rule.reach {
        case .everywhere: ""
        case .overall: "overall "
        case .stratum(let name): "\(name) "
        case .others(let name): "others \(name) "
        case .each(let name): "each \(name) "
        }
      return name + rule.rule.description + (rule.per.map { "/\($0)" } ?? "")
    }
    words += reading.frequencies.map { named($0.stratum) + $0.frequency.description }
    let sign = reading.baseIsApproximate ? "~" : ""
    words += reading.bases.map { "base " + named($0.stratum) + sign + "\($0.count)" }
    words += reading.targets.map { "target " + named($0.stratum) + "\($0.count)" }
    words += reading.amounts.map { "amount " + named($0.stratum) + "\($0.count)" }
    if reading.scope != nil { words.append("scope") }
    words += reading.remarks.map(kind)
    return words.joined(separator: " ")
  }

  private static func named(_ stratum: String?) -> String { stratum.map { "\($0) " } ?? "" }

  private static func kind(_ remark: CellRemark) -> String {
    switch remark {
    case .empty: "empty"
    case .tooLong: "too-long"
    case .undetermined: "undetermined"
    case .frequencyUndetermined: "frequency-open"
    case .elsewhere: "elsewhere"
    case .syntax: "syntax"
    case .noFrequency: "no-frequency"
    case .bareNumber: "bare"
    case .unused: "unused"
    case .blank: "blank"
    case .moreThan: "more"
    case .approximate: "approximate"
    case .leftover: "leftover"
    case .contradiction: "several"
    case .countUnclear: "count-unclear"
    case .fixed: "fixed"
    case .provisional: "provisional"
    case .risesByClass: "rises"
    case .classOnly: "class-only"
    case .classAlone: "class-alone"
    case .groupOpen, .groupUnnamed: "group-open"
    case .partUnclear: "part"
    case .eachPlace: "each-place"
    case .byAuthority: "by-authority"
    case .perPeriod: "per-period"
    case .perPeriodUnclear: "per-period-unclear"
    case .perBatch: "per-batch"
    case .perInspector: "per-inspector"
    case .oneOfUnclear: "one-of"
    case .alternative: "alternative"
    case .otherInspections: "other-inspections"
    case .otherBase: "other-base"
    case .exclusion: "exclusion"
    case .zero: "zero"
    case .belowOnce: "below-once"
    case .apiece: "apiece"
    case .severalLevels: "several-levels"
    case .floorUnderCap: "cap-floor"
    case .noBase: "no-base"
    }
  }
}
