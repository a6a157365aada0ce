package import Draws
package import Sampling

extension FrozenDraw {
  /// What is said of a commitment beside its files.
  ///
  /// - Parameters:
  ///   - file: the file of the record.
  ///   - notice: the file of the notice.
  ///   - page: the page of the notice, nil for none.
  /// - Returns: sentences in the order to say them; of a sealed draw none that tells a stratum.
  package func sentences(record file: String, notice: String, page: String? = nil) -> [Sentence] {
    var sentences: [Sentence] = []
    if let reading {
      sentences += nameMatches.sentences(isSealed: record.isSealed)
      sentences += reading.sentences(isSealed: record.isSealed)
    }
    sentences += eligibility?.sentences ?? []
    let count = SeedSource(record.seedSource)
      .outcomes(of: record.seedForm, declared: record.outcomes)
    if let count, count < SeedSource.advisedOutcomes {
      sentences.append(
        Sentence(
          "weak seed: its source has \(count) outcomes, which can be tried out beforehand",
          "弱种子：来源只有 \(count) 种结果，可被事先穷举"
        )
      )
    }
    if !record.isSealed, record.rotation != .none {
      sentences.append(
        Sentence(
          "a rotation that is not sealed shows everyone the lists of the years to come, once its seed is known",
          "未密封的轮换在种子公布后，任何人都能预知以后各年的名单"
        )
      )
    }
    sentences.append(
      Sentence("commitment \(record.commitment)", "承诺值 \(record.commitment)")
    )
    sentences.append(
      Sentence(
        "publish \(notice) now; the seed must come after it",
        "请立即公布 \(notice)，种子必须在其后产生"
      )
    )
    if let page {
      sentences.append(
        Sentence("\(page) says the same to print and hang up", "\(page) 为同一公告的打印页")
      )
    }
    if record.isSealed {
      sentences.append(
        Sentence("keep \(file) secret: it holds the key", "\(file) 含有密钥，须保密")
      )
    }
    return sentences
  }
}
