/// An inspector: the load there is, the most there may be, and where the inspector may serve.
public struct Inspector: Hashable, Sendable {
  /// The identifier.
  public let id: ProtocolText
  /// The load so far, in places, 0 to 2³¹−1.
  public let start: Int
  /// The most load in all, `start` included; nil for no limit.
  public let cap: Int?
  /// The kinds of post that the inspector may have, by bytes.
  public let kinds: [ProtocolText]
  /// The objects at which the inspector may not serve, by bytes: relations, avoidance, visited lately.
  public let avoided: [ProtocolText]

  /// Makes an inspector; kinds and objects may stand in any order.
  ///
  /// - Parameters:
  ///   - id: the identifier.
  ///   - start: the load so far.
  ///   - cap: the most load in all, nil for no limit.
  ///   - kinds: the kinds of post that the inspector may have, each once.
  ///   - avoided: the objects at which the inspector may not serve, each once.
  public init(
    _ id: ProtocolText,
    start: Int = 0,
    cap: Int? = nil,
    kinds: [ProtocolText],
    avoided: [ProtocolText] = []
  ) {
    self.id = id
    self.start = start
    self.cap = cap
    self.kinds = kinds.sorted()
    self.avoided = avoided.sorted()
  }

  private init(like other: Inspector, start: Int, cap: Int?, kinds: [ProtocolText]) {
    id = other.id
    self.start = start
    self.cap = cap
    self.kinds = kinds
    avoided = other.avoided
  }

  /// The same inspector with another load before and another cap.
  func with(start: Int, cap: Int?) -> Inspector {
    Inspector(like: self, start: start, cap: cap, kinds: kinds)
  }

  /// The same inspector, who may serve nowhere.
  func barred(start: Int) -> Inspector {
    Inspector(like: self, start: start, cap: cap, kinds: [])
  }

  /// Whether the inspector may have a post.
  ///
  /// - Parameters:
  ///   - kind: the kind of post.
  ///   - object: where it is.
  /// - Returns: whether the kind is among ``kinds`` and the object not among ``avoided``.
  /// - Complexity: O(log marks).
  public func isEligible(for kind: ProtocolText, at object: ProtocolText) -> Bool {
    kinds.holdsSorted(kind) && !avoided.holdsSorted(object)
  }

  /// Whether it is a line of salt and nobody.
  public var isSalt: Bool { SaltLine.holds(id) }

  var fields: [String] {
    [id.text, String(start), cap.map { String($0) } ?? ""]
      + kinds.map { "+" + $0.text } + avoided.map { "-" + $0.text }
  }
}

extension [ProtocolText] {
  /// Whether a text is among these, which ascend.
  fileprivate func holdsSorted(_ text: ProtocolText) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < text { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == text
  }

  /// What stands twice among these, which ascend.
  fileprivate var firstDouble: ProtocolText? {
    zip(self, dropFirst()).first { $0 == $1 }?.0
  }
}

/// Everybody who may be assigned: the second of the two frames.
///
/// ```
/// id TAB start TAB cap [TAB +kind]… [TAB -id of an object]… LF
/// ```
///
/// Lines are sorted by bytes, no id stands twice; the marks of a line ascend by bytes, none stands
/// twice. `cap` is empty for no limit. An inspector is eligible for a kind at an object when the line
/// has `+kind` and not `-object`. An object or a kind that stands nowhere else is no error. It is
/// made from values in any order or from its canonical text, and confidential: it tells relations and
/// absences.
public struct InspectorFrame: Hashable, Sendable {
  /// The inspectors, by the bytes of their lines.
  public let inspectors: [Inspector]

  /// Makes a frame from inspectors in any order.
  ///
  /// - Parameter inspectors: each once.
  /// - Throws: ``FrameError`` with the row of what is refused: an id twice, a mark twice, a start or
  ///   cap outside of 0 to 2³¹−1.
  /// - Complexity: O(n log n).
  public init(_ inspectors: [Inspector]) throws(FrameError) {
    for (row, inspector) in inspectors.enumerated() {
      func refuse(_ problem: FrameError.Problem) -> FrameError {
        FrameError(.inspectors, .row(row + 1), problem)
      }
      if let kind = inspector.kinds.firstDouble { throw refuse(.markTwice("+" + kind.text)) }
      if let object = inspector.avoided.firstDouble { throw refuse(.markTwice("-" + object.text)) }
      guard (0...FrameLines.greatest).contains(inspector.start) else {
        throw refuse(.number(.start, String(inspector.start)))
      }
      if let cap = inspector.cap, !(0...FrameLines.greatest).contains(cap) {
        throw refuse(.number(.cap, String(cap)))
      }
    }
    let order = inspectors.indices.sorted { (inspectors[$0].id, $0) < (inspectors[$1].id, $1) }
    for (first, second) in zip(order, order.dropFirst())
    where inspectors[first].id == inspectors[second].id {
      throw FrameError(.inspectors, .row(second + 1), .idTwice(inspectors[first].id.text))
    }
    self.inspectors = order.map { inspectors[$0] }
  }

  /// Reads the text of a frame.
  ///
  /// - Parameter text: the bytes; no byte gives the empty frame.
  /// - Throws: ``FrameError`` with the line of what is not canonical: order, doubles, fields, numbers,
  ///   marks, and texts that a draw refuses.
  /// - Complexity: O(length).
  public init(parsing text: some Sequence<UInt8>) throws(FrameError) {
    try self.init(parsing: text, texts: .drawn)
  }

  /// Reads a frame of any texts, of which the function too is defined.
  package init(parsingAnyTexts text: some Sequence<UInt8>) throws(FrameError) {
    try self.init(parsing: text, texts: .any)
  }

  private init(
    parsing text: some Sequence<UInt8>,
    texts: FrameLines.Texts
  ) throws(FrameError) {
    var reader = FrameLines(of: .inspectors, texts: texts)
    var inspectors: [Inspector] = []
    var seen = Set<ProtocolText>()
    try reader.read(Array(text)) { reader, number, fields throws(FrameError) in
      guard fields.count >= 3 else { throw FrameError(.inspectors, .line(number), .shape) }
      let id = try reader.text(fields[0], line: number)
      guard seen.insert(id).inserted else {
        throw FrameError(.inspectors, .line(number), .idTwice(id.text))
      }
      let start = try reader.number(fields[1], .start, line: number)
      let cap = fields[2].isEmpty ? nil : try reader.number(fields[2], .cap, line: number)
      var kinds: [ProtocolText] = []
      var avoided: [ProtocolText] = []
      var left: ArraySlice<UInt8>?
      for mark in fields.dropFirst(3) {
        func refuse(_ problem: (String) -> FrameError.Problem) -> FrameError {
          let text = String(decoding: mark, as: UTF8.self)
          return FrameError(.inspectors, .line(number), problem(text))
        }
        if let left, !left.lexicographicallyPrecedes(mark) {
          throw refuse(left.elementsEqual(mark) ? { .markTwice($0) } : { .markOrder($0) })
        }
        left = mark
        switch mark.first {
        case UInt8(ascii: "+"):
          kinds.append(try reader.commonText(mark.dropFirst(), line: number))
        case UInt8(ascii: "-"):
          avoided.append(try reader.text(mark.dropFirst(), line: number))
        default: throw refuse { .mark($0) }
        }
      }
      inspectors.append(Inspector(id, start: start, cap: cap, kinds: kinds, avoided: avoided))
    }
    self.inspectors = inspectors
  }

  /// The text of the frame, in UTF-8.
  ///
  /// - Complexity: O(length).
  public var text: [UInt8] {
    var text: [UInt8] = []
    for inspector in inspectors { text.append(line: inspector.fields) }
    return text
  }

  /// SHA-256 of the text, which a record's line `inspectors` names.
  ///
  /// - Complexity: O(length).
  public var digest: Digest { SHA256.digest(of: text) }

  /// The frame with its line of salt, which keeps its digest from being guessed back.
  ///
  /// The line is `salt:hex TAB 0 TAB 0`: eligible nowhere.
  ///
  /// - Parameter salt: 256 fresh random bits, others than those of the post frame.
  /// - Returns: the frame with one line more.
  /// - Throws: ``FrameError`` where it has salt already.
  public func salted(with salt: Secret) throws(FrameError) -> InspectorFrame {
    let count = inspectors.count { $0.isSalt }
    guard count == 0 else { throw FrameError(.inspectors, .whole, .salts(count + 1)) }
    return try InspectorFrame(inspectors + [Inspector(SaltLine.id(salt), cap: 0, kinds: [])])
  }

  /// Checks what a frame must have that a record commits to: exactly one line of salt.
  ///
  /// - Throws: ``FrameError``.
  public func checkSalt() throws(FrameError) {
    let salts = inspectors.indices.filter { inspectors[$0].isSalt }
    guard salts.count == 1 else { throw FrameError(.inspectors, .whole, .salts(salts.count)) }
    let line = inspectors[salts[0]]
    guard line.start == 0, line.cap == 0, line.kinds.isEmpty, line.avoided.isEmpty else {
      throw FrameError(.inspectors, .line(salts[0] + 1), .saltLine)
    }
  }
}
