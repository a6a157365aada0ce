internal import Analysis
internal import Reports
internal import Sampling

extension ClassCheckResult.Suggestion.Reason {
  /// Why a ratio may be changed.
  var sentence: Sentence {
    switch self {
    case .nothingFound(let inspected, let upper):
      let open = ResultText.percent(upper, .up)
      return Sentence(
        "0 of \(inspected) violate, which leaves up to \(open) open",
        "\(inspected) 个中未发现违规，违规率仍可能高达 \(open)"
      )
    case .notAbove(let share):
      let percent = ResultText.percent(share)
      return Sentence(
        "its results are not above those of the class before; together \(percent) violate",
        "其结果不高于前一类，合并后违规率为 \(percent)"
      )
    case .share(let share, let overall):
      let (percent, all) = (ResultText.percent(share), ResultText.percent(overall))
      return Sentence(
        "\(percent) violate, of \(all) in all",
        "违规率 \(percent)，总体为 \(all)"
      )
    }
  }
}
