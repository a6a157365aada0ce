internal import Sampling

/// A part of a cell between two marks: words, amounts, and what stands in brackets.
struct CellPiece {
  enum Element {
    case words(Range<Int>)
    case amount(Amount)
    /// What stands in brackets.
    case aside([CellPiece], Range<Int>)
  }

  /// The mark before a piece.
  enum Mark {
    /// The cell begins, or a sentence: ; 。
    case start
    /// ,
    case comma
    /// 、 or a stroke: a list goes on.
    case list
    /// :
    case colon
  }

  var before: Mark
  var elements: [Element] = []

  /// The amounts of the piece itself.
  var amounts: [Amount] {
    elements.compactMap { if case .amount(let amount) = $0 { amount } else { nil } }
  }

  /// The words of the piece itself.
  var words: [Range<Int>] {
    elements.compactMap { if case .words(let range) = $0 { range } else { nil } }
  }

  /// From its first to its last scalar, brackets included; empty where nothing is written.
  var range: Range<Int> {
    var (lower, upper) = (Int.max, 0)
    for element in elements {
      let range =
        switch element {
        case .words(let range): range
        case .amount(let amount): amount.range
        case .aside(_, let range): range
        }
      (lower, upper) = (min(lower, range.lowerBound), max(upper, range.upperBound))
    }
    return lower < upper ? lower..<upper : 0..<0
  }
}

/// Cuts a cell into pieces.
struct CellCutter {
  private(set) var text: CellText
  private var pieces: [CellPiece] = []
  private var piece = CellPiece(before: .start)
  private var wordsStart: Int?
  /// How many brackets are open.
  private let depth: Int
  /// Brackets inside brackets that are told apart; deeper ones are words.
  private static let greatestDepth = 6

  init(_ text: CellText, depth: Int = 0) {
    self.text = text
    self.depth = depth
  }

  /// The pieces of a part of the cell.
  mutating func cut(_ range: Range<Int>) -> [CellPiece] {
    let outer = (pieces, piece, wordsStart)
    (pieces, piece, wordsStart) = ([], CellPiece(before: .start), nil)
    defer { (pieces, piece, wordsStart) = outer }
    let scanner = AmountScanner(text: text, limit: range.upperBound)
    var index = range.lowerBound
    while index < range.upperBound {
      if isAtStart, let end = enumerator(index, range.upperBound) {
        text.use(index..<end)
        index = end
      } else if isCircled(index) {
        endWords(index)
        endPiece(.start)
        index += 1
      } else if let mark = mark(at: index) {
        endWords(index)
        endPiece(mark)
        index += 1
      } else if text.scalars[index] == "(", depth < Self.greatestDepth {
        index = bracket(index, range.upperBound)
      } else if ")!*※●■".unicodeScalars.contains(text.scalars[index]) {
        endWords(index)
        index += 1
      } else if let hit = scanner.hit(at: index) {
        index = take(hit, index)
      } else {
        if wordsStart == nil { wordsStart = index }
        index += 1
      }
    }
    endWords(range.upperBound)
    endPiece(.start)
    return pieces
  }

  private var isAtStart: Bool {
    wordsStart == nil && piece.elements.isEmpty && piece.before == .start
  }

  private mutating func take(_ hit: AmountScanner.Hit, _ index: Int) -> Int {
    switch hit {
    case .amount(let amount):
      endWords(index)
      piece.elements.append(.amount(amount))
      return amount.range.upperBound
    case .other(let end):
      text.use(index..<end)
      if wordsStart == nil { wordsStart = index }
      return end
    case .word(let end):
      if wordsStart == nil { wordsStart = index }
      return max(end, index + 1)
    }
  }

  private mutating func endWords(_ index: Int) {
    if let start = wordsStart, start < index { piece.elements.append(.words(start..<index)) }
    wordsStart = nil
  }

  private mutating func endPiece(_ mark: CellPiece.Mark) {
    if !piece.elements.isEmpty { pieces.append(piece) }
    // A comma behind a semicolon changes nothing.
    let before = piece.elements.isEmpty && piece.before == .start ? .start : mark
    piece = CellPiece(before: before)
  }

  private func mark(at index: Int) -> CellPiece.Mark? {
    switch text.scalars[index] {
    case ";", "。": .start
    case ",", "|", " ": .comma
    // 上、下半年 is one word.
    case "、" where text.sees("下半年".unicodeScalars, at: index + 1) && text[index - 1] == "上": nil
    case "、", "/", "+": .list
    case ":": .colon
    case ".": text[index + 1].map { $0.isLetter || text.isDigit(index + 1) } == true ? nil : .start
    default: nil
    }
  }

  /// ①, which numbers a part of the cell wherever it stands.
  private func isCircled(_ index: Int) -> Bool {
    (0x2460...0x2473).contains(text.scalars[index].value)
  }

  /// `1.`, `2、`, `(3)`, `一、` that number the parts of a cell.
  private func enumerator(_ start: Int, _ limit: Int) -> Int? {
    var index = start
    let isEnclosed = text[index] == "("
    if isEnclosed { index += 1 }
    let first = index
    while index < limit, text.isDigit(index), index - first < 2 { index += 1 }
    let hasDigits = index > first
    while !hasDigits, index < limit, index - first < 2, let scalar = text[index],
      "一二三四五六七八九十".unicodeScalars.contains(scalar)
    {
      index += 1
    }
    guard index > first, let mark = text[index] else { return nil }
    if isEnclosed { return mark == ")" && index + 1 < limit ? index + 1 : nil }
    guard (hasDigits ? ".、)" : "、").unicodeScalars.contains(mark), index + 1 < limit,
      !text.isDigit(index + 1)
    else { return nil }
    // 一、二级 lists two grades, and 1、2级 too.
    let next = text[index + 1]
    let lists = next.map { "一二三四五六七八九十甲乙丙丁".unicodeScalars.contains($0) } ?? false
    return lists ? nil : index + 1
  }

  // MARK: Brackets

  /// Takes what stands in brackets; a bracket that is not closed is closed by the end.
  private mutating func bracket(_ start: Int, _ limit: Int) -> Int {
    var open = 0
    var close = start
    while close < limit {
      if text.scalars[close] == "(" { open += 1 }
      if text.scalars[close] == ")" { open -= 1 }
      if open == 0 { break }
      close += 1
    }
    let inside = (start + 1)..<max(min(close, limit), start + 1)
    let end = min(close + 1, limit)
    if isPartOfName(inside) {
      if wordsStart == nil { wordsStart = start }
      return end
    }
    // (2) between two parts numbers the second.
    if inside.count <= 2, !inside.isEmpty, inside.allSatisfy(text.isDigit), end < limit,
      mark(at: end) == nil, !text.isDigit(end)
    {
      text.use(inside)
      endWords(start)
      endPiece(.start)
      return end
    }
    if isFootnote(inside) {
      text.use(inside)
      endWords(start)
      return end
    }
    endWords(start)
    var cutter = CellCutter(text, depth: depth + 1)
    let pieces = cutter.cut(inside)
    text = cutter.text
    if !pieces.isEmpty { piece.elements.append(.aside(pieces, start..<end)) }
    return end
  }

  private static let nameScalars = Set("市县区旗州盟镇乡街道、/及或含本数场科户家个所".unicodeScalars)

  /// 县(市、区), 家(户), (含)以上: part of the word around.
  private func isPartOfName(_ inside: Range<Int>) -> Bool {
    inside.count <= 6 && text.scalars[inside].allSatisfy(Self.nameScalars.contains)
  }

  /// (a), (1), (注2) behind words; a letter behind an amount is a class.
  private func isFootnote(_ inside: Range<Int>) -> Bool {
    guard inside.count <= 3, !inside.isEmpty else { return false }
    if case .amount = piece.elements.last, wordsStart == nil { return false }
    let body = text.scalars[inside].drop { $0 == "注" }
    return body.allSatisfy { ("0"..."9").contains($0) }
      || (body.count == 1 && body[body.startIndex].isLetter)
  }
}
