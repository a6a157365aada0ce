internal import Sampling

/// The units of one block: where their identifiers lie, and what they belong to.
final class UnitBatch {
  // Filled once for every unit of a pool. In memory of their own: Swift asks at each access to a stored
  // property of a class whether another access lasts (exclusivity).
  private struct State {
    var count = 0
    var strataSeen = 0
    var capacity = 0
    var ids = UnsafeMutablePointer<IdentifierRange>.allocate(capacity: 0)
    var strata = UnsafeMutablePointer<UInt32>.allocate(capacity: 0)
    var offsets = UnsafeMutablePointer<UInt32>.allocate(capacity: 0)
    var lengths = UnsafeMutablePointer<UInt32>.allocate(capacity: 0)
  }
  private let state: UnsafeMutablePointer<State>

  /// One unit.
  struct Unit {
    var id: IdentifierRange
    var stratum: StratumRegistry.Code
    var offset: Int
    var length: Int
  }

  /// The size measure of each unit; empty without a design by size.
  var measures: [Int] = []

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: State())
  }

  deinit {
    state.pointee.ids.deallocate()
    state.pointee.strata.deallocate()
    state.pointee.offsets.deallocate()
    state.pointee.lengths.deallocate()
    state.deallocate()
  }

  /// Units in the batch.
  var count: Int { state.pointee.count }
  /// One more than the greatest code of any batch.
  var strataSeen: Int { state.pointee.strataSeen }
  /// Identifiers, relative to the block's memory.
  var ids: UnsafeBufferPointer<IdentifierRange> {
    UnsafeBufferPointer(start: state.pointee.ids, count: count)
  }
  /// The stratum's code of each unit.
  var strata: UnsafePointer<UInt32> { UnsafePointer(state.pointee.strata) }
  /// Where each unit's record begins in the block.
  var offsets: UnsafePointer<UInt32> { UnsafePointer(state.pointee.offsets) }
  /// How long each record is, up to its line feed: a carriage return before that is counted.
  var lengths: UnsafePointer<UInt32> { UnsafePointer(state.pointee.lengths) }

  /// Empties the batch and makes room for so many units.
  func begin(capacity wanted: Int) {
    state.pointee.count = 0
    measures.removeAll(keepingCapacity: true)
    guard wanted > state.pointee.capacity else { return }
    state.pointee.ids.deallocate()
    state.pointee.strata.deallocate()
    state.pointee.offsets.deallocate()
    state.pointee.lengths.deallocate()
    let capacity = wanted + wanted / 2
    state.pointee.capacity = capacity
    state.pointee.ids = .allocate(capacity: capacity)
    state.pointee.strata = .allocate(capacity: capacity)
    state.pointee.offsets = .allocate(capacity: capacity)
    state.pointee.lengths = .allocate(capacity: capacity)
  }

  /// Adds units one after the other as long as the body can tell the next; answers how many.
  ///
  /// There is room for them.
  @inline(__always)
  func appendRun(_ next: (Int) -> Unit?) -> Int {
    let (ids, strata, offsets, lengths) = (
      state.pointee.ids, state.pointee.strata, state.pointee.offsets, state.pointee.lengths
    )
    let start = state.pointee.count
    var (count, greatest) = (start, -1)
    while let unit = next(count - start) {
      ids[count] = unit.id
      strata[count] = UInt32(truncatingIfNeeded: unit.stratum)
      offsets[count] = UInt32(truncatingIfNeeded: unit.offset)
      lengths[count] = UInt32(truncatingIfNeeded: unit.length)
      greatest = max(greatest, unit.stratum)
      count += 1
    }
    state.pointee.count = count
    state.pointee.strataSeen = max(state.pointee.strataSeen, greatest + 1)
    return count - start
  }

  /// Adds a unit; there is room for it.
  func append(_ unit: Unit) {
    _ = appendRun { $0 == 0 ? unit : nil }
  }
}
