internal import Frames

/// Words by which a plan leaves a ratio, a frequency or a time open.
enum VagueWording {
  private static let words = [
    "实际情况", "实际需要", "实际工作", "工作需要", "监管需要", "需要确定", "要求确定", "工作安排", "上级要求", "上级部署",
    "视情", "按需", "酌情", "适时", "不定期", "待定", "另行", "随机确定", "自行确定", "根据情况", "根据需要", "必要时", "随时", "视需要",
    "不限", "asneeded",
  ]

  /// Whether the words leave it to later.
  ///
  /// - Parameter folded: the folded text.
  /// - Returns: whether they do.
  static func isUndetermined(_ folded: String) -> Bool {
    words.contains { folded.holds($0) }
      || (["根据", "依据", "按照", "由", "视"].contains { folded.hasPrefix($0) } && folded.hasSuffix("确定"))
  }
}
