internal import Sampling

/// The shape of a table of text: what parts its fields, and where its heading stands.
///
/// Only the beginning of the text is looked at, so that a pool of any length is as fast as before.
struct TableShape {
  /// The byte between fields.
  var delimiter: UInt8
  /// 1 where the first record is Excel's line `sep=;`, which a spreadsheet does not show; else 0.
  var marker: Int
  /// The heading.
  var heading: Heading
  /// Whether the delimiter was found, and not named.
  var isDelimiterFound: Bool
  /// Where each of the first records begins in the text.
  let starts: [Int]
  /// Where each of the first records ends, before its line end.
  let ends: [Int]
  /// Whether the heading has all columns that were wanted.
  var isComplete: Bool

  /// Looks at the beginning of a text.
  ///
  /// - Parameters:
  ///   - text: whole records, the first ones of the table.
  ///   - layout: what is known already.
  ///   - wanted: columns that the heading must have, each by any of some names.
  ///   - file: the name for messages.
  /// - Throws: ``DataError`` where there is no heading in the row that was named.
  init(
    _ text: UnsafeRawBufferPointer,
    layout: TableLayout,
    wanted: [[String]],
    file: String
  ) throws(DataError) {
    let sign = layout.heading == .plain ? nil : SeparatorLine(text)
    marker = sign == nil ? 0 : 1
    var named = layout.delimiter ?? sign?.delimiter
    if layout.delimiter == nil, case .given(let reading) = layout.heading,
      let byte = reading.delimiter?.utf8.first, reading.delimiter?.utf8.count == 1
    {
      named = byte
    }
    if layout.heading == .plain { named = named ?? Delimiter.found(in: text) }
    let candidates = named.map { [$0] } ?? Delimiter.candidates(in: text)
    let beginnings = candidates.map { Beginning(text, delimiter: $0) }
    var found: (Beginning, Heading)?
    var best = beginnings[0]
    for other in beginnings.dropFirst() where other.regularity > best.regularity { best = other }
    isComplete = true
    switch layout.heading {
    case .plain:
      found = best.cells.first.map { (best, Heading(record: 0, names: $0, first: 1)) }
    case .given(let reading):
      // A receipt leaves the comma out; the same list saved since with another delimiter is read too.
      for beginning in beginnings where found == nil && !wanted.isEmpty {
        found = Heading.given(reading, marker: marker, in: beginning.cells)
          .flatMap { Heading.has($0.names, wanted) ? (beginning, $0) : nil }
      }
      found = found ?? Heading.given(reading, marker: marker, in: best.cells).map { (best, $0) }
    case .found(let row):
      let record = row.map { $0 - 1 + (sign == nil ? 0 : 1) }
      if record == nil, !wanted.isEmpty {
        for beginning in beginnings where found == nil {
          let rest = beginning.cells(from: sign == nil ? 0 : 1)
          found = Heading.find(in: rest, wanted: wanted).map { (beginning, $0) }
        }
      }
      if found == nil {
        isComplete = record != nil || wanted.isEmpty
        let heading =
          record == nil
          ? Heading.byShape(in: best.cells(from: sign == nil ? 0 : 1))
          : Heading.find(in: best.cells, wanted: wanted, named: record)
        found = heading.map { (best, $0) }
      }
    }
    guard let (beginning, heading) = found else {
      throw DataError(.init(file: file, reason: TableShape.noHeading(layout)))
    }
    self.heading = heading
    delimiter = beginning.delimiter
    isDelimiterFound = layout.delimiter == nil
    starts = beginning.starts
    ends = beginning.ends
  }

  private static func noHeading(_ layout: TableLayout) -> DataProblem {
    let row: Int? =
      switch layout.heading {
      case .found(let row): row
      case .given(let reading): reading.heading
      case .plain: nil
      }
    return .other(
      Sentence(
        row.map {
          "has no heading in row \($0), or it is beyond the first rows; name another with \(Setting.headerRow)"
        } ?? "has no heading; write the names of the columns into the first row",
        row.map { "第 \($0) 行不是表头，或超出可查找的范围，请用 \(Setting.headerRow) 指定其他行" }
          ?? "没有表头，请在第一行写明列名"
      )
    )
  }

  /// A record as a spreadsheet counts it, from 1.
  func row(ofRecord record: Int) -> Int { record + 1 - marker }
  /// The row of the heading.
  var headingRow: Int { row(ofRecord: heading.record) }
  /// Where the body begins: behind the records before it.
  func firstOffset(in text: UnsafeRawBufferPointer) -> Int {
    guard starts.indices.contains(heading.first) else { return text.count }
    return starts[heading.first]
  }

  /// How the table was read, as far as the text tells.
  func reading(below: Int) -> TableReading {
    var reading = TableReading()
    if headingRow != 1 { reading.heading = headingRow }
    if heading.records != 1 { reading.headingRows = heading.records }
    if heading.first != heading.record + heading.records {
      reading.first = row(ofRecord: heading.first)
    }
    if below > 0 { reading.below = below }
    if delimiter != Delimiter.usual[0] { reading.delimiter = String(UnicodeScalar(delimiter)) }
    return reading
  }

  /// Says how the table was read, where that is not the plain way.
  func report(_ reading: TableReading, file: String) {
    var (english, chinese): ([String], [String]) = ([], [])
    if let sheet = reading.sheet {
      english.append("sheet \"\(sheet.excerpt)\"")
      chinese.append("工作表“\(sheet.excerpt)”")
    }
    if reading.format == "xls" {
      english.append(
        ".xls without the formats of its numbers: 10% is read as 0.1, and some dates as numbers of days; save it"
          + " as .xlsx where that matters"
      )
      chinese.append("未读取 .xls 的数字格式：10% 读作 0.1，部分日期读作天数，如有影响请另存为 .xlsx")
    }
    let above = heading.record - marker
    let between = heading.first - heading.record - heading.records
    let below = reading.below ?? 0
    if above > 0 || between > 0 || below > 0 || heading.records > 1 {
      let last = headingRow + heading.records - 1
      english.append(
        heading.records > 1
          ? "heading in rows \(headingRow) and \(last)" : "heading in row \(headingRow)"
      )
      chinese.append(heading.records > 1 ? "表头在第 \(headingRow)、\(last) 行" : "表头在第 \(headingRow) 行")
      let places = [
        (above, "above", "表头上方"), (between, "right under it", "表头下方"), (below, "at the end", "表尾"),
      ].filter { $0.0 > 0 }
      if !places.isEmpty {
        let list = places.enumerated().map { index, place in
          index == 0
            ? "\(place.0) \(place.0 == 1 ? "row" : "rows") \(place.1)" : "\(place.0) \(place.1)"
        }
        english.append(list.joined(separator: " and ") + " left out")
        chinese.append(places.map { "\($0.2) \($0.0) 行" }.joined(separator: "、") + "未读入")
      }
    }
    if isDelimiterFound, delimiter != Delimiter.usual[0] {
      let name = delimiter == 0x09 ? "tab" : "\"\(String(UnicodeScalar(delimiter)))\""
      english.append("the delimiter is \(name)")
      chinese.append("分隔符为 \(name)")
    }
    guard !english.isEmpty else { return }
    ReadingLog.current?.add(
      file,
      "is read so: \(english.joined(separator: "; "))",
      "的读取方式：\(chinese.joined(separator: "；"))"
    )
  }
}

/// The first records of a text, by a delimiter.
private struct Beginning {
  let delimiter: UInt8
  private(set) var cells: [[String]] = []
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []

  init(_ text: UnsafeRawBufferPointer, delimiter: UInt8) {
    self.delimiter = delimiter
    var scanner = RecordScanner(delimiter: delimiter)
    _ = scanner.scan(text)
    scanner.forEachRecord(in: text) { record in
      guard cells.count <= Heading.reach + 8 else { return }
      cells.append((0..<record.count).map { record.text($0) })
      starts.append(record.start)
      ends.append(record.start + record.bytes.count)
    }
  }

  /// The cells with those of a line `sep=` made empty.
  func cells(from first: Int) -> [[String]] {
    first == 0 ? cells : [[String]](repeating: [""], count: first) + cells.dropFirst(first)
  }

  /// How many records have the usual number of fields, and that number, where it is above 1.
  var regularity: (Int, Int) {
    var counts: [Int: Int] = [:]
    for record in cells where record.count > 1 { counts[record.count, default: 0] += 1 }
    guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
      return (0, 0)
    }
    return (most.value, most.key)
  }
}

/// Excel's line `sep=;`, which names the delimiter.
struct SeparatorLine {
  /// The byte that it names.
  let delimiter: UInt8

  /// Reads the first line of a text; nil where it is no such line.
  init?(_ text: UnsafeRawBufferPointer) {
    var line = text.prefix(12).prefix { $0 != 0x0A && $0 != 0x0D }.map { $0 }
    if line.first == 0x22, let last = line.lastIndex(of: 0x22), last > 5 {
      line = Array(line[1..<last])
    }
    guard line.count == 5, String(decoding: line[..<4], as: UTF8.self).lowercased() == "sep=" else {
      return nil
    }
    delimiter = line[4]
  }
}
