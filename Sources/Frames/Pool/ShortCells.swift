/// One thread's memory of the short cells that stand for a stratum, in which every row looks.
final class ShortCells {
  // In memory of its own: Swift asks at each access to a stored property of a class whether another
  // access lasts (exclusivity), and this one is looked up for every row.
  private struct Cell {
    /// Up to 15 bytes; the last is the length and one more, so that it is never 0.
    var low: UInt64 = 0
    var high: UInt64 = 0
    var code = 0
  }
  private struct Table {
    var cells: UnsafeMutablePointer<Cell>
    var size: Int
    var count = 0
  }
  private let table: UnsafeMutablePointer<Table>

  init() {
    table = .allocate(capacity: 1)
    table.initialize(to: Table(cells: ShortCells.cells(64), size: 64))
  }

  deinit {
    table.pointee.cells.deallocate()
    table.deallocate()
  }

  private static func cells(_ size: Int) -> UnsafeMutablePointer<Cell> {
    let cells = UnsafeMutablePointer<Cell>.allocate(capacity: size)
    cells.initialize(repeating: Cell(), count: size)
    return cells
  }

  /// The code that a cell stands for, -1 where that is not known; 16 bytes from the cell's beginning
  /// on are readable.
  @inline(__always)
  func code(of bytes: UnsafePointer<UInt8>, length: Int) -> Int {
    guard length < 16 else { return -1 }
    let wanted = ShortCells.packed(bytes, length)
    let mask = table.pointee.size - 1
    var slot = ShortCells.hash(wanted) & mask
    while table.pointee.cells[slot].high != 0 {
      let cell = table.pointee.cells[slot]
      if cell.low == wanted.low, cell.high == wanted.high { return cell.code }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// Remembers what a cell stands for; a longer one is left out.
  func remember(_ cell: UnsafeRawBufferPointer, as code: StratumRegistry.Code) {
    guard cell.count < 16 else { return }
    if table.pointee.count * 2 >= table.pointee.size {
      let old = table.pointee
      table.pointee = Table(cells: ShortCells.cells(old.size * 2), size: old.size * 2)
      for slot in 0..<old.size where old.cells[slot].high != 0 { place(old.cells[slot]) }
      old.cells.deallocate()
    }
    var bytes = [UInt8](repeating: 0, count: 16)
    bytes.replaceSubrange(0..<cell.count, with: cell)
    var packed = ShortCells.packed(bytes, cell.count)
    packed.code = code
    place(packed)
  }

  private func place(_ cell: Cell) {
    let mask = table.pointee.size - 1
    var slot = ShortCells.hash(cell) & mask
    while table.pointee.cells[slot].high != 0 { slot = (slot + 1) & mask }
    table.pointee.cells[slot] = cell
    table.pointee.count += 1
  }

  @inline(__always)
  private static func packed(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Cell {
    let raw = UnsafeRawPointer(bytes)
    let low = raw.loadUnaligned(as: UInt64.self).littleEndian
    let high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
    let lowMask: UInt64 = length >= 8 ? .max : 1 << UInt64(8 * length) - 1
    let highMask: UInt64 = length <= 8 ? 0 : 1 << UInt64(8 * (length - 8)) - 1
    return Cell(low: low & lowMask, high: high & highMask | UInt64(length + 1) << 56)
  }

  @inline(__always)
  private static func hash(_ cell: Cell) -> Int {
    let mixed = (cell.low ^ (cell.high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}
