internal import Sampling

extension CellParser {
  /// A stroke, 无, 待定.
  mutating func readNothing() -> Bool {
    let folded = text.folded(text.all)
    let reason: CellRemark.NoBase
    switch folded {
    case "/", "\\", "-", "—", "--", "——", "–", "*", "\"": reason = .stroke
    case "无", "暂无", "没有", "none": reason = .none
    case "待定", "未定", "另行通知", "待确定": reason = .open
    default: return false
    }
    if content.isDisjoint(with: [.base, .amount]) {
      let isFrequency = content.isDisjoint(with: [.ratio, .target])
      reading.remarks = [
        reason == .open ? isFrequency ? .frequencyUndetermined : .undetermined : .empty
      ]
    } else {
      reading.remarks = [.noBase(reason)]
    }
    return true
  }

  mutating func finishRemarks() {
    for (groups, sentence) in reader.namedOnly {
      if text.holds(["比例", "数量", "频次"], in: sentence) {
        if content.contains(.risk) {
          reading.remarks.append(.risesByClass(groups.map(\.name)))
          continue
        }
        for group in groups { reading.remarks.append(.groupOpen(group.name)) }
      } else if content.contains(.risk) {
        reading.remarks.append(.classOnly(groups.map(\.name)))
      } else {
        reading.remarks.append(.leftover(text.written(sentence)))
      }
    }
    for run in text.unused where !content.contains(.scope) {
      reading.remarks.append(.unused(text.written(wide(run))))
    }
    let hasNumbers =
      !reading.rules.isEmpty || !reading.frequencies.isEmpty || !reading.bases.isEmpty
      || !reading.targets.isEmpty || !reading.amounts.isEmpty
    if !hasNumbers, content.isSubset(of: [.base, .amount, .approximate]) {
      // 以名录库实际数为准, 若干: no number at all.
      let isNone = reading.remarks.allSatisfy { $0 == .provisional(nil) || $0 == .undetermined }
      if isNone, !reading.remarks.isEmpty { reading.remarks = [.noBase(.words)] }
    }
    if content == .cap, text.holds(["不设上限"], in: text.all) { reading.remarks.append(.empty) }
    if reader.isOpen, hasNumbers || reading.remarks.isEmpty { readOpen() }
    if hasNumbers || !reading.remarks.isEmpty || content.contains(.scope) {
      let isQuiet = content.contains(.scope) || content.contains(.risk) && !hasNumbers
      if hasNumbers, !isQuiet {
        for range in reader.leftovers { reading.remarks.append(.leftover(text.written(range))) }
      }
    } else if content.contains(.risk) {
      return
    } else if content.isSubset(of: [.base, .amount, .approximate]) {
      reading.remarks.append(.noBase(.words))
    } else if content.isDisjoint(with: [.ratio, .target]) {
      reading.remarks.append(.noFrequency)
    } else if text.holds(Lexicon.documents, in: text.all) {
      reading.remarks.append(.elsewhere)
    } else {
      do {
        _ = try Rule(parsing: text.written(text.all))
      } catch {
        reading.remarks.append(.syntax(error))
      }
    }
  }

  /// Something is left open: the frequency where the ratio is given, else the ratio.
  private mutating func readOpen() {
    if !reading.frequencies.isEmpty {
      reading.remarks.append(.provisional(nil))
    } else if content.isDisjoint(with: [.ratio, .target, .base, .amount]) {
      reading.remarks.append(.frequencyUndetermined)
    } else if content.isSubset(of: [.base, .amount, .approximate]) {
      reading.remarks.append(.noBase(.open))
    } else if reading.rules.isEmpty || !content.contains(.frequency) {
      reading.remarks.append(.undetermined)
    } else {
      reading.remarks.append(.frequencyUndetermined)
    }
  }

  /// A run of digits with a little of what stands around it.
  private func wide(_ run: Range<Int>) -> Range<Int> {
    max(run.lowerBound - 4, 0)..<min(run.upperBound + 4, text.scalars.count)
  }
}
