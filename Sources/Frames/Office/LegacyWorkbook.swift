internal import CLegacyWorkbook
import Foundation
internal import Sampling

/// Reads workbooks of Excel 97 to 2003 (`.xls`) by libfreexl, in a child process with limits of its own.
enum LegacyWorkbook {
  /// Processor time of the child; a sheet has 65,536 rows at most.
  private static let seconds: UInt32 = 60
  /// Memory of the child beyond ours.
  private static let memory: UInt64 = 1 << 29

  /// The text of a sheet.
  static func text(
    of name: String?,
    in source: PoolSource,
    options: PoolSource.Options,
    monitor: WorkMonitor
  ) throws -> (text: TemporaryFile, sheet: String) {
    try checkKind(source)
    var names: [String] = []
    var filled: [Int] = []
    try run(source, sheet: -1) { piece, text in
      guard piece.kind == UInt32(CL_SHEET) else { return }
      if piece.column != 0 { filled.append(names.count) }
      names.append(String(decoding: text, as: UTF8.self))
    }
    let index = try WorkbookSheets.chosen(name, of: names, filled: filled)
    let sink = try SheetText(limit: options.limit)
    let (numbers, written) = (CellNumber(), ByteText())
    try run(source, sheet: Int32(index)) { piece, text in
      let (row, column) = (Int(piece.row) + 1, Int(piece.column))
      if piece.kind == UInt32(CL_NUMBER) {
        written.removeAll()
        guard numbers.append(text, .general, to: written) else {
          throw WorkbookError.damaged(part: "row \(row)")
        }
        try sink.add(row: row, column: column, written.bytes)
      } else {
        guard text.count <= CellEscapes.longestCell else { throw WorkbookError.longCell }
        try sink.add(row: row, column: column, text)
      }
      if column == 0 { try monitor.advance(text.count) }
    }
    guard !sink.isEmpty else { throw WorkbookError.empty }
    return (try sink.finish(monitor: monitor), names[index])
  }

  /// Other compound files are named by what their directory holds.
  private static func checkKind(_ source: PoolSource) throws {
    func has(_ name: String) throws -> Bool {
      let wanted: [UInt8] = name.utf8.flatMap { [$0, 0] as [UInt8] } + [0, 0]
      let search = ByteSearch(wanted)
      var piece = [UInt8](repeating: 0, count: 1 << 18)
      var offset = 0
      while true {
        let count = try PoolSource.read(
          source.descriptor,
          at: offset,
          into: &piece,
          file: source.file
        )
        let isFound = piece.withUnsafeBytes {
          search.first(in: UnsafeRawBufferPointer(rebasing: $0[..<count])) != nil
        }
        if isFound { return true }
        guard count == piece.count else { return false }
        offset += count - wanted.count
      }
    }
    if try has("EncryptedPackage") { throw WorkbookError.encrypted }
    guard try !has("Workbook"), try !has("Book") else { return }
    if try has("WordDocument") {
      throw WorkbookError.other(
        Sentence(
          "is a Word document and no Excel workbook; copy its table into a workbook",
          "是 Word 文档，并非 Excel 工作簿，请将表格复制到工作簿中"
        )
      )
    }
    throw WorkbookError.other(
      Sentence(
        "is an OLE file without an Excel workbook, or a damaged one; open it in Excel or WPS and save"
          + " it as .xlsx",
        "是 OLE 文件，但其中没有 Excel 工作簿，或已损坏；请用 Excel 或 WPS 打开，另存为 .xlsx"
      )
    )
  }

  /// Runs a child and hands out what it reads.
  private static func run(
    _ source: PoolSource,
    sheet: Int32,
    _ body: (cl_piece, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    // The child has our descriptors; without /proc it is found by its name.
    let byNumber = "/proc/self/fd/\(source.descriptor)"
    let path = access(byNumber, R_OK) == 0 ? byNumber : source.file
    var child: pid_t = 0
    let pipe = cl_start(path, sheet, seconds, memory, &child)
    guard pipe >= 0 else { throw WorkbookError.damaged(part: "fork") }
    var status: UInt32?
    var failure: (any Error)?
    do {
      var head = cl_piece()
      var text: [UInt8] = []
      while try read(pipe, into: &head) {
        if head.kind == UInt32(CL_STATUS) {
          status = head.row
          break
        }
        guard head.length <= 1 << 20 else { throw WorkbookError.longCell }
        text = [UInt8](repeating: 0, count: Int(head.length))
        guard text.isEmpty || read(pipe, into: &text) else { break }
        try text.withUnsafeBytes { try body(head, $0) }
      }
    } catch {
      failure = error
      kill(child, SIGKILL)
    }
    close(pipe)
    let hasEnded = cl_finish(child) == 0
    if let failure { throw failure }
    if status == UInt32(CL_ENCRYPTED) { throw WorkbookError.encrypted }
    guard hasEnded, status == 0 else {
      throw WorkbookError.damaged(part: "BIFF\(status.map { " \($0)" } ?? "")")
    }
  }

  private static func read(_ pipe: Int32, into head: inout cl_piece) throws -> Bool {
    withUnsafeMutableBytes(of: &head) { fill($0, from: pipe) }
  }

  private static func read(_ pipe: Int32, into text: inout [UInt8]) -> Bool {
    text.withUnsafeMutableBytes { fill($0, from: pipe) }
  }

  private static func fill(_ memory: UnsafeMutableRawBufferPointer, from pipe: Int32) -> Bool {
    var done = 0
    while done < memory.count, let base = memory.baseAddress {
      let count = Foundation.read(pipe, base + done, memory.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
