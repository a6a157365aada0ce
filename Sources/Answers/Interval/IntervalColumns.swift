internal import Inference
internal import Reports
internal import Sampling

extension IntervalDocument {
  /// One row; people read a sentence.
  package var rows: [[String]] {
    let columns: [Column<IntervalDocument>] = [
      Column(csv: "method") { $0.method.rawValue },
      Column(csv: "side") { $0.side.rawValue },
      Column(csv: "confidence") { $0.confidence.description },
      Column(csv: "found") { "\($0.found)" },
      Column(csv: "sample") { "\($0.sample)" },
      Column(csv: "population") { ResultText.cell($0.population) },
      Column(csv: "estimate") { "\($0.estimate)" },
      Column(csv: "lower") { ResultText.cell($0.lower) },
      Column(csv: "upper") { ResultText.cell($0.upper) },
      Column(csv: "lower_count") { ResultText.cell($0.lowerCount) },
      Column(csv: "upper_count") { ResultText.cell($0.upperCount) },
    ]
    return columns.saved([self])
  }
}
