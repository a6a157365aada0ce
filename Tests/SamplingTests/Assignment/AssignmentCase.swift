import Sampling
import Testing

/// A case of a file of vectors: two frames, a draw, what follows, and what the page answers.
struct AssignmentCase: Decodable {
  struct File: Decodable {
    var `protocol`: String
    var vectors: [AssignmentCase]
  }
  struct Withdrawal: Decodable {
    var object: String
    var out: [String]
    var team, certificate: String?
  }
  struct Event: Decodable {
    struct Match: Decodable {
      var object: String
      var out: [String]
    }
    struct Result: Decodable {
      var object: String
      var team, certificate: String?
    }
    var struck: [String]
    var matched: [Match]
    var results: [Result]?
    var loads: [String: Int]?
    var refused: String?
  }
  var name, label, seed, secret: String
  var key: String?
  var postFrame, inspectorFrame: String
  var objects: [String]?
  var texts: String?
  var committed: Bool?
  var recordLine, inspectorsSha256: String?
  var turns: [String: String]?
  var tickets: [String: [String: String]]?
  var assignment, assignmentSha256, certificate, refused: String?
  var loads: [String: Int]?
  var withdrawals: [Withdrawal]?
  var events: [Event]?

  var drawKey: DrawKey { DrawKey(.inspectors, label: label, seed: seed, secret: secret) }

  /// The frames as a draw or as the function reads them.
  func frames() throws -> (posts: PostFrame, inspectors: InspectorFrame) {
    let frames =
      texts == "draw"
      ? (
        try PostFrame(parsing: postFrame.utf8), try InspectorFrame(parsing: inspectorFrame.utf8)
      )
      : (
        try PostFrame(parsingAnyTexts: postFrame.utf8),
        try InspectorFrame(parsingAnyTexts: inspectorFrame.utf8)
      )
    if committed == true {
      try frames.0.checkSalt()
      try frames.1.checkSalt()
    }
    return frames
  }

  /// Everything that the case states is what this implementation says.
  func check() throws {
    guard refused == nil else {
      #expect(throws: (any Error).self, "\(name)") { try assigned() }
      return
    }
    let (posts, inspectors) = try frames()
    #expect(Array(postFrame.utf8) == posts.text, "\(name)")
    #expect(Array(inspectorFrame.utf8) == inspectors.text, "\(name)")
    #expect(recordLine == nil || recordLine == "assignment\t" + posts.recordField, "\(name)")
    #expect(inspectorsSha256 == nil || inspectorsSha256 == inspectors.digest.hex, "\(name)")
    #expect(key == nil || key == drawKey.digest.hex, "\(name)")
    for (object, turn) in turns ?? [:] {
      #expect(drawKey.ticket(ofInspector: "".utf8, for: object.utf8).hex == turn, "\(name)")
    }
    for (object, tickets) in tickets ?? [:] {
      for (inspector, ticket) in tickets {
        let own = drawKey.ticket(ofInspector: inspector.utf8, for: object.utf8)
        #expect(own.hex == ticket, "\(name)")
      }
    }
    if let certificate {
      #expect(try shortage { try assigned() }?.text == certificate, "\(name)")
      return
    }
    let found = try assigned()
    #expect(assignment.map { Array($0.utf8) } == Array(found.text.utf8), "\(name)")
    #expect(assignmentSha256 == found.digest.hex, "\(name)")
    #expect(loads == named(found.loads, inspectors), "\(name)")
    try checkChanges(found)
  }

  private func checkChanges(_ assignment: Assignment) throws {
    var teams = AssignedTeams(assignment)
    #expect(teams.seats == assignment.seats && teams.loads == assignment.loads, "\(name)")
    for withdrawal in withdrawals ?? [] {
      let match = TeamEvent.Match(text(withdrawal.object), out: withdrawal.out.map(text))
      let outcome = try #require(try teams.apply(TeamEvent([match])).first).outcome
      let expected = try #require(withdrawal.team ?? withdrawal.certificate)
      #expect(Array(outcome.text.utf8) == Array(expected.utf8), "\(name)")
    }
    for event in events ?? [] {
      let matches = event.matched.map { TeamEvent.Match(text($0.object), out: $0.out.map(text)) }
      let own = TeamEvent(matches, struck: event.struck.map(text))
      guard let results = event.results else {
        let before = (teams.seats, teams.loads)
        #expect(throws: AssignmentError.self, "\(name)") { try teams.apply(own) }
        #expect(before == (teams.seats, teams.loads), "\(name)")
        continue
      }
      let outcomes = try teams.apply(own)
      #expect(outcomes.map(\.object) == results.map { text($0.object) }, "\(name)")
      for (outcome, result) in zip(outcomes, results) {
        let expected = try #require(result.team ?? result.certificate)
        #expect(Array(outcome.outcome.text.utf8) == Array(expected.utf8), "\(name)")
        if case .team(let seats) = outcome.outcome {
          #expect(teams.team(of: outcome.object) == seats)
        }
      }
      #expect(event.loads == named(teams.loads, assignment.inspectors), "\(name)")
    }
  }

  private func assigned() throws -> Assignment {
    let (posts, inspectors) = try frames()
    return try Assignment(
      of: objects?.map(text),
      posts: posts,
      inspectors: inspectors,
      key: drawKey
    )
  }

  private func named(_ loads: [Int], _ frame: InspectorFrame) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(frame.inspectors.map(\.id.text), loads))
  }
}

/// A text as a frame holds it, also one that a draw refuses.
func text(_ string: String) -> ProtocolText { ProtocolText(anyText: string) }

/// The certificate with which an assignment fails; nil where it does not.
func shortage(_ assign: () throws -> Assignment) throws -> AssignmentCertificate? {
  do {
    _ = try assign()
    return nil
  } catch AssignmentError.unfilled(let certificate) {
    return certificate
  }
}
