/// A table as RFC 4180 says, read by code that the program does not have: the judge of whether two lists say
/// the same.
enum PlainCSV {
  /// The cells of every record; nil for what is no table in UTF-8.
  ///
  /// A byte order mark before it is passed over, as are empty lines at the end.
  static func cells(_ bytes: [UInt8]) -> [[String]]? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var scalars = Array(text.unicodeScalars)[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var records: [[String]] = []
    while !scalars.isEmpty {
      guard let record = record(&scalars) else { return nil }
      records.append(record)
    }
    while records.last == [""] { records.removeLast() }
    return records
  }

  private static func record(_ rest: inout ArraySlice<Unicode.Scalar>) -> [String]? {
    var cells: [String] = []
    while true {
      guard let cell = cell(&rest) else { return nil }
      cells.append(cell)
      guard rest.first == "," else { break }
      rest.removeFirst()
    }
    if rest.starts(with: ["\r", "\n"]) {
      rest.removeFirst(2)
    } else if rest.first == "\n" {
      rest.removeFirst()
    } else if !rest.isEmpty {
      return nil
    }
    return cells
  }

  private static func cell(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
    var cell = String.UnicodeScalarView()
    guard rest.first == "\"" else {
      while let next = rest.first, next != ",", next != "\n", !rest.starts(with: ["\r", "\n"]) {
        if next == "\"" { return nil }
        cell.append(next)
        rest.removeFirst()
      }
      return String(cell)
    }
    rest.removeFirst()
    while let next = rest.popFirst() {
      if next != "\"" {
        cell.append(next)
      } else if rest.first == "\"" {
        cell.append(next)
        rest.removeFirst()
      } else {
        return String(cell)
      }
    }
    return nil
  }

  /// The table as text, every cell quoted or none that need not be.
  static func bytes(_ records: [[String]], quoted: Bool = false, lineEnd: String = "\n") -> [UInt8]
  {
    let lines = records.map { cells in
      cells.map { cell in
        let isPlain = !cell.contains { ",\"\n\r\r\n".contains($0) }
        return isPlain && !quoted ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
      }.joined(separator: ",") + lineEnd
    }
    return Array(lines.joined().utf8)
  }
}
