/// Inspectors by their loads, when loads are as equal as they can be: then the loads of two may only
/// be exchanged, one going up by one where another goes down, so that the levels stay the same.
struct LoadLevels {
  /// The load of each level, ascending.
  private var loads: [Int] = []
  private var people: [[Int32]] = []
  /// The level of each inspector and the place in it.
  private var level, place: [Int32]

  /// No levels.
  init() {
    level = []
    place = []
  }

  /// The levels of loads.
  init(_ load: [Int]) {
    loads = Set(load).sorted()
    people = [[Int32]](repeating: [], count: loads.count)
    level = []
    place = []
    let number = Dictionary(uniqueKeysWithValues: loads.enumerated().map { ($1, $0) })
    for (person, load) in load.enumerated() {
      guard let index = number[load] else { preconditionFailure("every load has its level") }
      level.append(Int32(index))
      place.append(Int32(people[index].count))
      people[index].append(Int32(person))
    }
  }

  var count: Int { loads.count }

  func level(of person: Int) -> Int? { level.isEmpty ? nil : Int(level[person]) }

  /// The level of the load that is less by one.
  func level(below index: Int) -> Int? {
    index > 0 && loads[index - 1] == loads[index] - 1 ? index - 1 : nil
  }

  func people(at index: Int) -> [Int32] { people[index] }

  /// Whose load is greater by one.
  func people(above index: Int) -> [Int32] {
    index + 1 < count && loads[index + 1] == loads[index] + 1 ? people[index + 1] : []
  }

  /// One goes up, another one comes down from the level above.
  mutating func exchange(up: Int, down: Int) {
    let (low, high) = (Int(level[up]), Int(level[down]))
    precondition(high == low + 1, "the loads differ by one")
    people[low][Int(place[up])] = Int32(down)
    people[high][Int(place[down])] = Int32(up)
    place.swapAt(up, down)
    level.swapAt(up, down)
  }
}
