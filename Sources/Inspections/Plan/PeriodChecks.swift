extension PlanChecker {
  /// The period of a task, with findings on what is wrong with it.
  mutating func readPeriod(of draft: TaskDraft) -> Period? {
    let role: PlanColumn
    var text = draft.value(.period)
    if draft.table.index(of: .period) != nil {
      role = .period
    } else if draft.table.index(of: .start) != nil || draft.table.index(of: .end) != nil {
      let (start, end) = (draft.value(.start), draft.value(.end))
      role = start.isEmpty ? .start : .end
      text = start.isEmpty || end.isEmpty ? "" : "\(start)至\(end)"
    } else {
      return nil
    }
    let place = draft.place(role)
    do throws(PeriodError) {
      let reading = try PeriodReading(parsing: text, year: facts.year)
      for remark in reading.remarks { add(remark, reading.period, text, at: place) }
      // A start that is assumed or of another year has its own finding.
      let isSure = !reading.remarks.contains {
        if case .otherYear = $0 { true } else { $0 == .openStart }
      }
      if isSure, let issued, reading.period.start < issued {
        log.add(
          .periodBeforeIssue,
          at: place,
          "the task starts on \(reading.period.start), before the plan is issued on \(issued)",
          "任务开始日期 \(reading.period.start) 早于计划印发日期 \(issued)",
          fix: Sentence(
            "start after the issue, or publish the plan earlier",
            "请将开始日期改到印发之后，或提前印发计划"
          )
        )
      }
      return reading.period
    } catch {
      add(error, text, at: place)
      return nil
    }
  }

  private mutating func add(_ error: PeriodError, _ text: String, at place: Finding.Place) {
    let example = Sentence("write 4月1日-11月30日", "请写成“4月1日-11月30日”这样的起止日期")
    switch error {
    case .empty:
      log.add(.periodMissing, at: place, "the time is empty", "起止时间为空", fix: example)
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
    _ period: Period,
    _ text: String,
    at place: Finding.Place
  ) {
    let reading = Sentence(
      "\"\(text.shown)\" is read as \(period.start) to \(period.end)",
      "“\(text.shown)”按 \(period.start) 至 \(period.end) 读取"
    )
    switch remark {
    case .otherYear(let year):
      log.add(
        .periodOtherYear,
        at: place,
        "\"\(text.shown)\" lies in \(year), the plan is for \(facts.year)",
        "“\(text.shown)”是 \(year) 年的时间，而计划年度为 \(facts.year) 年",
        fix: Sentence(
          "write \(facts.year), or give the right --year",
          "请改为 \(facts.year) 年；如计划年度有误，请更正 --year"
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
