public import Sampling

/// What can be wrong with a row, a cell or a whole file.
public enum DataProblem: Hashable, Sendable {
  /// The file has no bytes.
  case emptyFile
  /// The file has a header and no row.
  case noRows
  /// A NUL byte, which no text has.
  case nul
  /// A key that stands twice in one object of a JSON document.
  case repeatedKey
  /// The file is UTF-16.
  case utf16
  /// Bytes that are neither UTF-8 nor GB18030, or not of the encoding that was named.
  case notText(encoding: String)
  /// A quote that is opened and never closed.
  case openQuote
  /// A quote within a field that does not begin with one, or text after a closing quote.
  case strayQuote
  /// Another number of fields than the header has.
  case ragged(fields: Int, header: Int)
  /// The named column is not in the header.
  case missingColumn(name: String, header: [String])
  /// No column of identifiers could be found by its usual names.
  case noUsualID(header: [String])
  /// Two columns of the header have the same name.
  case repeatedColumn(name: String)
  /// A column whose name the output needs.
  case reservedColumn(name: String)
  /// A text that a draw refuses.
  case text(ProtocolTextError)
  /// A text that a draw refuses and takes with `--normalize-ids`.
  case normalizable(ProtocolTextError)
  /// A row without content.
  case emptyRow
  /// A text with U+FFFD, which stands where a character was lost.
  case damaged
  /// What a spreadsheet has made of a code.
  case shortened
  /// A compressed table, or a workbook, that is longer than a table may be.
  case unpacksTooLong(bytes: Int)
  /// Cells without a class.
  case emptyStratum(count: Int)
  /// More strata than a column of classes has.
  case tooManyStrata(limit: Int)
  /// The same identifier in another row.
  case duplicate(otherRow: Int)
  /// A row that reads like totals, where a stratum or a unit is expected.
  case totals
  /// The heading again, where two exports were joined.
  case repeatedHeading
  /// No whole number in the allowed range.
  case notInteger(limit: Int)
  /// No size measure of a unit: a whole number as a draw writes it.
  case notMeasure(limit: Int)
  /// No number, or not one in the allowed range: what is expected, in both languages.
  case notNumber(expected: String, expectedChinese: String)
  /// No decimal number, where a condition of `--where` compares numbers.
  case notDecimal
  /// No day of the calendar, where a condition of `--where` compares days.
  case notDay
  /// A rule that is none.
  case rule(RuleSyntaxError)
  /// A record longer than the reader holds.
  case recordTooLong(bytes: Int)
  /// Anything that one command alone knows, in both languages.
  case other(Sentence)

  /// The sentence that follows the place and the value.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: what is wrong and what to do.
  public func sentence(in language: Language) -> String {
    switch self {
    case .emptyFile:
      language(
        "the file is empty; it needs a header row and a row for each unit",
        "文件为空，应有表头行和数据行"
      )
    case .noRows:
      language(
        "there is a header and no row; add the rows",
        "只有表头，没有数据行，请补充数据行"
      )
    case .nul:
      language(
        "holds a NUL byte, which no text has; remove it, or export the list as CSV again",
        "含有 NUL 字节，不是文本，请删除该字节或重新导出为 CSV"
      )
    case .repeatedKey:
      language(
        "stands twice as a key of one object, and readers differ in which of the values they take;"
          + " use the file as it was written",
        "在同一对象中作为键出现两次，不同程序会取不同的值，请使用原始文件"
      )
    case .utf16:
      language(
        "is UTF-16; save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
        "是 UTF-16 编码，请另存为 UTF-8（Excel 中选“CSV UTF-8”）"
      )
    case .notText(let encoding):
      language(
        "bytes that are not \(encoding); save the file as UTF-8 or name its \(Setting.encoding)",
        "含有不属于 \(encoding) 的字节，请另存为 UTF-8 或用 \(Setting.encoding) 指定编码"
      )
    case .openQuote:
      language(
        "a quote opens here and is never closed; close it or double it",
        "此处的引号没有配对，请补上引号或写成两个引号"
      )
    case .strayQuote:
      language(
        "a quote stands inside a field; enclose the field in quotes and double the quote",
        "字段中间出现引号，请用引号括住整个字段并将其中的引号写成两个"
      )
    case .ragged(let fields, let header):
      language(
        "has \(fields) fields, the header has \(header); add or remove delimiters",
        "有 \(fields) 个字段，表头有 \(header) 个，请增删分隔符"
      )
    case .missingColumn(let name, let header):
      language(
        "there is no column \"\(name.excerpt)\"; the header has \(Sentence.quoting(header).english)"
          + DataProblem.likely(name, header).english + DataProblem.headerHint(header).english,
        "没有“\(name.excerpt)”列，表头为：\(Sentence.quoting(header).chinese)"
          + DataProblem.likely(name, header).chinese + DataProblem.headerHint(header).chinese
      )
    case .noUsualID(let header):
      language(
        "no column is known to hold identifiers; name it with \(Setting.id); the header has"
          + " \(Sentence.quoting(header).english)\(DataProblem.likelyID(header).english)"
          + DataProblem.headerHint(header).english,
        "未能识别标识列，请用 \(Setting.id) 指定，表头为：\(Sentence.quoting(header).chinese)"
          + DataProblem.likelyID(header).chinese + DataProblem.headerHint(header).chinese
      )
    case .repeatedColumn(let name):
      language(
        "the header names the column \"\(name)\" twice; rename one",
        "表头中“\(name)”列重复，请改名"
      )
    case .reservedColumn(let name):
      language(
        "the pool already has a column \"\(name)\", which the selection adds;"
          + " rename it or use \(Setting.plain)",
        "对象库已有“\(name)”列，与结果列重名，请改名或使用 \(Setting.plain)"
      )
    case .text(let error): error.explanation(in: language)
    case .normalizable(let error):
      error.explanation(in: language)
        + language("; \(Setting.normalizeIds) does it", "，或使用 \(Setting.normalizeIds)")
    case .emptyRow:
      language("the row is empty; delete it", "该行为空，请删除")
    case .damaged:
      language(
        "holds U+FFFD, which stands where a character was lost: the file was damaged before; get the list"
          + " again, or export it as UTF-8",
        "含有 U+FFFD（替换字符），说明文件此前已损坏、有字丢失，请重新获取名单或按 UTF-8 重新导出"
      )
    case .shortened:
      language(
        "is what a spreadsheet made of a code: digits beyond the fifteenth are lost for good; export the"
          + " list again from the system that has the codes whole, with the column formatted as text"
          + " before (\(Setting.keepCodes) where the codes are really so)",
        "是电子表格改写过的编码，第 15 位以后的数字已丢失；请先将该列设为文本格式，再从原系统重新导出"
          + "（编码确为如此时加 \(Setting.keepCodes)）"
      )
    case .unpacksTooLong(let bytes):
      language(
        "unpacks to more than \(bytes >> 20) MB, which is no table of this kind; check the file",
        "解压后超过 \(bytes >> 20) MB，不是此类表格，请检查文件"
      )
    case .emptyStratum(let count):
      language(
        "no class in \(count) rows; fill it in or name their stratum with \(Setting.unclassified)",
        "共 \(count) 行没有分类，请补填或用 \(Setting.unclassified) 指定其分类名称"
      )
    case .tooManyStrata(let limit):
      language(
        "is one class more than \(limit); name the column of the classes with \(Setting.stratum)",
        "分类数超过 \(limit)，请用 \(Setting.stratum) 指定正确的分类列"
      )
    case .duplicate(let otherRow):
      language(
        "stands in row \(otherRow) too; an identifier names one unit: remove or correct one",
        "与第 \(otherRow) 行重复，标识必须唯一，请删除或更正"
      )
    case .totals:
      language(
        "reads like a row of totals, and would count everything twice; delete the row, or where it is a"
          + " class or a unit of that name keep it with \(Setting.keepTotals)",
        "看似合计行，会使数量翻倍；请删除该行，如确为分类或对象的名称请加 \(Setting.keepTotals)"
      )
    case .repeatedHeading:
      language(
        "repeats the heading, as where two exports were joined; delete the row",
        "与表头相同，可能是两份导出文件拼接所致，请删除该行"
      )
    case .notInteger(let limit):
      language(
        "is no whole number from 0 to \(limit)",
        "不是 0 到 \(limit) 之间的整数"
      )
    case .notMeasure(let limit):
      language(
        "is no whole number from 0 to \(limit) without sign, point and leading zeros; correct it,"
          + " or name another column with \(Setting.measure)",
        "不是 0 到 \(limit) 之间的整数（不带正负号、小数点和前导零），请更正或用 \(Setting.measure) 指定其他列"
      )
    case .notNumber(let expected, let expectedChinese):
      language("is not \(expected)", "不是\(expectedChinese)")
    case .notDecimal:
      language(
        "is no decimal number such as -12 or 3.50 (no separators, units or blanks); correct it, or"
          + " leave number: out of \(Setting.where) to compare texts",
        "不是十进制数（如 -12、3.50，不带千分位、单位和空格），请更正；如按文本比较，请去掉 \(Setting.where) 中的 number:"
      )
    case .notDay:
      language(
        "is no day such as 2024-03-05, 2024/3/5 or 2024年3月5日; correct it, or leave date: out of"
          + " \(Setting.where) to compare texts",
        "不是有效日期（如 2024-03-05、2024/3/5、2024年3月5日），请更正；如按文本比较，请去掉 \(Setting.where) 中的 date:"
      )
    case .rule(let error): error.explanation(in: language)
    case .recordTooLong(let bytes):
      language(
        "a record is longer than \(bytes) bytes; perhaps a quote is not closed",
        "单条记录超过 \(bytes) 字节，可能是引号没有配对"
      )
    case .other(let sentence): sentence.text(in: language)
    }
  }

  /// What is wrong with a header of one column, or of a title, more likely than its names.
  private static func headerHint(_ header: [String]) -> Sentence {
    if header.count == 1, let name = header.first {
      let found = [("\t", "tab"), (";", "\";\"")].first { name.contains($0.0) }
      if let (_, flag) = found {
        return Sentence(
          "; its fields seem to want \(Setting.delimiter) \(flag)",
          "；字段似由其他符号分隔，请用 \(Setting.delimiter) \(flag)"
        )
      }
      if name.contains("，") || name.contains("；") {
        return Sentence(
          "; full-width ， and ； separate no fields: write half-width ones",
          "；全角“，”“；”不能分隔字段，请改为半角"
        )
      }
    }
    // A title, or a row of units where a heading should be.
    let isDoubtful =
      header.dropFirst().contains("") || header.contains { Int($0) != nil } || header.count == 1
    return isDoubtful
      ? Sentence(
        "; if the heading is in another row, name it with \(Setting.headerRow)",
        "；如表头在其他行，请用 \(Setting.headerRow) 指定"
      ) : Sentence("", "")
  }

  /// The column that most probably holds identifiers, by the end of its name.
  private static func likelyID(_ header: [String]) -> Sentence {
    let endings = ["代码", "编号", "标识", "证号", "码", "号", "id", "code", "number", "no", "no."]
    let likely = endings.lazy.compactMap { ending in
      header.first { name in
        let folded = ColumnNames.fold(name)
        // The number of a row, of a telephone or of a person is no unit's.
        return folded.hasSuffix(ending)
          && !["序号", "行号", "电话", "手机", "身份证", "phone", "row"].contains { folded.contains($0) }
      }
    }
    guard let column = likely.first else { return Sentence("", "") }
    return Sentence(
      "; perhaps \(Setting.id) \"\(column.excerpt)\"",
      "；可试 \(Setting.id) \"\(column.excerpt)\""
    )
  }

  /// The column that was meant, where one of the header is nearly the same.
  private static func likely(
    _ name: String,
    _ header: [String]
  ) -> Sentence {
    let folded = ColumnNames.fold(name)
    let known = ColumnNames.others.first { key, others in
      key == name || others.contains { ColumnNames.fold($0) == folded }
    }
    let names = Set(([known?.key].compactMap { $0 } + (known?.value ?? [])).map(ColumnNames.fold))
    let meant = header.first { column in
      let other = ColumnNames.fold(column)
      guard !other.isEmpty, !folded.isEmpty else { return false }
      return names.contains(other) || other.contains(folded) || folded.contains(other)
    }
    guard let meant else { return Sentence("", "") }
    return Sentence(
      "; perhaps \"\(meant.excerpt)\" is meant: type it in its place",
      "；是否为“\(meant.excerpt)”？请改用该列名"
    )
  }
}
