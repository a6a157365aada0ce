/// A post of an object: how many inspectors of one kind it needs.
public struct Post: Hashable, Sendable {
  /// The sort of post, as narrow as the rules need: department, role, speciality, district.
  public var kind: ProtocolText
  /// How many, 1 to 2³¹−1.
  public var count: Int

  /// Makes a post.
  ///
  /// - Parameters:
  ///   - kind: the sort of post.
  ///   - count: how many inspectors it needs.
  public init(_ kind: ProtocolText, count: Int = 1) {
    self.kind = kind
    self.count = count
  }
}

/// The posts of every object: the first of the two frames from which inspectors are assigned.
///
/// ```
/// id TAB kind TAB count [TAB kind TAB count]… LF
/// ```
///
/// Lines are sorted by bytes and no id stands twice; the kinds of a line ascend by bytes. It is made
/// from values in any order, or from its text, which must be the canonical one to the byte: so one
/// frame has one digest, which a record binds before the seed. A frame is confidential.
public struct PostFrame: Hashable, Sendable {
  /// What one object needs.
  public struct Line: Hashable, Sendable {
    /// The object's identifier.
    public let object: ProtocolText
    /// Its posts, by the bytes of their kinds; at least one.
    public let posts: [Post]

    /// Makes a line; posts may stand in any order.
    ///
    /// - Parameters:
    ///   - object: the object's identifier.
    ///   - posts: its posts, each kind once.
    public init(_ object: ProtocolText, _ posts: [Post]) {
      self.object = object
      self.posts = posts.sorted { $0.kind < $1.kind }
    }

    /// The places of the object, Σ count; `Int.max` where that is more, which no frame takes.
    public var places: Int {
      posts.reduce(0) { sum, post in
        let (places, isOver) = sum.addingReportingOverflow(post.count)
        return isOver ? .max : places
      }
    }

    /// Whether it is a line of salt and no object.
    public var isSalt: Bool { SaltLine.holds(object) }

    var fields: [String] { [object.text] + posts.flatMap { [$0.kind.text, String($0.count)] } }
  }

  /// The lines, by their bytes.
  public let lines: [Line]
  /// The places of the lines by the bytes of their objects.
  private let order: [Int]

  /// The name of the protocol.
  public static let protocolName = "spotcheck-assign-v1"

  /// Makes a frame from lines in any order.
  ///
  /// - Parameter lines: a line an object.
  /// - Throws: ``FrameError`` with the row of what is refused: an object twice, a line without posts,
  ///   a kind twice, a count outside of 1 to 2³¹−1.
  /// - Complexity: O(n log n).
  public init(_ lines: [Line]) throws(FrameError) {
    for (row, line) in lines.enumerated() {
      func refuse(_ problem: FrameError.Problem) -> FrameError {
        FrameError(.posts, .row(row + 1), problem)
      }
      guard !line.posts.isEmpty else { throw refuse(.shape) }
      for (post, next) in zip(line.posts, line.posts.dropFirst()) where post.kind == next.kind {
        throw refuse(.kindTwice(post.kind.text))
      }
      for post in line.posts where !(1...FrameLines.greatest).contains(post.count) {
        throw refuse(.number(.count, String(post.count)))
      }
    }
    let order = lines.indices.sorted { (lines[$0].object, $0) < (lines[$1].object, $1) }
    for (first, second) in zip(order, order.dropFirst())
    where lines[first].object == lines[second].object {
      throw FrameError(.posts, .row(second + 1), .idTwice(lines[first].object.text))
    }
    // An identifier holds no byte below a blank, so that lines and identifiers have one order.
    self.init(sorted: order.map { lines[$0] })
  }

  private init(sorted lines: [Line]) {
    self.lines = lines
    order = lines.indices.sorted { lines[$0].object < lines[$1].object }
  }

  /// Reads the text of a frame.
  ///
  /// - Parameter text: the bytes; no byte gives the empty frame.
  /// - Throws: ``FrameError`` with the line of what is not canonical: order, doubles, fields, counts,
  ///   and texts that a draw refuses.
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
    var reader = FrameLines(of: .posts, texts: texts)
    var lines: [Line] = []
    var seen = Set<ProtocolText>()
    try reader.read(Array(text)) { reader, number, fields throws(FrameError) in
      guard fields.count >= 3, !fields.count.isMultiple(of: 2) else {
        throw FrameError(.posts, .line(number), .shape)
      }
      let object = try reader.text(fields[0], line: number)
      guard seen.insert(object).inserted else {
        throw FrameError(.posts, .line(number), .idTwice(object.text))
      }
      var posts: [Post] = []
      posts.reserveCapacity(fields.count / 2)
      for place in stride(from: 1, to: fields.count, by: 2) {
        let kind = try reader.commonText(fields[place], line: number)
        if let left = posts.last, !(left.kind < kind) {
          throw FrameError(
            .posts,
            .line(number),
            left.kind == kind ? .kindTwice(kind.text) : .kindOrder(kind.text)
          )
        }
        posts.append(
          Post(kind, count: try reader.number(fields[place + 1], .count, line: number))
        )
      }
      lines.append(Line(object, posts))
    }
    self.init(sorted: lines)
  }

  /// The line of an object; nil where it has none.
  ///
  /// - Parameter object: its identifier.
  /// - Complexity: O(log n).
  public subscript(object: ProtocolText) -> Line? {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = low + (high - low) / 2
      if lines[order[middle]].object < object { low = middle + 1 } else { high = middle }
    }
    guard low < order.count, lines[order[low]].object == object else { return nil }
    return lines[order[low]]
  }

  /// The text of the frame, in UTF-8.
  ///
  /// - Complexity: O(length).
  public var text: [UInt8] {
    var text: [UInt8] = []
    for line in lines { text.append(line: line.fields) }
    return text
  }

  /// SHA-256 of the text.
  ///
  /// - Complexity: O(length).
  public var digest: Digest { SHA256.digest(of: text) }

  /// What a record's line `assignment` names: the protocol and the digest of this frame.
  public var recordField: String { PostFrame.protocolName + ":" + digest.hex }

  /// The frame with its line of salt, which keeps its digest from being guessed back.
  ///
  /// The line is `salt:hex TAB salt TAB 1`, an object that is in no unit frame and never assigned.
  ///
  /// - Parameter salt: 256 fresh random bits.
  /// - Returns: the frame with one line more.
  /// - Throws: ``FrameError`` where it has salt already.
  public func salted(with salt: Secret) throws(FrameError) -> PostFrame {
    let count = lines.count { $0.isSalt }
    guard count == 0 else { throw FrameError(.posts, .whole, .salts(count + 1)) }
    let post = Post(ProtocolText(unchecked: "salt"))
    return try PostFrame(lines + [Line(SaltLine.id(salt), [post])])
  }

  /// Checks what a frame must have that a record commits to: exactly one line of salt.
  ///
  /// - Throws: ``FrameError``.
  public func checkSalt() throws(FrameError) {
    let salts = lines.indices.filter { lines[$0].isSalt }
    guard salts.count == 1 else { throw FrameError(.posts, .whole, .salts(salts.count)) }
    guard lines[salts[0]].posts == [Post(ProtocolText(unchecked: "salt"))] else {
      throw FrameError(.posts, .line(salts[0] + 1), .saltLine)
    }
  }
}
