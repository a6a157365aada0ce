import Foundation
import Sampling

/// A committed draw whose inspectors are drawn too: the frames of the made-up pool beside it.
struct TeamFiles {
  let draw: CommittedDraw

  static let salt = String(repeating: "5a", count: 32)
  /// Eight inspectors: everybody may be a member, the first four may lead; In1 avoids U01 and U02.
  static let people = (1...8).map { number in
    let marks =
      (number <= 4 ? "\t+1 lead" : "") + "\t+2 member" + (number == 1 ? "\t-U01\t-U02" : "")
    return "In\(number)\t\(number % 3)\t\(marks)"
  }
  static let units = CommittedDraw.rows.map { String($0.prefix(3)) }

  static func posts(_ lines: [String]) -> String {
    (lines + ["salt:\(salt)\tsalt\t1"]).sorted().map { $0 + "\n" }.joined()
  }

  static func inspectors(_ lines: [String]) -> String {
    (lines + ["salt:\(salt)\t0\t0"]).sorted().map { $0 + "\n" }.joined()
  }

  static let usualPosts = posts(units.map { "\($0)\t1 lead\t1\t2 member\t1" })
  static let usualInspectors = inspectors(people)

  init(
    posts: String = TeamFiles.usualPosts,
    inspectors: String = TeamFiles.usualInspectors
  ) throws {
    draw = try CommittedDraw()
    _ = try draw.scratch.write(posts, to: "posts")
    _ = try draw.scratch.write(inspectors, to: "inspectors")
  }

  var frames: [String] { ["--posts", draw.path("posts"), "--inspectors", draw.path("inspectors")] }
  var assignment: [String] { ["--assignment", draw.path("teams")] }

  /// Commits and draws 10 of 60.
  func make(_ more: [String] = [], publishes: Bool = false) throws -> (
    commit: ToolRun, draw: ToolRun
  ) {
    let commit = try draw.commit(["--rule", "15%", "--reserves", "1"] + frames + more)
    return (commit, try draw.draw(frames + assignment, publishes: publishes))
  }

  func verify(_ more: [String]? = nil) throws -> ToolRun {
    try draw.verify(more ?? frames + assignment)
  }

  /// The places that were given, each an object, a kind and an inspector.
  var teams: [[String]] {
    get throws {
      try draw.text("teams").split(separator: "\n").map {
        $0.split(separator: "\t").map(String.init)
      }
    }
  }

  /// The selected units.
  var selected: [String] {
    get throws { try draw.rows().filter { $0[2] == "selected" }.map { $0[7] } }
  }

  /// The values of the receipt's `assignment`.
  var stated: [String: Any] {
    get throws {
      let text = Data(try draw.text("one.json").utf8)
      let receipt = try JSONSerialization.jsonObject(with: text) as? [String: Any]
      return receipt?["assignment"] as? [String: Any] ?? [:]
    }
  }
}
