internal import Sampling

/// What is wrong with a workbook, and the way out.
enum WorkbookError: Error {
  /// The archive, or a part of it, can not be unpacked or read.
  case damaged(part: String)
  /// A password is needed.
  case encrypted
  /// There is no sheet, or none with content.
  case empty
  /// Several sheets have content and none was named.
  case several([String])
  /// There is no sheet of the name.
  case missing(sheet: String, known: [String])
  /// A formula stands in a cell, counted from 1 and from 0, without its result.
  case uncomputed(row: Int, column: Int)
  /// A ZIP or compound file that is no workbook that is read: what it is, in both languages.
  case other(Sentence)
  /// Something is longer than a workbook of Excel has.
  case tooLong(Sentence)

  /// The problem in words.
  var problem: DataProblem {
    let sentence: Sentence =
      switch self {
      case .damaged(let part):
        Sentence(
          "is an Excel workbook that is damaged or cut off (\(part.excerpt)); get the file again, or open it"
            + " in Excel or WPS and save it anew",
          "是 Excel 工作簿，但已损坏或不完整（\(part.excerpt)），请重新获取，或用 Excel、WPS 打开后另存"
        )
      case .encrypted:
        Sentence(
          "is an encrypted Excel workbook; open it in Excel or WPS with its password and save it without",
          "是加密的 Excel 工作簿，请用密码在 Excel 或 WPS 中打开，取消密码后另存"
        )
      case .empty:
        Sentence(
          "is an Excel workbook without content in any sheet; check the file",
          "是 Excel 工作簿，但所有工作表均无内容，请检查文件"
        )
      case .several(let names):
        Sentence(
          "is an Excel workbook with content in \(names.count) sheets; name one with \(Setting.sheet):"
            + " \(Sentence.quoting(names).english)",
          "是 Excel 工作簿，有 \(names.count) 个工作表有内容，请用 \(Setting.sheet) 指定："
            + Sentence.quoting(names).chinese
        )
      case .missing(let sheet, let known):
        Sentence(
          "has no sheet \"\(sheet.excerpt)\"; its sheets are \(Sentence.quoting(known).english)",
          "没有工作表“\(sheet.excerpt)”，现有：\(Sentence.quoting(known).chinese)"
        )
      case .uncomputed(let row, let column):
        Sentence(
          "has a formula whose result is not in the file (row \(row), column \(column + 1)); open it in Excel or WPS"
            + " and save it, or put in the values",
          "有公式未保存计算结果（第 \(row) 行第 \(column + 1) 列），请用 Excel 或 WPS 打开后保存，或改为填写数值"
        )
      case .other(let sentence), .tooLong(let sentence): sentence
      }
    return .other(sentence)
  }

  /// A cell that no spreadsheet holds.
  static let longCell = WorkbookError.tooLong(
    Sentence(
      "has a cell longer than any of Excel (32,767 characters); check the file",
      "有单元格超过 Excel 上限（32,767 个字符），请检查文件"
    )
  )

  /// A part that grows beyond what is compressed so by a spreadsheet.
  static let bomb = WorkbookError.tooLong(
    Sentence(
      "unpacks to far more than a workbook does (a ZIP bomb?); check where it comes from",
      "解压后远超正常工作簿的大小（可能是压缩炸弹），请核实来源"
    )
  )
}
