internal import Draws
internal import Frames
internal import GRDB
internal import Sampling

/// The last draw of a task, with what its inspectors are assigned from.
struct DrawTeams {
  /// The key of the draw, `2024/3/1`.
  let key: String
  /// The number of the attempt.
  let attempt: Int
  private let record: DrawRecord
  private let seed: String
  private let receipt: String
  private let posts: PostFrame
  private let inspectors: InspectorFrame
  /// The version of each drawn object, by its key.
  let versions: [ProtocolText: Int]

  /// Reads the last draw of a task.
  ///
  /// - Throws: ``WorkspaceError`` for a task that is not drawn, or was committed to without inspectors.
  init(of task: String, _ database: Database) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT key, attempt, record, seed, receipt FROM draws
        WHERE task = ? AND until = 0 AND state = 'drawn' ORDER BY CAST(attempt AS INTEGER) DESC LIMIT 1
        """,
      arguments: [task]
    )
    guard let row, let record = try? DrawRecord(parsing: row["record"] as String) else {
      throw WorkspaceError(
        .no,
        "task \(task.excerpt) is not drawn, so that there are no objects to be given teams; see spotcheck task draw",
        "任务 \(task.excerpt) 尚未抽取，没有可配备检查组的对象；请用 spotcheck task draw"
      )
    }
    key = row["key"]
    attempt = Int(row["attempt"] as String) ?? record.attempt
    (self.record, seed, receipt) = (record, row["seed"], row["receipt"])
    guard let frames = try FrameRow(of: key, database) else {
      throw WorkspaceError(
        .no,
        "task \(task.excerpt) was committed to without inspectors; say what its teams are (spotcheck library import"
          + " staffing) and draw again, or leave it",
        "任务 \(task.excerpt) 承诺时没有检查人员；请先用 spotcheck library import staffing 导入检查组要求，再重新抽取"
      )
    }
    (posts, inspectors) = (frames.posts, frames.inspectors)
    let objects = try Row.fetchAll(
      database,
      sql: """
        SELECT drawn.object AS version, objects.key AS id FROM drawn
        JOIN objects ON objects.version = CAST(drawn.object AS INTEGER)
        WHERE drawn.draw = ? AND drawn.until = 0 AND drawn.role <> 'excluded'
        """,
      arguments: [key]
    )
    var versions: [ProtocolText: Int] = [:]
    for object in objects {
      versions[try ProtocolText(object["id"] as String)] = Int(object["version"] as String)
    }
    self.versions = versions
  }

  /// The key of the tickets.
  private var ticketKey: DrawKey { record.teamKey(seed: seed) }

  /// Assigns the selected objects.
  ///
  /// - Returns: the teams, or why there are none.
  /// - Throws: ``WorkspaceError`` where the receipt names another assignment.
  func assigned(_ database: Database) throws -> TeamDraw {
    let selected = try String.fetchAll(
      database,
      sql: """
        SELECT objects.key FROM drawn JOIN objects ON objects.version = CAST(drawn.object AS INTEGER)
        WHERE drawn.draw = ? AND drawn.until = 0 AND drawn.role = 'selected'
        """,
      arguments: [key]
    ).map { try ProtocolText($0) }
    let draw = try TeamFrames(posts: posts, inspectors: inspectors).draw(selected, key: ticketKey)
    let named = try Receipt(Array(receipt.utf8), file: "receipt").assignment?.sha256
    guard named == SHA256.digest(of: draw.text.utf8).hex else {
      throw WorkspaceError(
        .no,
        "the receipt of \(key) names another assignment than frames and seed give; see spotcheck ledger verify",
        "\(key) 的回执所指的人员分配与岗位表、人员表和种子不符；请运行 spotcheck ledger verify"
      )
    }
    return draw
  }

  /// The teams as they stand.
  func standing(_ rows: [TeamRow]) throws -> AssignedTeams {
    let keys = Dictionary(uniqueKeysWithValues: versions.map { ($1, $0) })
    var seats: [Assignment.Seat] = []
    var outs: [ProtocolText: Set<ProtocolText>] = [:]
    for row in rows {
      guard let object = keys[row.object] else { continue }
      seats += try row.seats.map { seat in
        Assignment.Seat(
          object: object,
          kind: try ProtocolText(seat.kind),
          inspector: try ProtocolText(seat.inspector)
        )
      }
      outs[object] = Set(try row.out.map { try ProtocolText($0) })
    }
    return AssignedTeams(
      posts: posts,
      inspectors: inspectors,
      key: ticketKey,
      seats: seats,
      outs: outs
    )
  }
}

/// The frames of a draw, as they were committed to.
struct FrameRow {
  let posts: PostFrame
  let inspectors: InspectorFrame

  /// The frames of a draw; nil where it has none.
  init?(of draw: String, _ database: Database) throws {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT posts, inspectors FROM frames WHERE draw = ? AND until = 0",
      arguments: [draw]
    )
    guard let row else { return nil }
    posts = try PostFrame(parsing: (row["posts"] as String).utf8)
    inspectors = try InspectorFrame(parsing: (row["inspectors"] as String).utf8)
  }
}

extension FrameRow {
  /// What a draw is asked to assign from.
  var frames: TeamFrames { get throws { try TeamFrames(posts: posts, inspectors: inspectors) } }
}

extension TeamPlan {
  /// What a commitment binds.
  var frames: TeamFrames { get throws { try TeamFrames(posts: posts, inspectors: inspectors) } }

  /// The frames of a task over the objects of its scope; nil where nobody has said what its teams are.
  ///
  /// - Throws: as ``init(_:lead:partners:objects:_:)``.
  init?(of task: InspectionTask, _ snapshot: ObjectSnapshot, _ database: Database) throws {
    guard let staffing = try Staffing.of(task.key, database) else { return nil }
    let title = LibraryKind.objects.columns[LibraryKind.objects.place("district")].title.chinese
    let column = ObjectSnapshot.header.firstIndex { $0.utf8.elementsEqual(title.utf8) }
    let scope = TaskScope(task.filters ?? [])
    var objects: [Object] = []
    try snapshot.read { object in
      guard try scope.contains(object) else { return }
      objects.append(Object(key: object.key, district: column.map { object.cells[$0] } ?? ""))
    }
    try self.init(
      staffing,
      lead: task["lead"],
      partners: task.partners,
      objects: objects,
      database
    )
  }

  /// Keeps the frames with the entry of a commitment.
  func write(for draw: String, _ database: Database, entry: Int, _ log: ChangeLog) throws {
    let writer = try LibraryWriter(database, .frames, entry: entry, log: log)
    _ = try writer.put(
      draw,
      [
        draw, visit.description, String(decoding: posts.text, as: UTF8.self),
        String(decoding: inspectors.text, as: UTF8.self),
      ],
      over: nil
    )
  }
}
