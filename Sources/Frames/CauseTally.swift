/// Counts of problems by their cause, of each cause the first few: exact for any number of them, in memory that
/// does not grow with it.
struct CauseTally<Cause: Hashable, Item> {
  /// What has one cause.
  struct Group {
    /// The cause; nil for what stands for itself.
    var cause: Cause?
    /// The first of them.
    var items: [Item]
    /// How many there are.
    var count: Int
  }

  /// The groups, in the order in which their causes were met.
  private(set) var groups: [Group] = []
  /// How many there are of causes beyond ``greatestCauses``.
  private(set) var others = 0
  private var places: [Cause: Int] = [:]

  /// Causes that are counted apart.
  static var greatestCauses: Int { 64 }
  /// What is kept of each cause.
  static var greatestKept: Int { DataError.shown }

  /// Nothing counted yet.
  init() {}

  /// One cause, of which the first are given.
  init(_ cause: Cause?, _ items: [Item], count: Int) {
    groups = [Group(cause: cause, items: Array(items.prefix(Self.greatestKept)), count: count)]
    if let cause { places[cause] = 0 }
  }

  /// Counts more of causes that are not kept apart.
  mutating func addOthers(_ count: Int) { others += count }

  /// Counts one.
  ///
  /// - Parameters:
  ///   - cause: what it has in common with others; nil where it stands for itself.
  ///   - item: what is kept of it, if it is among the first.
  mutating func add(_ cause: Cause?, _ item: @autoclosure () -> Item) {
    guard let place = place(of: cause) else {
      others += 1
      return
    }
    groups[place].count += 1
    if groups[place].items.count < Self.greatestKept { groups[place].items.append(item()) }
  }

  /// Adds what another one counted.
  ///
  /// - Parameters:
  ///   - other: the other.
  ///   - precedes: whether an item comes before another: the first of both are kept.
  mutating func merge(_ other: CauseTally, by precedes: (Item, Item) -> Bool) {
    others += other.others
    for group in other.groups {
      guard let place = place(of: group.cause) else {
        others += group.count
        continue
      }
      groups[place].count += group.count
      let items = (groups[place].items + group.items).sorted(by: precedes)
      groups[place].items = Array(items.prefix(Self.greatestKept))
    }
  }

  /// Changes what is kept.
  mutating func update(_ change: (inout Item) -> Void) {
    for place in groups.indices {
      for index in groups[place].items.indices { change(&groups[place].items[index]) }
    }
  }

  /// The group of a cause, made where there is none; nil where there are too many.
  private mutating func place(of cause: Cause?) -> Int? {
    if let cause, let place = places[cause] { return place }
    guard groups.count < Self.greatestCauses else { return nil }
    groups.append(Group(cause: cause, items: [], count: 0))
    if let cause { places[cause] = groups.count - 1 }
    return groups.count - 1
  }
}

extension CauseTally: Sendable where Cause: Sendable, Item: Sendable {}
extension CauseTally.Group: Sendable where Cause: Sendable, Item: Sendable {}
extension CauseTally: Equatable where Item: Equatable {}
extension CauseTally.Group: Equatable where Item: Equatable {}
extension CauseTally: Hashable where Item: Hashable {}
extension CauseTally.Group: Hashable where Item: Hashable {}
