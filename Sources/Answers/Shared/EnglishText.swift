internal import Sampling

/// A sentence of which JSON holds the English alone, so that a document does not depend on the language of
/// whoever made it and stays a text for those who read it by program.
struct EnglishText: Encodable, Sendable {
  /// The sentence in both languages.
  var sentence: Sentence

  init(_ sentence: Sentence) { self.sentence = sentence }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(sentence.english)
  }
}
