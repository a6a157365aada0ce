import Foundation
import Frames
import Plans
import Reports
import Sampling
import TestSupport
import Testing

/// What must hold for any file, however it was filled in.
@Suite struct PlanPropertyTests {
  private static let pieces = [
    "10%", "＞35％", "≥", "以上", "A类", "D类", "低风险", "，", "；", "、", "\n", "\"", "(", "）", "1次/年", "每季度",
    "根据实际情况确定", "4月", "31日", "至", "-", "一", "次年", "2024年", "2023", "全年", "底前", "约", "户", "基数",
    "1:5", "。",
    "1.", "（2）", "③", "区市场监管局", "（登记证）", "联系人：", "138", "0000", "@", "x", " ", "　", "\u{200B}", "é",
    "𠀀", "=1", "/",
    "百分之", "十", "两", ".", "0", "99999999999999999999", "某某", "", "其中", "其他", "分别", "不低于", "万", "余",
    "家", "次", "3年", "的", "对", "高风险企业", "学校", "名录库", "各县区", "或", "全部", "5", "12",
    "9223372036854775807",
  ]

  private static func cell(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...6, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  /// No cell stops the program; what is read comes back from JSON as it was; a task that may be
  /// drawn has rules, a label that a draw accepts and a period that runs forward.
  @Test func anyCellIsReadOrFound() throws {
    let seed: UInt64 = 20_240_314
    var generator = SeededGenerator(seed: seed)
    for round in 0..<250 {
      var fixture = PlanFixture()
      for _ in 0..<3 {
        let task = Int.random(in: 0..<2, using: &generator)
        let column = fixture.header.randomElement(using: &generator) ?? ""
        fixture.set(column, PlanPropertyTests.cell(&generator), task: task)
      }
      if round % 5 == 0 { fixture.lines.append([PlanPropertyTests.cell(&generator)]) }
      let note = "round \(round), seed \(seed): \(fixture.text)"
      let report = try fixture.report()
      let text = try JSONText.encode(PlanDocument(report))
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let back = try decoder.decode(PlanDocument.self, from: Data(text.utf8))
      #expect(back.tasks == report.tasks, "\(note)")
      for task in report.tasks {
        #expect(ProtocolText.problem(in: task.label) == nil, "\(note)")
        if task.ready { #expect(!task.rules.isEmpty || task.target != nil, "\(note)") }
        #expect(task.ready == (task.heldBy.isEmpty && (!task.rules.isEmpty || task.target != nil)))
        for period in task.periods ?? [task.period].compactMap({ $0 }) {
          #expect(period.start != nil || period.end != nil, "\(note)")
          if let start = period.start, let end = period.end { #expect(start <= end, "\(note)") }
        }
      }
    }
  }

  /// No cell takes long or ends the program, however long or deep it is.
  @Test func longAndDeepCells() throws {
    for unit in [
      "A类5%，", "学校、", "((", "（其中", "1,", "5户，", "每", "和A类", "根据", "3、", "2024年", "中高风险", "10%",
    ] {
      for count in [150, 20_000] {
        let cell = String(repeating: unit, count: count)
        for content in [CellReading.Content.ratio, [.base, .ratio], .frequency, .risk] {
          let reading = CellReading(cell, as: content)
          #expect(count < 1_000 || reading.rules.isEmpty)
        }
        _ = try? PeriodReading(parsing: cell, year: 2024)
      }
    }
  }

  /// The reading of a ratio cell is not changed by width, spaces at its ends or traditional forms.
  @Test func widthDoesNotChangeAReading() throws {
    let seed: UInt64 = 1_259
    var generator = SeededGenerator(seed: seed)
    for round in 0..<400 {
      let cell = PlanPropertyTests.cell(&generator)
      let wide = String(
        String.UnicodeScalarView(
          cell.unicodeScalars.map { scalar in
            (0x21...0x7E).contains(scalar.value)
              ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
          }
        )
      )
      for content in [CellReading.Content.ratio, [.ratio, .frequency], [.base, .ratio]] {
        let plain = CellReading(cell, as: content)
        let other = CellReading("　\(wide) ", as: content)
        let note = "round \(round), seed \(seed): \(cell)"
        #expect(plain.rules == other.rules, "\(note)")
        #expect(plain.frequencies == other.frequencies, "\(note)")
        #expect(plain.bases == other.bases && plain.targets == other.targets, "\(note)")
        #expect(plain.remarks.count == other.remarks.count, "\(note)")
      }
    }
  }

  /// A cell that is not empty gives a rule, a frequency, a base, a target or a remark: never nothing.
  @Test func noCellIsPassedOver() {
    let seed: UInt64 = 58
    var generator = SeededGenerator(seed: seed)
    for round in 0..<600 {
      let cell = PlanPropertyTests.cell(&generator)
      for content in [CellReading.Content.ratio, .target, .base, .amount, .frequency, .cap] {
        let reading = CellReading(cell, as: content)
        let isSomething =
          !reading.rules.isEmpty || !reading.frequencies.isEmpty || !reading.bases.isEmpty
          || !reading.targets.isEmpty || !reading.amounts.isEmpty || !reading.remarks.isEmpty
        #expect(isSomething, "round \(round), seed \(seed): \(cell)")
      }
    }
  }
}
