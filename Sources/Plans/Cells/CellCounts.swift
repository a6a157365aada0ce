internal import Sampling

extension CellParser {
  var hasShare: Bool {
    statements.contains { !$0.isSpokenFor && ($0.amount.kind == .share || $0.amount.kind == .all) }
  }

  private enum Role { case base, target, amount, rule, unclear, fixed, part }

  mutating func readCount(_ index: Int) {
    let statement = statements[index]
    let written = text.written(statement.amount.range)
    if content.isSubset(of: [.frequency, .cap]), written.contains("批") {
      // 每年2批 is how often.
      readTimes(statement)
      return
    }
    if let words = statement.words {
      // 每名执法人员5家 is no number of all.
      if text.holds(["人员", "人均", "每人", "每名", "检查组", "每组"], in: words) {
        reading.remarks.append(.perInspector(written, group: nil))
        return
      }
      // 分两批 says nothing of objects.
      if written.contains("批"), text.holds(["分"], in: words) { return }
    }
    guard !statement.amount.isMore else {
      reading.remarks.append(.moreThan(written))
      return
    }
    let comparison = statement.comparison ?? statement.amount.comparison
    let role = comparison == nil && statement.amount.upper == nil ? role(of: index) : .rule
    if role == .rule, content.isSubset(of: [.base, .approximate]) {
      reading.remarks.append(.moreThan(written))
      return
    }
    guard role != .rule else {
      var statement = statement
      // 总数不少于20户 is a number of all.
      if statement.isBase { (statement.isTotal, statement.groups) = (true, []) }
      add(statement)
      return
    }
    guard let count = statement.amount.count else {
      add(statement)
      return
    }
    let isApproximate = statement.amount.isApproximate || statement.isApproximate
    switch role {
    case .base:
      reading.baseIsApproximate = reading.baseIsApproximate || isApproximate
      reading.bases += counts(count, statement)
    case .target:
      // 每个乡镇2户 is no number of all.
      guard statement.each == nil, statement.interval?.isPart != true else {
        add(statement)
        return
      }
      if isApproximate || content.contains(.approximate) {
        reading.remarks.append(.approximate(count))
      }
      if statement.isProvisional { reading.remarks.append(.provisional(count)) }
      reading.targets += counts(count, statement)
    case .amount:
      reading.baseIsApproximate = reading.baseIsApproximate || isApproximate
      reading.amounts += counts(count, statement)
    case .unclear:
      reading.remarks.append(.countUnclear(count))
      add(statement)
    case .part:
      var statement = statement
      statement.isPart = true
      add(statement)
    case .fixed: reading.remarks.append(.fixed(count))
    case .rule: add(statement)
    }
  }

  /// The count of each group named; one of several groups together is of all.
  private func counts(_ count: Int, _ statement: CellStatement) -> [GroupCount] {
    if let parent = statement.parent, statement.groups.isEmpty, statements[parent].groups.count == 1
    {
      return [GroupCount(stratum: statements[parent].groups[0].name, count: count)]
    }
    // 企业100家 is of all; 企业80家、个体户120家 are two groups.
    let others = statements.filter {
      $0.amount.kind == .count && $0.parent == statement.parent && $0.sentence == statement.sentence
    }
    let isList =
      others.count > 1 && !content.contains(.scope)
      && others.allSatisfy { !$0.isDraw || statement.isDraw }
    if !statement.isContextual, statement.groups.count == 1, let group = statement.groups.first,
      group.kind != .words || isList
    {
      return [GroupCount(stratum: group.name, count: count)]
    }
    if isList, let noun = statement.noun, !noun.isEmpty {
      return [GroupCount(stratum: text.written(noun), count: count)]
    }
    return [GroupCount(count: count)]
  }

  /// What a number of objects is, by its words, its column and the numbers beside it.
  private func role(of index: Int) -> Role {
    let statement = statements[index]
    let parent = statement.parent.map { statements[$0] }
    if statement.isBase, !statement.isDraw { return .base }
    if let parent, parent.amount.kind == .share || parent.amount.kind == .all {
      return statement.groups.isEmpty || statement.isContextual || parent.groups == statement.groups
        ? .target : .part
    }
    // 20户（10%）: the ratio is the check.
    let hasCheck = statements.contains { $0.parent == index && $0.amount.kind == .share }
    if hasCheck, content.contains(.ratio), !content.contains(.base) { return .target }
    if content.contains(.amount) { return statement.isDraw ? .target : .amount }
    if content.contains(.scope) {
      let isNamed =
        [statement.words, statement.tail].compactMap { $0 }
        .contains { text.holds(["确定", "指定", "重点检查"], in: $0) }
      if statement.isDraw, !isNamed { return .target }
      let isFirst = !statements[..<index].contains { $0.amount.kind == .count }
      return isNamed || !isFirst ? .fixed : .base
    }
    if content.contains(.risk), content.isDisjoint(with: [.ratio, .target, .base]) {
      return .amount
    }
    if content.contains(.base) {
      let isSecond = statements[..<index].contains { $0.amount.kind == .count }
      return statement.isDraw && (isSecond || content.contains(.ratio)) ? .target : .base
    }
    if content.contains(.target) { return .target }
    guard hasShare, statement.interval?.isPart != true else { return .rule }
    return statement.isDraw ? .target : .unclear
  }
}
