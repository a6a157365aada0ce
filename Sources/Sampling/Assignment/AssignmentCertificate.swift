/// Why there is no assignment: places that can not all be filled, though any of them could be left out.
///
/// Nobody can take more of them than the objects at which they are eligible for one, nor than the room
/// under their cap. These numbers add up to ``available``, exactly one less than the places: so a person
/// can check it by adding up. It does not depend on the seed.
///
/// In the plain order of all places, (object, kind, number), let z be the last such that z and the
/// places after it can not all be filled. The certificate is z and every later place without which they
/// could. No set of places has an excess exactly when there is an assignment (max-flow min-cut).
public struct AssignmentCertificate: Hashable, Sendable {
  /// Places of one kind at one object.
  public struct Need: Hashable, Sendable {
    /// The object.
    public let object: ProtocolText
    /// The kind of post.
    public let kind: ProtocolText
    /// How many places.
    public let count: Int
  }

  /// An inspector who is eligible for some of the places.
  public struct Supply: Hashable, Sendable {
    /// The inspector.
    public let inspector: ProtocolText
    /// The load before: at a withdrawal the places in all other teams are in it.
    public let start: Int
    /// The most load in all, nil for no limit.
    public let cap: Int?
    /// The objects at which the inspector is eligible for one of the places.
    public let objects: Int
    /// The most places that the inspector can take: min(max(0, cap − start), objects).
    public let most: Int
  }

  /// An inspector who could have one of the places, and may not serve at its object.
  public struct Bar: Hashable, Sendable {
    /// The inspector, who has the kind.
    public let inspector: ProtocolText
    /// The object, which is marked.
    public let object: ProtocolText
  }

  /// The places, by the bytes of object and kind.
  public let needs: [Need]
  /// Everybody who is eligible for one of them, by the bytes of their ids.
  public let supplies: [Supply]
  /// Everybody whom a mark keeps from one of the places, by the bytes of inspector and object: these are not in the
  /// text, and tell a person which marks to look at.
  public let barred: [Bar]
  /// Places of the whole list that stay empty at best.
  public let missing: Int

  /// The places of the certificate.
  public var places: Int { needs.reduce(0) { $0 + $1.count } }
  /// How many of them can be filled, Σ ``Supply/most``: one less than the places.
  public var available: Int { supplies.reduce(0) { $0 + $1.most } }

  init(_ problem: AssignmentProblem, _ posts: [(post: Int, count: Int)], filled: Int) {
    needs = posts.map { post, count in
      Need(
        object: problem.objects[Int(problem.postObject[post])],
        kind: problem.kinds[Int(problem.postKind[post])],
        count: count
      )
    }
    var objects = [Int](repeating: 0, count: problem.inspectors.count)
    var mark = [Int32](repeating: -1, count: problem.inspectors.count)
    for (post, _) in posts {
      let object = problem.postObject[post]
      let avoiders = Set(problem.avoiders[Int(object)])
      for person in problem.able[Int(problem.postKind[post])]
      where mark[Int(person)] != object && !avoiders.contains(person) {
        mark[Int(person)] = object
        objects[Int(person)] += 1
      }
    }
    supplies = objects.indices.filter { objects[$0] > 0 }.map { person in
      let inspector = problem.inspectors[person]
      return Supply(
        inspector: inspector.id,
        start: inspector.start,
        cap: inspector.cap,
        objects: objects[person],
        most: min(max(0, (inspector.cap ?? .max) - inspector.start), objects[person])
      )
    }
    var barred: Set<Bar> = []
    for (post, _) in posts {
      let object = Int(problem.postObject[post])
      for person in problem.avoiders[object]
      where problem.kindsOf.holds(problem.postKind[post], in: Int(person)) {
        barred.insert(
          Bar(inspector: problem.inspectors[Int(person)].id, object: problem.objects[object])
        )
      }
    }
    self.barred = barred.sorted { ($0.inspector, $0.object) < ($1.inspector, $1.object) }
    missing = problem.places - filled
    precondition(available == places - 1, "the excess of a certificate is one")
  }

  /// The text: needs, supplies, and `places TAB available TAB missing`, every line ended by LF.
  public var text: String {
    var text: [UInt8] = []
    for need in needs { text.append(line: [need.object.text, need.kind.text, "\(need.count)"]) }
    for supply in supplies {
      let cap = supply.cap.map { "\($0)" } ?? ""
      text.append(
        line: [
          supply.inspector.text, "\(supply.start)", cap, "\(supply.objects)", "\(supply.most)",
        ]
      )
    }
    text.append(line: ["\(places)", "\(available)", "\(missing)"])
    return String(decoding: text, as: UTF8.self)
  }

  /// The places by kind, as a person counts them: a long certificate in a few lines.
  public struct KindNeed: Hashable, Sendable {
    /// The kind of post.
    public let kind: ProtocolText
    /// Its places.
    public let places: Int
    /// The objects where they are.
    public let objects: Int
  }

  /// The needs summed up by kind, by the bytes of the kinds.
  ///
  /// - Complexity: O(needs log).
  public var byKind: [KindNeed] {
    var sums: [ProtocolText: (places: Int, objects: Int)] = [:]
    for need in needs {
      sums[need.kind, default: (0, 0)].places += need.count
      sums[need.kind, default: (0, 0)].objects += 1
    }
    return sums.map { KindNeed(kind: $0, places: $1.places, objects: $1.objects) }
      .sorted { $0.kind < $1.kind }
  }

  private func objects(of kind: ProtocolText) -> [String] {
    needs.filter { $0.kind == kind }.map(\.object.text.excerpt)
  }

  /// One line for a person: what is needed, who could, how many they can take, and whom marks keep away.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: kinds with their places, then inspectors with the most that each can take, then those who are marked,
  ///   of each the first few.
  public func explanation(in language: Language) -> String {
    let kinds = AssignmentCertificate.few(
      byKind.map { need in
        let kind = need.kind.text.excerpt
        guard need.objects <= 3 else {
          return language(
            "\(need.places) of \"\(kind)\" at \(need.objects) objects",
            "\(need.objects) 个对象的“\(kind)”\(need.places) 个"
          )
        }
        let names = objects(of: need.kind)
        return language(
          "\(need.places) of \"\(kind)\" at \(names.joined(separator: ", "))",
          "\(names.joined(separator: "、"))的“\(kind)”\(need.places) 个"
        )
      },
      in: language
    )
    let people = AssignmentCertificate.few(
      supplies.map { "\($0.inspector.text.excerpt) \($0.most)" },
      in: language
    )
    let what =
      places == 1
      ? language("a place can not be filled", "有 1 个岗位无法配备")
      : language("\(places) places can not all be filled", "\(places) 个岗位无法全部配齐")
    let who =
      supplies.isEmpty
      ? language("nobody may serve there", "无人可任")
      : language(
        "whoever may serve there can take \(available) (\(people))",
        "可任人员最多承担 \(available) 个（\(people)）"
      )
    let marks =
      barred.isEmpty
      ? ""
      : language("; marks keep away ", "；须回避：")
        + AssignmentCertificate.few(
          barred.map { bar in
            let (person, object) = (bar.inspector.text.excerpt, bar.object.text.excerpt)
            return language("\(person) from \(object)", "\(person) 不得到 \(object)")
          },
          in: language
        )
    return language(
      "\(what): \(kinds); \(who)\(marks); name more inspectors, raise caps or ask for fewer"
        + " (\(missing) stay empty in all)",
      "\(what)：\(kinds)；\(who)\(marks)；请增加人员、提高上限或减少人数（总共空缺 \(missing) 个）"
    )
  }

  private static func few(_ parts: [String], in language: Language) -> String {
    let separator = language(", ", "、")
    let rest = parts.count - 6
    return parts.prefix(6).joined(separator: separator)
      + (rest > 0 ? language(" and \(rest) more", "等 \(parts.count) 项") : "")
  }
}
