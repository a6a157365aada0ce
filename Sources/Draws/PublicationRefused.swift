public import Frames
public import Sampling

/// What must not be published (exit status 64 for a column, 65 for a cell).
public enum PublicationRefused: ExplainedError, Hashable {
  /// An open draw by a risk class: whoever knows the key can work out the class of every unit.
  case openRiskClass(column: String)
  /// An open draw inside a condition on a risk class: it names the class of all that may be drawn.
  case openClassCondition(column: String)
  /// A column that is to be published twice.
  case repeatedColumn(String)
  /// A column of classes, scores, telephone or identity numbers.
  case privateColumn(String)
  /// A column whose values tell confidential strata, and how much of them in per cent.
  case revealingColumn(String, percent: Int)
  /// A cell that holds a telephone number, a mail address or an identity number.
  case privateCell(column: String, kind: PrivateContent)

  /// What it is about.
  public var kind: ErrorKind {
    if case .privateCell = self { .data } else { .usage }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .openRiskClass(let column):
      language(
        "an open draw by \"\(column)\" shows the class of every unit; commit with \(Setting.sealed),"
          + " or add \(Setting.openStrata) if the classes are public",
        "按“\(column)”公开抽取会泄露每个对象的等级，请使用 commit \(Setting.sealed)；如等级本已公开，请加 \(Setting.openStrata)"
      )
    case .openClassCondition(let column):
      language(
        "an open draw inside a condition on \"\(column)\" shows the class of every unit that may be drawn;"
          + " commit with \(Setting.sealed), or add \(Setting.openStrata) if the classes are public",
        "按“\(column)”筛选的公开抽取会泄露对象的等级，请使用 commit \(Setting.sealed)；如等级本已公开，请加 \(Setting.openStrata)"
      )
    case .repeatedColumn(let column):
      language(
        "the column \"\(column)\" is to be published twice; name it once",
        "“\(column)”列重复，请只列一次"
      )
    case .privateColumn(let column):
      language(
        "the column \"\(column)\" must not be published; leave it out of \(Setting.publishColumns)",
        "“\(column)”列不得公开，请从 \(Setting.publishColumns) 中去掉"
      )
    case .revealingColumn(let column, let percent):
      language(
        "the column \"\(column)\" tells \(percent) % of what there is to know of the strata, which are"
          + " confidential; leave it out of \(Setting.publishColumns)",
        "“\(column)”列透露了保密分类 \(percent)% 的信息，请从 \(Setting.publishColumns) 中去掉"
      )
    case .privateCell(let column, .telephone):
      language(
        "a selected unit's \"\(column)\" holds a telephone number; leave the column out",
        "被抽中对象的“\(column)”中含有电话号码，请不要公开该列"
      )
    case .privateCell(let column, .mailAddress):
      language(
        "a selected unit's \"\(column)\" holds a mail address; leave the column out or give the units"
          + " numbers of their own",
        "被抽中对象的“\(column)”中含有电子邮箱地址，请不要公开该列，或改用其他编号"
      )
    case .privateCell(let column, .identityNumber):
      language(
        "a selected unit's \"\(column)\" holds an identity number; leave the column out or give the"
          + " units numbers of their own",
        "被抽中对象的“\(column)”中含有身份证号，请不要公开该列，或改用其他编号"
      )
    }
  }
}

extension PublicationRefused {
  /// Refuses columns that tell confidential strata, by all units of the frame.
  ///
  /// - Parameters:
  ///   - shown: what was found of the columns; nil where none is published.
  ///   - names: the columns that are to be published.
  /// - Throws: ``PublicationRefused/revealingColumn(_:percent:)``.
  static func check(_ shown: ShownFrame?, names: [String]) throws(PublicationRefused) {
    for column in shown?.columns ?? [] where column.tellsStratum && names.contains(column.name) {
      throw .revealingColumn(column.name, percent: Int((column.share * 100).rounded(.down)))
    }
  }

  /// Refuses columns by their names.
  ///
  /// - Parameters:
  ///   - columns: the columns that are to be published beside the identifier.
  ///   - pool: the pool.
  ///   - isSealed: whether the draw is sealed.
  /// - Throws: ``PublicationRefused``; `DataError` for a column that is not in the pool.
  public static func check(columns: [String], of pool: Pool, isSealed: Bool) throws {
    var seen: Set<[UInt8]> = []
    for name in columns {
      guard seen.insert(Array(name.utf8)).inserted else {
        throw PublicationRefused.repeatedColumn(name)
      }
      guard pool.header.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        throw DataError(
          .init(file: pool.file, row: 1, reason: .missingColumn(name: name, header: pool.header))
        )
      }
      let isOwn = name == pool.stratumColumn || name == pool.layout.measureColumn
      guard !PrivateContent.isPrivate(column: name), !(isSealed && isOwn) else {
        throw PublicationRefused.privateColumn(name)
      }
    }
  }

  /// Refuses an open draw over a class of risks, or inside a condition on one.
  ///
  /// - Parameters:
  ///   - pool: the pool, with its layout.
  ///   - opensStrata: whether the classes are public all the same.
  /// - Throws: ``PublicationRefused/openRiskClass(column:)``,
  ///   ``PublicationRefused/openClassCondition(column:)``.
  public static func checkOpen(_ pool: Pool, opensStrata: Bool) throws(PublicationRefused) {
    guard !opensStrata else { return }
    if let stratum = pool.stratumColumn, ClassColumn.isClass(stratum) {
      throw .openRiskClass(column: stratum)
    }
    for filter in pool.layout.filters where ClassColumn.isClass(filter.column) {
      throw .openClassCondition(column: filter.column)
    }
  }
}
