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
  let slots: [Int]
  /// The place of each unit in its stratum, in (0, 1), equal cells sharing theirs.
  let places: [Double]
  /// The distinct cell that each unit has, where there are few; nil otherwise.
  let levels: [Int]?
  /// How many distinct cells there are, at most ``greatestLevels``; 0 for more.
  let levelCount: Int

  /// Distinct texts up to which a column is a classification.
  public static let greatestLevels = 50

  /// The order of the list.
  ///
  /// - Parameter frame: the units.
  public init(listOf frame: AuditedFrame) {
    self.init(name: "", kind: .list, frame: frame, keys: Array(0..<frame.count)) { $0 < $1 }
  }

  /// The order of texts, by their bytes.
  ///
  /// - Parameters:
  ///   - name: the name of the column.
  ///   - texts: the cell of each unit.
  ///   - frame: the units.
  ///   - kind: ``Kind/id`` or ``Kind/texts``.
  public init(name: String, texts: [String], frame: AuditedFrame, kind: Kind = .texts) {
    self.init(name: name, kind: kind, frame: frame, keys: texts) {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// The order of numbers, missing ones first.
  ///
  /// - Parameters:
  ///   - name: the name of the column.
  ///   - numbers: the number of each unit.
  ///   - frame: the units.
  public init(name: String, numbers: [Double?], frame: AuditedFrame) {
    let keys = numbers.map { $0 ?? -Double.infinity }
    self.init(name: name, kind: .numbers, frame: frame, keys: keys) { $0 < $1 }
  }

  private init<Key: Hashable>(
    name: String,
    kind: Kind,
    frame: AuditedFrame,
    keys: [Key],
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
    var codes: [Key: Int] = [:]
    for key in keys where codes.count <= AuditedOrder.greatestLevels {
      let next = codes.count
      if codes[key] == nil { codes[key] = next }
    }
    let isFew = kind == .texts && codes.count <= AuditedOrder.greatestLevels
    levels = isFew ? keys.map { codes[$0] ?? 0 } : nil
    levelCount = isFew ? codes.count : 0
  }

  /// Whether all units have the same cell, so that the order is none.
  public var isConstant: Bool { levelCount == 1 }

  /// Whether it says the same as another order, so that one of them is enough.
  func agrees(with other: AuditedOrder) -> Bool {
    slots == other.slots && places == other.places
  }
}
