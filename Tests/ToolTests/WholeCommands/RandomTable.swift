/// Tables of strata, pools and samples at random.
enum RandomTable {
  /// A table of strata with these columns beside `stratum` and `population`.
  static func strata(_ chance: inout Chance, _ columns: [String]) -> (text: String, total: Int) {
    let count = chance.pick([1, 1, 2, 3, 4, 5, 8, 20, chance.int(1...60), 300])
    let isGreat = chance.hit(0.25)
    var total = 0
    var lines = [(["stratum", "population"] + columns).joined(separator: ",")]
    for index in 0..<count {
      var population = isGreat ? chance.units() : chance.fewUnits()
      if population > Int.max - total, chance.hit(0.97) { population = chance.int(0...100) }
      total = population > Int.max - total ? Int.max : total + population
      var cells = ["\(index < 4 ? ["A", "B", "C", "D"][index] : "s\(index)")", "\(population)"]
      var counts: [String: Int] = [:]
      for column in columns {
        let cell = cell(of: column, &chance, population, index, counts)
        counts[column] = Int(cell)
        cells.append(cell)
      }
      lines.append(cells.joined(separator: ","))
    }
    return (lines.joined(separator: "\n") + "\n", total)
  }

  private static func cell(
    of column: String,
    _ chance: inout Chance,
    _ population: Int,
    _ index: Int,
    _ counts: [String: Int]
  ) -> String {
    func upTo(_ limit: Int, _ items: [Int]) -> String { "\(min(limit, chance.pick(items)))" }
    switch column.split(separator: ".").first.map(String.init) ?? column {
    case "rule": return chance.hit(0.7) ? chance.rule() : ""
    case "prevalence": return chance.share()
    case "cost": return chance.pick(["1", "1", "2", "0.5", "3", chance.number()])
    case "setup": return chance.pick(["0", "0", "1", chance.number()])
    case "visits":
      let few = ["1次/年", "2次/年", "≤1次/3年", "每季度1次", "at most once in 3 years", "1次/100年", ""]
      return chance.hit(0.9) ? chance.pick(few) : "\(chance.int(1...400))次/年"
    case "exclude": return chance.pick(["", "1", "3", "0.5", chance.number()])
    case "cap": return chance.pick(["", "1", "2", "366"])
    case "inspected": return upTo(population, [0, 1, 10, 100, chance.units()])
    case "violations": return upTo(counts["inspected"] ?? 0, [0, 0, 1, 5, chance.units()])
    case "sample": return upTo(population, [1, 5, 30, 100, chance.units()])
    case "found": return upTo(counts["sample"] ?? 0, [0, 0, 1, 3, chance.units()])
    case "domain": return ["x", "y", "z"][index % 3]
    case "risk": return chance.pick(["1", "2", "3.5", chance.number()])
    default: return chance.number()
    }
  }

  /// A pool with classes, size measures, values and loads.
  static func pool(_ chance: inout Chance, _ counts: [Int] = [1, 5, 50, 400, 3_000]) -> (
    text: String, count: Int
  ) {
    let count = chance.pick(counts)
    let classes = chance.pick([1, 2, 4, count])
    let isExtreme = chance.hit(0.3)
    var text = "id,class,size,value,load\n"
    for index in 0..<count {
      let size = chance.pick([0, 1, 5, 1_000_000, isExtreme ? 1 << 53 : 7])
      let value = chance.pick([
        "1", "0", "2.5", isExtreme ? "1e100" : "3", isExtreme ? "-1e99" : "-3",
      ])
      let load = isExtreme ? chance.pick(["1", "1e100", "1e308"]) : "\(index % 7)"
      text += "u\(index),c\(index % classes),\(size),\(value),\(load)\n"
    }
    return (text, count)
  }

  /// Inspected units with an outcome, a weight and a domain.
  static func sample(_ chance: inout Chance, _ classes: Int) -> (text: String, count: Int) {
    let count = chance.pick([3, 20, 200])
    let isExtreme = chance.hit(0.4)
    let outcomes =
      isExtreme ? ["1", "0", "1e154", "1e300", "-5", "1e-300"] : ["1", "0", "3", "2.5"]
    var text = "id,s,y,w,d\n"
    for index in 0..<count {
      let weight = chance.pick(["1", "2.5", "3", isExtreme ? "1e308" : "4"])
      let name = ["A", "B", "C", "D"][index % classes]
      text += "\(index),\(name),\(chance.pick(outcomes)),\(weight),\(["p", "q"][index % 2])\n"
    }
    return (text, count)
  }
}
