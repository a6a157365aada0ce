import Foundation
import GRDB
import Sampling

@testable import Draws
@testable import Inspections

/// An office with two departments, twelve objects and a task whose teams are drawn: its draw is put down as the task's
/// commands would.
struct TeamOffice {
  let office: Office
  static let objects = (1...12).map { Office.code($0) }
  static let (lead, partner) = ("某县自然资源局", "某县市场监管局")
  static let task = "2024/1"
  static let salt = String(repeating: "5a", count: 32)

  /// A row of an inspector: certificate, name, department, role, last day, speciality, district, duty.
  static func person(
    _ number: Int,
    _ department: String,
    role: String = "均可",
    until: String = "2028-12-31",
    speciality: String = "测绘",
    district: String = "",
    status: String = "在岗",
    category: String = "公务员"
  ) -> String {
    let isCertified = category != "日常监管人员"
    return [
      isCertified ? "C\(number)" : "", isCertified ? "" : "S\(number)", "人员\(number)", category,
      department, role, isCertified ? until : "", speciality, district, status,
    ].joined(separator: ",") + "\n"
  }

  static let people =
    (1...4).map { person($0, "测绘股") }.joined() + (5...7).map { person($0, partner) }.joined()

  init(people: String = TeamOffice.people, staffing: String = "2024/1,2024-05-08,2,,否,,\n") throws {
    office = try Office()
    try office.take(
      .departments,
      "单位名称,上级单位,别名\n\(Self.lead),,自然资源局\n测绘股,自然资源局,\n\(Self.partner),,\n"
    )
    try office.take(
      .inspectors,
      "执法证号,自编号,姓名,人员类别,所属单位,角色,有效期止,专业,区域,在岗状态\n" + people
    )
    try office.take(
      .objects,
      "统一社会信用代码,名称,区域\n"
        + Self.objects.enumerated()
        .map { "\($1),单位\($0),\($0 < 6 ? "东街" : "西街")\n" }.joined()
    )
    _ = try office.open().change("task import", subject: "2024", by: "clerk") { database, entry in
      let writer = try LibraryWriter(database, .tasks, entry: entry)
      var cells = [String](repeating: "", count: LibraryKind.tasks.columns.count)
      for (name, cell) in [
        ("year", "2024"), ("number", "1"), ("lead", Self.lead), ("partners", Self.partner),
      ] {
        cells[LibraryKind.tasks.place(name)] = cell
      }
      _ = try writer.put(Self.task, cells, over: nil)
      return writer.payload()
    }
    try office.take(.staffing, "任务,检查日期,每部门人数,专业要求,按区域,年度任务上限,同人免重复年数\n" + staffing)
  }

  /// The frames as the libraries give them.
  func plan(_ task: String = TeamOffice.task) throws -> TeamPlan {
    try office.open().read { database in
      guard let staffing = try Staffing.of(task, database) else {
        throw WorkspaceError(.no, "no staffing", "无")
      }
      let objects = try Row.fetchAll(
        database,
        sql: "SELECT key, district FROM objects WHERE until = 0"
      ).map { TeamPlan.Object(key: $0["key"], district: $0["district"]) }
      return try TeamPlan(
        staffing,
        lead: Self.lead,
        partners: [Self.partner],
        objects: objects,
        database
      )
    }
  }

  /// The marks of an inspector in a plan.
  static func marks(_ person: String, _ plan: TeamPlan) -> Inspector? {
    plan.inspectors.inspectors.first { $0.id.text == person }
  }

  /// Commits and draws: so many selected, one reserve.
  @discardableResult
  func draw(_ size: Int = 4, task: String = TeamOffice.task, seed: String = "1 2 3") throws
    -> TeamDraw
  {
    let plan = try plan(task)
    let frames = try TeamFrames(posts: plan.posts, inspectors: plan.inspectors)
    let units = try Self.objects.map { FrameDraw.Unit(id: try ProtocolText($0)) }
    let label = try ProtocolText("label \(task)")
    let drawn = try FrameDraw(
      units,
      counts: [.everything: StratumCount(size: size, reserves: 1)],
      label: label,
      seed: try ProtocolText(seed)
    )
    var record = DrawRecord(
      label: label,
      seedSource: try ProtocolText("dice"),
      seedForm: SeedForm(try ProtocolText("# # #")),
      units: 12,
      unitFrame: drawn.unitFrame,
      strata: [
        .init(name: .everything, population: 12, size: size, reserves: 1, design: .srs)
      ]
    )
    try frames.bind(&record)
    let teams = try frames.draw(drawn.selected.map(\.id), key: record.teamKey(seed: seed))
    var receipt = Receipt(drawn, columns: .init(id: ["标识"], stratum: nil), tool: "test")
    receipt.assignment = Receipt.Teams(teams)
    let key = "\(task)/1"
    _ = try office.open().change("task draw", subject: task, by: "clerk") { database, entry in
      let log = try ChangeLog(database, entry: entry)
      try plan.write(for: key, database, entry: entry, log)
      let draws = try LibraryWriter(database, .draws, entry: entry, log: log)
      _ = try draws.put(
        key,
        [
          task, "1", "drawn", "1", "1", record.commitment.hex, record.text, seed, receipt.json, "",
          "",
        ],
        over: nil
      )
      let rows = try LibraryWriter(database, .drawn, entry: entry, log: log)
      for unit in drawn.drawn {
        let version = try Int.fetchOne(
          database,
          sql: "SELECT version FROM objects WHERE key = ?",
          arguments: [unit.unit.id.text]
        )
        let role = unit.isReserve ? "reserve" : "selected"
        let object = "\(version ?? 0)"
        _ = try rows.put(
          "\(key)/\(object)",
          [key, object, "", role, "\(unit.rank)", "", "", ""],
          over: nil
        )
      }
      return log.payload([:])
    }
    return teams
  }

  /// The places as they stand: object, kind, inspector.
  func places(_ task: String = TeamOffice.task) throws -> [[String]] {
    try TeamList(of: task, in: try office.open()).places.map { [$0.object, $0.kind, $0.inspector] }
  }
}
