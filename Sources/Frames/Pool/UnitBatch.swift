internal import Sampling

/// The units of one block: where their identifiers lie, and what they belong to.
final class UnitBatch {
  // Filled once for every unit of a pool; every access to a stored variable of a class is checked,
  // so they stand in memory of their own.
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
  /// How long each record is; a carriage return before its line feed may be counted.
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

  /// Adds a unit; there is room for it.
  @inline(__always)
  func append(id: IdentifierRange, stratum: StratumRegistry.Code, offset: Int, length: Int) {
    let count = state.pointee.count
    state.pointee.ids[count] = id
    state.pointee.strata[count] = UInt32(truncatingIfNeeded: stratum)
    state.pointee.offsets[count] = UInt32(truncatingIfNeeded: offset)
    state.pointee.lengths[count] = UInt32(truncatingIfNeeded: length)
    state.pointee.count = count + 1
    if stratum >= state.pointee.strataSeen { state.pointee.strataSeen = stratum + 1 }
  }
}
