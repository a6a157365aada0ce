package import Draws
package import Sampling

extension Eligibility {
  /// How many may serve, kind by kind, and where there is nothing to draw.
  package var sentences: [Sentence] {
    var kinds: [ProtocolText: (posts: Int, least: Int, most: Int)] = [:]
    for post in posts {
      let sum = kinds[post.kind] ?? (0, post.eligible, post.eligible)
      kinds[post.kind] = (
        sum.posts + 1, min(sum.least, post.eligible), max(sum.most, post.eligible)
      )
    }
    var sentences = kinds.sorted { $0.key < $1.key }.prefix(12).map { kind, sum in
      let range = sum.least == sum.most ? "\(sum.least)" : "\(sum.least)–\(sum.most)"
      return Sentence(
        "\(kind.text.excerpt): \(sum.posts) posts, \(range) eligible",
        "\(kind.text.excerpt)：\(sum.posts) 个岗位，可任 \(range) 人"
      )
    }
    if kinds.count > 12 {
      let rest = kinds.count - 12
      sentences.append(Sentence("and \(rest) more kinds of posts", "另有 \(rest) 类岗位"))
    }
    let decided = posts.filter(\.isDecided)
    if !decided.isEmpty {
      let shown = decided.prefix(6).map { "\($0.object.text.excerpt) \($0.kind.text.excerpt)" }
      let more = decided.count > shown.count
      sentences.append(
        Sentence(
          "no lottery at \(decided.count) posts, where no more inspectors are eligible than there are places:"
            + " \(shown.joined(separator: ", "))\(more ? ", …" : "")",
          "有 \(decided.count) 个岗位可任人数不多于所需人数，无从抽取：\(shown.joined(separator: "、"))"
            + "\(more ? " 等" : "")"
        )
      )
    }
    sentences.append(
      Sentence(
        "keep both frames of inspectors, confidential and to the byte: draw and whoever verifies the teams need them",
        "请原样保存岗位表和人员表并保密：抽取和核验检查组时都需要"
      )
    )
    return sentences
  }
}

extension TeamDraw {
  /// How many places were given to how many, or why they could not be.
  package var sentences: [Sentence] {
    switch answer {
    case .unfilled(let certificate):
      return [
        Sentence(of: AssignmentError.unfilled(certificate)),
        Sentence(
          "the units are drawn, and have no teams: assign inspectors by a record of their own, with the selected and"
            + " reserve units as the pool",
          "对象已抽出，检查组未能配备：请以抽中和候补对象为对象库，另作承诺后分配检查人员"
        ),
      ]
    case .teams(let assignment):
      var places: [ProtocolText: Int] = [:]
      for seat in assignment.seats { places[seat.inspector, default: 0] += 1 }
      let loads = zip(assignment.inspectors.inspectors, assignment.loads)
        .filter { places[$0.0.id] != nil }.map(\.1)
      guard let least = loads.min(), let most = loads.max() else { return [] }
      let range = least == most ? "\(least)" : "\(least)–\(most)"
      return [
        Sentence(
          "\(self.places) places at \(objects.count) objects were given to \(places.count) inspectors, who have \(range)"
            + " in all; the teams are confidential before the visit",
          "\(objects.count) 个对象的 \(self.places) 个岗位分配给 \(places.count) 名检查人员，累计任务数 \(range)；"
            + "检查前须对检查组保密"
        )
      ]
    }
  }
}
