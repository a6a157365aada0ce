/// The lines of a frame's text, each cut at its tabs: what both frames have in common.
struct FrameLines {
  /// The greatest integer of a frame, 2³¹−1.
  static let greatest = Int(Int32.max)

  private let frame: FrameError.Frame
  private let texts: Texts
  /// What was checked already: kinds come again in most lines.
  private var known: [ProtocolText: ProtocolText] = [:]

  /// Which texts are taken.
  enum Texts {
    /// Those of a draw.
    case drawn
    /// Any without TAB and LF, of which the function too is defined.
    case any
  }

  init(of frame: FrameError.Frame, texts: Texts) {
    self.frame = frame
    self.texts = texts
  }

  /// Reads lines.
  ///
  /// - Parameters:
  ///   - bytes: the frame's text.
  ///   - body: takes the number of each line and its fields, at least one.
  /// - Throws: what is wrong with a line, and what `body` throws.
  mutating func read(
    _ bytes: [UInt8],
    _ body: (inout FrameLines, Int, [ArraySlice<UInt8>]) throws(FrameError) -> Void
  ) throws(FrameError) {
    var start = 0
    var number = 0
    var above: ArraySlice<UInt8>?
    while start < bytes.count {
      number += 1
      guard let end = bytes[start...].firstIndex(of: 0x0A) else {
        throw FrameError(frame, .line(number), .noLineEnd)
      }
      let line = bytes[start..<end]
      guard !line.isEmpty else { throw FrameError(frame, .line(number), .emptyLine) }
      if let above, !above.lexicographicallyPrecedes(line), !above.elementsEqual(line) {
        throw FrameError(frame, .line(number), .lineOrder)
      }
      try body(&self, number, line.split(separator: 0x09, omittingEmptySubsequences: false))
      above = line
      start = end + 1
    }
  }

  /// A field as a text.
  mutating func text(_ field: ArraySlice<UInt8>, line: Int) throws(FrameError) -> ProtocolText {
    guard let decoded = String(validating: field, as: UTF8.self) else {
      throw FrameError(frame, .line(line), .text(String(decoding: field, as: UTF8.self), .notUTF8))
    }
    let text = ProtocolText(unchecked: decoded)
    if let known = known[text] { return known }
    if texts == .drawn, let error = ProtocolText.problem(in: decoded) {
      throw FrameError(frame, .line(line), .text(decoded, error))
    }
    return text
  }

  /// A field that comes again in other lines.
  mutating func commonText(_ field: ArraySlice<UInt8>, line: Int) throws(FrameError) -> ProtocolText
  {
    let text = try self.text(field, line: line)
    known[text] = text
    return text
  }

  /// A field as an integer: digits without sign or leading zero, at most 2³¹−1.
  func number(
    _ field: ArraySlice<UInt8>,
    _ name: FrameError.Number,
    line: Int
  ) throws(FrameError) -> Int {
    let least = name == .count ? 1 : 0
    let isPlain =
      field.count <= 10 && !field.isEmpty && field.allSatisfy { (0x30...0x39).contains($0) }
      && (field.count == 1 || field.first != 0x30)
    let value = isPlain ? field.reduce(0) { $0 * 10 + Int($1 - 0x30) } : -1
    guard (least...FrameLines.greatest).contains(value) else {
      throw FrameError(frame, .line(line), .number(name, String(decoding: field, as: UTF8.self)))
    }
    return value
  }
}

extension [UInt8] {
  /// Appends the fields of a line, TAB between them and LF behind.
  mutating func append(line fields: some Sequence<String>) {
    var isFirst = true
    for field in fields {
      if !isFirst { append(0x09) }
      isFirst = false
      append(contentsOf: field.utf8)
    }
    append(0x0A)
  }
}

/// Lines of salt, whose id is `salt:` and 64 hexadecimal digits.
enum SaltLine {
  /// The id of the line.
  static func id(_ salt: Secret) -> ProtocolText { ProtocolText(unchecked: "salt:" + salt.hex) }

  /// Whether an id is one of a line of salt.
  static func holds(_ id: ProtocolText) -> Bool {
    let bytes = id.text.utf8
    return bytes.count == 69 && bytes.starts(with: "salt:".utf8)
      && Digest(hex: String(decoding: bytes.dropFirst(5), as: UTF8.self)) != nil
  }
}
