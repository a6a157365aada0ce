/// A sentence in both languages.
///
/// Encoded it is an object with `english` and `chinese`, so that a document does not depend on the language of
/// whoever made it.
public struct Sentence: Hashable, Sendable, Encodable {
  /// The sentence in English.
  public var english: String
  /// The same in Chinese.
  public var chinese: String

  /// Makes a sentence.
  ///
  /// - Parameters:
  ///   - english: the sentence in English.
  ///   - chinese: the same in Chinese.
  public init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// Makes a sentence of what says it in either language.
  ///
  /// - Parameter text: says it in a language.
  public init(_ text: (Language) -> String) {
    self.init(text(.english), text(.chinese))
  }

  /// The sentence in a language.
  ///
  /// - Parameter language: the language.
  /// - Returns: one of the two.
  public func text(in language: Language) -> String { language(english, chinese) }
}
