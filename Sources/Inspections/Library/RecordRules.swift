internal import Frames
internal import Sampling

/// What must hold between the cells of one record.
enum RecordRules {
  /// Checks a record whose cells are right each by itself, and fills in what the library itself writes.
  ///
  /// - Parameters:
  ///   - kind: the library.
  ///   - cells: the cells; an object gets its standard name and the mark of an accepted check digit.
  ///   - isAccepted: whether its key has a wrong check digit that was taken.
  ///   - schemes: the schemes that are known.
  /// - Throws: what does not go together, and in which column.
  static func check(
    _ kind: LibraryKind,
    _ cells: inout [String],
    isAccepted: Bool,
    schemes: RiskSchemes
  ) throws(RecordProblem) {
    switch kind {
    case .objects:
      let (name, standard, checksum) = (4, 5, 18)
      // A standard name that was made of the name before is made anew.
      if cells[standard].isEmpty { cells[standard] = StandardName.of(cells[name]) }
      cells[checksum] = isAccepted ? "已接受" : ""
      try schemes.check(&cells)
    case .inspectors: try inspector(cells)
    case .links:
      guard !cells[0].utf8.elementsEqual(cells[1].utf8) else {
        throw RecordProblem(1, "is the same as the first; link two records", "与对象一相同，请填写另一方")
      }
      guard !cells[2].isEmpty else {
        throw RecordProblem(2, "is empty; write same or branch", "为空，请填写同一主体或分支机构")
      }
    case .schemes:
      guard !cells[3].isEmpty else {
        throw RecordProblem(
          3,
          "is empty; number the classes from the one that is checked least",
          "为空，请从检查最少的等级起编号"
        )
      }
    case .items, .departments, .tasks, .draws, .drawn: break
    }
  }

  private static func inspector(_ cells: [String]) throws(RecordProblem) {
    let (certificate, category, from, until) = (0, 3, 8, 9)
    let hasCertificate = !cells[certificate].isEmpty
    switch cells[category] {
    case LibraryKind.civilServant, LibraryKind.otherCertified:
      guard hasCertificate else {
        throw RecordProblem(
          certificate,
          "is empty; a civil servant or certified person has a certificate, without one the category is 日常监管人员",
          "为空；公务员和其他持证人员须有执法证号，无证人员的类别应为日常监管人员"
        )
      }
    case LibraryKind.dailySupervision:
      guard !hasCertificate else {
        throw RecordProblem(
          certificate,
          "is a certificate, which daily-supervision staff does not have; a number of your own stands in 自编号",
          "日常监管人员没有执法证，自编的号码请填入“自编号”列"
        )
      }
    case LibraryKind.expert: break
    default:
      throw RecordProblem(category, "is empty; say what kind of inspector this is", "为空，请填写人员类别")
    }
    if let first = CivilDate(cells[from]), let last = CivilDate(cells[until]), last < first {
      throw RecordProblem(
        until,
        "is before the first day of validity (\(first))",
        "早于有效期起始日（\(first)）"
      )
    }
  }
}
