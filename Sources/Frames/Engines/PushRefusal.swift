package import Sampling

extension RowFilter {
  /// The condition as SQL, which compares the bytes of texts; nil where it compares numbers or days, which engines
  /// read in their own ways.
  func sql(_ engine: Engine) -> String? {
    // An empty cell is a text without a byte, as null is here.
    let cell = "COALESCE(\(engine.text(ofColumn: column)), '')"
    switch condition {
    case .emptiness(let isEmpty): return "\(cell) \(isEmpty ? "=" : "<>") ''"
    case .bytes(let values, let isKept):
      let list = values.map { engine.literal(String(decoding: $0, as: UTF8.self)) }
        .joined(separator: ", ")
      return "\(cell) \(isKept ? "IN" : "NOT IN") (\(list))"
    case .decimals, .days: return nil
    }
  }
}

/// What an engine is not asked to do, since its result could not be relied on to be that of a file (exit status 64).
package enum PushRefusal: ExplainedError, Hashable {
  case bySize
  case severalIdentifiers
  case normalized
  case excluded
  case ordered(String)
  case name(String)
  case sealed
  case seedWithoutCounts

  package var kind: ErrorKind { .usage }

  package func explanation(in language: Language) -> String {
    switch self {
    case .bySize:
      language(
        "a draw by size is not made in SQL: certain units are taken out in rounds of 128-bit comparisons, and"
          + " engines do not promise how they round; stream the pool with draw \(Setting.from)",
        "按规模抽取不能用 SQL 完成：必选对象须以 128 位整数逐轮取出，且引擎不保证舍入方式；请用 draw \(Setting.from) 读取对象库"
      )
    case .severalIdentifiers:
      language(
        "name one column with \(Setting.id); make it of several in \(Setting.query)",
        "请用 \(Setting.id) 指定一列；需由多列合成时，请写在 \(Setting.query) 中"
      )
    case .normalized:
      language(
        "engines do not normalise identifiers as a draw does; leave \(Setting.normalizeIds) out, or use draw"
          + " \(Setting.from)",
        "引擎不能按抽取规则规范化标识，请去掉 \(Setting.normalizeIds)，或使用 draw \(Setting.from)"
      )
    case .excluded:
      language(
        "a list of \(Setting.exclude) is not carried into an engine; use draw \(Setting.from)",
        "\(Setting.exclude) 名单不能带入引擎，请使用 draw \(Setting.from)"
      )
    case .ordered(let text):
      language(
        "\(Setting.where) \"\(text.excerpt)\" compares numbers or days, which engines read in their own ways; put the"
          + " condition into \(Setting.query), or use draw \(Setting.from)",
        "\(Setting.where) “\(text.excerpt)”比较数值或日期，各引擎读法不同；请将条件写入 \(Setting.query)，或使用 draw \(Setting.from)"
      )
    case .name(let name):
      language(
        "the name \"\(name.excerpt)\" can not be written in this engine's SQL; rename the column",
        "名称“\(name.excerpt)”无法写入该引擎的 SQL，请改名"
      )
    case .sealed:
      language(
        "the draw is sealed, and its key would stand in the engine's logs: whoever reads them can compute every"
          + " ticket; use draw \(Setting.from), or add \(Setting.keyInEngine)",
        "本次抽取为密封抽取，其密钥会留在引擎日志中，看到日志者可计算全部号码；请使用 draw \(Setting.from)，或加上"
          + " \(Setting.keyInEngine)"
      )
    case .seedWithoutCounts:
      language(
        "the draw needs the number of units of each stratum: run the preflight and name its result with"
          + " \(Setting.preflight), or give \(Setting.record)",
        "抽取语句需要各分类的对象数：请先运行预检语句并用 \(Setting.preflight) 给出结果，或给出 \(Setting.record)"
      )
    }
  }
}

extension EngineStatements {
  /// Makes the statements of a layout.
  ///
  /// - Parameters:
  ///   - engine: the engine.
  ///   - relation: what is read there.
  ///   - layout: which columns mean what.
  /// - Throws: ``PushRefusal``.
  package init(_ engine: Engine, _ relation: EngineRelation, layout: PoolLayout) throws(PushRefusal)
  {
    guard layout.measureColumn == nil else { throw .bySize }
    guard !layout.normalizes else { throw .normalized }
    guard layout.exclusions == nil else { throw .excluded }
    guard layout.idColumns.count <= 1 else { throw .severalIdentifiers }
    for filter in layout.filters where filter.sql(engine) == nil { throw .ordered(filter.text) }
    let names =
      layout.idColumns + [layout.stratumColumn].compactMap { $0 } + layout.filters.map(\.column)
      + layout.others
    // Spark replaces ${…} before it reads a statement, in quotes too.
    let bad = engine == .spark ? "${" : "\u{0}"
    for name in names where name.contains(bad) { throw .name(name) }
    self.init(
      engine,
      relation,
      id: layout.idColumns.first ?? "id",
      stratum: layout.stratumColumn
    )
    unclassified = layout.unclassified
    filters = layout.filters
    // The reader that takes the frame looks at the conditions itself.
    shown = layout.others + layout.filters.map(\.column)
  }
}
