internal import Foundation
internal import Sampling

/// The keys of a JSON document that is read as evidence.
///
/// What a key means that stands twice in one object is left open by the format: one reader takes the
/// first value, another the last, so that two people would verify two different documents under one
/// digest. It is refused instead.
///
/// Source: RFC 8259, section 4 ("the names within an object SHOULD be unique").
public enum JSONKeys {
  /// Refuses a document that readers may understand differently.
  ///
  /// Whether the bytes are JSON at all is left to the decoder.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name for messages, `-` for standard input.
  /// - Throws: ``DataError`` for a key that an object has twice, escapes resolved, and for a text
  ///   that is not UTF-8.
  /// - Complexity: O(bytes).
  public static func check(_ bytes: [UInt8], file: String) throws(DataError) {
    guard let (key, row) = try firstRepeated(in: bytes, file: file) else { return }
    throw DataError(
      .init(file: file, row: row, column: nil, value: key, reason: .repeatedKey)
    )
  }

  /// The first key that an object has twice, escapes resolved.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name for messages, `-` for standard input.
  /// - Returns: the key and its line; nil where there is none.
  /// - Throws: ``DataError`` for a text that is not UTF-8, and for a comma before a closing bracket, which
  ///   the decoder would take and no other reader does.
  /// - Complexity: O(bytes).
  public static func firstRepeated(
    in bytes: [UInt8],
    file: String
  ) throws(DataError) -> (key: String, row: Int)? {
    // A decoder would take UTF-16 and UTF-32 as well, in which no key would be found here.
    guard !bytes.contains(0), bytes.withUnsafeBytes({ UTF8Check.firstInvalid(in: $0) }) == nil
    else {
      throw DataError(.init(file: file, reason: .notText(encoding: "UTF-8")))
    }
    guard let (key, row) = firstFault(in: bytes) else { return nil }
    guard let key else {
      throw DataError(
        .init(
          file: file,
          row: row,
          reason: .other(
            Sentence(
              "a comma stands before a closing bracket, which is no JSON; use the file as it was written",
              "右括号前多了逗号，不是有效的 JSON，请使用原始文件"
            )
          )
        )
      )
    }
    return (key, row)
  }

  /// The first key that stands in its object already, or nil for a comma before a closing bracket, and its
  /// line.
  ///
  /// Two spellings of one text are one key: a decoder may take them for one.
  private static func firstFault(in bytes: [UInt8]) -> (key: String?, row: Int)? {
    var objects: [Set<String>] = []
    var row = 1
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"): row += 1
      case UInt8(ascii: "{"): objects.append([])
      case UInt8(ascii: "}"): _ = objects.popLast()
      case UInt8(ascii: ","):
        if let next = next(in: bytes, position + 1), [0x5D, 0x7D].contains(next) {
          return (nil, row)
        }
      case UInt8(ascii: "\""):
        let start = position + 1
        position = endOfString(in: bytes, from: start)
        guard !objects.isEmpty, next(in: bytes, position + 1) == UInt8(ascii: ":") else { break }
        let key = resolved(bytes[start..<min(position, bytes.count)])
        if !objects[objects.count - 1].insert(key).inserted { return (key, row) }
      default: break
      }
      position += 1
    }
    return nil
  }

  /// Where the quote stands that ends a string.
  private static func endOfString(in bytes: [UInt8], from start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return position
  }

  /// The next byte that is no white space.
  private static func next(in bytes: [UInt8], _ start: Int) -> UInt8? {
    guard start < bytes.count else { return nil }
    return bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  /// A key without its escapes: `\u0061` is `a`.
  private static func resolved(_ raw: ArraySlice<UInt8>) -> String {
    let plain = String(decoding: raw, as: UTF8.self)
    guard raw.contains(UInt8(ascii: "\\")) else { return plain }
    let quote = [UInt8(ascii: "\"")]
    return (try? JSONDecoder().decode(String.self, from: Data(quote + raw + quote))) ?? plain
  }
}
