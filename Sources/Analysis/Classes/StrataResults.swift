package import Frames
internal import Inference
internal import Sampling

extension StrataTable {
  /// Refuses results that the classes can not have had: no class has more units inspected than it has.
  ///
  /// - Throws: `DataError` that names every such class.
  package func checkResults() throws(DataError) {
    var errors = DataError()
    var units = 0
    for row in rows {
      let (sum, overflow) = units.addingReportingOverflow(row.stratum.population)
      if overflow || sum > ResultTable.greatestPopulation {
        errors.add(
          .init(
            file: file,
            value: row.stratum.name.text,
            reason: .other(
              Sentence(
                "makes more than \(ResultTable.greatestPopulation) units, beyond which counts are"
                  + " not exact; correct the population",
                "使对象总数超过 \(ResultTable.greatestPopulation)，超过后计数不再精确，请更正"
              )
            )
          )
        )
        break
      }
      units = sum
      guard let results = row.results, results.inspected > row.stratum.population else { continue }
      errors.add(
        .init(
          file: file,
          value: row.stratum.name.text,
          reason: .other(
            Sentence(
              "\(results.inspected) inspected is more than its \(row.stratum.population) units;"
                + " correct one of them",
              "检查数 \(results.inspected) 超过对象总数 \(row.stratum.population)，请更正"
            )
          )
        )
      )
    }
    try errors.throwIfAny()
  }
}
