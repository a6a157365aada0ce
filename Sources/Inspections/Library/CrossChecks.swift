internal import Frames
internal import GRDB
internal import Sampling

/// What must hold between the records of a library, looked at when a change has been made and before it is kept.
struct CrossChecks {
  /// A record that does not go with the others.
  struct Finding {
    var key: String
    var column: String
    var value: String
    var sentence: Sentence
  }

  private var findings: [Finding] = []
  private let file: String

  init(_ database: Database, _ kind: LibraryKind, file: String) throws {
    self.file = file
    switch kind {
    case .inspectors: try inspectors(database)
    case .departments: try departments(database)
    case .schemes: try schemes(database)
    case .links: try links(database)
    case .items, .objects, .tasks, .draws, .drawn: break
    }
  }

  /// Throws the findings, each with the row of its record where the file has it.
  func throwIfAny(row: (String) throws -> Int?) throws {
    var errors = DataError()
    for finding in findings {
      errors.add(
        .init(
          file: file,
          row: try row(finding.key),
          column: finding.column,
          value: finding.value,
          reason: .other(finding.sentence)
        )
      )
    }
    try errors.throwIfAny()
  }

  /// A number of the office's own may equal no certificate, of any time.
  private mutating func inspectors(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT DISTINCT own.key, own.number FROM inspectors AS own
        JOIN inspectors AS certified ON certified.certificate = own.number
        WHERE own.until = 0 AND own.certificate = '' AND own.number <> '' AND own.erased IS NULL
        ORDER BY own.key
        """
    )
    for row in rows {
      findings.append(
        Finding(
          key: row["key"],
          column: "自编号",
          value: row["number"],
          sentence: Sentence(
            "is somebody's certificate number, and a made-up number may equal none; give another number",
            "与他人的执法证号相同，自编号不得与任何执法证号相同，请另编"
          )
        )
      )
    }
  }

  private mutating func departments(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql:
        "SELECT key, code, name, names, parent FROM departments WHERE until = 0 AND erased IS NULL ORDER BY key"
    )
    var known: [String: String] = [:]
    for row in rows {
      let key: String = row["key"]
      let names = Set([row["code"], row["name"]] + NameList.split(row["names"])).subtracting([""])
      for name in names.sorted() {
        if let other = known[name], other != key {
          findings.append(
            Finding(
              key: key,
              column: "单位名称",
              value: name,
              sentence: Sentence(
                "is a name of \(other.excerpt) too, and a name means one unit; change one of them",
                "也是“\(other.excerpt)”的名称或别名，一个名称只能指一个单位，请更改其一"
              )
            )
          )
        }
        known[name] = key
      }
    }
    var parents: [String: String] = [:]
    for row in rows where !(row["parent"] as String).isEmpty {
      let (key, parent): (String, String) = (row["key"], row["parent"])
      if let above = known[parent] {
        parents[key] = above
      } else {
        findings.append(
          Finding(
            key: key,
            column: "上级单位",
            value: parent,
            sentence: Sentence(
              "is no unit of the list; add it, or correct the name",
              "不在部门清单中，请补充该单位或更正名称"
            )
          )
        )
      }
    }
    for key in parents.keys.sorted() {
      var seen: Set<String> = [key]
      var above = parents[key]
      while let next = above, seen.insert(next).inserted { above = parents[next] }
      if above == key {
        findings.append(
          Finding(
            key: key,
            column: "上级单位",
            value: parents[key] ?? "",
            sentence: Sentence(
              "is above and below the unit at once; correct one of the parents",
              "与该单位互为上下级，请更正上级单位"
            )
          )
        )
      }
    }
  }

  private mutating func schemes(_ database: Database) throws {
    for (scheme, classes) in try RiskSchemes(database).schemes.sorted(by: { $0.key < $1.key }) {
      for (index, one) in classes.enumerated() {
        for other in classes[..<index] {
          let key = scheme + "/" + one.name
          if one.rank == other.rank {
            findings.append(
              Finding(
                key: key,
                column: "次序",
                value: String(one.rank),
                sentence: Sentence(
                  "is the place of class \(other.name.excerpt) too; number the classes apart",
                  "与等级“\(other.name.excerpt)”的次序相同，请分别编号"
                )
              )
            )
          }
          if let interval = one.interval, let second = other.interval, interval.overlaps(second) {
            findings.append(
              Finding(
                key: key,
                column: "分值区间",
                value: interval.text,
                sentence: Sentence(
                  "shares scores with class \(other.name.excerpt) (\(second.text)); part them",
                  "与等级“\(other.name.excerpt)”的区间 \(second.text) 重叠，请更正"
                )
              )
            )
          }
        }
      }
    }
  }

  private mutating func links(_ database: Database) throws {
    for side in ["first", "second"] {
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT key, \(side) AS side FROM links
          WHERE until = 0 AND erased IS NULL AND \(side) NOT IN (SELECT key FROM objects) ORDER BY key
          """
      )
      for row in rows {
        findings.append(
          Finding(
            key: row["key"],
            column: side == "first" ? "对象一" : "对象二",
            value: row["side"],
            sentence: Sentence(
              "is no key of the library of objects; import the object first, or correct the key",
              "不是检查对象名录库中的标识，请先导入该对象或更正标识"
            )
          )
        )
      }
    }
  }
}
