import Draws
import Foundation
import Frames
import Reports
import Sampling
import TestSupport
import Testing

@testable import Answers

/// Whoever has every public file of a sealed draw guesses classes no better than from who was selected, the ratios and
/// the totals alone.
///
/// 200 frames, drawn once each. The attacker knows of each frame how many of each class were selected; without files his
/// best guess of each unit is the class with most. With them he learns from 100 frames, whose classes he is told, how
/// classes go with places in the list, lengths of names, sizes of files and digits of what is published (naive Bayes),
/// and guesses those of the other 100.
@Suite struct AttackerTests {
  /// A selected unit as the attacker sees it: what he holds against its class.
  private struct Seen {
    var signs: [Int]
    var place: Int
    var inner: Int
    var stratum: Int
  }

  private static let names = ["低", "中", "高"]

  /// Draws a frame in a folder, and reads what is published of it.
  private static func frame(
    _ number: Int,
    _ generator: inout SeededGenerator
  ) throws -> [Seen] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spotcheck-attack-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let sizes = (0..<3).map { _ in Int.random(in: 20...60, using: &generator) }
    let classes = sizes.indices.flatMap { Array(repeating: $0, count: sizes[$0]) }
      .shuffled(using: &generator)
    var text = "编号,名称,类\n"
    var strata: [String: Int] = [:]
    for stratum in classes {
      let id = "U\(UInt32.random(in: 0...UInt32.max, using: &generator))"
      let name = String(repeating: "名", count: Int.random(in: 2...9, using: &generator))
      guard strata.updateValue(stratum, forKey: id) == nil else { continue }
      text += "\(id),\(name),\(names[stratum])\n"
    }
    try Data(text.utf8).write(to: folder.appendingPathComponent("pool.csv"))
    var layout = PoolLayout()
    layout.idColumns = ["编号"]
    layout.stratumColumn = "类"
    let pool = try Pool(path("pool.csv"), layout: layout)
    var rules = RuleSet()
    for (name, ratio) in zip(names, [10, 30, 60]) {
      rules.add(try Rule(parsing: "\(ratio)%"), in: try ProtocolText(name))
    }
    var terms = DrawTerms(label: try ProtocolText("第\(number)次"), sizing: .rules(rules))
    terms.shown = ["名称"]
    var commit = CommitRequest(
      terms,
      seedSource: try ProtocolText("dice"),
      seedForm: SeedForm(try ProtocolText("##########"))
    )
    commit.secret = Secret(using: &generator)
    let record = try pool.commit(commit).record
    let seed = (0..<10).map { _ in "\(Int.random(in: 0...9, using: &generator))" }.joined()
    var request = DrawRequest(terms, seed: try ProtocolText(seed))
    request.record = record
    var outputs = DrawOutputs(tool: "t")
    outputs.selection = path("out.csv")
    outputs.folder = path("public")
    outputs.forms = PublicForms(.chinese, hasByteOrderMark: false) {
      try ResultPage($0).page(.chinese, tool: "t").html
    }
    _ = try pool.draw(request, into: outputs)
    let published = try PublicFolder.files.map {
      try Data(contentsOf: URL(fileURLWithPath: path("public/\($0)")))
    }
    func rows(_ text: String) -> [[String]] {
      text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    }
    let list = rows(String(decoding: published[0], as: UTF8.self))
    let inner = rows(try String(contentsOfFile: path("out.csv"), encoding: .utf8)).map { $0[7] }
    let digits = record.commitment.hex.utf8.prefix(2).map { Int($0) % 4 }
    return list.enumerated().map { place, row in
      Seen(
        signs: [row[1].count, place % 2, (row[0].utf8.last.map(Int.init) ?? 0) % 5] + digits
          + published.map { $0.count % 4 } + [Int(seed.utf8.last ?? 0) % 5],
        place: place * 6 / list.count,
        inner: (inner.firstIndex(of: row[0]) ?? 0) * 6 / list.count,
        stratum: strata[row[0]] ?? 0
      )
    }
  }

  /// How many of the units of the later frames are guessed rightly: with the signs, and without.
  private static func guesses(
    _ frames: [[Seen]],
    _ signs: (Seen) -> [Int]
  ) -> (with: Int, without: Int, units: Int) {
    let learned = frames.prefix(frames.count / 2).joined()
    let width = learned.first.map { signs($0).count } ?? 0
    var counts = (0..<width).map { _ in [Int: [Double]]() }
    var totals = [Double](repeating: 0, count: names.count)
    for seen in learned {
      totals[seen.stratum] += 1
      for (place, sign) in signs(seen).enumerated() {
        counts[place][sign, default: [1, 1, 1]][seen.stratum] += 1
      }
    }
    var result = (with: 0, without: 0, units: 0)
    for frame in frames.dropFirst(frames.count / 2) {
      let selected = names.indices.map { stratum in
        Double(frame.count { $0.stratum == stratum })
      }
      let plain = names.indices.max { selected[$0] < selected[$1] }
      for seen in frame {
        let weights = names.indices.map { stratum in
          signs(seen).enumerated().reduce(log(max(selected[stratum], 1e-9))) { weight, sign in
            let likely = counts[sign.offset][sign.element, default: [1, 1, 1]][stratum]
            return weight + log(likely / (totals[stratum] + 3))
          }
        }
        let guess = names.indices.max { weights[$0] < weights[$1] }
        result.units += 1
        result.with += guess == seen.stratum ? 1 : 0
        result.without += plain == seen.stratum ? 1 : 0
      }
    }
    return result
  }

  @Test func filesTellNothing() throws {
    var generator = SeededGenerator(seed: 2_026)
    let frames = try (0..<200).map { try AttackerTests.frame($0, &generator) }
    let found = AttackerTests.guesses(frames) { $0.signs + [$0.place] }
    #expect(found.units > 3_000)
    // Guesses with files differ from those without in some units, by chance as often for the better as for the worse:
    // the standard error of the difference is at most that of all units, sqrt(n)/2; a false alarm once in 740 seeds.
    let error = Double(found.units).squareRoot() / 2
    let gain = Double(found.with - found.without)
    #expect(gain < 3 * error, "\(found)")
    // The same attacker finds a list in the order of the draw.
    let leaked = AttackerTests.guesses(frames) { $0.signs + [$0.inner] }
    #expect(Double(leaked.with - leaked.without) > 6 * error, "\(leaked)")
  }
}
