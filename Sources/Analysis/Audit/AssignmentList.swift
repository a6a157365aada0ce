public import Frames
public import Inference
internal import Sampling

/// A list of assignments as somebody published it: which inspectors went where.
///
/// CSV with a row for each visit or for each inspector of a visit; several inspectors may stand in
/// one cell, separated by `;` or `、`.
public struct AssignmentList: Sendable {
  /// The file.
  public let file: String
  /// The assignments.
  public let assignments: Assignments
  /// The inspectors' identifiers, by their bytes.
  public let inspectors: [String]
  /// The classes of the units, in the order of the list.
  package let classNames: [String]
  /// The districts of the units, in the order of the list.
  package let districtNames: [String]
  /// Visits that a rule of avoidance forbids.
  public let forbidden: [String]
  /// Teams in which somebody stands twice.
  public let doubled: [String]
  /// Whether findings are known.
  public let hasFindings: Bool
  /// The SHA-256 of every file that was read, by what it was read as: `assignments`, `avoid`, `roster`.
  public let inputs: [String: String]

  /// Which columns mean what.
  public struct Columns: Sendable {
    /// The unit.
    public var unit = "id"
    /// The inspector or inspectors.
    public var inspector = "inspector"
    /// The visit: rows with the same cell and unit are one team; nil where every row is a visit.
    public var visit: String?
    /// The department, field or year within which inspectors could have been exchanged.
    public var within: String?
    /// The class of the unit.
    public var unitClass: String?
    /// The district of the unit.
    public var district: String?
    /// The finding.
    public var finding: String?
    /// The cell that says that something was found.
    public var event = "1"

    /// The usual names.
    public init() {}
  }

  /// Reads a list.
  ///
  /// - Parameters:
  ///   - path: the file, `-` for standard input.
  ///   - columns: which columns mean what.
  ///   - layout: what the file does not tell by itself.
  ///   - avoided: a table of units and inspectors who must not meet, in the same columns.
  ///   - roster: a table of all inspectors, in the same column; nil for those who were sent.
  /// - Throws: `InputError`; `DataError` for a column that is not there, an empty cell, no rows, or an
  ///   inspector whom the roster does not have.
  public init(
    _ path: String,
    columns: Columns,
    layout: TableLayout = TableLayout(),
    avoided: String? = nil,
    roster: String? = nil
  ) throws {
    var inputs: [String: String] = [:]
    func read(_ path: String, as name: String, isMain: Bool = false) throws -> Table {
      let text = try TableText(path, sheet: isMain ? layout.sheet : nil)
      inputs[name] = text.digest.hex
      let table = try Table(
        text,
        layout: isMain ? layout : TableLayout(),
        columns: [columns.inspector]
      )
      guard !table.rows.isEmpty else { throw DataError(.init(file: path, reason: .noRows)) }
      return table
    }
    let table = try read(path, as: "assignments", isMain: true)
    let rows = try AssignmentList.visits(of: table, columns: columns)
    let sent = Set(rows.flatMap(\.team))
    var known = sent
    if let roster {
      let list = try read(roster, as: "roster")
      let column = try list.requiredIndex(of: columns.inspector)
      known = Set(list.rows.map { $0.cells[column] })
      if let stranger = sent.subtracting(known).min() {
        throw DataError(
          .init(
            file: path,
            column: columns.inspector,
            value: stranger,
            reason: .other(
              Sentence(
                "is not in the roster \(roster); add the inspector there or correct the name",
                "不在人员库 \(roster) 中，请补充或更正"
              )
            )
          )
        )
      }
    }
    let inspectors = known.sorted { NaturalOrder.precedes($0, $1) }
    let places = AssignmentList.places(inspectors)
    let units = AssignmentList.places(AssignmentList.distinct(rows.map(\.unit)))
    let blocks = AssignmentList.places(AssignmentList.distinct(rows.map(\.block)))
    let classNames = AssignmentList.distinct(rows.map(\.unitClass))
    let districtNames = AssignmentList.distinct(rows.map(\.district))
    let classes = AssignmentList.places(classNames)
    let districts = AssignmentList.places(districtNames)
    var pairs: Set<Assignments.Avoidance> = []
    if let avoided {
      let list = try read(avoided, as: "avoid")
      let unit = try list.requiredIndex(of: columns.unit)
      let inspector = try list.requiredIndex(of: columns.inspector)
      for row in list.rows {
        if let unit = units[row.cells[unit]], let inspector = places[row.cells[inspector]] {
          pairs.insert(.init(unit: unit, inspector: inspector))
        }
      }
    }
    file = path
    self.inputs = inputs
    self.inspectors = inspectors
    self.classNames = classNames
    self.districtNames = districtNames
    hasFindings = columns.finding != nil
    doubled = rows.filter { Set($0.team).count < $0.team.count }.map(\.unit)
    assignments = Assignments(
      visits: rows.map { row in
        Assignments.Visit(
          unit: units[row.unit] ?? 0,
          team: AssignmentList.distinct(row.team).map { places[$0] ?? 0 },
          block: blocks[row.block] ?? 0,
          unitClass: classes[row.unitClass] ?? 0,
          district: districts[row.district] ?? 0,
          hasFinding: row.hasFinding
        )
      },
      inspectors: inspectors.count,
      avoided: pairs
    )
    forbidden = rows.filter { row in
      row.team.contains { inspector in
        pairs.contains(.init(unit: units[row.unit] ?? 0, inspector: places[inspector] ?? 0))
      }
    }.map(\.unit)
  }

  private struct Row {
    var unit: String
    var team: [String]
    var block: String
    var unitClass: String
    var district: String
    var hasFinding: Bool?
  }

  private static func visits(of table: Table, columns: Columns) throws(DataError) -> [Row] {
    let unit = try table.requiredIndex(of: columns.unit)
    let inspector = try table.requiredIndex(of: columns.inspector)
    func optional(_ name: String?) throws(DataError) -> Int? {
      guard let name else { return nil }
      return try table.requiredIndex(of: name)
    }
    let visit = try optional(columns.visit)
    let within = try optional(columns.within)
    let unitClass = try optional(columns.unitClass)
    let district = try optional(columns.district)
    let finding = try optional(columns.finding)
    var rows: [Row] = []
    var places: [[String]: Int] = [:]
    var errors = DataError()
    for row in table.rows {
      let team = row.cells[inspector].split { ";；、".contains($0) }
        .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        .filter { !$0.isEmpty }
      for (column, isEmpty) in [(unit, row.cells[unit].isEmpty), (inspector, team.isEmpty)]
      where isEmpty {
        errors.add(
          .init(
            file: table.file,
            row: row.number,
            column: table.header[column],
            reason: .text(.empty)
          )
        )
      }
      let key = visit.map { [row.cells[$0], row.cells[unit]] }
      if let key, let place = places[key] {
        rows[place].team += team
        continue
      }
      if let key { places[key] = rows.count }
      rows.append(
        Row(
          unit: row.cells[unit],
          team: team,
          block: within.map { row.cells[$0] } ?? "",
          unitClass: unitClass.map { row.cells[$0] } ?? "",
          district: district.map { row.cells[$0] } ?? "",
          hasFinding: finding.flatMap { column in
            row.cells[column].isEmpty ? nil : row.cells[column] == columns.event
          }
        )
      )
    }
    try errors.throwIfAny()
    return rows
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private static func places(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
