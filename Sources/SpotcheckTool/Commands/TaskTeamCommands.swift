import Answers
import ArgumentParser
import Inspections
import Sampling

/// `spotcheck task assign`: the inspectors of a task's objects.
struct TaskAssignCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: Language.ofRun(
      "Give the drawn objects of a task their inspectors, by the same seed.",
      "用同一种子为任务抽中的对象分配检查人员。"
    ),
    discussion: Language.ofRun(
      """
      What the teams of a task are is said before its commitment (library import staffing), with absences and \
      avoidances; task commit fixes posts, eligibility, limits and loads. Each object gets what it needs, loads are as \
      equal as they can be, and the seed decides the rest. Teams that were assigned are shown again as they stand. They \
      are confidential before the visit.

      Example: spotcheck task assign 3
      """,
      """
      任务的检查组要求须在承诺之前填写（spotcheck library import staffing），缺勤和回避亦然；task commit 固定岗位、资格、上限和已有任务数。\
      每个对象配齐人员，任务数尽可能均等，其余由种子决定。已分配的按现状显示。检查前须对检查组保密。

      示例：spotcheck task assign 3
      """
    )
  )

  @OptionGroup var task: TaskOptions
  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let workspace = try place.open(self)
    let key = try task.key(in: workspace).text
    let outcome = try TeamChange.assign(key, on: workspace, by: try place.who.name)
    say(outcome.sentences)
    let list = try TeamList(of: key, in: workspace)
    try TeamsDocument(list, head: outcome.head).write(to: results, language: common.language)
    if !outcome.unfilled.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
  }
}

/// `spotcheck task withdraw`: somebody leaves a team.
struct TaskWithdrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: Language.ofRun(
      "Take an inspector out of one object's team; it alone is matched again.",
      "检查人员退出某一对象的检查组（回避、缺勤等）：仅该组重新匹配。"
    ),
    discussion: Language.ofRun(
      """
      Who comes in is decided by the seed of the draw, so that nothing can be tried twice, and whoever has left never \
      comes back there. All other teams stay. Where nobody is found the team stays as it was until a later change \
      succeeds. REASON is avoidance, absence, illness, transfer or certificate, and is published nowhere.

      Example: spotcheck task withdraw 3 91350100M000100Y43 0000000001 --reason avoidance
      """,
      """
      递补人员由原抽取的种子决定，无法反复尝试；退出者不再回到该组，其他检查组不变。无人可递补时该组暂不变，待以后调整成功为止。\
      原因为：回避（avoidance）、缺勤（absence）、因病（illness）、调离岗位（transfer）、执法证失效（certificate），不对外公开。

      示例：spotcheck task withdraw 3 91350100M000100Y43 0000000001 --reason 回避
      """
    )
  )

  @OptionGroup var task: TaskOptions

  @Argument(help: ArgumentHelp("The key of the object.", "对象的标识", value: .key))
  var object: String

  @Argument(help: ArgumentHelp("The key of the inspector.", "检查人员的标识", value: .key))
  var inspector: String

  @OptionGroup var reason: ListedReasonOptions

  @OptionGroup var place: WorkspaceOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var common: CommonOptions

  func execute() throws {
    let why: TeamChange.Reason = try reason.read()
    let workspace = try place.open(self)
    let key = try task.key(in: workspace).text
    let outcome = try TeamChange.withdraw(
      inspector,
      from: object,
      of: key,
      reason: why,
      on: workspace,
      by: try place.who.name
    )
    say(outcome.sentences)
    let list = try TeamList(of: key, in: workspace)
    try TeamsDocument(list, of: object, head: outcome.head)
      .write(to: results, language: common.language)
    if !outcome.unfilled.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
  }
}
