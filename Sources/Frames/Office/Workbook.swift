import Foundation
internal import Sampling

extension PoolSource {
  /// The text of a workbook's sheet; nil for what is text itself.
  ///
  /// - Throws: ``DataError`` for a workbook that is damaged, encrypted or none, without content, or with
  ///   content in several sheets of which none is named or expected.
  func workbookText(
    _ format: FileFormat,
    options: Options,
    monitor: WorkMonitor
  ) throws -> PoolSource? {
    guard [.zip, .compound, .spreadsheetML].contains(format) else {
      if let sheet = options.sheet, format == .text {
        throw DataError(
          .init(
            file: file,
            reason: .other(
              Sentence(
                "is no workbook and has no sheet \"\(sheet.excerpt)\"; leave \(Setting.sheet) out",
                "不是工作簿，没有工作表“\(sheet.excerpt)”，请去掉 \(Setting.sheet)"
              )
            )
          )
        )
      }
      return nil
    }
    monitor.begin(.reading, goal: 0)
    do {
      let name: String
      let found: (text: TemporaryFile, sheet: String)
      switch format {
      case .zip:
        name = "xlsx"
        found = try OpenXMLWorkbook(descriptor).text(
          of: options.sheet ?? options.usualSheet,
          fillsMerged: options.fillsMerged,
          limit: options.limit,
          monitor: monitor
        )
      case .spreadsheetML:
        name = "spreadsheetml"
        found = try SpreadsheetML.text(
          of: options.sheet ?? options.usualSheet,
          in: self,
          options: options,
          monitor: monitor
        )
      default:
        name = "xls"
        found = try LegacyWorkbook.text(
          of: options.sheet ?? options.usualSheet,
          in: self,
          options: options,
          monitor: monitor
        )
      }
      try checkUnchanged()
      var origin = TableReading()
      origin.format = name
      origin.sheet = found.sheet
      return try PoolSource(
        file: file,
        descriptor: try PoolSource.duplicate(found.text.descriptor, file: file),
        encoding: .utf8,
        originalDigest: try digest(),
        origin: origin
      )
    } catch WorkbookError.several(let names) {
      let expected = names.filter { options.expectedSheets.contains($0) }
      guard expected.count == 1, let sheet = expected.first else {
        throw DataError(.init(file: file, reason: WorkbookError.several(names).problem))
      }
      var named = options
      named.sheet = sheet
      return try workbookText(format, options: named, monitor: monitor)
    } catch let error as WorkbookError {
      throw DataError(.init(file: file, reason: error.problem))
    }
  }
}
