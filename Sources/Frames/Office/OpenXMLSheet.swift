import Foundation

/// Reads the cells of a sheet of an Office Open XML workbook.
final class OpenXMLSheet: XMLConsumer {
  private let strings: SharedStrings
  private let formats: [CellFormat]
  private let numbers: CellNumber
  private let sink: SheetText
  /// Whether the first cell with content ends the reading.
  private let endsAtContent: Bool
  /// Whether a cell with content was met.
  private(set) var hasContent = false
  /// What adding a cell threw.
  private(set) var error: (any Error)?

  private var row = 0
  private var column = -1
  private var type = Kind.number
  private var format = CellFormat.general
  private var isCapturing = false
  private var isInline = false
  private var hasFormula = false
  private var hasValue = false
  private var phonetic = 0
  private let value = ByteText()
  private let written = ByteText()

  private enum Kind { case number, shared, text, inline, boolean, error, date }

  init(
    strings: SharedStrings,
    formats: [CellFormat],
    numbers: CellNumber,
    sink: SheetText,
    endsAtContent: Bool = false
  ) {
    self.strings = strings
    self.formats = formats
    self.numbers = numbers
    self.sink = sink
    self.endsAtContent = endsAtContent
  }

  override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
    switch UInt8(bitPattern: name[0]) {
    case UInt8(ascii: "c") where name[1] == 0: beginCell(attributes)
    case UInt8(ascii: "v") where name[1] == 0:
      value.removeAll()
      isCapturing = true
      hasValue = true
    case UInt8(ascii: "f") where name[1] == 0: hasFormula = true
    case UInt8(ascii: "t") where name[1] == 0: isCapturing = isInline && phonetic == 0
    case UInt8(ascii: "i") where strcmp(name, "is") == 0:
      value.removeAll()
      isInline = true
    case UInt8(ascii: "r") where strcmp(name, "row") == 0:
      var number = row + 1
      attributes.each { key, value in
        if key[0] == 0x72, key[1] == 0 { number = Int(String(cString: value)) ?? -1 }
      }
      if number <= row { fail(.damaged(part: "row \(number)")) }
      row = number
      column = -1
    case UInt8(ascii: "r") where strcmp(name, "rPh") == 0: phonetic += 1
    default: break
    }
  }

  private func beginCell(_ attributes: XMLAttributes) {
    column += 1
    type = .number
    format = .general
    (hasFormula, hasValue) = (false, false)
    value.removeAll()
    attributes.each { key, content in
      guard key[1] == 0 else { return }
      switch UInt8(bitPattern: key[0]) {
      case UInt8(ascii: "r"): column = OpenXMLSheet.column(content) ?? column
      case UInt8(ascii: "t"): type = OpenXMLSheet.kind(content)
      case UInt8(ascii: "s"):
        let index = Int(atoi(content))
        if formats.indices.contains(index) { format = formats[index] }
      default: break
      }
    }
  }

  private static func kind(_ text: UnsafePointer<CChar>) -> Kind {
    switch UInt8(bitPattern: text[0]) {
    case UInt8(ascii: "s"): text[1] == 0 ? .shared : .text
    case UInt8(ascii: "i"): .inline
    case UInt8(ascii: "b"): .boolean
    case UInt8(ascii: "e"): .error
    case UInt8(ascii: "d"): .date
    default: .number
    }
  }

  /// The column of a reference such as AB12, from 0.
  static func column(_ reference: UnsafePointer<CChar>) -> Int? {
    var (number, place) = (0, 0)
    while true {
      let letter = UInt8(bitPattern: reference[place]) & 0xDF
      guard letter &- 0x41 <= 25, place < 4 else { break }
      number = number * 26 + Int(letter) - 0x40
      place += 1
    }
    return number > 0 ? number - 1 : nil
  }

  override func end(_ name: UnsafePointer<CChar>) {
    switch UInt8(bitPattern: name[0]) {
    case UInt8(ascii: "v") where name[1] == 0, UInt8(ascii: "t") where name[1] == 0:
      isCapturing = false
    case UInt8(ascii: "i") where strcmp(name, "is") == 0: isInline = false
    case UInt8(ascii: "r") where strcmp(name, "rPh") == 0: phonetic -= 1
    case UInt8(ascii: "c") where name[1] == 0: endCell()
    default: break
    }
  }

  override func text(_ piece: UnsafeRawBufferPointer) {
    guard isCapturing else { return }
    value.append(piece)
    if value.count > CellEscapes.longestCell { fail(WorkbookError.longCell) }
  }

  private func endCell() {
    // An empty result stands there as one; a program that only writes formulas leaves none.
    if hasFormula, !hasValue {
      hasContent = true
      return fail(.uncomputed(row: row, column: column))
    }
    guard value.count > 0 else { return }
    let content: UnsafeRawBufferPointer
    switch type {
    case .shared:
      guard let index = Int(String(decoding: value.bytes, as: UTF8.self)), let text = strings[index]
      else { return fail(.damaged(part: "sharedStrings")) }
      content = text
    case .text, .inline:
      CellEscapes.resolve(in: value, from: 0)
      content = value.bytes
    case .boolean:
      let isTrue = value.bytes.first == 0x31
      value.removeAll()
      value.append(Array((isTrue ? "TRUE" : "FALSE").utf8))
      content = value.bytes
    case .date, .error: content = value.bytes
    case .number:
      written.removeAll()
      guard numbers.append(value.bytes, format, to: written) else {
        return fail(.damaged(part: "row \(row)"))
      }
      content = written.bytes
    }
    guard !content.isEmpty else { return }
    hasContent = true
    if endsAtContent { return fail(.empty) }
    do {
      try sink.add(row: row, column: column, content)
    } catch {
      self.error = error
      fail(error as? WorkbookError ?? .empty)
    }
  }
}

/// Finds the merged ranges of a sheet, which stand behind its cells.
struct MergedRanges {
  private(set) var ranges: [SheetText.Merged] = []
  private var carry: [UInt8] = []

  private static let mark = ByteSearch("mergeCell")
  private static let reference = ByteSearch("ref=\"")

  /// Ranges that are kept; files with more were not met.
  private static let greatestCount = 200_000

  /// Looks for `<mergeCell ref="A3:A7"` in the next piece of the part.
  mutating func look(in piece: UnsafeRawBufferPointer) {
    // What ends in the next piece begins with the last bytes of this one.
    let hasMark = MergedRanges.mark.first(in: piece) != nil
    guard hasMark || !carry.isEmpty else {
      carry = MergedRanges.rest(of: piece)
      return
    }
    let text = carry + piece
    text.withUnsafeBytes { bytes in
      var offset = 0
      while let found = MergedRanges.reference.first(in: bytes, from: offset) {
        let start = found + 5
        guard let end = bytes[start...].firstIndex(of: 0x22) else { break }
        offset = end
        let head = bytes[max(0, start - 40)..<start]
        guard String(decoding: head, as: UTF8.self).contains("mergeCell ") else { continue }
        add(String(decoding: bytes[start..<end], as: UTF8.self))
      }
    }
    carry = text.withUnsafeBytes { MergedRanges.rest(of: $0) }
  }

  private static func rest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let tail = bytes.suffix(80)
    return tail.lastIndex(of: 0x3C).map { Array(bytes[$0...]) } ?? []
  }

  private mutating func add(_ reference: String) {
    let ends = reference.split(separator: ":")
    guard ends.count == 2, ranges.count < MergedRanges.greatestCount else { return }
    func row(_ text: Substring) -> Int? { Int(text.drop { $0.isLetter || $0 == "$" }) }
    guard let first = row(ends[0]), let last = row(ends[1]),
      let column = String(ends[0]).withCString({ OpenXMLSheet.column($0) })
    else { return }
    ranges.append(.init(column: column, firstRow: first, lastRow: last))
  }
}
