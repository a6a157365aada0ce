import Answers
import ArgumentParser
import Draws
import Frames
import Inspections
import Reports
import Sampling

/// Which task is meant.
struct TaskOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The task: its number in the last year, or 2024/3 with the year.",
      "任务：最近年度的序号，或“年度/序号”（如 2024/3）",
      value: .taskKey
    )
  )
  var task: String

  /// The key of the task.
  func key(in workspace: Workspace) throws -> TaskKey {
    try TaskKey.find(task, in: workspace)
  }
}

/// The year of tasks.
struct YearOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The year of the tasks.", "任务年度", value: .year))
  var year: String?

  /// The year; nil where none is given.
  var number: Int? { get throws { try year.map { try YearOptions.number($0) } } }

  /// A year of four digits.
  static func number(_ text: String) throws -> Int {
    guard text.utf8.count == 4, let number = Int(text), number >= 1000 else {
      throw UsageError(
        "--year \"\(text.excerpt)\" is no year; write four digits, 2024",
        "--year “\(text.excerpt)”不是年份，请写四位数字，例如 2024"
      )
    }
    return number
  }
}

/// The one year that is meant.
struct OneYearOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The year.", "年度", value: .year))
  var year: String

  /// The year.
  var number: Int { get throws { try YearOptions.number(year) } }
}

/// Where the files of a draw go.
struct TaskFolderOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder of the files; by default task-YEAR-NUMBER in this one.",
      "文件所在的文件夹；默认为当前文件夹下的 task-年度-序号",
      value: .folder
    )
  )
  var output: String?

  /// The files of a task, whose folder is made.
  func files(of task: TaskKey, language: Language) throws -> TaskFiles {
    try TaskFiles(
      output,
      of: task,
      forms: TaskFiles.Forms(
        tool: Spotcheck.name,
        published: PublicForms(language, hasByteOrderMark: false) { draw in
          try ResultPage(draw).page(language, tool: Spotcheck.name).html
        }
      ) { notice in
        notice.page(language, file: "notice.txt", tool: Spotcheck.name).html
      }
    )
  }
}

/// The form of what is said on standard output, beside the files of a folder.
struct TaskFormOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("text (the usual one), csv or json.", "text（默认）、csv 或 json", value: .format)
  )
  var format: ResultFormat?
}

extension TaskChangeDocument {
  /// Writes the answer to standard output.
  func write(in form: TaskFormOptions, language: Language) throws {
    let json = try checkedJSON()
    let file = try OutputFile("-", isPrivate: true)
    switch form.format ?? .text {
    case .text: try file.write(text(language))
    case .csv: try file.write(csv(delimiter: 0x2C, language))
    case .json: try file.write(json)
    }
    try file.commit()
  }
}

/// What a commitment of a task says of its seed.
struct TaskSeedOptions: ParsableArguments {
  @OptionGroup var seed: SeedSourceOptions

  @Option(
    help: ArgumentHelp(
      "Columns that will be published beside the key, joined by commas; by default 名称, the name.",
      "除标识外将要公布的列，以逗号分隔；默认为“名称”",
      value: .columns
    )
  )
  var publishColumns: String?

  @Option(
    help: ArgumentHelp(
      "A table of other visits (key, date, reason) for window and cap.",
      "其他检查的记录表（标识、日期、原因），用于免重复期和年度上限",
      value: .file
    )
  )
  var visits: String?

  /// What is committed to.
  func commitment(_ task: TaskKey) throws -> TaskCommit {
    var commit = TaskCommit(
      task,
      seedSource: try Text.name(seed.seedSource, of: "--seed-source"),
      seedForm: try Text.seedForm(seed.seedForm)
    )
    commit.outcomes = try seed.outcomes.map { try Text.outcomes($0) }
    commit.allowsWeakSeed = seed.weakSeed
    if let publishColumns {
      commit.shown = publishColumns.split(separator: ",").map(String.init)
    }
    commit.visits = try visits.map { try ObjectVisit.read($0) } ?? []
    return commit
  }
}

extension ReportingCommand {
  /// Commits to a task, writes its files and says what to do next.
  func commit(
    _ commit: TaskCommit,
    on workspace: Workspace,
    by actor: String,
    files: TaskFiles,
    form: TaskFormOptions
  ) throws {
    let outcome = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      let outcome = try commit.run(
        on: workspace,
        by: actor,
        in: files.folder,
        monitor: monitor
      )
      try written(files, commit.task, of: workspace, monitor)
      return outcome
    }
    let (folder, record) = (files.folder, outcome.draw.record)
    say(
      outcome.draw.sentences(
        record: "\(folder)/record.txt",
        notice: "\(folder)/notice.txt",
        page: "\(folder)/notice.html"
      )
    )
    say(outcome.barred.sentences)
    let count = record.attempt
    try TaskChangeDocument(
      "commit",
      attempt: outcome.attempt,
      folder: folder,
      head: outcome.head,
      saying: [
        Sentence(
          "committed to task \(commit.task.text), attempt \(count); the files lie in \(folder)",
          "任务 \(commit.task.text) 已承诺（第 \(count) 次），文件在 \(folder)"
        )
      ]
    ).write(in: form, language: common.language)
  }

  /// Writes the files of a task's last attempt; that the change is kept is said where they can not be written.
  @discardableResult
  func written(
    _ files: TaskFiles,
    _ task: TaskKey,
    of workspace: Workspace,
    _ monitor: WorkMonitor
  ) throws -> DrawAttempt {
    do {
      return try files.write(task, of: workspace, monitor: monitor)
    } catch {
      say(
        "what was done to task \(task.text) is kept; its files are written again by spotcheck task files",
        "任务 \(task.text) 的更改已保存；可用 spotcheck task files 重新写出文件"
      )
      throw error
    }
  }
}
