package import Frames
package import Sampling

extension [StratumNameMatch] {
  /// Which names were read as those of strata whose own they are not.
  ///
  /// - Parameter isSealed: whether the draw is sealed: then only that there are some, since others may see the
  ///   screen.
  /// - Returns: a sentence each; none where there are none.
  package func sentences(isSealed: Bool = false) -> [Sentence] {
    guard isSealed, !isEmpty else {
      return map { Sentence($0.explanation(in: .english), $0.explanation(in: .chinese)) }
    }
    return [
      Sentence(
        "\(count) names of strata are written otherwise than in the pool, and were understood",
        "有 \(count) 个分类名称与对象库写法不同，已识别"
      )
    ]
  }
}

extension FrameReading {
  /// What of a pool was not drawn from, what its identifiers were made into, and which of them to look at.
  ///
  /// - Parameter isSealed: whether no class may be named.
  /// - Returns: sentences; none where there is nothing to say.
  package func sentences(isSealed: Bool) -> [Sentence] {
    var sentences: [Sentence] = []
    if leftOut > 0 {
      sentences.append(
        Sentence(
          "\(leftOut) rows do not meet the conditions and are not in the base",
          "\(leftOut) 行不满足筛选条件，不计入基数"
        )
      )
    }
    let excluded = excluded.reduce(0) { $0 + $1.count }
    if excluded > 0 {
      sentences.append(
        Sentence(
          "\(excluded) units are kept out; they stay in the base, weights refer to the \(units) others"
            + " alone, and nothing is estimated of those kept out",
          "排除 \(excluded) 个对象：仍计入基数，权重只针对其余 \(units) 个，被排除的对象不作估计"
        )
      )
    }
    if isSealed, namesStrata {
      sentences.append(
        Sentence(
          "the identifiers begin with the name of their class, so that the published list tells it; give the"
            + " units identifiers of their own",
          "标识以分类名称开头，公布名单会泄露分类，请为对象另编标识"
        )
      )
    }
    sentences += strataDoubts(isSealed: isSealed)
    if normalized > 0 {
      sentences.append(
        Sentence("\(normalized) identifiers were normalised", "共规范化 \(normalized) 个标识")
      )
    }
    return sentences + doubts.sentences
  }
}
