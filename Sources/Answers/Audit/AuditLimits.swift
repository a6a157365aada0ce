internal import Inference
internal import Reports
internal import Sampling

extension AuditRequest {
  /// The smallest bias that could have been found, in words.
  func limits(_ bias: SmallestBias, draws: Int) -> [AuditLimit] {
    let byName = bias.sparedByName
    let unnamed = bias.sparedUnnamed
    let twenty = bias.drawsToFind(sparedUnnamed: 20)
    let power = self.power.percentage
    return [
      AuditLimit(
        bias: "spared-by-name",
        number: Nullable(byName),
        sentence: byName.map {
          Sentence(
            "units named beforehand and spared in every draw are found if they are at least \($0)",
            "事先指定并在每次抽取中被回避的对象，达到 \($0) 个即可发现"
          )
        }
          ?? Sentence(
            "units named beforehand and spared in every draw would not be found, however many",
            "事先指定并在每次抽取中被回避的对象，无论多少都无法发现"
          )
      ),
      AuditLimit(
        bias: "spared-unnamed",
        number: Nullable(unnamed),
        sentence: unnamed.map {
          Sentence(
            "spared units that nobody names are found with probability \(power) if they are at least"
              + " \($0)",
            "未事先指定而被回避的对象，达到 \($0) 个时有 \(power) 的概率被发现"
          )
        }
          ?? Sentence(
            draws == 1
              ? "spared units that nobody names can not be found in one draw: whom it leaves out it"
                + " leaves out by chance as well"
              : "spared units that nobody names would not be found in these draws, however many",
            draws == 1
              ? "一次抽取无法发现未事先指定而被回避的对象：未被抽中者本来也可能是偶然"
              : "这些抽取无法发现未事先指定而被回避的对象，无论多少"
          )
      ),
      AuditLimit(
        bias: "draws-for-20-unnamed",
        number: Nullable(twenty),
        sentence: twenty.map {
          Sentence(
            "to find 20 spared units that nobody names, or redraws that spare them, takes \($0) draws"
              + " of this size",
            "要发现 20 个未事先指定而被回避的对象（或为此反复重抽），需要 \($0) 次同样规模的抽取"
          )
        }
          ?? Sentence(
            "20 spared units that nobody names would not be found in 2000 draws of this size",
            "即使进行 2000 次同样规模的抽取，也无法发现 20 个未事先指定而被回避的对象"
          )
      ),
    ]
  }
}
