import Answers
import ArgumentParser
import Draws
import Frames
import Inspections
import Sampling

/// `spotcheck task commit`: freezes a task's objects and everything but the seed.
struct TaskCommitCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: Language.ofRun(
      "Freeze the objects and rules of a task before the seed exists.",
      "在种子产生之前冻结任务的对象和规则（承诺与公告）。"
    ),
    discussion: Language.ofRun(
      """
      The library of objects as it is now is the pool, the task's filter its scope. Objects that were drawn within \
      the window, or as often in the year as the cap allows, are kept out of the draw and stay in the base. Where \
      objects have classes, the draw is by class and sealed.

      Publish notice.txt of the folder where it can not be withdrawn, then make the seed in public, then task draw.

      Example: spotcheck task commit 3 --seed-source "ten ten-sided dice, 2024-03-20 10:00, county hall, open to \
      all" --seed-form "# # # # # # # # # #"
      """,
      """
      以当前的检查对象名录库为对象库，以任务的筛选条件为范围。免重复期内已抽查的、当年受检已达上限的对象不参加抽取，但仍计入比例的基数。\
      对象有风险等级时按等级抽取并密封。

      将文件夹中的 notice.txt 发布在无法撤回之处，再公开产生种子，然后用 task draw 抽取。

      示例：spotcheck task commit 3 --seed-source "2024-03-20 10:00 政务大厅，十枚十面骰，公众可现场见证" \
      --seed-form "# # # # # # # # # #"
      """
    )
  )

  @OptionGroup var task: TaskOptions
  @OptionGroup var seed: TaskSeedOptions

  @Option(
    help: ArgumentHelp(
      "The last record of this authority before the workspace's first, or its commitment.",
      "本单位在启用工作区之前的最后一份记录或其承诺值",
      value: .recordOrHex
    )
  )
  var previous: String?

  @OptionGroup var folder: TaskFolderOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var form: TaskFormOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let key = try task.key(in: workspace)
    var commitment = try seed.commitment(key)
    commitment.previous = try previous.map { text in
      try Digest(hex: text) ?? RecordFile.read(text).commitment
    }
    try commit(
      commitment,
      on: workspace,
      by: try place.who.name,
      files: try folder.files(of: key, language: common.language),
      form: form
    )
  }
}

/// `spotcheck task draw`: draws a task's objects by the public seed.
struct TaskDrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: Language.ofRun(
      "Draw the objects of a task by the public seed.",
      "用公开产生的种子抽取任务的检查对象。"
    ),
    discussion: Language.ofRun(
      """
      As spotcheck draw does with the list, the record and the seed that lie in the folder afterwards: selection.csv \
      and receipt.json are internal, public/ is what may be published. A task that was drawn with this seed is left \
      as it is, and its files are written again.

      Example: spotcheck task draw 3 --seed "4 6 1 1 3 5 2 6 6 1"
      """,
      """
      与 spotcheck draw 对文件夹中的名单、记录和种子所做的完全一致：selection.csv 和 receipt.json 供内部使用，public/ 是可以公布的内容。\
      已用同一种子抽取过的任务不变，仅重新写出文件。

      示例：spotcheck task draw 3 --seed "4 6 1 1 3 5 2 6 6 1"
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Option(
    help: ArgumentHelp("The public seed, as it was announced.", "已公布的种子，按公布的写法", value: .seed)
  )
  var seed: String

  @OptionGroup var folder: TaskFolderOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var form: TaskFormOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let key = try task.key(in: workspace)
    let draw = TaskDraw(key, seed: try Text.name(seed, of: "--seed"), tool: Spotcheck.name)
    let files = try folder.files(of: key, language: common.language)
    let actor = try place.who.name
    let (outcome, attempt) = try Work.monitored(quiet: common.quiet, language: common.language) {
      monitor in
      let outcome = try draw.run(on: workspace, by: actor, in: files.folder, monitor: monitor)
      return (outcome, try written(files, key, of: workspace, monitor))
    }
    say(DrawSentences.binding(attempt.record))
    if outcome.head == nil {
      say(
        "it was drawn with this seed before: nothing has changed, the files were written again",
        "此前已用该种子抽取：没有变化，文件已重新写出"
      )
    }
    let count = try TaskRecord(key, of: workspace).line.inspected
    try TaskChangeDocument(
      "draw",
      attempt: outcome.attempt,
      folder: files.folder,
      head: outcome.head,
      saying: [
        Sentence(
          "drawn: \(count) objects of task \(key.text); the files lie in \(files.folder)",
          "任务 \(key.text) 抽取 \(count) 个对象，文件在 \(files.folder)"
        )
      ]
    ).write(in: form, language: common.language)
  }
}

/// `spotcheck task replace`: a reserve stands in.
struct TaskReplaceCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "replace",
    abstract: Language.ofRun(
      "Strike an object that can not be inspected; the next reserve stands in.",
      "替换无法检查的对象：由下一个候补递补。"
    ),
    discussion: Language.ofRun(
      """
      The reserve with the lowest number of the same class stands in. REASON is closed, moved, cancelled, \
      unreachable, duplicate or out-of-scope. Nothing is deleted: both stay in the draw with the reason.

      Example: spotcheck task replace 3 91350100M000100Y43 --reason closed
      """,
      """
      由同一分类中序号最小的候补递补。原因为：已关闭停业（closed）、已迁出（moved）、已注销或吊销（cancelled）、无法联系（unreachable）、\
      同一主体重复（duplicate）、不属于抽查范围（out-of-scope）。不删除任何内容：两者连同原因均保留。

      示例：spotcheck task replace 3 91350100M000100Y43 --reason 已关闭停业
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Argument(help: ArgumentHelp("The key of the object.", "对象的标识", value: .key))
  var object: String

  @OptionGroup var reason: ListedReasonOptions

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let why: TaskChange.Reason = try reason.read()
    let workspace = try place.open(self)
    let replacement = try TaskChange.replace(
      object,
      of: try task.key(in: workspace),
      reason: why,
      on: workspace,
      by: try place.who.name
    )
    try TaskChangeDocument(replacement, for: why).write(to: results, language: common.language)
  }
}

/// `spotcheck task redraw`: another attempt, counted.
struct TaskRedrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "redraw",
    abstract: Language.ofRun(
      "Commit to another attempt at a task, with its reason and a witness.",
      "对任务重新承诺（重新抽取），须说明原因和见证方。"
    ),
    discussion: Language.ofRun(
      """
      A new record that names the one before and the reason, a new secret, a new seed. All attempts stay counted and \
      shown: the notice has its number. The witness is an office or a function, not a name: what is said here is \
      kept for ever.

      Example: spotcheck task redraw 3 --reason "the library lacked a district" --witness "notary office" \
      --seed-source "ten ten-sided dice, 2024-03-27 10:00, county hall, open to all" --seed-form "# # # # # # # # # #"
      """,
      """
      新的记录写明上一次的记录和原因，使用新的密钥和新的种子。所有次数均保留并显示，公告中有次数。见证方请写单位或职务，不写个人姓名：此处内容永久保留。

      示例：spotcheck task redraw 3 --reason "名录库遗漏一个乡镇" --witness 公证处 \
      --seed-source "2024-03-27 10:00 政务大厅，十枚十面骰，公众可现场见证" --seed-form "# # # # # # # # # #"
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Option(
    help: ArgumentHelp(
      "Why it is drawn again; stands in the record.",
      "重新抽取的原因，写入记录",
      value: .reason
    )
  )
  var reason: String

  @Option(
    help: ArgumentHelp(
      "The office or function that witnesses it.",
      "见证的单位或职务",
      value: .text
    )
  )
  var witness: String

  @OptionGroup var seed: TaskSeedOptions
  @OptionGroup var folder: TaskFolderOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var form: TaskFormOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let reason = try Text.recordText(reason, of: "--reason")
    let witness = try Text.recordText(witness, of: "--witness").text
    let workspace = try place.open(self)
    let key = try task.key(in: workspace)
    var commitment = try seed.commitment(key)
    commitment.redraw = TaskCommit.Redraw(reason: reason, witness: witness)
    try commit(
      commitment,
      on: workspace,
      by: try place.who.name,
      files: try folder.files(of: key, language: common.language),
      form: form
    )
  }
}

/// `spotcheck task abandon`: an attempt that is given up.
struct TaskAbandonCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "abandon",
    abstract: Language.ofRun(
      "Give up an attempt that was committed to and not drawn; it stays counted.",
      "放弃已承诺而未抽取的一次抽取；次数仍然保留。"
    ),
    discussion: Language.ofRun(
      """
      Example: spotcheck task abandon 3 --reason "the dice were thrown without witnesses"
      """,
      """
      示例：spotcheck task abandon 3 --reason "掷骰时没有见证人"
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @OptionGroup var reason: ReasonOptions

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let reason = try reason.text
    let workspace = try place.open(self)
    let key = try task.key(in: workspace)
    let (head, attempt) = try TaskChange.abandon(
      key,
      reason: reason,
      on: workspace,
      by: try place.who.name
    )
    try TaskChangeDocument(
      "abandon",
      attempt: attempt,
      head: head,
      saying: [
        Sentence(
          "attempt \(attempt) is given up and stays counted",
          "抽取 \(attempt) 已放弃，次数保留"
        )
      ]
    ).write(to: results, language: common.language)
  }
}

/// `spotcheck task files`: the files of a draw, again.
struct TaskFilesCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract: Language.ofRun(
      "Write the files of a task's last attempt again.",
      "重新写出任务最近一次抽取的文件。"
    ),
    discussion: Language.ofRun(
      """
      frame.csv and exclude.csv (the list that was drawn from, and who was kept out), record.txt, selection.csv and \
      receipt.json are for an auditor: spotcheck verify receipt.json --pool frame.csv --exclude exclude.csv \
      --record record.txt --notice notice.txt --seed SEED. notice.txt, notice.html and public/ are for the public.

      Example: spotcheck task files 3 --output audit
      """,
      """
      frame.csv、exclude.csv（抽取所用名单和不参加抽取的对象）、record.txt、selection.csv、receipt.json 供审计使用：\
      spotcheck verify receipt.json --pool frame.csv --exclude exclude.csv --record record.txt --notice notice.txt \
      --seed 种子。notice.txt、notice.html 和 public/ 可以公布。

      示例：spotcheck task files 3 --output audit
      """
    )
  )

  @OptionGroup var task: TaskOptions
  @OptionGroup var folder: TaskFolderOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var form: TaskFormOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let key = try task.key(in: workspace)
    let files = try folder.files(of: key, language: common.language)
    let attempt = try Work.monitored(quiet: common.quiet, language: common.language) { monitor in
      try files.write(key, of: workspace, monitor: monitor)
    }
    try TaskChangeDocument(
      "files",
      attempt: attempt.key,
      folder: files.folder,
      head: nil,
      saying: [
        Sentence(
          "the files of attempt \(attempt.key) lie in \(files.folder)",
          "抽取 \(attempt.key) 的文件在 \(files.folder)"
        )
      ]
    ).write(in: form, language: common.language)
  }
}
