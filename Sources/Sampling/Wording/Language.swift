/// The language of a sentence that a person reads.
///
/// Calling a language with an English and a Chinese sentence answers the one it names, so that
/// both stand side by side in the source and neither can be forgotten:
///
/// ```swift
/// language("no rows", "没有数据行")
/// ```
public enum Language: String, Sendable, CaseIterable {
  /// English, `en`.
  case english = "en"
  /// Simplified Chinese, `zh`.
  case chinese = "zh"

  /// Answers the sentence in this language.
  ///
  /// - Parameters:
  ///   - english: the English sentence.
  ///   - chinese: the same sentence in Chinese.
  /// - Returns: one of the two.
  public func callAsFunction(
    _ english: @autoclosure () -> String,
    _ chinese: @autoclosure () -> String
  ) -> String {
    switch self {
    case .english: english()
    case .chinese: chinese()
    }
  }
}
