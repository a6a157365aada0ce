internal import Sampling

extension CellParser {
  /// 分别不低于3%、4%和5%: one number for each of several names, in their order.
  mutating func distribute() {
    var index = 0
    while index < statements.count {
      let first = statements[index]
      let names = first.groups
      var end = index + 1
      while end < statements.count, end - index < names.count, follows(end, first) { end += 1 }
      let isList = end - index == names.count && names.count > 1
      if isList {
        // 分别为1、5和10%: the last sign holds for all.
        let last = statements[end - 1].amount
        for (offset, name) in names.enumerated() {
          statements[index + offset].groups = [name]
          statements[index + offset].isContextual = false
          statements[index + offset].comparison =
            statements[index + offset].comparison ?? first.comparison
          statements[index + offset].interval =
            statements[index + offset].interval ?? first.interval
          if last.kind == .share, statements[index + offset].amount.kind == .number {
            statements[index + offset].amount.kind = .share
            statements[index + offset].amount.lower += last.lower.hasSuffix("‰") ? "‰" : "%"
          }
        }
      } else if first.isSeparate, names.count > 1 {
        // As many numbers as names, or none is known to be whose.
        for place in index..<end { statements[place].isSpokenFor = true }
        let words = reader.sentences[first.sentence]
        reading.remarks.append(.contradiction([text.written(words)]))
      }
      index = max(end, index + 1)
    }
  }

  /// Whether a statement goes on with a list that another began.
  private func follows(_ index: Int, _ first: CellStatement) -> Bool {
    let next = statements[index]
    return next.sentence == first.sentence && next.isContextual && next.parent == nil
      && (next.amount.kind == first.amount.kind || first.amount.kind == .number)
      && !next.isTotal && next.each == nil
  }

  /// 20户，不足的全部: `20 or all`.
  mutating func takeOrAll() {
    for index in statements.indices.dropFirst() where statements[index].amount.kind == .all {
      let before = statements[..<index].lastIndex {
        $0.sentence == statements[index].sentence && $0.amount.kind == .count
          && $0.comparison != .lessThan
      }
      let isShort =
        statements[index].comparison == .lessThan
        || statements[index - 1].comparison == .lessThan
          && statements[index - 1].amount.lower == before.map { statements[$0].amount.lower }
      guard let before, isShort else { continue }
      for place in (before + 1)...index { statements[place].isSpokenFor = true }
      statements[before].isOrAll = true
    }
  }

  /// 不足1户的按1户抽取: at least one.
  mutating func takeFloors() {
    for index in statements.indices.dropFirst() {
      let (short, floor) = (statements[index - 1], statements[index])
      guard short.amount.kind == .count, floor.amount.kind == .count,
        short.sentence == floor.sentence,
        short.comparison == .lessThan, floor.comparison == nil,
        short.amount.lower == floor.amount.lower
      else { continue }
      statements[index - 1].isSpokenFor = true
      statements[index].comparison = .atLeast
      statements[index].groups = short.parent.map { statements[$0].groups } ?? []
    }
  }

  /// Inspections that are not drawn, and numbers of which another is said instead.
  mutating func setAsideOthers() {
    for sentence in reader.sentences.indices {
      let own = statements.indices.filter { statements[$0].sentence == sentence }
      let range = reader.sentences[sentence]
      let isOther =
        text.holds(Lexicon.otherInspections, in: range)
        && !text.holds(["随机", "抽查", "抽取"], in: range)
      let counts = own.filter { statements[$0].amount.kind == .visits }
      guard isOther && !own.isEmpty || !counts.isEmpty else { continue }
      for index in own { statements[index].isSpokenFor = true }
      reading.remarks.append(.otherInspections(text.written(range)))
    }
    for index in statements.indices.dropFirst() where statements[index].isAlternative {
      let other = index - 1
      guard statements[other].sentence == statements[index].sentence else { continue }
      statements[other].isSpokenFor = true
      statements[index].isSpokenFor = true
      let range = reader.sentences[statements[index].sentence]
      reading.remarks.append(.alternative(text.written(range)))
    }
  }
}
