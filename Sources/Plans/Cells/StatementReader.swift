internal import Sampling

/// Collects the statements of a cell from its pieces.
struct StatementReader {
  private(set) var text: CellText
  private(set) var statements: [CellStatement] = []
  private(set) var remarks: [CellRemark] = []
  /// Intervals that stand by themselves: 每月.
  private(set) var intervals: [Interval] = []
  /// Words that nothing was made of.
  private(set) var leftovers: [Range<Int>] = []
  /// Groups named in a sentence without a number, with the sentence's words.
  private(set) var namedOnly: [(groups: [GroupName], sentence: Range<Int>)] = []
  /// The words of each sentence.
  private(set) var sentences: [Range<Int>] = []
  /// Whether the cell leaves something open and does not say what.
  private(set) var isOpen = false
  /// Whether the base changes from day to day.
  private(set) var isDynamic = false

  /// Groups that wait for their number, and those of the number before.
  private var pending: [GroupName] = []
  private var pendingWords: Range<Int>?
  private var context: [GroupName] = []
  /// The words before a colon.
  private var label: Range<Int>?
  /// What a piece without groups says of the number that follows.
  private var carried: [Phrase] = []
  /// Groups behind 一定比例, which the list goes on with.
  private var isListOpen = false
  /// A reason, 按照…分为A、B、C三类, which the list goes on with.
  private var isReason = false

  init(_ text: CellText) {
    self.text = text
    var cutter = CellCutter(text)
    let pieces = cutter.cut(text.all)
    self.text = cutter.text
    read(pieces)
  }

  private mutating func read(_ pieces: [CellPiece]) {
    var index = 0
    while index < pieces.count {
      let next = pieces[(index + 1)...].firstIndex { $0.before == .start } ?? pieces.count
      read(sentence: Array(pieces[index..<next]))
      index = next
    }
  }

  private mutating func read(sentence pieces: [CellPiece]) {
    let ranges = pieces.map(\.range).filter { !$0.isEmpty }
    guard let first = ranges.first, let last = ranges.last else { return }
    sentences.append(first.lowerBound..<last.upperBound)
    (pending, pendingWords, context, carried, isListOpen) = ([], nil, [], [], false)
    isReason = false
    let before = statements.count
    for piece in pieces {
      if piece.amounts.isEmpty {
        read(words: piece)
        label = piece.words.last
      } else {
        read(amounts: piece)
        label = nil
      }
    }
    if statements.count == before, !pending.isEmpty, pending.contains(where: { $0.kind != .words })
    {
      namedOnly.append((pending, sentences[sentences.count - 1]))
    } else {
      dropPending()
    }
    if statements.count == before {
      for phrase in carried { if let interval = phrase.interval { intervals.append(interval) } }
    }
  }

  /// Whether classes go on with the classes that wait: A类，B类5%.
  private func goOn(_ phrase: Phrase) -> Bool {
    phrase.beginsWithName && (pending + phrase.groups).allSatisfy(\.isClass)
  }

  /// Words that waited for a number and got none.
  private mutating func dropPending() {
    if let pendingWords { leftovers.append(pendingWords) }
    (pending, pendingWords) = ([], nil)
  }

  // MARK: Words without a number

  private static let contextLeads = [
    "根据", "按照", "依据", "结合", "参照", "鉴于", "为", "坚持", "通过", "以", "依托", "围绕", "突出", "由",
  ]

  private mutating func read(words piece: CellPiece) {
    for element in piece.elements {
      switch element {
      case .words(let range): read(words: range, before: piece.before)
      case .aside(let inner, _): read(aside: inner, of: nil)
      case .amount: break
      }
    }
  }

  private mutating func read(words range: Range<Int>, before mark: CellPiece.Mark) {
    if readRemark(range) { return }
    if isReason, mark == .list {
      text.use(range)
      return
    }
    isReason = false
    if isListOpen, mark == .list {
      let phrase = Phrase(&text, range)
      for group in phrase.groups { remarks.append(.groupOpen(group.name)) }
      return
    }
    let phrase = Phrase(&text, range)
    if phrase.isOfSeveralLevels || phrase.isEmpty {
      carried.append(phrase)
      return
    }
    if Self.contextLeads.contains(where: { text.sees($0.unicodeScalars, at: range.lowerBound) }),
      phrase.groups.allSatisfy({ $0.kind == .words })
    {
      text.use(phrase.core)
      isReason = true
      return
    }
    if mark != .list, !goOn(phrase) { dropPending() }
    carried.append(phrase)
    pending += phrase.groups
    pendingWords = pendingWords.map { $0.lowerBound..<phrase.core.upperBound } ?? phrase.core
  }

  /// Words that say something of the whole cell; whether they do.
  private mutating func readRemark(_ range: Range<Int>) -> Bool {
    let folded = text.folded(range)
    func holds(_ words: [String]) -> Bool { text.holds(words, in: range) }
    let isExcept = text[range.lowerBound] == "除" && holds(["外"])
    if holds(Lexicon.exclusions) || isExcept {
      remarks.append(.exclusion(text.written(range)))
    } else if holds(Lexicon.rises) {
      var names = pending.map(\.name)
      names += classes(in: range)
      (pending, pendingWords) = ([], nil)
      remarks.append(.risesByClass(names))
    } else if holds(Lexicon.openShares) {
      openShare(range)
    } else if holds(["为准", "暂定"]) {
      remarks.append(.provisional(nil))
    } else if VagueWording.isUndetermined(folded) {
      if holds(["频"]) {
        remarks.append(.frequencyUndetermined)
      } else if holds(["比例", "数量", "户数"]) {
        remarks.append(.undetermined)
      } else {
        isOpen = true
      }
      // 根据监管需要每季度一次 still says how often: numbers are read where they stand.
      text.use(range)
    } else if holds(Lexicon.dynamic) {
      isDynamic = true
    } else if holds(["不设上限", "上不封顶", "不涉及"]) {
      text.use(range)
    } else {
      return false
    }
    text.use(range)
    return true
  }

  /// Classes named anywhere in a part.
  private func classes(in range: Range<Int>) -> [String] {
    var names: [String] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let isInWord = index > range.lowerBound && text[index - 1]?.isLetter == true
      if !isInWord, let (found, end) = RiskClass.match(text, index..<range.upperBound) {
        names += found.map(\.name)
        index = max(end, index + 1)
      } else {
        index += 1
      }
    }
    if names.isEmpty, text.find("个体工商户", in: range) != nil { names = ["个体工商户"] }
    return names
  }

  /// 抽取一定比例的一级及以下定点医疗机构: a group without a number.
  private mutating func openShare(_ range: Range<Int>) {
    let word = Lexicon.openShares.first { text.find($0, in: range) != nil } ?? ""
    let start = text.find(word, in: range) ?? range.lowerBound
    let behind = Phrase(
      &text,
      min(start + word.unicodeScalars.count, range.upperBound)..<range.upperBound
    )
    let groups = pending.isEmpty ? behind.groups : pending
    (pending, pendingWords) = ([], nil)
    for group in groups { remarks.append(.groupOpen(group.name)) }
    if groups.isEmpty { remarks.append(.undetermined) }
    isListOpen = true
  }

  // MARK: Numbers

  private mutating func read(amounts piece: CellPiece) {
    isListOpen = false
    var head: Range<Int>?
    var previous: Int?
    for (place, element) in piece.elements.enumerated() {
      switch element {
      case .words(let range):
        let leads = piece.elements[(place + 1)...].contains {
          if case .amount = $0 { true } else { false }
        }
        // 中 may begin 中风险.
        let isAmong =
          ["中", "里"].contains { text.sees($0.unicodeScalars, at: range.lowerBound) }
          && RiskClass.match(text, range) == nil
        let isOf = text[range.lowerBound] == "的" || isAmong
        if leads, isOf, let previous, statements[previous].amount.kind == .count {
          // 200户的10%, 200户中抽取10%: of so many.
          statements[previous].isBase = true
          head = (range.lowerBound + 1)..<range.upperBound
        } else if let previous, !leads || isOf {
          add(tail: range, to: previous)
        } else {
          head = range
        }
      case .amount(let amount):
        let isFirst = previous == nil
        previous = add(amount, head: head, mark: isFirst ? piece.before : nil, before: previous)
        head = nil
      case .aside(let inner, _):
        read(aside: inner, of: previous)
      }
    }
  }

  /// A number with the words before it.
  private mutating func add(
    _ amount: Amount,
    head: Range<Int>?,
    mark: CellPiece.Mark?,
    before: Int?
  ) -> Int {
    text.use(amount.range)
    var statement = CellStatement(amount, sentence: sentences.count - 1)
    statement.words = head ?? (mark == .colon ? label : nil)
    var own: [GroupName] = []
    var goesOn = false
    if let head, text.holds(Lexicon.exclusions, in: head) {
      remarks.append(.exclusion(text.written(head)))
      text.use(head)
    } else if let head {
      // 根据工作安排初步确定每季度一次 also says something of the whole cell.
      if text.holds(["初步", "暂定"], in: head) { remarks.append(.provisional(nil)) }
      if text.holds(["每批", "一批", "二批", "三批", "首批"], in: head) { remarks.append(.perBatch) }
      let phrase = Phrase(&text, head)
      statement.add(phrase)
      own = phrase.groups
      goesOn = goOn(phrase)
      statement.noun = phrase.noun
      if !own.isEmpty { text.use(phrase.core) }
      // 县级、市级、省级登记管理机关对…: the authorities are the list.
      if let level = phrase.level, mark == .list, pending.allSatisfy({ $0.name.hasSuffix("级") }),
        !pending.isEmpty
      {
        own = [GroupName(kind: .words, name: level, full: level)]
      }
    }
    for phrase in carried { statement.add(phrase) }
    carried = []
    statement.interval = statement.interval ?? amount.interval
    if mark == .list || goesOn, !pending.isEmpty {
      statement.groups = (own.first.map { GroupReader.completed(pending, by: $0) } ?? pending) + own
    } else if own.isEmpty {
      statement.groups = pending
    } else if !pending.isEmpty, own.allSatisfy({ $0.kind == .words }),
      pending.allSatisfy({ $0.kind != .words })
    {
      // A类企业, 每户每年: the class was named before.
      statement.groups = pending
      if let head { leftovers.append(head) }
    } else {
      dropPending()
      statement.groups = own
    }
    if let pendingWords, !statement.groups.isEmpty { text.use(pendingWords) }
    (pending, pendingWords) = ([], nil)
    if statement.groups.isEmpty, !statement.isTotal, statement.each == nil, statement.level == nil {
      statement.groups = before.map { statements[$0].groups } ?? context
      statement.isContextual = !statement.groups.isEmpty
    }
    if let last = statements.last, last.sentence == statement.sentence, last.parent == nil,
      last.amount.kind == amount.kind
    {
      // 每季度至少抽查25%的甲、15%的乙: what is said of the first number holds for the list.
      statement.interval = statement.interval ?? last.interval
      if mark == .list, last.comparesBeforeGroups {
        statement.comparison = statement.comparison ?? last.comparison
        statement.comparesBeforeGroups = true
      }
    }
    if !statement.isContextual { context = statement.groups }
    statements.append(statement)
    return statements.count - 1
  }

  private mutating func add(tail range: Range<Int>, to index: Int) {
    if text.holds(Lexicon.exclusions, in: range) {
      remarks.append(.exclusion(text.written(range)))
      text.use(range)
      statements[index].isSpokenFor = true
      return
    }
    let phrase = Phrase(&text, range)
    statements[index].add(phrase)
    statements[index].tail = range
    guard !phrase.isEmpty else { return }
    let isUnnamed = statements[index].groups.isEmpty || statements[index].isContextual
    switch statements[index].amount.kind {
    case .share, .all, .inspectors:
      if isUnnamed {
        statements[index].groups = phrase.groups
        statements[index].isContextual = false
        context = phrase.groups
        text.use(phrase.core)
      } else if phrase.groups.contains(where: { $0.kind != .words }) || phrase.core.count > 8 {
        leftovers.append(phrase.core)
      }
    case .count, .visits, .number:
      // 736家经营单位: what is counted; a class is one all the same.
      if isUnnamed, phrase.groups.allSatisfy(\.isClass) {
        statements[index].groups = phrase.groups
        statements[index].isContextual = false
      }
      text.use(phrase.core)
    case .times:
      if text.holds(["为准"], in: range) {
        remarks.append(.provisional(nil))
      } else {
        leftovers.append(phrase.core)
      }
    }
  }

  // MARK: Brackets

  private mutating func read(aside pieces: [CellPiece], of parent: Int?) {
    for piece in pieces where piece.amounts.isEmpty {
      for range in piece.words { read(aside: range, of: parent) }
      for case .aside(let inner, _) in piece.elements { read(aside: inner, of: parent) }
    }
    guard pieces.contains(where: { !$0.amounts.isEmpty }) else { return }
    let outer = (pending, pendingWords, context, carried)
    (pending, pendingWords, context, carried) = ([], nil, [], [])
    let first = statements.count
    for piece in pieces where !piece.amounts.isEmpty { read(amounts: piece) }
    for index in first..<statements.count {
      statements[index].parent = parent
      if parent == nil { statements[index].isBase = true }
    }
    (pending, pendingWords, context, carried) = outer
  }

  private mutating func read(aside range: Range<Int>, of parent: Int?) {
    guard !readRemark(range) else { return }
    let leads = ["含", "包括", "指", "即", "详见", "见", "参照", "如", "按照", "依据", "根据"]
    if text.holds(["不含", "不包括"], in: range) {
      remarks.append(.exclusion(text.written(range)))
      text.use(range)
      return
    }
    let isSource = text.holds(["办法", "条例", "细则"], in: range)
    if isSource || leads.contains(where: { text.sees($0.unicodeScalars, at: range.lowerBound) }) {
      text.use(range)
      return
    }
    let phrase = Phrase(&text, range)
    guard let parent else {
      // A(较高), 企业(商户): another name for the words before.
      text.use(range)
      return
    }
    if statements[parent].groups.isEmpty, !phrase.groups.isEmpty,
      phrase.groups.allSatisfy({ $0.isClass || $0.kind == .others })
    {
      statements[parent].groups = phrase.groups
    } else if !phrase.isEmpty {
      leftovers.append(phrase.core)
    }
    statements[parent].interval = statements[parent].interval ?? phrase.interval
    statements[parent].isTotal = statements[parent].isTotal || phrase.isTotal
  }
}
