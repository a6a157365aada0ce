import Foundation
import Frames
import Plans
import Sampling
import TestSupport
import Testing

/// One wording of a plan, the heading over it, and the reading on which experts agree.
///
/// Readings: `≥5%; A: ≥3%; overall ≥5%; each 县区: ≥3; ≥25%/quarter`, `base n=120`, `target n=20`,
/// `frequency =2/year`, `2024-03-01..2024-11-30`, and `FINDING: …` for what must be said.
struct Wording: CustomTestStringConvertible, Sendable {
  enum Kind: String { case ratio, base, target, frequency, time, `class`, heading }

  var kind: Kind
  var heading: String
  var text: String
  var reading: String
  var finding: String?

  init(_ kind: Kind, _ heading: String, _ text: String, _ reading: String) {
    self.kind = kind
    self.heading = heading
    self.text = text
    let parts = reading.components(separatedBy: "FINDING: ")
    self.reading = parts[0].trimmingCharacters(in: CharacterSet(charactersIn: " |"))
    finding = parts.count > 1 ? parts[1] : nil
  }

  /// A line of `plan-wordings.tsv`.
  init?(line: some StringProtocol) {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map {
      String($0).replacing("\\n", with: "\n")
    }
    guard cells.count >= 4, let kind = Kind(rawValue: cells[0]) else { return nil }
    self.init(kind, cells[1], cells[2], cells[3])
  }

  var testDescription: String { "\(kind.rawValue) \(heading): \(text)" }

  /// A plan of one task with the wording in its column, and nothing else in that column's way.
  private var fixture: PlanFixture {
    var fixture = PlanFixture()
    fixture.rows.removeLast()
    func column(_ name: String, _ text: String) {
      if !heading.isEmpty { fixture.rename(name, to: heading) }
      fixture.set(heading.isEmpty ? name : heading, text)
    }
    switch kind {
    case .ratio:
      fixture.remove("抽查频次")
      fixture.remove("抽查对象基数")
      column("抽查对象比例", text)
    case .base:
      if heading == "抽查对象数量" { fixture.set("抽查对象比例", "A类1%，B类2%，C类10%") }
      column("抽查对象基数", text)
      if heading == "检查对象数量" { fixture.add("抽查数量", ["46家"]) }
    case .target:
      fixture.remove("抽查对象基数")
      fixture.set("抽查对象比例", heading.contains("对象") ? "2%" : "")
      if heading.contains("具体检查对象") { fixture.remove("抽查对象范围") }
      fixture.add(heading, [text])
    case .frequency:
      if heading == "实施层级及说明" {
        fixture.set("抽查频次", "")
        fixture.add(heading, [text])
      } else {
        column("抽查频次", text)
      }
    case .time:
      fixture.remove("抽查频次")
      column("抽查起止时间", text)
      if heading == "抽取日期" { fixture.add("抽取日期至", [""]) }
    case .class:
      if heading == "抽查比例" {
        fixture.set("抽查对象比例", "\(text)5%；丙7%")
      } else {
        fixture.set("抽查对象基数", "100")
        fixture.add(heading, [text])
      }
    case .heading: break
    }
    return fixture
  }

  /// What the plan's check makes of it, in the notation of the readings, and what it says.
  func read() throws -> (reading: [String], findings: [Finding], task: PlanTask) {
    let report = try fixture.report()
    let task = try #require(report.tasks.first)
    let own = report.findings.filter {
      ![.frequencyMissing, .untargetedMissing].contains($0.code)
        && !(kind != .base && $0.code == .baseMissing)
        && !(kind == .class && $0.code == .periodBeforeIssue)
    }
    return (Self.notation(task, kind), own, task)
  }

  private static func notation(_ task: PlanTask, _ kind: Kind) -> [String] {
    var words: [String] = []
    if kind == .ratio || kind == .class { words += task.rules.map(notation) }
    if kind != .base, kind != .frequency, let target = task.target {
      let isAlone = kind == .target && task.base == nil
      words.append(isAlone ? counts(target, task.targetByClass) : "target n=\(target)")
    }
    if kind == .base || kind == .ratio || kind == .target || kind == .class, let base = task.base {
      words.append(kind == .base ? counts(base, task.baseByClass) : "base n=\(base)")
    }
    if kind == .class {
      words += (task.baseByClass ?? []).map { "\($0.stratum ?? ""): n=\($0.count)" }
    }
    let frequencies =
      [task.frequency].compactMap { $0.map(notation) }
      + (task.frequencyByClass ?? []).map { "\($0.stratum ?? ""): \(notation($0.frequency))" }
    if kind == .frequency { words += frequencies }
    if kind == .ratio || kind == .time { words += frequencies.map { "frequency \($0)" } }
    if kind == .time {
      let periods = task.periods ?? [task.period].compactMap { $0 }
      words.append(
        periods.map {
          "\($0.start?.description ?? "")..\($0.end?.description ?? "")"
        }.joined(separator: " + ")
      )
    }
    return words.filter { !$0.isEmpty }
  }

  private static func counts(_ total: Int, _ byClass: [GroupCount]?) -> String {
    let parts = (byClass ?? []).map { "\($0.stratum ?? "") \($0.count)" }
    return "n=\(total)" + (parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))")
  }

  private static func notation(_ rule: PlanRule) -> String {
    let place =
      switch rule.reach {
      case .everywhere: ""
      case .overall: "overall "
      case .stratum(let name), .others(let name): "\(name): "
      case .each(let name): "each \(name): "
      }
    let per = rule.per.map { ["季度": "/quarter", "月": "/month"]["\($0)"] ?? "/\($0)" } ?? ""
    return place + rule.rule.description + per
  }

  /// One in each part of the year is written as so many a year without a sign.
  private static func notation(_ frequency: Frequency) -> String {
    let text = frequency.description
    switch text {
    case "=1次/半年": return "2/year"
    case "=1次/季度": return "4/year"
    case "=1次/月": return "12/year"
    case "=1次/天": return "1/day"
    default: break
    }
    let (times, interval) = (frequency.times.description, frequency.interval)
    guard interval.unit == .year else { return text }
    if interval.every == 1 { return "\(times)/year" }
    return (times == "=1" ? "1" : times) + "/\(interval.every)years"
  }

  /// The parts of the reading that must be there; order does not matter.
  var expected: [String] {
    guard !reading.isEmpty else { return [] }
    // n=15 (甲级 3; 乙级 12) is one part.
    guard !reading.hasPrefix("n=") else { return [reading] }
    return reading.components(separatedBy: "; ").flatMap { part -> [String] in
      // A: ≤5%, frequency <1/year
      guard let comma = part.firstRange(of: ", frequency ") else { return [part] }
      let rule = String(part[..<comma.lowerBound])
      let name = rule.prefix { $0 != ":" }
      return [rule, "frequency \(name): \(part[comma.upperBound...])"]
    }
  }

  /// The reading is the right one, and what must be said is said; nothing else stops the task.
  func check() throws {
    let (got, findings, task) = try read()
    let codes = findings.map(\.code.rawValue)
    let note = "\(got), \(codes)"
    if kind == .class, heading == "抽查比例" {
      let names = task.rules.compactMap(\.stratum?.text).filter { $0 != "丙" }
      let isRest = reading.hasPrefix("all ")
      #expect(names == (isRest ? [text] : expected), "\(note)")
      if isRest {
        #expect(task.rules.contains { if case .others = $0.reach { true } else { false } })
      }
      return
    }
    if kind == .class {
      #expect(Set(expected).isSubset(of: got), "\(note)")
    } else if finding?.contains("all, or to draw") == true {
      // Which of the two it is, is asked: the number is kept as one of them.
      #expect(["n=\(task.base ?? -1)", "n=\(task.target ?? -1)"].contains(reading), "\(note)")
    } else {
      #expect(got.sorted() == expected.sorted(), "\(note)")
    }
    if let finding {
      #expect(!findings.isEmpty, "\(finding)")
    } else {
      let stops = findings.filter { $0.holdsTask && $0.code != .ratioCapOnly }
      #expect(stops.isEmpty, "\(note)")
      #expect(task.ready || !stops.isEmpty || codes.contains("ratio-cap-only"), "\(note)")
    }
  }
}

/// Every wording of the reference, which stands beside the checkout.
@Suite(.enabled(if: Shared.isAvailable)) struct WordingTests {
  static let wordings: [Wording] = {
    guard let data = try? Shared.data("reference/plan-wordings.tsv") else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst()
      .compactMap(Wording.init(line:))
  }()

  @Test func thereAreAsManyAsTheReferenceSays() {
    #expect(Self.wordings.count == 355)
  }

  @Test(arguments: wordings.filter { $0.kind != .heading }) func reading(_ wording: Wording) throws
  {
    try wording.check()
  }

  @Test(arguments: wordings.filter { $0.kind == .heading }) func heading(_ wording: Wording) throws
  {
    try HeadingCase(wording).check()
  }
}
