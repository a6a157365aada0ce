/// Inspectors assigned to the posts of objects, by `spotcheck-assign-v1`.
///
/// A function of key, objects, post frame and inspector frame alone: not of the order of rows, of
/// threads or of the machine. Every place of every object has one inspector eligible for it, nobody two
/// places at one object, nobody more than the cap. It exists exactly when these rules allow one. Its
/// loads are as equal as they can be: Σ load² is the least possible, and with it every sum of a convex
/// function, the sorted loads, and the greatest.
///
/// Among these the places decide one by one, in the order of (number, turn, object), number counting the
/// places of an object through its kinds by bytes:
///
/// ```
/// turn(o)      = SHA-256( key("inspectors") ":" o LF )
/// ticket(o, i) = SHA-256( key("inspectors") ":" o LF i )
/// ```
///
/// each takes the first by (places given so far, ticket, id) of the inspectors with whom some optimal
/// assignment still agrees with all given before. Inspectors with equal lines have equal chances.
///
/// ```swift
/// let key = DrawKey(.inspectors, label: "example", seed: "7")
/// let assignment = try Assignment(posts: posts, inspectors: inspectors, key: key)
/// ```
///
/// Not for who may serve together, nor for hours or travel: a load is a number of places.
public struct Assignment: Hashable, Sendable {
  /// One place and whoever has it.
  public struct Seat: Hashable, Sendable {
    /// The object.
    public let object: ProtocolText
    /// The kind of post.
    public let kind: ProtocolText
    /// The inspector.
    public let inspector: ProtocolText

    /// Makes a seat.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - kind: the kind of post.
    ///   - inspector: the inspector.
    public init(object: ProtocolText, kind: ProtocolText, inspector: ProtocolText) {
      self.object = object
      self.kind = kind
      self.inspector = inspector
    }

    var fields: [String] { [object.text, kind.text, inspector.text] }
  }

  /// The places by the bytes of object, kind and inspector: the team of an object stands together.
  public let seats: [Seat]
  /// What the objects need.
  public let posts: PostFrame
  /// Who could be assigned.
  public let inspectors: InspectorFrame
  /// The key of the tickets.
  public let key: DrawKey

  /// Assigns inspectors.
  ///
  /// - Parameters:
  ///   - objects: the objects that get a team, each with a line in the post frame; nil for all.
  ///   - posts: what the objects need.
  ///   - inspectors: who may do it.
  ///   - key: a key for ``DrawKey/Purpose/inspectors``.
  /// - Throws: ``AssignmentError``; ``AssignmentError/unfilled(_:)`` with the certificate exactly where
  ///   the rules allow no assignment.
  /// - Complexity: at most D + n searches fail in all, each looks at the smaller side of what it parts,
  ///   for D places and n inspectors; a hash for each place and inspector that it may have comes into
  ///   question for. Memory O(D + marks).
  public init(
    of objects: [ProtocolText]? = nil,
    posts: PostFrame,
    inspectors: InspectorFrame,
    key: DrawKey
  ) throws(AssignmentError) {
    let lines = try posts.lines(of: objects)
    try lines.checkPlaces()
    let problem = AssignmentProblem(lines, inspectors.inspectors)
    seats = try problem.seats(by: key)
    self.posts = posts
    self.inspectors = inspectors
    self.key = key
  }

  /// The lines `object TAB kind TAB inspector LF` of all places, sorted by bytes.
  ///
  /// - Complexity: O(D log D).
  public var text: String { Assignment.text(of: seats) }

  /// SHA-256 of ``text``.
  public var digest: Digest { SHA256.digest(of: text.utf8) }

  /// The load of every inspector: the start and the places.
  ///
  /// - Returns: loads in the order of the frame.
  /// - Complexity: O(n + D).
  public var loads: [Int] {
    var places: [ProtocolText: Int] = [:]
    for seat in seats { places[seat.inspector, default: 0] += 1 }
    return inspectors.inspectors.map { $0.start + (places[$0.id] ?? 0) }
  }

  static func text(of seats: [Seat]) -> String {
    // Fields order as lines do: a draw's texts hold no byte below TAB. Others are sorted once more.
    var lines = seats.map { seat in
      var line: [UInt8] = []
      line.append(line: seat.fields)
      return line
    }
    for (line, next) in zip(lines, lines.dropFirst()) where next.lexicographicallyPrecedes(line) {
      lines.sort { $0.lexicographicallyPrecedes($1) }
      break
    }
    return String(decoding: lines.joined(), as: UTF8.self)
  }
}

extension AssignmentProblem {
  /// The answer, by the bytes of object, kind and inspector.
  func seats(by key: DrawKey) throws(AssignmentError) -> [Assignment.Seat] {
    var filling = EvenFilling(self)
    if let certificate = filling.fill() { throw .unfilled(certificate) }
    filling.level()
    var dealing = TicketDealing(filling.graph, key: key)
    let holder = dealing.run()
    var seats: [Assignment.Seat] = []
    seats.reserveCapacity(holder.count)
    for post in postObject.indices {
      let object = objects[Int(postObject[post])]
      let kind = kinds[Int(postKind[post])]
      for person in holder[slots[post]].sorted() {
        let id = inspectors[Int(person)].id
        seats.append(Assignment.Seat(object: object, kind: kind, inspector: id))
      }
    }
    return seats
  }
}
