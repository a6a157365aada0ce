import ArgumentParser
import Sampling

/// What stands for a value in help and in messages, `<file>`, in both languages.
struct ValueName {
  let name: Sentence

  private init(_ english: String, _ chinese: String) { name = Sentence(english, chinese) }

  static let amount = ValueName("amount", "数额")
  static let assignment = ValueName("column=value", "列=值")
  static let by = ValueName("date:column|number:column|text:column", "date:列|number:列|text:列")
  static let characters = ValueName("characters", "字符")
  static let choice = ValueName("number|least|knee|most", "编号|least|knee|most")
  static let column = ValueName("column", "列")
  static let columns = ValueName("column,…", "列,…")
  static let condition = ValueName("column op value", "列 运算符 值")
  static let date = ValueName("YYYY-MM-DD", "年-月-日")
  static let delimiter = ValueName("delimiter", "分隔符")
  static let design = ValueName("design", "抽取方式")
  static let drawFile = ValueName("draw=file", "抽取=文件")
  static let encoding = ValueName("encoding", "编码")
  static let engine = ValueName("engine", "引擎")
  static let engineSource = ValueName("engine:source", "引擎:来源")
  static let file = ValueName("file", "文件")
  static let folder = ValueName("folder", "文件夹")
  static let form = ValueName("form", "格式")
  static let format = ValueName("format", "格式")
  static let head = ValueName("k hex", "序号 十六进制")
  static let key = ValueName("key", "标识")
  static let language = ValueName("zh|en", "zh|en")
  static let library = ValueName("library", "名录库")
  static let memory = ValueName("bytes|256M|2G", "字节|256M|2G")
  static let method = ValueName("method", "方法")
  static let monthDay = ValueName("MM-DD", "月-日")
  static let name = ValueName("name", "名称")
  static let namedFile = ValueName("[name=]file", "[名称=]文件")
  static let names = ValueName("name,…", "名称,…")
  static let number = ValueName("number", "数")
  static let plainRule = ValueName("rule", "规则")
  static let pool = ValueName("pool", "对象库")
  static let preset = ValueName("preset", "方案")
  static let prior = ValueName("jeffreys|uniform|alpha,beta", "jeffreys|uniform|alpha,beta")
  static let query = ValueName("sql", "sql")
  static let reason = ValueName("reason", "原因")
  static let record = ValueName("record", "记录")
  static let recordOrHex = ValueName("record|commitment", "记录|承诺值")
  static let relation = ValueName("same|branch", "same|branch")
  static let row = ValueName("row", "行号")
  static let rule = ValueName("[stratum:] rule", "[分类:] 规则")
  static let seed = ValueName("seed", "种子")
  static let share = ValueName("share", "比例")
  static let side = ValueName("side", "方向")
  static let start = ValueName("[stratum:] hex", "[分类:] 十六进制")
  static let statement = ValueName("statement", "语句")
  static let stratumVisits = ValueName("[stratum:] visits", "[分类:] 次数")
  static let stratumYears = ValueName("[stratum:] years", "[分类:] 年数")
  static let tableKind = ValueName("table", "表格")
  static let task = ValueName("plan.json#number", "计划.json#编号")
  static let taskKey = ValueName("[year/]number", "[年度/]序号")
  static let text = ValueName("text", "文字")
  static let variance = ValueName(
    "[variable][@domain[=value]]: variance",
    "[变量][@域[=取值]]: 方差"
  )
  static let variation = ValueName("[variable][@domain[=value]]: share", "[变量][@域[=取值]]: 比例")
  static let visitFrequency = ValueName("[stratum:] frequency", "[分类:] 频次")
  static let width = ValueName("[variable][@domain[=value]]: width", "[变量][@域[=取值]]: 误差")
  static let year = ValueName("year", "年份")
  static let years = ValueName("years", "年数")
}

extension ArgumentHelp {
  /// What an option or argument is for, in the language of the run.
  ///
  /// - Parameters:
  ///   - english: the sentence in English.
  ///   - chinese: the same in Chinese.
  ///   - value: what stands for its value; nil for a flag.
  init(_ english: String, _ chinese: String, value: ValueName? = nil) {
    let language = Language.ofRun
    self.init(language(english, chinese), valueName: value?.name.text(in: language))
  }
}
