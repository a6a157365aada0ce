import Draws
import Foundation
import Frames
import Sampling

/// A receipt that was accepted and names no design.
private struct NoDesign: Error {
  var name: String
}

/// Whether an edit that was accepted says the same as before: proved by values that are read here, by code of
/// its own, and by drawing again with what the edited file says.
struct MutationJudge {
  let it: MutationCase
  let scratch: Scratch

  func isEquivalent(
    _ part: MutationCase.Part,
    _ edited: [UInt8],
    _ verification: Verification
  ) throws -> Bool {
    let original = try it.original(part)
    if edited == original { return true }
    switch part {
    // The commitment is the digest of the bytes: nothing but the same bytes is the same.
    case .record, .recordBefore: return false
    case .notice: return Self.plain(edited) == Self.plain(original)
    case .receipt: return try isReceipt(edited, verification)
    case .selection:
      guard !it.isPublished else { return try isList(edited) }
      if let left = PlainJSON.parse(edited), let right = PlainJSON.parse(original) {
        return left.isSame(as: right)
      }
      return Self.isSameTable(edited, original)
    case .receiptBefore:
      // Version 2 names its bytes.
      guard it.name.hasPrefix("version-1"), let before = it.before.first else {
        return false
      }
      let own = try before.verify(.receipt, edited, in: scratch)
      return try MutationJudge(it: before, scratch: scratch).isReceipt(edited, own)
    }
  }

  /// A notice comes from a page: a mark before it, its line ends and the last one are no difference.
  private static func plain(_ bytes: [UInt8]) -> [UInt8]? {
    guard var text = String(validating: bytes, as: UTF8.self) else { return nil }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    var plain = Array(text.replacing("\r\n", with: "\n").utf8)
    if plain.last != 0x0A { plain.append(0x0A) }
    return plain
  }

  private static func isSameTable(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard let left = PlainCSV.cells(left), let right = PlainCSV.cells(right) else { return false }
    return left.elementsEqual(right) { own, other in
      own.elementsEqual(other) { $0.utf8.elementsEqual($1.utf8) }
    }
  }

  /// Whether a draw with what the receipt says gives a receipt that says the same, but for the program's
  /// name, and for the digest of a pool of other bytes, which the verification then says.
  private func isReceipt(_ edited: [UInt8], _ verification: Verification) throws -> Bool {
    guard let given = PlainJSON.parse(edited) else { return false }
    let isOtherPool = verification.lines.contains {
      $0.subject == .frame && $0.finding.english.contains("other bytes")
    }
    let drawn = try redrawn(edited)
    guard let wanted = PlainJSON.parse(Array(drawn.receipt.utf8)) else { return false }
    let (own, other) = (given.without("tool"), wanted.without("tool"))
    if own.isSame(as: other) { return true }
    return isOtherPool
      && own.without("frame", "sha256").isSame(as: other.without("frame", "sha256"))
  }

  /// Whether a draw that publishes the columns of the list gives the same list.
  private func isList(_ edited: [UInt8]) throws -> Bool {
    let columns = PlainCSV.cells(edited)?.first.map { Array($0.dropFirst()) }
    let drawn = try redrawn(try it.original(.receipt), columns: columns)
    return Self.isSameTable(edited, drawn.list)
  }

  /// Draws again with what a receipt says, and with these columns where it names none.
  private func redrawn(
    _ receipt: [UInt8],
    columns: [String]? = nil
  ) throws -> (receipt: String, list: [UInt8]) {
    let record = try record()
    guard let published = try PublicReceipt(receipt, file: "receipt") else {
      return (try redrawn(try Receipt(receipt, file: "receipt"), record), [])
    }
    let isFirst = published.schema.hasSuffix("/1")
    // Version 1 has nothing that the record does not determine.
    if isFirst, columns == nil {
      return (String(decoding: try it.original(.receipt), as: UTF8.self), [])
    }
    var layout = it.layout
    layout.idColumns = published.id ?? layout.idColumns
    layout.stratumColumn = published.stratum ?? layout.stratumColumn
    var request = DrawRequest(
      DrawTerms(label: try ProtocolText(published.label), sizing: nil),
      seed: try ProtocolText(published.seed)
    )
    request.record = record
    let committed = record?.shown.columns.map(\.text) ?? []
    request.terms.shown = committed.isEmpty ? published.shown ?? columns ?? [] : committed
    let folder = scratch.path("public")
    _ = try draw(request, layout, record, publish: folder)
    let files = try ["receipt.json", "selection.csv"].map { name in
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }
    return (String(decoding: files[0], as: UTF8.self), files[1])
  }

  private func record() throws -> DrawRecord? {
    if it.files[.record] != nil { return try MutationCase.record(try it.original(.record)) }
    guard it.files[.notice] != nil else { return nil }
    return try Notice(try it.original(.notice), file: "notice").record
  }

  private func redrawn(_ receipt: Receipt, _ record: DrawRecord?) throws -> String {
    let (label, seed) = (try ProtocolText(receipt.label), try ProtocolText(receipt.seed))
    guard receipt.design != "positions" else {
      return try PositionDraw(
        population: receipt.frame.units,
        size: receipt.strata.reduce(0) { $0 + $1.size },
        reserves: receipt.reserves,
        label: label,
        seed: seed,
        record: record
      ).receipt(tool: receipt.tool).json
    }
    var layout = PoolLayout()
    layout.idColumns = receipt.columns?.id ?? []
    layout.stratumColumn = receipt.columns?.stratum
    layout.unclassified = try receipt.columns?.unclassified.map { try ProtocolText($0) }
    layout.measureColumn = receipt.measure
    layout.normalizes = receipt.normalized != nil
    layout.filters = try (receipt.filter ?? []).map { try RowFilter(parsing: $0) }
    // Version 1 has no rules: what the receipt says of them is all there is.
    let sizing = record?.version == .two ? nil : try self.sizing(receipt)
    var request = DrawRequest(DrawTerms(label: label, sizing: sizing), seed: seed)
    request.record = record
    guard let design = Design(rawValue: receipt.design) else {
      throw NoDesign(name: receipt.design)
    }
    request.terms.design = design
    request.terms.shown = receipt.shown ?? []
    request.wantsDigest = receipt.frame.sha256 != nil
    try request.goOn(from: nil)
    if record?.version != .two {
      for stratum in receipt.strata {
        request.terms.reserves.add(
          try Rule(parsing: "=\(stratum.reserves)"),
          in: try ProtocolText(stratum.stratum)
        )
      }
    }
    if record?.version != .two, let starts = receipt.starts {
      request.terms.starts = .rotation(
        Dictionary(
          uniqueKeysWithValues: try starts.map { (try ProtocolText($0), Digest(hex: $1) ?? .none) }
            .compactMap { name, start in start.map { (name, $0) } }
        )
      )
    }
    return try draw(request, layout, record, publish: nil)
  }

  /// Sizes as a table gives them, each with its rule.
  private func sizing(_ receipt: Receipt) throws -> Sizing {
    let rows = receipt.strata.map { stratum in
      PlainJSON.object([
        .init(key: "stratum", value: .text(stratum.stratum)),
        .init(key: "size", value: .number("\(stratum.size)")),
        .init(key: "rule", value: .text(stratum.rule)),
      ])
    }
    let table = PlainJSON.object([
      .init(key: "schema", value: .text("spotcheck.sizes/1")),
      .init(key: "strata", value: .list(rows)),
    ])
    let path = scratch.path("sizes.json")
    try Data(table.bytes).write(to: URL(fileURLWithPath: path))
    return .sizes(try SizesFile(path))
  }

  /// Draws by the way of `draw`: census, selection, summary.
  private func draw(
    _ request: DrawRequest,
    _ layout: PoolLayout,
    _ record: DrawRecord?,
    publish folder: String?
  ) throws -> String {
    var (request, layout) = (request, layout)
    request.threads = 1
    if let record {
      layout.filters = try record.filters.map { try RowFilter(parsing: $0.text) }
      request.terms.design = record.design
    }
    layout.exclusions = try it.exclusionList()
    let pool = try Pool(MutationCase.path(it.pool ?? ""), layout: layout)
    let sample = try pool.draw(request)
    var summary = SelectionSummary(sample.outcome.plans)
    let sizes = sample.outcome.plans.map(\.count.size)
    var part = SummaryPart(of: summary, units: sample.outcome.units)
    var list = try folder.map {
      try PublicFolder(
        $0,
        columns: request.terms.shown,
        pool: pool,
        isSealed: record?.isSealed ?? false,
        opensStrata: true
      )
    }
    try sample.selection.forEachUnit { unit in
      part.add(unit)
      if let row = try list?.row(of: unit), unit.rank <= sizes[unit.stratum] { list?.add([row]) }
    }
    summary.add(part)
    let receipt = Receipt(
      sample.outcome,
      request: request,
      pool: pool,
      summary: summary,
      tool: "spotcheck"
    )
    for file in try list?.write(receipt) ?? [] { try file.commit() }
    return try receipt.json
  }
}
