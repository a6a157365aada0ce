import Foundation
import Sampling

/// A made-up pool, and the commands over it as an office and an auditor give them.
struct CommittedDraw {
  let scratch: Scratch
  /// The pool that is named where no other is.
  let pool: String
  /// What commit and draw say of the pool's columns.
  var columns = ["--stratum", "kind"]
  var label = "lab"

  static let seed = "4 6 1 1 3 5 2 6 6 1"
  static let form = "# # # # # # # # # #"
  static let header = "id,name,kind,status,staff"

  /// 60 units, U01 to U60: 10 of A, 20 of B, 30 of C; every third is closed.
  static let rows: [String] = (1...60).map { number in
    let kind = number <= 10 ? "A" : number <= 30 ? "B" : "C"
    let id = number < 10 ? "0\(number)" : "\(number)"
    return "U\(id),Unit \(number),\(kind),\(number % 3 == 0 ? "closed" : "open"),\(number)"
  }

  static let text = ([header] + rows).map { $0 + "\n" }.joined()

  init(_ text: String = CommittedDraw.text) throws {
    scratch = try Scratch()
    pool = try scratch.write(text, to: "pool.csv")
  }

  func path(_ name: String) -> String { scratch.path(name) }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// Commits: `NAME.record`, `NAME.notice`.
  func commit(
    _ more: [String],
    as name: String = "one",
    pool: String? = nil,
    form: String = CommittedDraw.form,
    source: String = "dice"
  ) throws -> ToolRun {
    try ToolRun.run(
      ["commit", pool ?? self.pool] + columns + [
        "--label", label, "--seed-source", source, "--seed-form", form, "--record",
        path("\(name).record"), "--notice", path("\(name).notice"),
      ] + more
    )
  }

  /// Draws by a record: `NAME.csv`, `NAME.json`, and where asked the folder `NAME.public`.
  func draw(
    _ more: [String] = [],
    as name: String = "one",
    pool: String? = nil,
    seed: String = CommittedDraw.seed,
    publishes: Bool = false
  ) throws -> ToolRun {
    try ToolRun.run(
      ["draw", pool ?? self.pool] + columns + [
        "--label", label, "--seed", seed, "--record", path("\(name).record"), "--output",
        path("\(name).csv"), "--receipt", path("\(name).json"),
      ] + (publishes ? ["--publish", path("\(name).public")] : []) + more
    )
  }

  /// Verifies with receipt, record, notice, selection, pool and seed.
  func verify(
    _ more: [String] = [],
    as name: String = "one",
    receipt: String? = nil,
    pool: String? = nil,
    seed: String = CommittedDraw.seed
  ) throws -> ToolRun {
    try ToolRun.run(
      [
        "verify", receipt ?? path("\(name).json"), "--record", path("\(name).record"), "--notice",
        path("\(name).notice"), "--selection", path("\(name).csv"), "--pool", pool ?? self.pool,
        "--seed", seed,
      ] + more
    )
  }

  /// Verifies what was published of an open draw.
  func verifyPublic(
    _ more: [String] = [],
    as name: String = "one",
    pool: String? = nil,
    list: String? = nil
  ) throws -> ToolRun {
    try ToolRun.run(
      [
        "verify", path("\(name).public/receipt.json"), "--notice", path("\(name).notice"),
        "--selection", list ?? path("\(name).public/selection.csv"), "--pool", pool ?? self.pool,
        "--seed", CommittedDraw.seed,
      ] + more
    )
  }

  /// The cells of a selection's rows.
  func rows(_ name: String = "one") throws -> [[String]] {
    try text("\(name).csv").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// A forged record with its notice and receipt, the commitments brought into line, as an authority can that
  /// writes them itself.
  func forge(as name: String = "one", _ change: (String) -> String) throws {
    let record = try text("\(name).record")
    let forged = change(record)
    let (old, new) = (SHA256.digest(of: record.utf8).hex, SHA256.digest(of: forged.utf8).hex)
    _ = try scratch.write(forged, to: "\(name).record")
    let notice = try text("\(name).notice").replacing(record, with: forged)
    _ = try scratch.write(notice.replacing(old, with: new), to: "\(name).notice")
    _ = try scratch.write(try text("\(name).json").replacing(old, with: new), to: "\(name).json")
  }
}
