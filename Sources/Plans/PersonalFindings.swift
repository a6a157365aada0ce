internal import Frames
internal import Sampling

/// What of a plan's text is a person's: what ``PersonalData`` finds, and names behind a label or in a contact's cell.
///
/// Placeholders (某某, 1XX-XXXX-XXXX, ***) are none. A finding shows what it found with its middle
/// hidden, so that a report of findings can be passed on.
enum PersonalFindings {
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
    var hits = numbers(folded, characters)
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

  /// Telephone numbers, mail addresses and identity numbers.
  private static func numbers(_ folded: [Character], _ text: [Character]) -> [Hit] {
    // One scalar a character, so that places are those of characters.
    let scalars = text.map { $0.unicodeScalars.first ?? " " }
    return PersonalData(scalars).hits.compactMap { hit in
      let found = String(folded[hit.range])
      switch hit.kind {
      case .mailAddress:
        let parts = found.split(separator: "@", omittingEmptySubsequences: false)
        // xxx@xxx.com is a placeholder.
        guard !parts[0].allSatisfy({ $0 == "x" }) else { return nil }
        return Hit(kind: .mail, range: hit.range, hidden: "***@" + parts.dropFirst().joined())
      case .identityNumber, .oldIdentityNumber, .datedNumber:
        // A finding is looked at by a person: what may be an identity number is one.
        return Hit(
          kind: .identity,
          range: hit.range,
          hidden: hidden(found.filter(\.isLetterOrDigit))
        )
      case .telephone:
        return Hit(kind: .phone, range: hit.range, hidden: hidden(found.filter(\.isLetterOrDigit)))
      }
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

extension Character {
  fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}
