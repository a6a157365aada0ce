internal import CExpat
import Foundation

/// What takes the elements of an XML document, as they come.
class XMLConsumer {
  /// Why the document is not read further; nil while it is.
  fileprivate(set) var failure: WorkbookError?
  fileprivate var depth = 0
  fileprivate var parser: XML_Parser?

  /// Takes the beginning of an element, by its name without prefix.
  func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {}
  /// Takes the end of an element.
  func end(_ name: UnsafePointer<CChar>) {}
  /// Takes a piece of text.
  func text(_ bytes: UnsafeRawBufferPointer) {}

  /// Ends the reading.
  func fail(_ error: WorkbookError) {
    if failure == nil { failure = error }
    if let parser { XML_StopParser(parser, XML_Bool(XML_FALSE)) }
  }
}

/// The attributes of an element, valid in its call.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// Calls `body` with every name without prefix, and its value.
  func each(_ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void) {
    guard var pair = pairs else { return }
    while let name = pair[0], let value = pair[1] {
      body(XMLReader.local(name), value)
      pair += 2
    }
  }

  /// The value of an attribute.
  subscript(_ name: String) -> String? {
    var found: String?
    each { key, value in
      if strcmp(key, name) == 0 { found = String(cString: value) }
    }
    return found
  }
}

/// Reads XML with expat, piece by piece: no document type, at most some levels deep, no token that a
/// spreadsheet does not write.
final class XMLReader {
  private let parser: XML_Parser
  private let consumer: XMLConsumer
  private let part: String
  private var fed = 0

  /// Elements inside one another; a workbook has about ten.
  private static let greatestDepth: Int = 100
  /// Bytes of one tag or text that is held while it is open.
  private static let greatestToken = 1 << 24

  /// A reader for one document.
  ///
  /// - Parameters:
  ///   - consumer: takes the elements.
  ///   - part: what is read, for messages.
  /// - Throws: ``WorkbookError`` where there is no memory.
  init(_ consumer: XMLConsumer, part: String) throws {
    guard let parser = XML_ParserCreate(nil) else { throw WorkbookError.damaged(part: part) }
    self.parser = parser
    self.consumer = consumer
    self.part = part
    consumer.parser = parser
    consumer.depth = 0
    XML_SetUserData(parser, Unmanaged.passUnretained(consumer).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data, let name else { return }
        let consumer = Unmanaged<XMLConsumer>.fromOpaque(data).takeUnretainedValue()
        consumer.depth += 1
        guard consumer.depth <= XMLReader.greatestDepth else {
          consumer.fail(.damaged(part: "XML"))
          return
        }
        consumer.start(XMLReader.local(name), XMLAttributes(pairs: attributes))
      },
      { data, name in
        guard let data, let name else { return }
        let consumer = Unmanaged<XMLConsumer>.fromOpaque(data).takeUnretainedValue()
        consumer.depth -= 1
        consumer.end(XMLReader.local(name))
      }
    )
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data else { return }
      Unmanaged<XMLConsumer>.fromOpaque(data).takeUnretainedValue()
        .text(UnsafeRawBufferPointer(start: text, count: Int(count)))
    }
    // Entities could grow without end, and no spreadsheet declares any.
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let data else { return }
      Unmanaged<XMLConsumer>.fromOpaque(data).takeUnretainedValue().fail(.damaged(part: "DOCTYPE"))
    }
  }

  deinit {
    consumer.parser = nil
    XML_ParserFree(parser)
  }

  /// Reads the next piece.
  ///
  /// - Throws: ``WorkbookError`` where the document is none, or the consumer failed.
  func feed(_ piece: UnsafeRawBufferPointer, isLast: Bool = false) throws {
    let status = XML_Parse(
      parser,
      piece.assumingMemoryBound(to: CChar.self).baseAddress,
      Int32(piece.count),
      isLast ? 1 : 0
    )
    fed += piece.count
    if let failure = consumer.failure { throw failure }
    guard status == XML_STATUS_OK else { throw WorkbookError.damaged(part: part) }
    guard fed - Int(XML_GetCurrentByteIndex(parser)) < XMLReader.greatestToken else {
      throw WorkbookError.longCell
    }
  }

  /// The name behind the prefix.
  static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    guard let colon = strchr(name, 0x3A) else { return name }
    return UnsafePointer(colon + 1)
  }
}

/// Collects the beginnings and ends of elements of a small part.
final class XMLOutline: XMLConsumer {
  private let onStart: (String, XMLAttributes) -> Void
  private let onEnd: (String) -> Void

  init(
    _ onStart: @escaping (String, XMLAttributes) -> Void,
    end onEnd: @escaping (String) -> Void = { _ in }
  ) {
    self.onStart = onStart
    self.onEnd = onEnd
  }

  override func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
    onStart(String(cString: name), attributes)
  }

  override func end(_ name: UnsafePointer<CChar>) { onEnd(String(cString: name)) }
}
