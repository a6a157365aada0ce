/// The teams after a draw, changed by withdrawals.
///
/// An object is matched again alone; all other teams stay. *Out* are all who may not serve there, among
/// them everyone who ever left it: nobody comes back.
///
/// 1. Those of its team who are not out keep their posts. The free places, kinds by bytes, take each
///    the first by (ticket, id) of the inspectors who are eligible, not out, not in the team, below
///    their cap, and with whom the other free places can still be filled.
/// 2. If that fails all places of the object are free, and so is its team.
/// 3. If that fails too the object keeps the team that it had, those who are out included, until a later
///    event succeeds; their places count in all loads elsewhere.
///
/// Loads do not decide here, only caps: were the least loaded taken, an officer could reach a chosen
/// object by leaving another one first. The tickets are those of the draw.
public struct AssignedTeams: Sendable {
  private let posts: PostFrame
  private let inspectors: [Inspector]
  private let key: DrawKey
  private var teams: [ProtocolText: [Assignment.Seat]] = [:]
  private var outs: [ProtocolText: Set<ProtocolText>] = [:]
  /// The load of each inspector, and where each stands in the frame.
  private var load: [Int]
  private let number: [ProtocolText: Int]
  /// The places of all teams.
  private var places: Int

  /// Takes the teams of a draw.
  ///
  /// - Parameter assignment: the draw.
  /// - Complexity: O(n + D).
  public init(_ assignment: Assignment) {
    posts = assignment.posts
    inspectors = assignment.inspectors.inspectors
    key = assignment.key
    teams = Dictionary(grouping: assignment.seats, by: \.object)
    load = assignment.loads
    number = Dictionary(uniqueKeysWithValues: inspectors.enumerated().map { ($1.id, $0) })
    places = assignment.seats.count
  }

  /// Takes teams as they stand, with everybody who left them: what comes does not depend on how they came about.
  ///
  /// - Parameters:
  ///   - posts: the frames of the draw.
  ///   - inspectors: the other one.
  ///   - key: the key of the tickets.
  ///   - seats: all places that are given, of inspectors who stand in the frame.
  ///   - outs: who may not serve at an object any more.
  /// - Complexity: O(n + D).
  package init(
    posts: PostFrame,
    inspectors: InspectorFrame,
    key: DrawKey,
    seats: [Assignment.Seat],
    outs: [ProtocolText: Set<ProtocolText>]
  ) {
    self.posts = posts
    self.inspectors = inspectors.inspectors
    self.key = key
    self.outs = outs
    number = Dictionary(
      uniqueKeysWithValues: inspectors.inspectors.enumerated().map { ($1.id, $0) }
    )
    load = inspectors.inspectors.map(\.start)
    places = 0
    for (object, team) in Dictionary(grouping: seats, by: \.object) { setTeam(of: object, team) }
  }

  /// The team of an object.
  ///
  /// - Parameter object: the object.
  /// - Returns: its places by the bytes of kind and inspector; none where it has no team.
  public func team(of object: ProtocolText) -> [Assignment.Seat] { teams[object] ?? [] }

  /// Everybody who may not serve at an object any more.
  ///
  /// - Parameter object: the object.
  /// - Returns: the ids that events have named there, by bytes.
  public func out(of object: ProtocolText) -> [ProtocolText] { (outs[object] ?? []).sorted() }

  /// All places, by the bytes of object, kind and inspector.
  public var seats: [Assignment.Seat] { teams.keys.sorted().flatMap { teams[$0] ?? [] } }

  /// The load of every inspector, the start included, in the order of the frame.
  public var loads: [Int] { load }

  /// Changes teams by one event: struck objects lose their teams first, then the others are matched in
  /// the order of (turn, id), each done wholly before the next.
  ///
  /// - Parameter event: what happens. Each object of it succeeds or fails by itself.
  /// - Returns: the outcome of each match, in the order in which they were made.
  /// - Throws: ``AssignmentError`` for an object without a line, one named twice, a line of salt, or
  ///   more than 2³¹−1 places in all teams; nothing is changed then.
  /// - Complexity: O((n + marks) log) a match, besides the search among its own places.
  public mutating func apply(
    _ event: TeamEvent
  ) throws(AssignmentError) -> [(object: ProtocolText, outcome: TeamOutcome)] {
    // Struck objects and the others, none of them twice.
    let lines = try posts.lines(of: event.struck + event.matches.map(\.object))
    let matched = zip(lines.dropFirst(event.struck.count), event.matches)
    var held = places
    for object in event.struck { held -= teams[object]?.count ?? 0 }
    for (line, _) in matched where teams[line.object] == nil {
      held += line.places
      guard held <= FrameLines.greatest else { throw .tooManyPlaces }
    }
    for object in event.struck { setTeam(of: object, nil) }
    let ordered = matched.map { (turn: InspectorTickets.turn(key, $0.object), line: $0, match: $1) }
      .sorted { ($0.turn, $0.line.object) < ($1.turn, $1.line.object) }
    return ordered.map { _, line, match in
      outs[line.object, default: []].formUnion(match.out)
      return (line.object, rematch(line))
    }
  }

  private mutating func rematch(_ line: PostFrame.Line) -> TeamOutcome {
    let old = teams[line.object] ?? []
    let out = outs[line.object] ?? []
    // From here on loads are those without the object.
    setTeam(of: line.object, nil)
    let staying = old.filter { !out.contains($0.inspector) }
    for kept in old.isEmpty ? [[]] : [staying, []] {
      if let seats = seats(line, keeping: kept, out: out) {
        setTeam(of: line.object, seats)
        return .team(seats)
      }
    }
    let people = inspectors.indices.map { person in
      out.contains(inspectors[person].id)
        ? inspectors[person].barred(start: load[person])
        : inspectors[person].with(start: load[person], cap: inspectors[person].cap)
    }
    var filling = EvenFilling(AssignmentProblem([line], people))
    guard let certificate = filling.fill() else {
      preconditionFailure("what can not be filled has a certificate")
    }
    setTeam(of: line.object, old)
    return .unfilled(certificate)
  }

  /// The team of an object with some of it kept; nil where the free places can not be filled.
  ///
  /// One object alone: everybody has one place at most, so each assignment is optimal and nobody has had
  /// a place before; what the draw does is then exactly "the first by (ticket, id) with whom the rest
  /// can be filled".
  private func seats(
    _ line: PostFrame.Line,
    keeping kept: [Assignment.Seat],
    out: Set<ProtocolText>
  ) -> [Assignment.Seat]? {
    let taken = Set(kept.map(\.inspector))
    let free = line.posts.compactMap { post in
      let count = post.count - kept.count { $0.kind == post.kind }
      return count > 0 ? Post(post.kind, count: count) : nil
    }
    guard !free.isEmpty else { return kept }
    let pool = inspectors.indices.filter { person in
      let inspector = inspectors[person]
      return load[person] < inspector.cap ?? .max && !out.contains(inspector.id)
        && !taken.contains(inspector.id)
    }.map { inspectors[$0].with(start: 0, cap: nil) }
    let problem = AssignmentProblem([PostFrame.Line(line.object, free)], pool)
    guard let found = try? problem.seats(by: key) else { return nil }
    return (kept + found).sorted { ($0.kind, $0.inspector) < ($1.kind, $1.inspector) }
  }

  private mutating func setTeam(of object: ProtocolText, _ team: [Assignment.Seat]?) {
    for seat in teams[object] ?? [] { count(seat, by: -1) }
    teams[object] = team.flatMap { $0.isEmpty ? nil : $0 }
    for seat in team ?? [] { count(seat, by: 1) }
  }

  private mutating func count(_ seat: Assignment.Seat, by change: Int) {
    places += change
    guard let person = number[seat.inspector] else {
      preconditionFailure("whoever has a place stands in the frame")
    }
    load[person] += change
  }
}
