internal import Frames
internal import Sampling

/// When a task is carried out, and how often where its time says that instead.
struct PlanTimes {
  var periods: [Period] = []
  var frequency: Frequency?
}

extension PlanChecker {
  /// The periods of a task, with findings on what is wrong with them.
  mutating func readTimes(of draft: TaskDraft) -> PlanTimes {
    let (start, end) = (time(.start, .start, of: draft), time(.end, .end, of: draft))
    let role: PlanColumn = draft.table.index(of: .period) != nil ? .period : .effective
    var times = time(role, role == .period ? .period : .effective, of: draft) ?? PlanTimes()
    if let first = start?.periods.first?.start, let last = end?.periods.last?.end, last < first {
      add(.reversed(start: first, end: last), draft.value(.end), at: draft.place(.end))
    } else if times.periods.isEmpty {
      times.periods =
        [Self.joined(start, end)].compactMap { $0 } + (start?.periods.dropFirst() ?? [])
    } else if let only = times.periods.first, times.periods.count == 1 {
      // A deadline beside a period closes it.
      let open = PlanTimes(periods: [only])
      if only.end == nil, end != nil { times.periods = [Self.joined(open, end) ?? only] }
      if only.start == nil, start != nil { times.periods = [Self.joined(start, open) ?? only] }
    }
    checkGiven(draft)
    checkDeadline(times, end, draft)
    checkIssue(times, draft)
    return times
  }

  /// From the start of one to the end of the other; nil where neither says anything.
  private static func joined(_ start: PlanTimes?, _ end: PlanTimes?) -> Period? {
    let first = start?.periods.first
    let last = end?.periods.last
    return Period(start: first?.start ?? last?.start, end: last?.end ?? first?.end) ?? first ?? last
  }

  private static let roles: [PlanColumn] = [.period, .effective, .start, .end]

  /// A cell of time, nil where it is empty or says nothing that is understood.
  private mutating func time(
    _ column: PlanColumn,
    _ role: PeriodReading.Role,
    of draft: TaskDraft
  ) -> PlanTimes? {
    let text = draft.value(column)
    guard !text.isEmpty else { return nil }
    let place = draft.place(column)
    // An end that stands in another column is not missing.
    func isGiven(_ other: PlanColumn) -> Bool { other != column && !draft.value(other).isEmpty }
    let hasPeriod = isGiven(.period) || isGiven(.effective)
    do throws(PeriodError) {
      let reading = try PeriodReading(parsing: text, year: facts.year, as: role)
      for remark in reading.remarks {
        if remark == .openStart, hasPeriod || isGiven(.start) { continue }
        if remark == .openEnd, hasPeriod || isGiven(.end) { continue }
        add(remark, reading, text, at: place)
      }
      return PlanTimes(periods: reading.periods, frequency: reading.frequency)
    } catch {
      add(error, text, at: place)
      return nil
    }
  }

  /// A time is empty only where no cell holds anything.
  private mutating func checkGiven(_ draft: TaskDraft) {
    let columns = Self.roles.filter { draft.table.index(of: $0) != nil }
    guard let first = columns.first else { return }
    if columns.allSatisfy({ draft.value($0).isEmpty }) {
      add(.empty, "", at: draft.place(first))
    }
  }

  /// A period that ends after the deadline beside it.
  private mutating func checkDeadline(_ times: PlanTimes, _ end: PlanTimes?, _ draft: TaskDraft) {
    guard let deadline = end?.periods.last?.end, let last = times.periods.last?.end, deadline < last
    else { return }
    log.add(
      .periodPastDeadline,
      at: draft.place(.end),
      "the inspections end on \(last), after the deadline \(deadline)",
      "检查结束日期 \(last) 晚于完成时限 \(deadline)",
      fix: Sentence("make both agree", "请统一两处时间")
    )
  }

  /// A start that is given and of the plan's year, but before the plan is issued.
  private mutating func checkIssue(_ times: PlanTimes, _ draft: TaskDraft) {
    guard let issued, times.frequency == nil, let start = times.periods.first?.start,
      start.year == facts.year, start < issued,
      let role = Self.roles.first(where: { !draft.value($0).isEmpty })
    else { return }
    log.add(
      .periodBeforeIssue,
      at: draft.place(role),
      "the task starts on \(start), before the plan is issued on \(issued)",
      "任务开始日期 \(start) 早于计划印发日期 \(issued)",
      fix: Sentence(
        "start after the issue, or publish the plan earlier",
        "请将开始日期改到印发之后，或提前印发计划"
      )
    )
  }

  private mutating func add(_ error: PeriodError, _ text: String, at place: Finding.Place) {
    let example = Sentence("write 4月1日-11月30日", "请写成“4月1日-11月30日”这样的起止日期")
    switch error {
    case .empty where text.isEmpty:
      log.add(.periodMissing, at: place, "the time is empty", "起止时间为空", fix: example)
    case .empty:
      log.add(
        .periodMissing,
        at: place,
        "\"\(text.shown)\" gives no time",
        "“\(text.shown)”没有写明时间",
        fix: example
      )
    case .noSuchDay(let year, let month, let day, let lastDay):
      log.add(
        .dateImpossible,
        at: place,
        "\"\(text.shown)\": there is no day \(month)-\(day) in \(year); the month has \(lastDay) days",
        "“\(text.shown)”：\(year) 年 \(month) 月只有 \(lastDay) 天，没有 \(month) 月 \(day) 日",
        fix: Sentence(
          "write \(month)月\(lastDay)日 if the end of the month is meant",
          "如指月底，请改为“\(month)月\(lastDay)日”"
        )
      )
    case .noSuchMonth(let month):
      log.add(
        .dateImpossible,
        at: place,
        "\"\(text.shown)\": there is no month \(month)",
        "“\(text.shown)”：没有 \(month) 月",
        fix: Sentence("correct the month, 1 to 12", "请更正月份，应为 1 至 12")
      )
    case .reversed(let start, let end):
      log.add(
        .endBeforeStart,
        at: place,
        "\"\(text.shown)\": the end, \(end), lies before the start, \(start)",
        "“\(text.shown)”：结束日期 \(end) 早于开始日期 \(start)",
        fix: Sentence(
          "exchange them, or write 次年 before the end if it lies in the next year",
          "请对调起止日期；如跨年，请在结束日期前写“次年”"
        )
      )
    case .undetermined:
      log.add(
        .periodUndetermined,
        at: place,
        "\"\(text.shown)\" leaves the time open",
        "“\(text.shown)”没有确定时间",
        fix: example
      )
    case .event:
      log.add(
        .periodEvent,
        at: place,
        "\"\(text.shown)\" names seasons or events, which are no dates",
        "“\(text.shown)”写的是季节或时点，不是日期",
        fix: Sentence("write the months: 4月-6月", "请写明月份，例如“4月-6月”")
      )
    case .unclearThird(let month):
      log.add(
        .periodUnclear,
        at: place,
        "\"\(text.shown)\": before that third of the month begins, or before it ends?",
        "“\(text.shown)”：是指该旬开始之前，还是结束之前？",
        fix: Sentence("write the day: \(month)月20日前", "请写明日期，例如“\(month)月20日前”")
      )
    case .serial(let date):
      log.add(
        .periodSerial,
        at: place,
        "\"\(text.shown)\" is the number by which a spreadsheet keeps a date, \(date)",
        "“\(text.shown)”是电子表格的日期序号，对应 \(date)",
        fix: Sentence(
          "write \(date), or the whole period, if that is meant",
          "如指 \(date)，请写成日期，并写明起止时间"
        )
      )
    case .unreadable(let position):
      log.add(
        .periodUnread,
        at: place,
        "\"\(text.shown)\" is not understood as one period (at character \(position))",
        "“\(text.shown)”无法识别为一段起止时间（第 \(position) 个字符处）",
        fix: Sentence(
          "write 4月1日-11月30日; give every period a row of its own",
          "请写成“4月1日-11月30日”；有几段时间的，每段单列一行"
        )
      )
    }
  }

  private mutating func add(
    _ remark: PeriodReading.Remark,
    _ found: PeriodReading,
    _ text: String,
    at place: Finding.Place
  ) {
    let periods = found.periods.map(\.description).joined(separator: " + ")
    let reading = Sentence(
      "\"\(text.shown)\" is read as \(periods)",
      "“\(text.shown)”按 \(periods) 读取"
    )
    switch remark {
    case .otherYear(let year):
      log.add(
        .periodOtherYear,
        at: place,
        "\"\(text.shown)\" lies in \(year), the plan is for \(facts.year)",
        "“\(text.shown)”是 \(year) 年的时间，而计划年度为 \(facts.year) 年",
        fix: Sentence(
          "write \(facts.year), or give the right \(Setting.year)",
          "请改为 \(facts.year) 年；如计划年度有误，请更正 \(Setting.year)"
        )
      )
    case .crossesYear:
      log.add(
        .periodCrossesYear,
        at: place,
        reading.english + ", into the next year",
        reading.chinese + "，跨入次年",
        fix: Sentence(
          "nothing, if it is meant so; the results then count for which year?",
          "如确需跨年可不改，但请明确检查结果计入哪一年"
        )
      )
    case .openStart:
      log.add(
        .periodOpen,
        at: place,
        reading.english + ": only the end is given",
        reading.chinese + "：只写了截止时间",
        fix: Sentence("write the start as well", "请补充开始时间")
      )
    case .openEnd:
      log.add(
        .periodOpen,
        at: place,
        reading.english + ": only the start is given",
        reading.chinese + "：只写了开始时间",
        fix: Sentence("write the end as well", "请补充结束时间")
      )
    case .endOrUntil:
      log.add(
        .periodOpen,
        at: place,
        "\"\(text.shown)\": until then, or only then? " + reading.english,
        "“\(text.shown)”：是截至该时间，还是只在该时间？" + reading.chinese,
        fix: Sentence("write 11月底前, or the start as well", "请写成“11月底前”，或补充开始时间")
      )
    case .oneDay:
      log.add(
        .periodDay,
        at: place,
        reading.english + ", one day",
        reading.chinese + "，只有一天",
        fix: Sentence("nothing, if one day is meant", "如确为一天，可不改")
      )
    case .several:
      log.add(
        .periodSeveral,
        at: place,
        reading.english + ": two tasks, or batches of one?",
        reading.chinese + "：是几项任务，还是一项任务分批进行？",
        fix: Sentence(
          "give each period a row of its own, unless one draw serves them all",
          "如分别抽取，请每段时间单列一行；如一次抽取、分批检查，可不改"
        )
      )
    case .rhythm:
      log.add(
        .periodRhythm,
        at: place,
        "\"\(text.shown)\" is a rhythm and no period; the year is taken",
        "“\(text.shown)”是频次，不是起止时间，按全年读取",
        fix: Sentence(
          "move it to the frequency and write the period here",
          "请移到抽查频次栏，本格写明起止时间"
        )
      )
    case .drawTime(let days):
      let list = days.map(\.description).joined(separator: ", ")
      let due = days.isEmpty ? "" : " (\(days.count): \(list))"
      log.add(
        .periodOfDraw,
        at: place,
        "\"\(text.shown)\" is the time of the draw\(due); that of the inspections is not given",
        "“\(text.shown)”是抽取的时间\(due)，没有写检查的起止时间",
        fix: Sentence(
          "write the period of the inspections; give each draw a row",
          "请写明检查的起止时间；多次抽取的，请分列各行"
        )
      )
    case .words(let words) where words.contains(where: \.isDigit):
      log.add(
        .numberUnused,
        at: place,
        reading.english + "; nothing is made of the number in \"\(words.shown)\"",
        reading.chinese + "，“\(words.shown)”中的数字未被采用",
        fix: Sentence(
          "give another time a row of its own",
          "如另有时间要求，请单列一行"
        )
      )
    case .words(let words):
      log.add(
        .periodWords,
        at: place,
        reading.english + "; the words \"\(words.shown)\" are not applied",
        reading.chinese + "，其中“\(words.shown)”未作处理",
        fix: Sentence(
          "write the exact time if another is meant",
          "如另有具体时间，请写明"
        )
      )
    case .slip:
      log.add(
        .periodUnit,
        at: place,
        reading.english + ": a sign too many at its end",
        reading.chinese + "：末尾多一个符号",
        fix: Sentence("remove it", "请删去")
      )
    case .unitAssumed:
      log.add(
        .periodUnit,
        at: place,
        reading.english + ": a number lacks 月 or 日",
        reading.chinese + "：有数字缺少“月”或“日”",
        fix: Sentence("add 月 or 日", "请补上“月”或“日”")
      )
    }
  }
}
