/// The units that somebody drew from, in the order of the list, with their strata.
///
/// Every test of a draw is made within the strata and added up over them: a unit of a class with a
/// high ratio is never compared with one of a class with a low one.
public struct AuditedFrame: Sendable {
  /// The stratum of each unit, 0 and up, by its place in the list.
  public let strata: [Int]
  /// The units of each stratum, in the order of the list.
  public let members: [[Int]]
  /// Where the slots of each stratum begin, when all are laid one behind the other.
  let offsets: [Int]

  /// Units in all strata.
  public var count: Int { strata.count }

  /// Takes the strata of the units.
  ///
  /// - Parameter strata: the stratum of each unit, 0 and up, in the order of the list.
  public init(strata: [Int]) {
    self.strata = strata
    var members = [[Int]](repeating: [], count: (strata.max() ?? -1) + 1)
    for (unit, stratum) in strata.enumerated() { members[stratum].append(unit) }
    self.members = members
    var offsets: [Int] = []
    var next = 0
    for units in members {
      offsets.append(next)
      next += units.count
    }
    self.offsets = offsets
  }
}

/// An order of the units in which somebody might have picked: that of the list, of the identifiers,
/// of a column.
public struct AuditedOrder: Sendable {
  /// What gives the order.
  public enum Kind: String, Sendable {
    /// The list as it stands.
    case list
    /// The bytes of the identifiers.
    case id
    /// A column of numbers.
    case numbers
    /// A column of texts.
    case texts
  }

  /// The name of the column; empty for the list.
  public let name: String
  /// What gives the order.
  public let kind: Kind
  /// The slot of each unit, by stratum and place in it; equal cells keep the order of the list.
  public let slots: [Int]
  /// The place of each unit in its stratum, in (0, 1), equal cells sharing theirs.
  let places: [Double]
  /// The value of each unit, a place in ``values``; nil for an order that is no column.
  public let levels: [Int]?
  /// The distinct values of a column, of numbers their quantile groups; empty for other orders.
  public let values: [String]

  /// Groups of equal size that a column of numbers is divided into, so that its composition can be
  /// looked at.
  public static let quantileGroups = 10

  /// The order of the list.
  ///
  /// - Parameter frame: the units.
  public init(listOf frame: AuditedFrame) {
    self.init(
      name: "",
      kind: .list,
      frame: frame,
      keys: Array(0..<frame.count),
      groups: nil
    ) { $0 < $1 }
  }

  /// The order of texts, by their bytes.
  ///
  /// - Parameters:
  ///   - name: the name of the column.
  ///   - texts: the cell of each unit.
  ///   - frame: the units.
  ///   - kind: ``Kind/id`` or ``Kind/texts``.
  public init(name: String, texts: [String], frame: AuditedFrame, kind: Kind = .texts) {
    var places: [String: Int] = [:]
    var values: [String] = []
    let levels = texts.map { text in
      if let place = places[text] { return place }
      places[text] = values.count
      values.append(text)
      return values.count - 1
    }
    self.init(
      name: name,
      kind: kind,
      frame: frame,
      keys: texts,
      groups: kind == .texts ? (levels, values) : nil
    ) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The order of numbers, missing ones first.
  ///
  /// - Parameters:
  ///   - name: the name of the column.
  ///   - numbers: the number of each unit.
  ///   - frame: the units.
  public init(name: String, numbers: [Double?], frame: AuditedFrame) {
    let keys = numbers.map { $0 ?? -Double.infinity }
    self.init(
      name: name,
      kind: .numbers,
      frame: frame,
      keys: keys,
      groups: AuditedOrder.quantiles(keys)
    ) { $0 < $1 }
  }

  /// Groups of numbers of about equal size, equal numbers in one group, missing ones in their own.
  private static func quantiles(_ keys: [Double]) -> ([Int], [String]) {
    let sorted = keys.filter { $0.isFinite }.sorted()
    var bounds: [Double] = []
    for group in 1...quantileGroups where !sorted.isEmpty {
      let bound = sorted[(group * sorted.count - 1) / quantileGroups]
      if bound > bounds.last ?? -.infinity { bounds.append(bound) }
    }
    var names: [String] = []
    for (index, bound) in bounds.enumerated() {
      names.append(index == 0 ? "≤ \(bound)" : "\(bounds[index - 1]) < … ≤ \(bound)")
    }
    let missing = bounds.count
    if sorted.count < keys.count { names.append("") }
    let levels = keys.map { key in
      key.isFinite ? bounds.firstIndex { key <= $0 } ?? missing : missing
    }
    return (levels, names)
  }

  private init<Key: Hashable>(
    name: String,
    kind: Kind,
    frame: AuditedFrame,
    keys: [Key],
    groups: (levels: [Int], values: [String])?,
    precedes: (Key, Key) -> Bool
  ) {
    self.name = name
    self.kind = kind
    var slots = [Int](repeating: 0, count: frame.count)
    var places = [Double](repeating: 0, count: frame.count)
    for (stratum, members) in frame.members.enumerated() {
      let order = members.sorted { left, right in
        if precedes(keys[left], keys[right]) { return true }
        return !precedes(keys[right], keys[left]) && left < right
      }
      var start = 0
      while start < order.count {
        var end = start + 1
        while end < order.count, keys[order[end]] == keys[order[start]] { end += 1 }
        for place in start..<end {
          slots[order[place]] = frame.offsets[stratum] + place
          places[order[place]] = Double(start + end) / 2 / Double(order.count)
        }
        start = end
      }
    }
    self.slots = slots
    self.places = places
    levels = groups?.levels
    values = groups?.values ?? []
  }

  /// Whether all units of each stratum have the same cell, so that the order is none.
  public func isConstant(in frame: AuditedFrame) -> Bool {
    guard let levels, kind == .texts else { return false }
    return frame.members.allSatisfy { members in
      members.allSatisfy { levels[$0] == levels[members[0]] }
    }
  }

  /// Whether some units share a cell, so that a column is a classification.
  public var hasSharedValues: Bool { levels != nil && values.count < slots.count }

  /// Whether it puts all units in the order of another.
  func isSameOrder(as other: AuditedOrder) -> Bool { slots == other.slots }
}
