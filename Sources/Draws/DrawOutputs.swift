public import Frames
public import Sampling

/// Where the outputs of a draw go, and in which form.
///
/// Selection and receipt are internal (mode 0600); what may be published goes into a folder.
public struct DrawOutputs: Sendable {
  /// How a selection is written.
  public enum Form: Sendable {
    /// The drawn rows, strata by bytes and then by rank, behind the columns of the draw.
    case csv
    /// A workbook with headings in a language, and where columns are named a second sheet in their order.
    case workbook(Language, sortedBy: [String])
    /// A document of the drawn units, as the caller writes it down.
    case document(@Sendable (SelectionDocument) throws -> String)
  }

  /// The selection's file, `-` for standard output.
  public var selection = "-"
  /// How it is written.
  public var form = Form.csv
  /// Whether it begins with a byte order mark.
  public var hasByteOrderMark = false
  /// Whether the pool's columns are written alone.
  public var isPlain = false
  /// The receipt's file.
  public var receipt: String?
  /// The file of the teams, which stay confidential.
  public var assignment: String?
  /// The folder of what is published.
  public var folder: String?
  /// How the public folder is written for people; nil for its files for programs alone.
  package var forms: PublicForms?
  /// Whether an open draw over a risk class may be published.
  public var opensStrata = false
  /// Name and version of the program, as the receipt has them.
  public var tool: String

  /// Outputs to standard output alone.
  ///
  /// - Parameter tool: name and version of the program.
  public init(tool: String) {
    self.tool = tool
  }

  /// The files that may hold the receipt of an earlier draw of the same record.
  public var receipts: [String] {
    [receipt, folder.map { "\($0)/receipt.json" }].compactMap { $0 }
  }
}

/// The internal outputs of a draw, open: what can not be created is known before the work, and nothing is shown
/// before everything is on the disk.
struct OpenOutputs {
  let outputs: DrawOutputs
  private let selection: OutputFile
  private let assignment: OutputFile?
  private let receipt: OutputFile?

  init(_ outputs: DrawOutputs) throws {
    self.outputs = outputs
    selection = try OutputFile(outputs.selection, isPrivate: true)
    let isWorkbook = if case .workbook = outputs.form { true } else { false }
    if outputs.hasByteOrderMark, !isWorkbook { try selection.write("\u{FEFF}") }
    assignment = try outputs.assignment.map { try OutputFile($0, isPrivate: true) }
    receipt = try outputs.receipt.map { try OutputFile($0, isPrivate: true) }
    if let folder = outputs.folder, InputFile.isFolder(folder) {
      for name in PublicFolder.files { try RunFiles.current?.check("\(folder)/\(name)") }
    }
  }

  /// The selection as a workbook; nil where it is none.
  func workbook(
    of outcome: DrawOutcome,
    pool: Pool
  ) throws -> (sheet: SelectionSheet, book: SelectionWorkbook)? {
    guard case .workbook(let language, let columns) = outputs.form else { return nil }
    let sheet = try SelectionSheet(
      outcome,
      pool: pool,
      isPlain: outputs.isPlain,
      sortedBy: columns,
      language: language
    )
    return (sheet, try SelectionWorkbook(sheet, to: selection))
  }

  func write(_ text: String) throws(OutputError) { try selection.write(text) }
  func write(_ positions: PositionDraw, in language: Language) throws {
    try positions.writeWorkbook(to: selection, in: language)
  }
  func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) { try selection.write(bytes) }

  /// Writes the receipt and shows everything, the receipt last.
  func finish(
    _ receipt: Receipt,
    record: DrawRecord? = nil,
    teams: TeamDraw? = nil,
    folder: PublicFolder?
  ) throws {
    if let teams { try assignment?.write(teams.text) }
    try self.receipt?.write(try receipt.json)
    // What goes to a pipe may fail before there is a folder.
    try selection.finish()
    let published = try folder?.write(receipt, record: record, forms: outputs.forms) ?? []
    let more = [assignment, self.receipt].compactMap { $0 }
    try OutputFile.commit([selection] + published + more)
  }
}

/// What a run of selected units becomes.
private struct SelectionPart: Sendable {
  var summary: SummaryPart
  var published: [PublicFolder.Row] = []
  var lines: ByteText
  var listed: [SelectionDocument.Unit] = []
  var rows: [SelectionSheet.Row] = []
  /// The selected units, where they get teams.
  var objects: [ProtocolText] = []
}

extension Pool {
  /// Draws and writes selection, public folder and receipt: all or none of them.
  ///
  /// - Parameters:
  ///   - request: what to do.
  ///   - outputs: where the outputs go.
  ///   - named: the columns to publish beside the identifier; empty for those that the record names.
  ///   - log: the log of a committed draw's seeds, in which the seed stands before an output is shown: a
  ///     draw that nobody noted could be repeated.
  ///   - monitor: told what is done, asked whether to stop.
  /// - Returns: what was drawn besides the units.
  /// - Throws: ``PublicationRefused``; `OutputError`; what ``draw(_:monitor:)`` throws; `AssignmentError` for an
  ///   object that can not be assigned. Where the rules allow no assignment, the units are drawn all the same, and
  ///   the outcome has the certificate.
  /// - Complexity: that of the draw; beside it a published line of each selected unit is held in memory.
  public func draw(
    _ request: DrawRequest,
    into outputs: DrawOutputs,
    publishing named: [String] = [],
    log: HeldSeedLog? = nil,
    monitor: WorkMonitor = WorkMonitor()
  ) throws -> DrawOutcome {
    try write(request, into: outputs, publishing: named, log: log, monitor: monitor) { request in
      try draw(request, monitor: monitor)
    }
  }

  /// Writes what is drawn from this pool, or was drawn elsewhere and has its rows here.
  func write(
    _ request: DrawRequest,
    into outputs: DrawOutputs,
    publishing named: [String],
    log: HeldSeedLog?,
    monitor: WorkMonitor,
    sample: (DrawRequest) throws -> DrawnSample
  ) throws -> DrawOutcome {
    var request = request
    let isSealed = request.record?.isSealed ?? false
    let publishes = outputs.folder != nil
    request.show(publishes ? named : nil, idColumn: idColumns[0])
    request.isDiscreet = publishes && (isSealed || stratumColumn.map(ClassColumn.isClass) == true)
    var folder = try outputs.folder.map { folder in
      try PublicFolder(
        folder,
        columns: request.terms.shown,
        pool: self,
        isSealed: isSealed,
        opensStrata: outputs.opensStrata
      )
    }
    let files = try OpenOutputs(outputs)
    let sample = try sample(request)
    try log?.note(request.seed)
    var outcome = sample.outcome
    let (summary, objects) = try write(
      sample,
      of: request,
      to: files,
      folder: &folder,
      monitor: monitor
    )
    outcome.teams = try request.teams(of: objects, pool: self)
    let receipt = Receipt(
      outcome,
      request: request,
      pool: self,
      summary: summary,
      tool: outputs.tool
    )
    try files.finish(receipt, record: request.record, teams: outcome.teams, folder: folder)
    return outcome
  }

  /// Writes the selection and gathers what is published, and who gets a team.
  private func write(
    _ sample: DrawnSample,
    of request: DrawRequest,
    to files: OpenOutputs,
    folder: inout PublicFolder?,
    monitor: WorkMonitor
  ) throws -> (SelectionSummary, objects: [ProtocolText]) {
    let outcome = sample.outcome
    let (selection, whole) = try sample.selection.wholeRows(monitor: monitor)
    folder?.read(from: whole)
    let rows = try SelectionFile(outcome, pool: whole, isPlain: files.outputs.isPlain)
    let workbook = try files.workbook(of: outcome, pool: whole)
    let sheet = workbook?.sheet
    var book = workbook?.book
    let isTable = if case .csv = files.outputs.form { true } else { false }
    var summary = SelectionSummary(outcome.plans)
    let sizes = outcome.plans.map(\.count.size)
    var document = SelectionDocument()
    let hasTeams = request.teams != nil
    var objects: [ProtocolText] = []
    // To ask for the folder or the sheet is to copy it for every unit: a tenth of the time of the lines.
    let isOnlyTable = isTable && folder == nil && sheet == nil && !hasTeams
    if isTable { try files.write(rows.header) }
    try selection.forEachPiece(threads: request.threads, monitor: monitor) {
      [folder, summary, sheet] piece in
      var part = SelectionPart(
        summary: SummaryPart(of: summary, units: piece.count),
        lines: ByteText(capacity: piece.count * 192)
      )
      guard !isOnlyTable else {
        try piece.forEachUnit { unit in
          part.summary.add(unit)
          rows.append(unit, to: part.lines)
        }
        return part
      }
      try piece.forEachUnit { unit in
        part.summary.add(unit)
        if let folder, unit.rank <= sizes[unit.stratum] {
          part.published.append(try folder.row(of: unit))
        }
        if hasTeams, unit.rank <= sizes[unit.stratum] {
          part.objects.append(try ProtocolText(String(decoding: unit.id, as: UTF8.self)))
        }
        if let sheet {
          part.rows.append(sheet.row(of: unit))
        } else if isTable {
          rows.append(unit, to: part.lines)
        } else {
          part.listed.append(outcome.listed(unit))
        }
      }
      return part
    } take: { part in
      summary.add(part.summary)
      folder?.add(part.published)
      document.add(part.listed)
      objects += part.objects
      try book?.add(part.rows)
      try files.write(part.lines.bytes)
    }
    try book?.finish()
    if case .document(let text) = files.outputs.form { try files.write(try text(document)) }
    return (summary, objects)
  }
}

extension PositionDraw {
  /// Writes the positions and the receipt: both or none.
  ///
  /// - Parameters:
  ///   - outputs: where they go; a draw of positions publishes nothing.
  ///   - log: the log of a committed draw's seeds, in which the seed stands before an output is shown.
  /// - Throws: `OutputError`.
  public func write(into outputs: DrawOutputs, log: HeldSeedLog? = nil) throws {
    let files = try OpenOutputs(outputs)
    try log?.note(seed)
    switch outputs.form {
    case .csv: try forEachPiece { try files.write($0) }
    case .workbook(let language, _): try files.write(self, in: language)
    case .document(let text): try files.write(try text(document))
    }
    try files.finish(receipt(tool: outputs.tool), folder: nil)
  }
}
