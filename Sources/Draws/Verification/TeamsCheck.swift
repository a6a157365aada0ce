internal import Frames
internal import Sampling

extension DrawVerification {
  /// Assigns the inspectors anew and compares.
  ///
  /// - Parameters:
  ///   - terms: what determines the draw.
  ///   - draw: the draw, made anew.
  ///   - verification: takes what was found.
  /// - Returns: what the receipt should say of the teams; what it says itself where that can not be checked.
  /// - Throws: `DataError` for a pool or a list that can not be read; `InputError`.
  func checkTeams(
    _ terms: VerifiedTerms,
    _ draw: RegeneratedDraw,
    _ verification: inout Verification
  ) throws -> Receipt.Teams? {
    let stated = statedTeams
    guard let record = terms.record else {
      // Without a commitment there are no teams, which the comparison of the receipt says.
      guard receipt.commitment != nil else { return nil }
      if stated != nil { reportUncheckedTeams(&verification) }
      return stated
    }
    guard record.inspectors > 0 else { return nil }
    if case .internal = receipt.content, stated == nil {
      verification.add(
        .assignment,
        .differs,
        "the record commits to inspectors, and the receipt has no assignment: the teams were left out, or chosen"
          + " otherwise",
        "记录已承诺检查人员的分配，而回执中没有：检查组被略去，或另行指定"
      )
      return nil
    }
    guard let teams = evidence.teams else {
      reportUncheckedTeams(&verification)
      return stated
    }
    let others = teams.differing(from: record)
    guard others.isEmpty else {
      for frame in others {
        verification.add(.assignment, .differs, TeamRefusal.otherFrame(frame))
      }
      return stated
    }
    var selected: [ProtocolText] = []
    let sizes = draw.outcome.plans.map(\.count.size)
    try draw.selection.forEachUnit { unit in
      guard unit.rank <= sizes[unit.stratum] else { return }
      selected.append(try ProtocolText(String(decoding: unit.id, as: UTF8.self)))
    }
    do {
      return try checkTeams(teams, of: selected, record, draw.outcome.reading.pool, &verification)
    } catch let error as any ExplainedError where error is TeamRefusal || error is AssignmentError {
      verification.add(.assignment, .differs, error)
      return stated
    }
  }

  private func checkTeams(
    _ teams: TeamFrames,
    of selected: [ProtocolText],
    _ record: DrawRecord,
    _ pool: Pool,
    _ verification: inout Verification
  ) throws -> Receipt.Teams? {
    let stated = statedTeams
    if teams.earlier != nil, !record.selectsAll { throw TeamRefusal.notAll }
    if teams.earlier == nil, record.selectsAll, let stated,
      stated.objects != Receipt.Teams.Objects(selected)
    {
      verification.add(
        .assignment,
        .unchecked,
        "\(stated.objects.units) of the \(selected.count) units have teams, as they were selected in an earlier draw;"
          + " give its selection with \(Setting.teamsFor)",
        "\(selected.count) 个对象中有 \(stated.objects.units) 个配备检查组，由此前的抽取确定，请用 \(Setting.teamsFor)"
          + " 给出其抽取结果"
      )
      return stated
    }
    // Nobody knew which units would be selected: posts are fixed for all of them, or some could be left out.
    _ = try teams.check(units: try pool.roster(wantsDigest: false).units.lazy.map(\.id))
    let objects = try teams.objects(of: selected, pool: pool)
    let made = try teams.draw(objects, key: record.teamKey(seed: receipt.seed))
    let expected = Receipt.Teams(made)
    if stated == expected { reportTeams(made, &verification) }
    try compare(made, &verification)
    return stated == nil ? nil : expected
  }

  /// What the receipt says of the teams.
  private var statedTeams: Receipt.Teams? {
    if case .internal(let own) = receipt.content { own.assignment } else { nil }
  }

  /// Says that the receipt's teams are those that the tickets give.
  private func reportTeams(_ made: TeamDraw, _ verification: inout Verification) {
    if case .unfilled(let certificate) = made.answer {
      verification.add(
        .assignment,
        .holds,
        "there is no assignment: \(certificate.explanation(in: .english))",
        "不存在可行的分配：\(certificate.explanation(in: .chinese))"
      )
    } else {
      verification.add(
        .assignment,
        .holds,
        "\(made.places) places at \(made.objects.count) objects recomputed, the same",
        "复算得到相同的分配：\(made.objects.count) 个对象，\(made.places) 个岗位"
      )
    }
  }

  /// Compares the teams that were given out.
  private func compare(_ made: TeamDraw, _ verification: inout Verification) throws {
    guard let given = evidence.assignment else {
      if receipt.isPublished {
        verification.add(
          .assignment,
          .unchecked,
          "give the teams with \(Setting.assignment)",
          "请用 \(Setting.assignment) 给出检查组"
        )
      }
      return
    }
    verification.add(
      .assignment,
      differences: given.differences(from: made.text),
      "\(given.file) holds the same lines",
      "\(given.file) 与复算结果逐行相同"
    )
  }

  /// What is said where teams can not be made anew.
  func reportUncheckedTeams(_ verification: inout Verification) {
    if let given = evidence.assignment, let stated = statedTeams,
      SHA256.digest(of: given.bytes).hex != stated.sha256
    {
      verification.add(
        .assignment,
        .differs,
        "\(given.file) is not the assignment that the receipt names",
        "\(given.file) 不是回执所指的分配结果"
      )
    }
    verification.add(
      .assignment,
      .unchecked,
      "the frames of posts and inspectors are confidential; whoever is given them names them with \(Setting.posts) and"
        + " \(Setting.inspectors), beside the record and the pool",
      "岗位表和人员表须保密；获准查阅者请用 \(Setting.posts) 和 \(Setting.inspectors) 给出，并提供记录和对象库"
    )
  }

  /// Whether an assignment stands in a record that can have none.
  func checkTeamsRecord(_ verification: inout Verification) {
    guard let record = evidence.binding, record.inspectors > 0,
      record.design == .positions || record.rotation != .none
    else { return }
    verification.add(.assignment, .differs, TeamRefusal.ownRecord)
  }
}

/// The teams as they were given out: an assignment text, or the text of a certificate.
public struct GivenAssignment: Sendable {
  /// The file, for messages.
  let file: String
  /// Its bytes.
  let bytes: [UInt8]

  /// Takes the teams.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  public init(_ bytes: [UInt8], file: String) {
    (self.bytes, self.file) = (bytes, file)
  }

  /// The lines that differ from those that should stand there.
  fileprivate func differences(from text: String) -> [Sentence] {
    guard !text.utf8.elementsEqual(bytes) else { return [] }
    let wanted = Array(text.utf8).split(separator: 0x0A)
    let found = bytes.split(separator: 0x0A)
    let (wantedLines, foundLines) = (Set(wanted), Set(found))
    func shown(_ line: ArraySlice<UInt8>) -> String {
      String(decoding: line, as: UTF8.self).replacing("\t", with: " · ").excerpt
    }
    var differences = found.filter { !wantedLines.contains($0) }.map { line in
      Sentence(
        "\(file): \"\(shown(line))\" is not what the tickets give",
        "\(file)：“\(shown(line))”不是复算得到的分配"
      )
    }
    differences += wanted.filter { !foundLines.contains($0) }.map { line in
      Sentence("\(file) lacks \"\(shown(line))\"", "\(file) 缺少“\(shown(line))”")
    }
    guard differences.isEmpty else { return differences }
    return [
      Sentence(
        "\(file) has the lines in another order, doubled, or ended otherwise",
        "\(file) 的行顺序、重复或行尾不同"
      )
    ]
  }
}
