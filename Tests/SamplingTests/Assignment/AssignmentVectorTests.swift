import Foundation
import Sampling
import TestSupport
import Testing

/// The vectors of assignment: those that came with the protocol, and those of the program in
/// `Tests/Independent/assign.py`, which shares nothing with this one.
@Suite struct AssignmentVectorTests {
  @Test(arguments: [("assignment.json", 34), ("assignment-own.json", 102)])
  func vectors(_ name: String, count: Int) throws {
    let file = try Vectors.json(name, as: AssignmentCase.File.self, camelCase: true)
    #expect(file.protocol == PostFrame.protocolName && file.vectors.count == count)
    for vector in file.vectors { try vector.check() }
  }

  /// The example of the page, with Wu leaving B, and without Ma.
  @Test func theWorkedExample() throws {
    let posts = try PostFrame(
      ["A", "B", "C"].map { PostFrame.Line(text($0), [Post(text("lead")), Post(text("member"))]) }
    )
    let both = [text("lead"), text("member")]
    let li = Inspector(text("Li"), kinds: both)
    let ma = Inspector(text("Ma"), kinds: both, avoided: [text("B")])
    let wu = Inspector(text("Wu"), kinds: [text("member")])
    let xu = Inspector(text("Xu"), start: 1, kinds: [text("member")])
    let key = DrawKey(.inspectors, label: "example", seed: "7")
    let inspectors = try InspectorFrame([xu, wu, ma, li])
    let assignment = try Assignment(posts: posts, inspectors: inspectors, key: key)
    #expect(
      assignment.text
        == "A\tlead\tMa\nA\tmember\tWu\nB\tlead\tLi\nB\tmember\tWu\nC\tlead\tLi\nC\tmember\tXu\n"
    )
    #expect(assignment.loads == [2, 1, 2, 2])
    #expect(
      assignment.digest.hex.hasPrefix("a414951f") && assignment.digest.hex.hasSuffix("a445f1")
    )

    var teams = AssignedTeams(assignment)
    let outcomes = try teams.apply(TeamEvent([.init(text("B"), out: [text("Wu")])]))
    #expect(outcomes.map(\.outcome.text) == ["B\tlead\tLi\nB\tmember\tXu\n"])
    #expect(teams.loads == [2, 1, 1, 3] && teams.out(of: text("B")) == [text("Wu")])

    let capped = Inspector(text("Li"), cap: 2, kinds: both)
    let few = try InspectorFrame([capped, wu, xu])
    let certificate = try #require(
      try shortage { try Assignment(posts: posts, inspectors: few, key: key) },
      "without Ma three leads are one too many"
    )
    #expect(certificate.places == 3 && certificate.available == 2 && certificate.missing == 1)
    #expect(certificate.byKind.map(\.objects) == [3])
    let error = AssignmentError.unfilled(certificate)
    #expect(error.kind == .no && error.description.contains("3 of \"lead\" at A, B, C"))
    #expect(error.explanation(in: .chinese).contains("Li 2"))
    // Ma could lead, and is marked everywhere: a person is told where to look.
    let marked = Inspector(text("Ma"), kinds: both, avoided: ["A", "B", "C"].map { text($0) })
    let away = try shortage {
      try Assignment(
        posts: posts,
        inspectors: InspectorFrame([capped, marked, wu, xu]),
        key: key
      )
    }
    #expect(away?.barred.map(\.object.text) == ["A", "B", "C"] && away?.text == certificate.text)
    #expect(
      away?.explanation(in: .english).contains(
        "can take 2 (Li 2); marks keep away Ma from A, Ma from B, Ma from C;"
      ) == true
    )
    #expect(away?.explanation(in: .chinese).contains("须回避：Ma 不得到 A、") == true)
    let nobody = try shortage {
      try Assignment(of: [text("A")], posts: posts, inspectors: InspectorFrame([]), key: key)
    }
    #expect(nobody?.explanation(in: .english).hasPrefix("a place can not be filled: 1 of") == true)
    #expect(
      PostFrame.Line(text("a"), [Post(text("k"), count: .max), Post(text("l"))]).places == .max
    )
  }

  /// How many may serve where: a mark for an object counts, one for another does not.
  @Test func eligibleForEveryPost() throws {
    let posts = try PostFrame([
      .init(text("b"), [Post(text("lead")), Post(text("member"), count: 2)]),
      .init(text("a"), [Post(text("lead")), Post(text("nobody"))]),
    ]).salted(with: try #require(Secret(hex: String(repeating: "0", count: 64))))
    let inspectors = try InspectorFrame([
      Inspector(text("1"), cap: 0, kinds: [text("lead")]),
      Inspector(text("2"), kinds: [text("lead"), text("member")], avoided: [text("b")]),
      Inspector(text("3"), kinds: [text("member")], avoided: [text("a")]),
    ])
    let eligibility = Eligibility(posts: posts, inspectors: inspectors)
    #expect(eligibility.posts.map(\.object.text) == ["a", "a", "b", "b"])
    #expect(eligibility.posts.map(\.eligible) == [2, 0, 1, 1])
    #expect(eligibility.posts.map(\.isDecided) == [false, true, true, true])
    #expect(eligibility.inspectors(ofPost: 2).map(\.id.text) == ["1"])
    #expect(eligibility.inspectors(ofPost: 0).map(\.id.text) == ["1", "2"])
  }
}
