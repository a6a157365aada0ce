public import Sampling

/// Why rows can not be estimated as they were asked to be (exit status 64).
public enum EstimateError: ExplainedError, Hashable {
  /// Several strata, and no column that says which unit is in which.
  case noStratumColumn
  /// A design effect of a design that it is not defined for.
  case designEffect

  /// What it is about.
  public var kind: ErrorKind { .usage }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .noStratumColumn:
      language(
        "\(Setting.stratum) is missing: the column with the stratum of each unit",
        "缺少 \(Setting.stratum)，即对象所属分类的列"
      )
    case .designEffect:
      language(
        "\(Setting.designEffect) is for simple random samples without units out of scope and without"
          + " \(Setting.postStrata)",
        "\(Setting.designEffect) 只适用于没有范围外对象、不用 \(Setting.postStrata) 的简单随机抽样"
      )
    }
  }
}
