import ArgumentParser
import Draws
import Frames
import Plans
import Sampling

/// What a draw is called, its seed, and the record that binds it.
struct SeedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The name of the draw; a label and a seed serve one draw.",
      "本次抽取的名称；一个名称和一个种子只用于一次抽取",
      value: .name
    )
  )
  var label: String?

  @Option(
    help: ArgumentHelp("The public seed, as it was announced.", "已公布的种子，按公布的写法", value: .seed)
  )
  var seed: String

  @Option(
    help: ArgumentHelp(
      "The record of a committed draw; its seed is noted beside it, in RECORD.seeds.",
      "承诺时写出的记录；种子记在其旁的 .seeds 文件中",
      value: .record
    )
  )
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Note the seed in this file, as a record from a pipe needs; name the same in every draw"
        + " of it.",
      "把种子记入此文件（记录来自管道时需要），同一记录的每次抽取须用同一文件",
      value: .file
    )
  )
  var seedLog: String?

  @Flag(
    help: ArgumentHelp(
      "Draw although the record was drawn with another seed, which was mistyped; both stay"
        + " noted.",
      "此前种子输错时，允许用另一种子再抽取；两个种子都保留在案"
    )
  )
  var correctSeed = false

  /// The record; what goes with one alone is refused without it.
  func readRecord() throws -> DrawRecord? {
    guard record != nil || !correctSeed && seedLog == nil else {
      throw UsageError(
        "--correct-seed and --seed-log go with --record",
        "--correct-seed 和 --seed-log 须与 --record 同时使用"
      )
    }
    return try record.map { try RecordFile.read($0) }
  }

  /// The log of the record's seeds, held until the draw is shown.
  func log(
    of record: DrawRecord,
    seed: ProtocolText,
    receipts: [String],
    say: @escaping (Sentence) -> Void
  ) throws -> HeldSeedLog {
    do {
      return try HeldSeedLog(
        of: record,
        at: self.record ?? "-",
        log: seedLog,
        seed: seed,
        receipts: receipts,
        corrects: correctSeed
      ) {
        say(Sentence("waiting for another draw of this record", "正在等待同一记录的另一次抽取结束"))
      }
    } catch let error as OutputError where seedLog == nil {
      say(
        Sentence(
          "the record's seed must be noted; where that can not be beside it, name a file with --seed-log",
          "记录的种子必须记下；无法记在记录旁时，请用 --seed-log 指定文件"
        )
      )
      throw error
    }
  }

  /// Does the work of a draw; of a sealed one no error names a stratum.
  func discreetly(_ record: DrawRecord?, stratum: String?, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let code as ExitCode {
      throw code
    } catch {
      guard let record, record.isSealed,
        let discreet = SealedDrawError.discreet(error, stratum: stratum) as? any ExplainedError
      else { throw error }
      throw DiscreetError(discreet, names: record.strata.map(\.name))
    }
  }
}

/// Where the seed of a commitment will come from.
struct SeedSourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The public event that will give the seed, its place and time, its witnesses.",
      "产生种子的公开事件，包括地点、时间、见证人",
      value: .text
    )
  )
  var seedSource: String

  @Option(
    help: ArgumentHelp("The seed's text with # for a digit.", "种子的格式，每个 # 代表一位数字", value: .form)
  )
  var seedForm: String

  @Option(
    help: ArgumentHelp(
      "How many outcomes the source has, where neither its name nor the form tells.",
      "种子来源有多少种可能结果；来源名称和格式已能说明时不需要",
      value: .number
    )
  )
  var outcomes: String?

  @Flag(
    help: ArgumentHelp(
      "Take a source with fewer than 2^32 outcomes; every verification says so.",
      "接受结果少于 2^32 种的来源，每次核验都会提示"
    )
  )
  var weakSeed = false
}

extension SizingOptions {
  /// What a draw is asked to do, by rules or sizes or by its record.
  func request(
    label: ProtocolText,
    seed: ProtocolText,
    record: DrawRecord?,
    task: PlanTask?,
    measure: String?
  ) throws -> DrawRequest {
    var terms = DrawTerms(label: label, sizing: try sizing(task: task))
    guard terms.sizing != nil || record != nil else {
      throw UsageError(
        "give the sizes: --rule \"10%\", --task PLAN#N, --sizes FILE or --record FILE",
        "请给出数量：--rule \"10%\"、--task 计划#编号、--sizes 文件或 --record 文件"
      )
    }
    terms.reserves = try reserveRules()
    terms.design = try design(measure: measure)
    let rotation = try rotationStart(terms.design)
    var request = DrawRequest(terms, seed: seed)
    request.record = record
    request.terms.starts = try starts(key: request.key, after: rotation)
    try request.goOn(from: rotation)
    return request
  }
}
