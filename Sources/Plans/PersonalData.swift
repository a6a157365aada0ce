internal import Frames
internal import Sampling

/// Telephone numbers, mail addresses, identity numbers and names of persons in a text.
///
/// Placeholders (某某, 1XX-XXXX-XXXX, ***) are none. A finding shows what it found with its middle
/// hidden, so that a report of findings can be passed on.
enum PersonalData {
  enum Kind { case phone, mail, identity, name }

  /// Something found, and what may be shown of it.
  struct Hit {
    var kind: Kind
    /// Offsets of characters.
    var range: Range<Int>
    var hidden: String
  }

  /// Finds all of it.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - isContact: whether the text is a contact's cell, where a bare name is a person's.
  /// - Returns: what was found, in the order of the text.
  static func hits(in text: String, isContact: Bool = false) -> [Hit] {
    guard isContact || mayHold(text) else { return [] }
    let characters = Array(text)
    let folded = characters.map { character in
      character.isWhitespace
        ? " " : character.unicodeScalars.first.map { Character(FoldedText.fold($0)) } ?? " "
    }
    var hits = mails(characters, folded) + numbers(characters, folded)
    hits += names(characters, folded, isContact: isContact)
    return hits.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Whether a text has what every hit needs: seven digits, an @, or a character of a label.
  private static func mayHold(_ text: String) -> Bool {
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9", "０"..."９": digits += 1
      case "@", "＠", "人", "员", "員", "名", "式": return true
      default: break
      }
    }
    return digits >= 7
  }

  /// The text with everything personal hidden.
  static func masked(_ text: String) -> String {
    let hits = hits(in: text)
    guard !hits.isEmpty else { return text }
    let characters = Array(text)
    var result = ""
    var position = 0
    for hit in hits where hit.range.lowerBound >= position {
      result += String(characters[position..<hit.range.lowerBound]) + hit.hidden
      position = hit.range.upperBound
    }
    return result + String(characters[position...])
  }

  /// Runs of digits with single blanks or hyphens between them.
  private static func numbers(_ characters: [Character], _ folded: [Character]) -> [Hit] {
    var hits: [Hit] = []
    var index = 0
    while index < folded.count {
      guard folded[index].isDigit else {
        index += 1
        continue
      }
      var end = index
      var digits = ""
      while end < folded.count {
        if folded[end].isDigit {
          digits.append(folded[end])
        } else if !("- ".contains(folded[end]) && end + 1 < folded.count
          && folded[end + 1].isDigit)
        {
          break
        }
        end += 1
      }
      let isJoined = index > 0 && folded[index - 1].isASCII && folded[index - 1].isLetter
      let label = String(folded[max(0, index - 6)..<index])
      if digits.count == 17, end < folded.count, folded[end] == "x" {
        digits.append("x")
        end += 1
      }
      if isIdentity(digits) {
        hits.append(Hit(kind: .identity, range: index..<end, hidden: hidden(digits)))
      } else if !isJoined, isPhone(digits, behind: label) {
        hits.append(Hit(kind: .phone, range: index..<end, hidden: hidden(digits)))
      }
      index = end
    }
    return hits
  }

  private static func isPhone(_ digits: String, behind label: String) -> Bool {
    let second = digits.dropFirst().first
    let third = digits.dropFirst(2).first
    if digits.count == 11, digits.first == "1", let second, ("3"..."9").contains(second) {
      return true
    }
    if digits.count == 13, digits.hasPrefix("86"), third == "1" { return true }
    // An area code and seven or eight digits; years and dates do not begin so.
    if (10...12).contains(digits.count), digits.first == "0", second != "0" { return true }
    let isNamed = ["电话", "手机", "联系", "座机", "tel", "传真"].contains { label.holds($0) }
    return isNamed && (7...8).contains(digits.count)
  }

  /// 18 places, of which the seventh to the fourteenth are a date of birth.
  private static func isIdentity(_ digits: String) -> Bool {
    guard digits.count == 18, digits.first != "0" else { return false }
    let places = Array(digits)
    guard let year = Int(String(places[6..<10])), let month = Int(String(places[10..<12])),
      let day = Int(String(places[12..<14])), (1900...2099).contains(year)
    else { return false }
    return CivilDate(year: year, month: month, day: day) != nil
  }

  private static func mails(_ characters: [Character], _ folded: [Character]) -> [Hit] {
    func belongs(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber || "._-+".contains(character))
    }
    return folded.indices.filter { folded[$0] == "@" }.compactMap { at in
      var start = at
      while start > 0, belongs(folded[start - 1]) { start -= 1 }
      var end = at + 1
      while end < folded.count, belongs(folded[end]) { end += 1 }
      guard start < at, folded[(at + 1)..<end].contains("."),
        !folded[start..<at].allSatisfy({ $0 == "x" })
      else { return nil }
      return Hit(kind: .mail, range: start..<end, hidden: "***@" + String(folded[(at + 1)..<end]))
    }
  }

  private static let labels = [
    "联系人", "填报人", "填表人", "责任人", "负责人", "经办人", "联络员", "联系方式", "姓名", "制表人", "审核人",
  ]

  private static func names(
    _ characters: [Character],
    _ folded: [Character],
    isContact: Bool
  ) -> [Hit] {
    var hits: [Hit] = []
    var index = 0
    while index < folded.count {
      guard isHan(folded[index]) else {
        index += 1
        continue
      }
      let end = folded[index...].firstIndex { !isHan($0) } ?? folded.count
      // 张 三: a name of two characters is set with a blank between them.
      var run = String(folded[index..<end])
      var stop = end
      if run.count == 1, end + 1 < folded.count, folded[end].isWhitespace, isHan(folded[end + 1]) {
        let next = folded[(end + 1)...].firstIndex { !isHan($0) } ?? folded.count
        if next - end == 2 { (run, stop) = (run + String(folded[end + 1]), next) }
      }
      let before = String(folded[max(0, index - 8)..<index].filter { !" :(".contains($0) })
      let isLabelled = labels.contains { before.hasSuffix($0) }
      // The label itself may run into the name: 联系人张三.
      let label = labels.first { run.hasPrefix($0) && run.count > $0.count }
      let name = label.map { String(run.dropFirst($0.count)) } ?? run
      if isLabelled || label != nil || isContact, isName(name) {
        hits.append(
          Hit(
            kind: .name,
            range: (index + (label?.count ?? 0))..<stop,
            hidden: name.prefix(1) + "某"
          )
        )
      }
      index = stop
    }
    return hits
  }

  /// Words behind a label or in a contact's cell that begin with what could be a surname.
  private static let notNames = [
    "电话", "手机", "方式", "邮箱", "单位", "部门", "同志", "公开", "任职", "情况", "人员", "安全", "资格", "信息", "管理",
  ]

  /// Two or three characters of which the first is a surname, and no placeholder; four with a double
  /// surname.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    let isDouble = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐"].contains {
      text.hasPrefix($0)
    }
    guard isDouble ? (3...4).contains(text.count) : (2...3).contains(text.count),
      isDouble || surnames.contains(first)
    else { return false }
    return !text.contains("某") && !ItemCell.isDepartment(text)
      && !notNames.contains { text.holds($0) }
  }

  // The most common surnames, together those of some nine in ten persons.
  private static let surnames: Set<Character> = Set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方"
      + "邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦"
      + "向柳邢岳齐梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强娄匡"
  )

  private static func hidden(_ digits: String) -> String {
    digits.prefix(3) + String(repeating: "*", count: max(digits.count - 5, 0)) + digits.suffix(2)
  }

  private static func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
  }
}
