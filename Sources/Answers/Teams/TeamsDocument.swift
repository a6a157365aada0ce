package import Inspections
package import Reports
package import Sampling

/// Who inspects what in a task, JSON `spotcheck.teams/1`; confidential before the visit.
package struct TeamsDocument: ResultDocument, Sendable {
  /// `spotcheck.teams/1`.
  package var schema = "spotcheck.teams/1"
  /// The key of the draw.
  package var draw: String
  /// The places, by the keys of the objects.
  package var places: [Place]
  /// The head of the ledger after the change; null where nothing was changed.
  @Nullable package var head: String?

  /// One place.
  package struct Place: Encodable, Sendable {
    /// The key of the object.
    package var object: String
    /// Its name.
    package var name: String
    /// The kind of post.
    package var post: String
    /// The key of the inspector.
    package var inspector: String
    /// The inspector's name.
    package var person: String
    /// Whether the inspector has left, and nobody was found instead.
    package var left: Bool
  }

  /// Makes the answer.
  ///
  /// - Parameters:
  ///   - list: the teams as they stand.
  ///   - object: the object of which they are shown; nil for all.
  ///   - head: the head of the ledger after the change.
  package init(_ list: TeamList, of object: String? = nil, head: LedgerHead?) {
    draw = list.draw
    self.head = head?.description
    places = list.places.filter { place in
      object.map { place.object.utf8.elementsEqual($0.utf8) } ?? true
    }.map { place in
      Place(
        object: place.object,
        name: place.name,
        post: place.kind,
        inspector: place.inspector,
        person: place.person,
        left: place.hasLeft
      )
    }
  }

  /// A row a place.
  package var rows: [[String]] {
    [["object", "name", "post", "inspector", "person", "left"]]
      + places.map { [$0.object, $0.name, $0.post, $0.inspector, $0.person, $0.left ? "1" : ""] }
  }

  /// A table, and the head.
  package func text(_ language: Language) -> String {
    let header = [
      language("object", "对象"), language("name", "名称"), language("post", "岗位"),
      language("inspector", "检查人员"), language("person", "姓名"), language("note", "说明"),
    ]
    let rows = places.map { place in
      [
        place.object, place.name, place.post, place.inspector, place.person,
        place.left ? language("has left", "已退出") : "",
      ]
    }
    return TextTable(header: header, rows: rows).text
      + (head.map { language("head of the ledger: ", "台账头：") + $0 + "\n" } ?? "")
  }
}

extension TeamChange.Outcome {
  /// Objects that nobody could be found for, and why.
  package var sentences: [Sentence] {
    unfilled.map { object, certificate in
      Sentence(
        "\(object) keeps the team that it had: \(certificate.explanation(in: .english))",
        "\(object) 的检查组暂不变：\(certificate.explanation(in: .chinese))"
      )
    }
  }
}

extension [TeamPlan.Bar: Int] {
  /// How many inspectors of the library can have no post, and why.
  package var sentences: [Sentence] {
    sorted { $0.key.rawValue < $1.key.rawValue }.map { bar, count in
      Sentence(
        "\(count) inspectors can have no post: \(bar.sentence.english)",
        "\(count) 名检查人员不能任岗：\(bar.sentence.chinese)"
      )
    }
  }
}
