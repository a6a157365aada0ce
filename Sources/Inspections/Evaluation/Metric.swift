package import Sampling

/// A figure by which inspections are judged: a count of a whole, each defined once and printed with its definition.
package enum Metric: String, CaseIterable, Sendable {
  case planNumbered = "plan-numbered"
  case planPublished = "plan-published"
  case tasksCompleted = "tasks-completed"
  case inspectionsCompleted = "inspections-completed"
  case teamsInTime = "teams-in-time"
  case resultsInTime = "results-in-time"
  case resultsEntered = "results-entered"
  case followUpsClosed = "follow-ups-closed"
  case itemsCovered = "items-covered"
  case objectsCovered = "objects-covered"
  case jointVisits = "joint-visits"
  case drawnOnce = "drawn-once"
  case drawsVerified = "draws-verified"

  /// Its name.
  package var title: Sentence {
    switch self {
    case .planNumbered: Sentence("plan issued with its number", "计划印发有文号")
    case .planPublished: Sentence("plan published in time", "计划按时公示")
    case .tasksCompleted: Sentence("tasks completed", "任务完成率")
    case .inspectionsCompleted: Sentence("inspections completed", "检查完成率")
    case .teamsInTime: Sentence("inspectors matched in time", "人员按时匹配率")
    case .resultsInTime: Sentence("results published in time", "结果按时公示率")
    case .resultsEntered: Sentence("results entered on the platform", "平台录入率")
    case .followUpsClosed: Sentence("follow-ups closed", "后续处理完结率")
    case .itemsCovered: Sentence("items covered", "事项覆盖率")
    case .objectsCovered: Sentence("objects covered", "对象覆盖率")
    case .jointVisits: Sentence("joint visits", "联合检查占比")
    case .drawnOnce: Sentence("tasks drawn once", "一次抽取率")
    case .drawsVerified: Sentence("draws that verify", "抽取可复核率")
    }
  }

  /// What is counted, of what.
  package var definition: Sentence {
    switch self {
    case .planNumbered:
      Sentence("tasks whose plan has a document number / tasks", "所属计划有文号的任务 ÷ 任务")
    case .planPublished:
      Sentence(
        "1 where the plan was published by 15 March of its year / 1",
        "计划于当年 3 月 15 日前公示记 1 ÷ 1"
      )
    case .tasksCompleted:
      Sentence(
        "tasks of which every object has all its results reviewed / tasks",
        "全部对象的结果均已复核的任务 ÷ 任务"
      )
    case .inspectionsCompleted:
      Sentence(
        "results reviewed / results due: an object, item and department each",
        "已复核的结果 ÷ 应有的结果（每个对象、事项、部门一项）"
      )
    case .teamsInTime:
      Sentence(
        "drawn tasks whose inspectors were matched within 2 working days / drawn tasks",
        "抽取后 2 个工作日内匹配人员的任务 ÷ 已抽取的任务"
      )
    case .resultsInTime:
      Sentence(
        "results published within 20 working days of the inspection / results published, or whose term has ended",
        "检查完成后 20 个工作日内公示的结果 ÷ 已公示或公示期限已过的结果"
      )
    case .resultsEntered:
      Sentence("results marked as entered / results", "注明录入国家平台的结果 ÷ 结果")
    case .followUpsClosed:
      Sentence("follow-ups done / results with a follow-up", "已完成的后续处理 ÷ 有后续处理的结果")
    case .itemsCovered:
      Sentence("items of the list with a reviewed result / items", "有已复核结果的事项 ÷ 清单事项")
    case .objectsCovered:
      Sentence("objects with a reviewed result / objects of the library", "有已复核结果的对象 ÷ 名录库对象")
    case .jointVisits:
      Sentence(
        "objects visited for several departments at once / objects visited, each in each task",
        "多部门联合检查的对象 ÷ 受检对象（按任务计）"
      )
    case .drawnOnce:
      Sentence("drawn tasks with one attempt / drawn tasks", "只抽取一次的任务 ÷ 已抽取的任务")
    case .drawsVerified:
      Sentence("draws that come out the same again / draws", "重新计算结果一致的抽取 ÷ 抽取")
    }
  }
}
