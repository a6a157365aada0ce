internal import Frames
internal import GRDB
internal import Sampling

/// The schemes of risk classes that a workspace knows, and what they say of an object.
struct RiskSchemes: Sendable {
  /// A class of a scheme.
  struct Class: Sendable {
    var scheme: String
    var name: String
    var names: [String]
    var rank: Int
    var interval: ScoreInterval?
    var hasOverrides: Bool
  }

  /// The classes of each scheme, from the one that is checked least.
  private(set) var schemes: [String: [Class]] = [:]
  /// The class that a name means in a scheme, by the name as it is and folded; -1 where it means two.
  private var meanings: [String: [String: Int]] = [:]

  /// No scheme.
  init() {}

  /// Those that hold now.
  init(_ database: Database) throws {
    let rows = try Row.fetchCursor(
      database,
      sql:
        "SELECT scheme, class, names, rank, score, overrides FROM schemes WHERE until = 0 AND erased IS NULL"
    )
    while let row = try rows.next() {
      let names: String = row["names"]
      schemes[row["scheme"], default: []].append(
        Class(
          scheme: row["scheme"],
          name: row["class"],
          names: [row["class"]] + NameList.split(names),
          rank: Int(row["rank"] as String) ?? 0,
          interval: ScoreInterval(row["score"]),
          hasOverrides: !(row["overrides"] as String).isEmpty
        )
      )
    }
    for (name, classes) in schemes {
      let sorted = classes.sorted { $0.rank < $1.rank }
      schemes[name] = sorted
      for (place, one) in sorted.enumerated() {
        for name in Set(one.names.flatMap { [$0, FoldedText($0).text] }) {
          let other = meanings[one.scheme]?[name]
          meanings[one.scheme, default: [:]][name] = other == nil ? place : -1
        }
      }
    }
  }

  /// Checks the classes and the score of an object, and writes its classes by their own names.
  ///
  /// Where no scheme is known every name is taken.
  func check(_ cells: inout [String]) throws(RecordProblem) {
    let (scheme, own, platform, score) = (12, 13, 15, 17)
    guard !schemes.isEmpty,
      !(cells[own].isEmpty && cells[platform].isEmpty && cells[scheme].isEmpty)
    else {
      return
    }
    let classes: [Class]
    if cells[scheme].isEmpty {
      guard schemes.count == 1, let only = schemes.values.first else {
        throw RecordProblem(
          scheme,
          "is empty, and there are several schemes (\(names)); name the one that the class is of",
          "为空，而现有多个分类标准（\(names)），请填写所用标准"
        )
      }
      classes = only
    } else {
      guard let known = schemes[cells[scheme]] else {
        throw RecordProblem(
          scheme,
          "is no scheme that was imported; there are \(names)",
          "不是已导入的分类标准，现有：\(names)"
        )
      }
      classes = known
    }
    for column in [own, platform] where !cells[column].isEmpty {
      guard let found = meaning(of: cells[column], classes) else {
        let list = classes.map(\.name).joined(separator: ", ")
        throw RecordProblem(
          column,
          "is no class of the scheme (\(list)); correct it, or add the name to the scheme",
          "不是该分类标准的等级（\(list)），请更正，或将该名称加入标准的别名"
        )
      }
      cells[column] = found.name
    }
    try check(score: cells[score], of: cells[platform], at: score, classes)
  }

  /// The class that a name means; nil where it means none, or two.
  private func meaning(of name: String, _ classes: [Class]) -> Class? {
    guard let meanings = classes.first.flatMap({ meanings[$0.scheme] }) else { return nil }
    if let place = meanings[name] { return place < 0 ? nil : classes[place] }
    // A类 and A级 are A, where the scheme does not say otherwise.
    let folded = FoldedText(name).text
    let core = ["类", "级"].contains { folded.hasSuffix($0) } ? String(folded.dropLast()) : folded
    guard let place = meanings[folded] ?? meanings[core], place >= 0 else { return nil }
    return classes[place]
  }

  /// Whether score and class go together: by the intervals, or by an override that makes the class higher.
  private func check(
    score: String,
    of name: String,
    at column: Int,
    _ classes: [Class]
  ) throws(RecordProblem) {
    guard !name.isEmpty, let value = ScoreInterval.decimal(score),
      let own = classes.first(where: { $0.name == name }),
      let interval = own.interval, !interval.contains(value)
    else { return }
    let byScore = classes.first { $0.interval?.contains(value) == true }
    if own.hasOverrides, let byScore, byScore.rank < own.rank { return }
    throw RecordProblem(
      column,
      "lies outside of the interval of the class beside it, \(interval.text); correct score or class",
      "不在同行等级的分值区间 \(interval.text) 内，请更正分值或等级"
    )
  }

  private var names: String { schemes.keys.sorted().map { "“\($0)”" }.joined(separator: "、") }
}

/// Names in one cell, parted by semicolons, commas of lists or line breaks.
enum NameList {
  static func split(_ text: String) -> [String] {
    text.split { "；;、\n".contains($0) }.map { name in
      String(name.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }.filter { !$0.isEmpty }
  }
}
