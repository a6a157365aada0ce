import Foundation
import Frames
import Inspections
import Sampling
import TestSupport
import Testing

/// Imports and edits at random against a dictionary, which is slow and obvious.
@Suite struct RandomLibraryTests {
  private static let columns = ["名称", "住所", "登记状态", "备注"]
  private static let values = ["", "甲", "乙 丙", "\"丁\"", "戊,己", "庚\n辛", "\\", "x\ty"]

  @Test(arguments: 0..<6) func aLibraryIsWhatWasSaid(seed: Int) throws {
    let office = try Office()
    var random = SeededGenerator(seed: UInt64(seed))
    var known: [String: [String]] = [:]
    var entries = 1
    for _ in 0..<25 {
      switch Int.random(in: 0...9, using: &random) {
      case 0...5:
        let present = Self.columns.indices.filter { $0 == 0 || Bool.random(using: &random) }
        let numbers = (1...12).filter { _ in Bool.random(using: &random) }.shuffled(using: &random)
        guard !numbers.isEmpty else { continue }
        let ends = Int.random(in: 0...3, using: &random) == 0
        let isDry = Int.random(in: 0...4, using: &random) == 0
        var next = known
        var expected: [LibraryChange.Kind: Int] = [:]
        var rows = [["对象种类", "自编编号"] + present.map { Self.columns[$0] }]
        for number in numbers {
          let key = "项目:\(number)"
          var cells = known[key] ?? ["", "", "", ""]
          for column in present {
            cells[column] =
              column == 0
              ? "名\(Int.random(in: 0...2, using: &random))"
              : Self.values.randomElement(using: &random) ?? ""
          }
          rows.append(["项目", "\(number)"] + present.map { cells[$0] })
          if known[key] == nil {
            expected[.new, default: 0] += 1
          } else if known[key] != cells {
            expected[.changed, default: 0] += 1
          }
          next[key] = cells
        }
        if ends {
          let gone = known.keys.filter { key in !numbers.contains { key == "项目:\($0)" } }
          for key in gone { next[key] = nil }
          if !gone.isEmpty { expected[.ended] = gone.count }
        }
        let outcome = try office.take(.objects, CSVText.lines(rows)) {
          $0.endsMissing = ends
          $0.isDryRun = isDry
        }
        #expect(outcome.counts == expected)
        if !isDry {
          known = next
          if !expected.isEmpty { entries += 1 }
        }
      case 6, 7:
        guard let key = known.keys.sorted().randomElement(using: &random) else { continue }
        let value = Self.values.randomElement(using: &random) ?? ""
        let edit = try LibraryEdit.set(
          key,
          in: nil,
          [("住所", value)],
          reason: "r",
          on: try office.open(),
          by: "clerk"
        )
        #expect((edit.head == nil) == (known[key]?[1] == value))
        if edit.head != nil { entries += 1 }
        known[key]?[1] = value
      default:
        guard let key = known.keys.sorted().randomElement(using: &random) else { continue }
        _ = try LibraryEdit.end(key, in: .objects, reason: "r", on: try office.open(), by: "clerk")
        known[key] = nil
        entries += 1
      }
      let list = try LibraryList(.objects)
      let places = ["name", "address", "status", "note"].map { list.header.firstIndex(of: $0) ?? 0 }
      var found: [String: [String]] = [:]
      _ = try list.forEach(in: try office.open()) { cells in
        found[cells[0]] = places.map { cells[$0] }
      }
      #expect(found == known)
    }
    #expect(try office.open().head.count == entries)
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  /// Whatever a file holds, an import answers, and a workspace stays sound.
  @Test(arguments: LibraryKind.libraries) func anyTableIsAnswered(_ kind: LibraryKind) throws {
    let office = try Office()
    var random = SeededGenerator(seed: 9)
    let pieces = [
      "", " ", "\"", ",", "\n", "名称", "A", "合计", "2024-01-01", "[0,1)", "同一主体", "\u{FFFD}", "\u{0}",
      "９", "'", "=1",
      "1", "9.14E+17", "91350100M000100Y43", "110108000000016", "\u{3000}", "\r", "例：",
      String(repeating: "长", count: 600),
    ]
    let titles = kind.columns.map(\.title.chinese)
    for _ in 0..<60 {
      let heading = titles.filter { _ in Int.random(in: 0...3, using: &random) > 0 }
      var text = heading.joined(separator: ",") + "\n"
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        text +=
          heading.map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: ",")
          + "\n"
      }
      do {
        try office.take(kind, text)
      } catch let error as any ExplainedError {
        #expect(error.kind == .data, "\(error)")
        #expect(!error.explanation(in: .chinese).isEmpty)
      }
    }
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }
}
