/// A command with legal options and tables, at random.
struct RandomCommand {
  /// The commands that are tried.
  static let names = [
    "size", "tune", "learn", "rounds", "interval", "detect", "estimate", "coverage", "classes",
    "simulate", "audit", "draw", "commit",
  ]

  /// The arguments, the command first.
  private(set) var arguments: [String]
  /// The files that they name.
  private(set) var files: [(name: String, text: String)] = []
  private var chance: Chance

  /// - Parameters:
  ///   - seed: which of all random commands.
  ///   - name: the command, nil for one at random.
  init(seed: UInt64, name: String? = nil) {
    var chance = Chance(seed: seed)
    let command = name ?? chance.pick(RandomCommand.names)
    arguments = [command]
    self.chance = chance
    switch command {
    case "size": size()
    case "tune": tune()
    case "learn": learn()
    case "rounds": rounds()
    case "interval": interval()
    case "detect": detect()
    case "estimate": estimate()
    case "coverage": coverage()
    case "classes": classes()
    case "simulate": simulate()
    case "audit": audit()
    case "commit": commit()
    default: draw()
    }
    let hasForms = command != "draw" && command != "commit"
    if hasForms { option(0.5, "--format", chance.pick(["text", "csv", "json"])) }
    option(0.2, "--language", "zh")
  }

  private mutating func add(_ texts: String...) { arguments += texts }

  private mutating func option(_ share: Double, _ texts: String...) {
    if chance.hit(share) { arguments += texts }
  }

  private mutating func file(_ name: String, _ text: String) { files.append((name, text)) }

  private mutating func strata(_ columns: [String]) -> Int {
    let table = RandomTable.strata(&chance, columns)
    file("s.csv", table.text)
    add("s.csv")
    return table.total
  }

  private mutating func total(of all: Int) -> String {
    "\(chance.pick([max(1, all / 2), max(1, all / 5), all, chance.fewUnits()]))"
  }

  private static let methods = [
    "proportional", "variance", "neyman", "worst-error", "equal-precision", "worst-detection",
    "violations", "power:1/2", "bankier:0.35", "kish:3", "costa:1/2", "general:1/2,0,1/2",
    "general:0.3,0.2,0.7", "power:99/100", "compromise:1000000000000000000",
  ]
}

// MARK: - Sizes

extension RandomCommand {
  private mutating func size() {
    let all = strata(
      chance.some([
        "rule", "sd", "variance", "prevalence", "weight", "cost", "setup", "mean", "sd.x", "mean.x",
        "prevalence.y", "domain.d",
      ])
    )
    option(0.7, "--rule", chance.rule())
    option(0.05, "--overall", chance.rule())
    switch chance.int(0...9) {
    case 0...2: add("--total", total(of: all))
    case 3...4:
      add("--budget", chance.pick([chance.number(), "1000", "5000", "\(max(1, all / 2))"]))
    case 5...6:
      for _ in 0..<chance.pick([1, 1, 2]) {
        let place = chance.pick(["", "x: ", "y: ", "@d: ", "x@d: "])
        let value = chance.pick([chance.share(), chance.number()])
        add(chance.pick(["--cv", "--margin", "--variance"]), place + value)
      }
    default: break
    }
    option(0.2, "--detect", chance.confidence())
    option(0.2, "--bound-if-clean", chance.share())
    option(0.5, "--method", chance.pick(Self.methods + ["bethel"]))
    option(0.15, "--sensitivity")
    option(0.1, "--round-down")
    option(0.1, "--inspection-sensitivity", chance.share())
  }

  private mutating func tune() {
    _ = strata(chance.some(["rule", "sd", "prevalence", "weight", "cost", "setup"], 0.5))
    add("--budget", chance.pick([chance.number(), "100", "50", "1000", "30000"]))
    option(0.4, "--rule", chance.rule())
    option(0.3, "--method", chance.pick(Self.methods + ["detection", "coverage"]))
    option(0.1, "--from", chance.number())
    option(0.1, "--preset", "tobacco-retail")
    option(0.05, "--report", "p.html")
    guard chance.hit(0.3) else { return }
    add("--sizes", "o.json")
    let choice = chance.pick([
      ["--choose", "knee"], ["--choose", "3"], ["--detect", chance.confidence()],
      ["--variance", chance.number()], ["--at", chance.number()], ["--coverage", chance.share()],
    ])
    arguments += choice
  }

  private mutating func learn() {
    _ = strata(["inspected", "violations"] + chance.some(["rule", "weight", "cost"], 0.3))
    option(0.5, "--rule", chance.rule())
    option(0.6, chance.pick(["--total", "--budget"]), "\(chance.fewUnits())")
    option(0.5, "--method", chance.pick(Self.methods))
    option(0.3, "--power", chance.confidence())
    option(0.3, "--confidence", chance.confidence())
    option(
      0.3,
      "--prior",
      chance.pick(["uniform", "0.5,9.5", "1e-18,1", "1000000,1", "123456789,0.000001"])
    )
    option(0.2, "--random-share", chance.rule())
  }

  private mutating func rounds() {
    _ = strata(chance.some(["rule", "visits", "exclude", "cap"], 0.5))
    option(
      0.5,
      "--visits",
      chance.pick(["1次/年", "2次/年", "≤1次/3年", "每季度1次", "1次/1000年", "at most once in 3 years"])
    )
    option(0.3, "--rule", chance.rule())
    option(0.2, "--exclude", chance.pick(["1", "3", "0.1", chance.number()]))
    option(0.1, "--cap", "1")
    option(0.5, "--rounds", chance.pick(["1", "2", "4", "12", "52", "366"]))
    option(0.4, "--years", chance.pick(["1", "3", "10", "100", "1000"]))
    option(0.2, "--round", "1", "--sizes", "o.json")
  }
}

// MARK: - Bounds and years

extension RandomCommand {
  private mutating func interval() {
    let population = chance.units()
    let sample = chance.hit(0.9) ? min(population, chance.units()) : chance.units()
    if chance.hit(0.2) {
      add("--coverage", "--sample", "\(min(sample, chance.pick([1, 10, 59, 500, sample])))")
      add("--population", "\(chance.pick([population, 500, 3_000]))")
    } else {
      add("--found", "\(chance.hit(0.9) ? min(sample, chance.units()) : chance.units())")
      add("--sample", "\(sample)")
      option(0.7, "--population", "\(population)")
    }
    option(
      0.5,
      "--method",
      chance.pick([
        "hypergeometric", "clopper-pearson", "wilson", "wilson-fpc", "jeffreys", "agresti-coull",
        "mid-p",
      ])
    )
    option(0.5, "--confidence", chance.confidence())
    option(0.5, "--side", chance.pick(["two", "lower", "upper"]))
  }

  private mutating func detect() {
    switch chance.int(0...9) {
    case 0...5:
      let population = chance.units()
      func upTo() -> String { "\(min(population, chance.units()))" }
      add("--population", "\(population)")
      if chance.hit(0.5) { add("--violators", upTo()) } else { add("--prevalence", chance.share()) }
      switch chance.int(0...2) {
      case 0: add("--sample", upTo())
      case 1: add("--confidence", chance.confidence())
      default: add("--free", chance.confidence())
      }
      option(0.4, "--sensitivity", chance.share())
      option(0.3, "--prior", chance.share())
      option(0.2, "--introduction", chance.share())
      option(0.2, "--years", chance.pick(["1", "5", "1000"]))
      option(0.2, "--round-down")
    case 6:
      add("--table", chance.pick(["sizes", "limits", "lots"]))
      option(0.7, "--population", "\(chance.units())")
      option(0.3, "--confidence", chance.confidence())
    case 7...8:
      let table = RandomTable.strata(&chance, ["prevalence"] + chance.some(["rule"], 0.2))
      file("s.csv", table.text)
      add("--split", "s.csv")
      if chance.hit(0.5) {
        add("--total", total(of: table.total))
      } else {
        add("--confidence", chance.confidence())
      }
      option(0.5, "--strength", chance.number())
    default:
      file("s.csv", RandomTable.strata(&chance, ["sample"] + chance.some(["risk"], 0.5)).text)
      add("--strata", "s.csv", "--prevalence", chance.share())
      option(0.3, "--prior", chance.share())
      option(0.3, "--sensitivity", chance.share())
      option(0.2, "--years", "3")
    }
  }

  private mutating func estimate() {
    if chance.hit(0.5) {
      _ = strata(["sample"] + chance.pick([["found"], ["mean", "sd"]]))
    } else {
      let classes = chance.pick([1, 2, 4])
      let sample = RandomTable.sample(&chance, classes)
      file("y.csv", sample.text)
      var table = "stratum,population\n"
      for name in ["A", "B", "C", "D"].prefix(classes) {
        table += "\(name),\(max(sample.count, chance.units() / classes))\n"
      }
      file("s.csv", table)
      add("y.csv", "--strata", "s.csv", "--stratum", "s", "--outcome", "y")
      option(0.4, "--event", "1")
      option(0.2, "--weight", "w")
      option(0.2, "--domain", "d")
      option(0.2, "--ratio", "w")
    }
    option(0.3, "--confidence", chance.confidence())
    option(0.3, "--side", chance.pick(["two", "lower", "upper"]))
  }

  private mutating func coverage() {
    _ = strata(chance.some(["rule"], 0.6))
    option(0.7, "--rule", chance.rule())
    option(0.6, "--years", chance.pick(["1", "2", "5", "20", "100", "1000"]))
    option(0.05, "--report", "p.html")
    guard chance.hit(0.2) else { return }
    let new = chance.pick(["10", "1e18", chance.number()])
    file("m.csv", "from,to,yearly\nA,B,0.1\n,A,\(new)\nB,,0.2\n")
    add("--moves", "m.csv")
  }

  private mutating func classes() {
    _ = strata(["inspected", "violations"] + chance.some(["prevalence"]))
    option(0.3, "--confidence", chance.confidence())
  }
}

// MARK: - Draws

extension RandomCommand {
  private mutating func simulate() {
    file("p.csv", RandomTable.pool(&chance).text)
    add("p.csv", "--rule", chance.pick(["10%", "=50%", "1", "100%", "3"]))
    add("--label", "x", "--seed", "1", "--replicates", chance.pick(["1", "3", "50"]))
    option(0.5, "--stratum", "class")
    option(0.4, "--value", "value")
    option(0.3, "--load", "load")
    option(0.3, "--years", chance.pick(["1", "3", "20"]))
    option(0.2, "--design", "pareto", "--measure", "size")
  }

  private mutating func audit() {
    let pool = RandomTable.pool(&chance, [50, 400, 2_000])
    file("p.csv", pool.text)
    add("p.csv")
    for number in 0..<chance.pick([1, 2, 4]) {
      let share = chance.pick([0.9, 0.5, 0.1])
      var list = "id\nu0\n"
      for unit in 1..<pool.count where chance.hit(share) { list += "u\(unit)\n" }
      file("d\(number).csv", list)
      add("--draw", "d\(number).csv")
    }
    add("--replicates", chance.pick(["99", "199"]))
    option(0.5, "--stratum", "class")
    option(0.4, "--alpha", chance.pick(["0.05", "1e-17", "0.999", "1e-18"]))
  }

  private mutating func sizing() {
    option(0.4, "--reserves", chance.rule())
    if chance.hit(0.3) {
      let population = chance.pick([
        "\(max(chance.units(), 1))", "18446744073709551615", "9223372036854775808",
      ])
      add("--population", population, "--size", "\(chance.pick([chance.units(), 5, 1_000]))")
    } else {
      file("p.csv", RandomTable.pool(&chance).text)
      add("p.csv", "--rule", chance.rule())
      option(0.6, "--stratum", "class")
      option(
        0.2,
        "--design",
        chance.pick(["pareto", "sequential-poisson"]),
        "--measure",
        "size"
      )
    }
  }

  private mutating func draw() {
    sizing()
    add("--label", "x", "--seed", "1", "-o", "o", "--receipt", "r")
    option(0.2, "--threads", chance.pick(["1", "2", "7", "100", "1000000", "9223372036854775807"]))
    option(0.15, "--memory", chance.pick(["64M", "256M", "9223372036854775807"]))
    option(0.3, "--format", chance.pick(["csv", "text", "json"]))
  }

  private mutating func commit() {
    sizing()
    add("--label", "x", "--seed-source", "dice", "--seed-form", "# # # # # # # # # #")
    add("--record", "record.txt", "--notice", "notice.txt")
    option(0.5, "--sealed")
    option(0.3, "--attempt", chance.pick(["1", "2", "9223372036854775807"]), "--previous", hex)
  }

  private var hex: String { String(repeating: "ab", count: 32) }
}
