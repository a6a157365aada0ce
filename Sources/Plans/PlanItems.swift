internal import Frames
internal import Sampling

/// The items of an item cell: numbered, line by line, perhaps of several departments.
enum ItemCell {
  /// Splits a cell at line breaks and at numbers (`1.` `2、` `（3）` `④` `五、`), which it drops.
  ///
  /// Where the cell has numbers, a line without one continues the item above, unless a blank line, a
  /// mark or another department parts them. Where it has none, semicolons part the items.
  static func items(of cell: String) -> [String] {
    let lines = cell.split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { String($0).trimmed }
    let isNumbered = lines.contains { splitNumbers($0).count > 1 || startsWithNumber($0) }
    var items: [String] = []
    var endsItem = true
    for line in lines {
      let parts =
        isNumbered
        ? splitNumbers(line) : line.split { ";；".contains($0) }.map { String($0).trimmed }
      for (index, part) in parts.enumerated() {
        let continues = isNumbered && !endsItem && index == 0 && !startsWithNumber(line)
        if continues, let last = items.last, department(of: part) == nil {
          items[items.count - 1] = (last + "\n" + part).joinedLines
        } else {
          items.append(part)
        }
      }
      endsItem = line.last.map { "；;。.".contains($0) } ?? true
    }
    return items.map(stripped).filter { !$0.isEmpty }
  }

  /// The department that an item begins with, written before a bracket or a colon.
  static func department(of item: String) -> String? {
    let head = item.prefix { !"（(：:".contains($0) }
    guard head.count < item.count, (3...16).contains(head.count) else { return nil }
    let name = String(head).trimmed
    // 经营场所（住所）, 培训中心（机构） are no departments.
    let endings = ["局", "委", "委员会", "厅", "股", "大队", "支队", "总队"]
    return isDepartment(name) && endings.contains { name.hasSuffix($0) } ? name : nil
  }

  /// Whether a text is the name of a department and nothing more.
  static func isDepartment(_ name: String) -> Bool {
    let endings = ["局", "委", "办", "厅", "股", "科", "处", "室", "队", "中心", "站", "所", "院", "委员会", "公室"]
    return (2...24).contains(name.count) && endings.contains { name.hasSuffix($0) }
      && !["对", "的", "是否", "情况", "检查", "进行"].contains { name.holds($0) }
  }

  /// Equal items in two lists, whatever the numbering, marks and forms of politeness around them.
  static func key(_ item: String) -> String {
    var text = FoldedText(stripped(item)).text
    text = String(text.filter { $0.isLetter || $0.isNumber })
    if text.hasPrefix("对") { text.removeFirst() }
    for ending in ["的行政检查", "的监督检查", "情况的检查", "的检查", "情况检查", "进行检查", "的抽查", "监督检查", "检查", "抽查"]
    where text.hasSuffix(ending) && text.count > ending.count {
      text.removeLast(ending.count)
      break
    }
    return text
  }

  private static func stripped(_ item: String) -> String {
    var text = item.trimmed[...]
    if let length = numberLength(text) { text = text.dropFirst(length) }
    while let last = text.last, "；;。.、，,".contains(last) || last.isWhitespace { text.removeLast() }
    return String(text).trimmed
  }

  private static func startsWithNumber(_ text: String) -> Bool { numberLength(text[...]) != nil }

  /// The length of a number that begins an item, with its mark.
  private static func numberLength(_ text: Substring) -> Int? {
    guard let first = text.first else { return nil }
    if let scalar = first.unicodeScalars.first, (0x2460...0x2473).contains(scalar.value) {
      return 1
    }
    let opens = "(（".contains(first)
    let body = opens ? text.dropFirst() : text
    let digits = body.prefix { $0.isDigit }
    let numerals = body.prefix { "一二三四五六七八九十".contains($0) }
    let count = max(digits.count, numerals.count)
    guard (1...2).contains(count), let mark = body.dropFirst(count).first else { return nil }
    if opens { return ")）".contains(mark) ? count + 2 : nil }
    let marks = digits.isEmpty ? "、" : ".、．)）"
    // 3.5 is a number, 3. an item's.
    let next = body.dropFirst(count + 1).first
    return marks.contains(mark) && next?.isDigit != true ? count + 1 : nil
  }

  /// Cuts a line before every number behind a mark or a space; before （2） and ② anywhere, if the
  /// line begins so: within a sentence they may be a paragraph of a law.
  private static func splitNumbers(_ line: String) -> [String] {
    // Every number has a mark behind it or is circled.
    let hasNumber = line.unicodeScalars.contains {
      ".、．)）".unicodeScalars.contains($0) || (0x2460...0x2473).contains($0.value)
    }
    guard hasNumber else { return [line] }
    var parts: [String] = []
    var start = line.startIndex
    var index = line.startIndex
    var previous: Character = "；"
    let isEnclosed = startsWithNumber(line) && line.first?.isDigit == false
    while index < line.endIndex {
      let encloses = isEnclosed && !line[index].isDigit && !"一二三四五六七八九十".contains(line[index])
      let follows =
        encloses || "；;。.，,、 　".contains(previous) || previous.isWhitespace
      if follows, index > start, numberLength(line[index...]) != nil {
        parts.append(String(line[start..<index]))
        start = index
      }
      previous = line[index]
      index = line.index(after: index)
    }
    parts.append(String(line[start...]))
    return parts.map(\.trimmed).filter { !$0.isEmpty }
  }
}

/// The words of an item, as a list and a plan write it.
package enum PlanItemText {
  /// Whether two texts speak of one item: the same words but for signs, or one within the other.
  ///
  /// - Parameters:
  ///   - one: an item.
  ///   - other: another.
  /// - Returns: whether they are one; never of a text without words.
  package static func covers(_ one: String, _ other: String) -> Bool {
    covers(key: ItemCell.key(one), key: ItemCell.key(other))
  }

  static func covers(key one: String, key other: String) -> Bool {
    !one.isEmpty && !other.isEmpty
      && (one == other
        || (min(one.count, other.count) >= 6 && (one.contains(other) || other.contains(one))))
  }
}
