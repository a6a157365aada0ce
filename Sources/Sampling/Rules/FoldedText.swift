/// A text as rules and plan cells are read: widths folded, traditional characters simplified, ASCII
/// letters in lower case, white space left out, but for one space between digits, which are two
/// numbers.
///
/// Only for recognising words: what is kept of a cell is kept as it stands.
public struct FoldedText: Hashable, Sendable {
  /// The scalars that are left.
  public let scalars: [Unicode.Scalar]
  /// For each scalar its character's place in the text, from 1; one more at the end.
  public let positions: [Int]

  /// Folds a text.
  ///
  /// - Parameter text: the text.
  /// - Complexity: O(length).
  public init(_ text: some StringProtocol) {
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    var scalars: [Unicode.Scalar] = []
    var positions: [Int] = []
    var count = 0
    var space: Int?
    for character in text {
      count += 1
      for scalar in character.unicodeScalars {
        if FoldedText.isLeftOut(scalar) {
          space = space ?? count
          continue
        }
        let folded = FoldedText.fold(scalar)
        if let space, let last = scalars.last, isDigit(last), isDigit(folded) {
          scalars.append(" ")
          positions.append(space)
        }
        scalars.append(folded)
        positions.append(count)
        space = nil
      }
    }
    self.scalars = scalars
    self.positions = positions + [count + 1]
  }

  /// White space and what can not be seen.
  private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7E, 0x4E00...0x9FFF: false
    default: scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// The scalars as text.
  public var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Folds one scalar: full-width and small forms to ASCII, variants of one sign to one, capitals to
  /// small letters, traditional to simplified.
  ///
  /// - Parameter scalar: the scalar.
  /// - Returns: the scalar that it is read as.
  public static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x41...0x5A: return Unicode.Scalar(UInt8(scalar.value + 32))
    case ..<0x80: return scalar
    case 0xFF21...0xFF3A: return Unicode.Scalar(UInt8(scalar.value - 0xFEE0 + 32))
    case 0xFF01...0xFF5E: return Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
    default: return replacements[scalar] ?? scalar
    }
  }

  private static let replacements: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [
      "﹪": "%", "٪": "%", "﹥": ">", "﹤": "<", "﹦": "=", "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤",
      "∕": "/", "⁄": "/", "∶": ":", "﹕": ":", "︰": ":", "﹔": ";", "﹐": ",", "﹙": "(", "﹚": ")",
      "∼": "~", "〜": "~", "﹣": "-", "‐": "-", "‑": "-", "−": "-", "─": "-", "━": "-", "―": "-",
    ]
    for (old, new) in zip(traditional.unicodeScalars, simplified.unicodeScalars) {
      table[old] = new
    }
    return table
  }()

  // The characters of rules, headings, dates and departments; the second line answers the first.
  private static let traditional =
    "於過數戶個處項從蓋約點號計劃務類對範圍時間責領檢發門聯繫電話頻級備註據風險編單實開結負協雙隨機監區縣無應組織層確際況"
    + "轄業體參與環總標書場專測繪資規農產質覽達義稱屬齊條廳隊鎮鄉衛財稅會現內錄員執證記課兩網絡額報動態調歷當擬東"
    + "別審廣國關辦營設經濟權礦運輸藥學園醫療養視適遞為準較嚴進郵說"
    + "構則廠庫檔優選飲館賓漁糧煙飼獸誠幾輛臺盡萬億輪週顯擇擴積"
  private static let simplified =
    "于过数户个处项从盖约点号计划务类对范围时间责领检发门联系电话频级备注据风险编单实开结负协双随机监区县无应组织层确际况"
    + "辖业体参与环总标书场专测绘资规农产质览达义称属齐条厅队镇乡卫财税会现内录员执证记课两网络额报动态调历当拟东"
    + "别审广国关办营设经济权矿运输药学园医疗养视适递为准较严进邮说"
    + "构则厂库档优选饮馆宾渔粮烟饲兽诚几辆台尽万亿轮周显择扩积"
}

/// Reads a folded text from left to right, word by word.
public struct FoldedScanner: Sendable {
  /// The text.
  public let text: FoldedText
  /// The next scalar.
  public var index = 0

  /// Starts at the beginning of a text.
  ///
  /// - Parameter text: the text, not yet folded.
  public init(_ text: some StringProtocol) {
    self.text = FoldedText(text)
  }

  /// Whether nothing is left.
  public var isAtEnd: Bool { index == text.scalars.count }

  /// The place of the next scalar in the original text, from 1.
  public var position: Int { text.positions[index] }

  /// The next scalar, nil at the end.
  public var next: Unicode.Scalar? { isAtEnd ? nil : text.scalars[index] }

  /// What is left.
  public var rest: String { text(from: index, to: text.scalars.count) }

  /// A part of the folded text.
  ///
  /// - Parameters:
  ///   - start: the index of its first scalar.
  ///   - end: the index behind its last.
  /// - Returns: the part.
  public func text(from start: Int, to end: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.scalars[start..<end])
    return String(view)
  }

  /// Whether a word comes next.
  ///
  /// - Parameter word: the word, folded.
  /// - Returns: whether it does.
  public func sees(_ word: String) -> Bool {
    text.scalars[index...].starts(with: word.unicodeScalars)
  }

  /// Goes past a word if it comes next.
  ///
  /// - Parameter word: the word, folded.
  /// - Returns: whether it came.
  public mutating func take(_ word: String) -> Bool {
    guard sees(word) else { return false }
    index += word.unicodeScalars.count
    return true
  }

  /// Goes past the first of several words that comes next.
  ///
  /// - Parameter words: the words, longer ones before shorter ones that begin them.
  /// - Returns: whether one came.
  public mutating func take(anyOf words: [String]) -> Bool {
    for word in words where take(word) { return true }
    return false
  }

  /// Goes past digits.
  ///
  /// - Parameter allowsPoint: whether decimal points belong to them.
  /// - Returns: the digits, empty where none come.
  public mutating func takeDigits(allowsPoint: Bool = false) -> String {
    let start = index
    while let scalar = next, ("0"..."9").contains(scalar) || (allowsPoint && scalar == ".") {
      index += 1
    }
    return text(from: start, to: index)
  }

  /// Goes past a Chinese numeral below a hundred million: 十, 二十五, 三点五, 两千, 一万二千, 〇.
  ///
  /// - Returns: its value, nil where none comes.
  public mutating func takeChineseNumeral() -> Ratio? {
    let digits: [Unicode.Scalar: Int] = [
      "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
      "九": 9,
    ]
    let places: [Unicode.Scalar: Int] = ["十": 10, "百": 100, "千": 1000]
    let start = index
    // The ten thousands that are complete, what follows them, and a digit that awaits its place.
    var (myriads, total) = (0, 0)
    var pending: Int?
    var last = 10_000
    while let scalar = next {
      if let digit = digits[scalar] {
        guard pending == nil || pending == 0 else { break }
        pending = digit
      } else if let place = places[scalar], place < last {
        total += (pending ?? 1) * place
        (pending, last) = (nil, place)
      } else if scalar == "万", myriads == 0, total + (pending ?? 0) > 0 {
        myriads = (total + (pending ?? 0)) * 10_000
        (total, pending, last) = (0, nil, 10_000)
      } else {
        break
      }
      index += 1
    }
    guard index > start else { return nil }
    total += myriads + (pending ?? 0)
    guard take("点") else { return Ratio(total) }
    var scale = 1
    while let scalar = next, scale < 1_000_000, let digit = digits[scalar] {
      total = total * 10 + digit
      scale *= 10
      index += 1
    }
    return Ratio(total, scale)
  }
}
