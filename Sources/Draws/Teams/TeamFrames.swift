internal import Frames
public import Sampling

/// What inspectors are assigned from: the post frame and the inspector frame, as a record commits to them.
///
/// Both are confidential, in an open draw too: they tell relations and absences. A record names their digests, and
/// the line of salt in each keeps these from being guessed back.
public struct TeamFrames: Sendable {
  /// What each object needs, with its line of salt.
  public let posts: PostFrame
  /// Who may do it, with its line of salt.
  public let inspectors: InspectorFrame
  /// The selection of the earlier draw to whose selected units teams are given, where the units of the record are
  /// the selected and reserve units of that draw; nil where all selected units of the draw itself get a team.
  public var earlier: GivenSelection?

  /// Reads both frames.
  ///
  /// - Parameters:
  ///   - posts: the text of the post frame, canonical to the byte.
  ///   - inspectors: that of the inspector frame.
  /// - Throws: `FrameError`, also where a frame has not exactly one line of salt.
  /// - Complexity: O(length).
  public init(posts: [UInt8], inspectors: [UInt8]) throws(FrameError) {
    try self.init(
      posts: try PostFrame(parsing: posts),
      inspectors: try InspectorFrame(parsing: inspectors)
    )
  }

  /// Takes both frames.
  ///
  /// - Parameters:
  ///   - posts: the post frame.
  ///   - inspectors: the inspector frame.
  /// - Throws: `FrameError` where a frame has not exactly one line of salt.
  public init(posts: PostFrame, inspectors: InspectorFrame) throws(FrameError) {
    try posts.checkSalt()
    try inspectors.checkSalt()
    self.posts = posts
    self.inspectors = inspectors
  }
}

// MARK: The record

extension TeamFrames {
  /// Writes the lines `inspectors` and `assignment` of a record, which fix posts, eligibility, caps and starts.
  ///
  /// - Parameter record: the record; another version of it than before from now on.
  /// - Throws: ``TeamRefusal`` for positions and for a rotation, whose assignment has a record of its own.
  public func bind(_ record: inout DrawRecord) throws(TeamRefusal) {
    guard record.design != .positions, record.rotation == .none else { throw .ownRecord }
    record.inspectors = UInt64(inspectors.inspectors.count)
    record.inspectorFrame = inspectors.digest
    record.assignment = ProtocolText.assignment(posts)
  }

  /// Which of the frames are not those of a record.
  ///
  /// - Parameter record: the record.
  /// - Returns: the frames that differ.
  func differing(from record: DrawRecord) -> [FrameError.Frame] {
    var frames: [FrameError.Frame] = []
    if record.assignment != ProtocolText.assignment(posts) { frames.append(.posts) }
    if record.inspectorFrame != inspectors.digest
      || record.inspectors != UInt64(inspectors.inspectors.count)
    {
      frames.append(.inspectors)
    }
    return frames
  }

  /// Refuses units that nobody could be sent to.
  ///
  /// - Parameter units: the identifiers of all units of the frame.
  /// - Returns: how many may serve at each post of the units.
  /// - Throws: ``TeamRefusal`` for units without a line in the post frame, and for posts of which fewer inspectors
  ///   are eligible than there are places: were they selected, there would be no assignment under any seed.
  /// - Complexity: O(N log N).
  func check(units: some Sequence<String>) throws -> Eligibility {
    var without: [ProtocolText] = []
    var lines: [PostFrame.Line] = []
    for id in units {
      let object = try ProtocolText(id)
      if let line = posts[object], !line.isSalt {
        lines.append(line)
      } else {
        without.append(object)
      }
    }
    guard without.isEmpty else { throw TeamRefusal.noPosts(without) }
    let eligibility = Eligibility(posts: try PostFrame(lines), inspectors: inspectors)
    let short = eligibility.posts.filter { $0.eligible < $0.count }
    guard short.isEmpty else { throw TeamRefusal.nobody(short) }
    return eligibility
  }
}

extension ProtocolText {
  /// What a record's line `assignment` holds.
  fileprivate static func assignment(_ posts: PostFrame) -> ProtocolText? {
    // The name of the protocol and a digest are a text.
    try? ProtocolText(posts.recordField)
  }
}

extension DrawRecord {
  /// Refuses a draw whose frames of inspectors are missing, or not those that were committed to.
  func check(_ teams: TeamFrames?) throws(TeamRefusal) {
    guard let teams else {
      if inspectors > 0 { throw .missing }
      return
    }
    guard inspectors > 0 else { throw .notCommitted }
    if let frame = teams.differing(from: self).first { throw .otherFrame(frame) }
    guard teams.earlier == nil || selectsAll else { throw .notAll }
  }

  /// Whether every unit is selected, as in the record of an assignment that is made later than its draw.
  var selectsAll: Bool {
    strata.map(\.name) == [.everything] && design == .srs
      && strata.allSatisfy { $0.population == UInt64($0.size) && $0.start == nil }
  }
}

// MARK: The objects

extension TeamFrames {
  /// The units that get a team.
  ///
  /// - Parameters:
  ///   - selected: the selected units of the draw.
  ///   - pool: the pool.
  /// - Returns: these, or those among them that were selected in the earlier draw.
  /// - Throws: ``TeamRefusal`` for a unit of the earlier draw that is none of this one, or a list without its
  ///   column; what reading the list throws.
  func objects(of selected: [ProtocolText], pool: Pool) throws -> [ProtocolText] {
    guard let earlier else { return selected }
    let table = try earlier.table()
    let names = earlier.isJSON ? [GivenSelection.jsonID] : pool.idColumns
    let columns = names.compactMap { table.index(of: $0) }
    guard !columns.isEmpty else { throw TeamRefusal.noColumn(file: table.file, names[0]) }
    let role = table.index(of: "draw_role")
    let units = Set(selected)
    var objects: [ProtocolText] = []
    for row in table.rows where role.map({ row.cells[$0] != "reserve" }) ?? true {
      let cell = columns.lazy.map { row.cells[$0] }.first { !$0.isEmpty } ?? ""
      guard let id = try? ProtocolText(try pool.identifier(cell)), units.contains(id) else {
        throw TeamRefusal.noUnit(file: table.file, row: row.number, cell)
      }
      objects.append(id)
    }
    return objects
  }
}
