internal import Sampling

/// The words of plan cells that say nothing of which objects, and what they mean.
enum Lexicon {
  /// What a word at the edge of a phrase means.
  enum Meaning: Sendable {
    /// Nothing.
    case noise
    /// How the number is compared.
    case comparison(Rule.Comparison)
    /// About so many.
    case approximate
    /// 其中: of the whole just named.
    case part
    /// 总体, 合计: of all together.
    case total
    /// 分别: one number for each name, in their order.
    case separately
    /// 或: one of two.
    case alternative
    /// A number of objects that there are.
    case base
    /// A number of objects that are drawn.
    case draw
    /// Not final: 初步, 暂定.
    case provisional
    /// 各: for each of something.
    case apiece
    /// The beginning or end of a name that looks like one of the others: 在建, 初中.
    case name
  }

  private static func all(_ words: String, _ meaning: Meaning) -> [(String, Meaning)] {
    words.split(separator: " ").map { (String($0), meaning) }
  }

  /// Words that stand on either side of what is named.
  private static let anywhere: [(String, Meaning)] =
    Rule.Comparison.words.map { ($0.word, .comparison($0.comparison)) }
    + all(
      "抽查对象比例 抽查总体比例 抽查比例之和 随机抽查比例 双随机抽查比例 抽查比例 检查比例 抽取比例 抽检比例 监管比例 抽查比率 抽查比 抽查率 检查率 覆盖率"
        + " 抽查面 检查面 覆盖面 比例之和 比例 比率 之和 抽查频次 检查频次 抽查频率 检查频率 抽查次数 检查次数 检查总频次 总频次 频次 频率 次数 累计"
        + " 监督检查 行政检查 执法检查 现场执法检查 现场检查 实地检查 书面检查 抽查检查 监督抽查 检查 抽检 核查 巡查 开展 进行 做到 实现 达到 达"
        + " 按照 按 为 是 则 应当 应 须 需 要 的 对 于 以 在 将 每次 每批次 每批 保持 控制在 控制 确定 范围 原则上 不定期 定期 常态化 覆盖"
        + " 执行 且 并且 并 同时 但 而 即 再 就 与 和 及 以及 监管频次 为主 向上取整 进一取整 - – — ~",
      .noise
    )
    + all("上限为 上限", .comparison(.atMost))
    + all("下限为 下限", .comparison(.atLeast))
    + all("分别为 分别按照 分别按 分别 依次", .separately)
    + all("大约 大概 约 将近 接近", .approximate)
    + all("总体上 总体 整体 总的 合计 总计", .total)
    + all("随机抽查 随机抽取 双随机抽查 双随机检查 双随机 随机 抽查 抽取 抽选 抽", .draw)
    + all("初步 暂定 预计 预估 估计", .provisional)
    + all("各自 各", .apiece)

  /// Words that begin a phrase.
  static let front = WordIndex(
    anywhere
      + all(
        "对于 针对 坚持 结合 组织 实施 辖区内 所辖区域内 所辖区域 所辖 辖区 本辖区内 本辖区 本行政区域内 本行政区域 本行政区内 本行政区 行政区域内"
          + " 区域内 本区域 全市 全县 全区 全省 全州 全旗 全域 本市 本县 本区 本地区 同一 上年度 上年 计划 拟 确保 由 可"
          + " 检查对象 抽查对象 监管对象 备注 说明 注 也 均 都 提高 加大 增加 降低 减少 适当 重点抽查 各类 每户 每家 每个企业 每个单位 每个对象 每企业 同一个"
          + " 信用风险等级为 信用风险等级 风险等级为 风险等级 信用等级为 信用等级 信用风险分类等级为 信用风险分类为 信用风险分类 风险分类 信用分类 评定为 被评定为 评为"
          + " 被评为 列为 等级为 分类为",
        .noise
      )
      + all("其中对于 其中对 其中", .part)
      + all("或者 或对 或", .alternative)
      + all(
        "抽查数量 抽取数量 检查数量 抽查户数 抽取户数 抽查家数 抽查目标数 抽查目标 目标数 随机抽查数量 抽查对象数量 任务数 拟抽查 拟抽取 拟抽 计划抽查"
          + " 计划抽取 实际抽查",
        .draw
      )
      + all(
        "从 共有 共计 共 现有 总数为 总数 总量 总户数 总共 抽查对象基数 检查对象基数 管理对象基数 抽查基数 检查基数 对象基数 基数 抽查对象总数 检查对象总数"
          + " 对象总数 对象库 名录库共 名录库 在册 在库 截至 截止 目前 实有 底数",
        .base
      )
      + all(
        "从事 从业 对象 对口 按摩 对外 可燃 可再生 要素 占道 占用 在建 在产 在售 在园 在校 应急 应税 为老 中学 中小 中等 中央 中医 中外 内河 内资 内贸 并购 计划生育"
          + " 定期检验 和美 抽水 就业 再生 检查站 检查机构 各地 各级 各单位",
        .name
      )
  )

  /// Words that end a phrase.
  static let back = WordIndex(
    anywhere
      + all(
        "数量 户数 家数 数 数据库 企业数 单位数 机构数 对象数 项目数 区间 左右 由 至 中 内 占 组织开展"
          + " 实施",
        .noise
      )
      + all("其中对 其中", .part)
      + all("或者 或", .alternative)
      + all("近", .approximate)
      + all("总数 总量 总户数 总数量 名录库 对象库 库中 基数 总和 共有 共计 共 现有 总共 实有", .base)
      + all("初中 高中 国内 社会组织 组织 集中 其中之一 室内 境内 目的", .name),
    atEnd: true
  )

  /// Nouns that name no particular objects, where nothing else is named.
  static let generic = WordIndex(
    all(
      "企业 单位 市场主体 经营主体 监管主体 主体 检查对象 抽查对象 监管对象 管理对象 被检查对象 被抽查对象 对象 抽查单位 被抽查单位 机构 项目 组织 总数 总量"
        + " 数量 总户数 检查对象名录库 主体名录库 名录库 对象库 主体库 数据库 库 基数 备案 在册 登记 注册 许可 持证 存续 在业 在营 在库 现有 已 内 中 里"
        + " 所有 有关 相关 各类 本 该 辖区 区域 全市 全县 全区 全省 全州 各级 各地 各单位 本地 本级 上年度 上年 年末 年底 年度 的 数 总 户 家 市场 名录 商户 经营户"
        + " 分支机构 工作 事项 等 检查 抽查 与 和 及 以 经营者",
      Lexicon.Meaning.noise
    )
  )

  /// Objects that are kept out of the draw.
  static let exclusions = [
    "不再抽", "不重复抽", "不再重复", "不重复检", "避免重复", "不得重复", "除外", "剔除", "不纳入", "予以排除", "不列入", "不再检查",
    "抽查过的", "检查过的", "免于抽查",
  ]

  /// Ratios that rise by class, and how is not said.
  static let rises = [
    "递加", "递增", "递进", "逐级提高", "逐级增加", "依次提高", "依次递", "不同的抽查比例", "不同抽查比例", "不同比例", "差异化比例", "差异化抽查",
  ]

  /// A share that is some or other.
  static let openShares = ["一定比例", "适当比例", "按比例", "相应比例", "若干", "适量"]

  /// Another document, or another office, has the number.
  static let documents = [
    "文件", "计划", "方案", "通知", "办法", "规定", "细则", "规范", "标准", "部署", "省级", "市级", "省局", "市局", "总局", "上级",
    "厅",
    "牵头", "国家", "附件", "详见", "另发",
  ]

  /// The number of objects changes from day to day.
  static let dynamic = ["动态", "实时", "随时变", "不断变化"]

  /// Shares of these are no shares of objects.
  static let otherBases = ["计划", "任务", "检查总", "检查量", "检查次", "执法次", "人员", "占比", "工作量"]

  /// Inspections that are not drawn.
  static let otherInspections = [
    "日常检查", "日常行政检查", "日常巡查", "日常监管", "日常监督", "专项检查", "行政检查",
  ]
}
