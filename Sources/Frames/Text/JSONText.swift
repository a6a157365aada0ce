import Foundation

/// JSON as every command writes it: sorted keys in snake_case, a line feed at the end.
public enum JSONText {
  /// Encodes a document.
  ///
  /// - Parameter value: the document; its property names are turned into snake_case.
  /// - Returns: the text, the same for the same value on every machine.
  /// - Throws: `EncodingError` for a number that JSON can not hold (NaN, infinity).
  public static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
