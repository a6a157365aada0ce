import Foundation
public import Sampling

/// Which columns of a pool are to be published, and what is asked of them while it is read.
public struct ShownColumns: Sendable {
  /// Their names, without the identifier's.
  public var names: [String]
  /// Whether the digest of the shown frame is made.
  public var wantsFrame: Bool
  /// What must not be published of a cell; asked once for each text of a column and thread.
  public var check: (@Sendable (String) -> DataProblem?)?

  /// Names columns.
  ///
  /// - Parameters:
  ///   - names: the names, without the identifier's.
  ///   - wantsFrame: whether the digest of the shown frame is made.
  ///   - check: what must not be published of a cell.
  public init(
    _ names: [String],
    wantsFrame: Bool,
    check: (@Sendable (String) -> DataProblem?)? = nil
  ) {
    self.names = names
    self.wantsFrame = wantsFrame
    self.check = check
  }
}

/// What was found of the columns that are to be published.
public struct ShownFrame: Sendable {
  /// The digest of the lines `id TAB value [TAB value]… LF`, sorted by bytes; nil where it was not
  /// wanted.
  public let digest: Digest?
  /// How much each column tells of the strata.
  public let columns: [ColumnTally]
}

/// How much the values of one column tell of the strata.
public struct ColumnTally: Hashable, Sendable {
  /// The column.
  public let name: String
  /// Units counted.
  public let units: Int
  /// Different values.
  public let distinct: Int
  /// The mutual information of value and stratum, in nats.
  public let information: Double
  /// The entropy of the stratum, in nats; 0 where all units are in one.
  public let entropy: Double

  /// The share of what is to be known of a unit's stratum that its value tells, 0 to 1.
  public var share: Double { entropy > 0 ? min(max(information / entropy, 0), 1) : 0 }

  /// Whether the column is another name of the strata: fewer different values than a fifth of the
  /// units, which tell more than nine tenths of the strata's entropy.
  public var tellsStratum: Bool { entropy > 0 && distinct * 5 < units && share > 0.9 }

  /// Counts a table of values and strata.
  ///
  /// - Parameters:
  ///   - name: the column.
  ///   - counts: for each value how many units each stratum has.
  /// - Complexity: O(values · strata).
  public init(name: String, counts: some Collection<[Int: Int]>) {
    self.name = name
    var strata: [Int: Int] = [:]
    for count in counts { strata.merge(count) { $0 + $1 } }
    let units = strata.values.reduce(0, +)
    let total = Double(max(units, 1))
    // Sums in a fixed order, so that the same pool says the same figure.
    let sizes = strata.values.sorted()
    entropy = sizes.reduce(0) { $0 - Double($1) / total * log(Double($1) / total) }
    var terms: [Double] = []
    for count in counts {
      let value = Double(count.values.reduce(0, +))
      for (stratum, joint) in count {
        let expected = value * Double(strata[stratum] ?? 0) / total
        terms.append(Double(joint) / total * log(Double(joint) / expected))
      }
    }
    information = terms.sorted().reduce(0, +)
    self.units = units
    distinct = counts.count
  }
}

/// One thread's lines and counts of the columns that are to be published.
struct ShownLines: Sendable {
  private let columns: [Int]
  private let delimiter: UInt8
  private let check: (@Sendable (String) -> DataProblem?)?
  private var runs: SortedRuns?
  /// The number of each value, by column, and its units by stratum.
  private var values: [ByteTable<Int>]
  private(set) var counts: [[[Int: Int]]]
  private var cells: [[UInt8]]
  /// The first cell that must not be published.
  private(set) var refused: (column: Int, text: String, reason: DataProblem)?

  init(
    _ shown: ShownColumns,
    columns: [Int],
    delimiter: UInt8,
    bytes: Int
  ) {
    self.columns = columns
    self.delimiter = delimiter
    check = shown.check
    runs = shown.wantsFrame ? SortedRuns(bytes: bytes) : nil
    values = columns.map { _ in ByteTable() }
    counts = columns.map { _ in [] }
    cells = columns.map { _ in [] }
  }

  /// Adds the units of a block.
  mutating func add(_ batch: UnitBatch, of block: Block, to sorter: FrameSorter?) throws {
    var line: [UInt8] = []
    for index in 0..<batch.count {
      let start = Int(batch.offsets[index])
      let record = block.memory[start..<start + Int(batch.lengths[index])]
      readCells(of: UnsafeRawBufferPointer(rebasing: record))
      for (place, cell) in cells.enumerated() {
        count(cell, place, Int(batch.strata[index]))
      }
      guard runs != nil, let sorter else { continue }
      let id = batch.ids[index]
      line.removeAll(keepingCapacity: true)
      line.append(
        contentsOf: block.memory[Int(id.offset)..<Int(id.offset) + Int(id.length)]
      )
      for cell in cells {
        line.append(0x09)
        ShownLines.escape(cell, into: &line)
      }
      line.append(0x0A)
      try line.withUnsafeBytes { try runs?.add($0, to: sorter) }
    }
  }

  /// Hands over what is left.
  mutating func finish(_ sorter: FrameSorter) throws { try runs?.finish(sorter) }

  private mutating func readCells(of record: UnsafeRawBufferPointer) {
    for place in cells.indices { cells[place].removeAll(keepingCapacity: true) }
    RecordFields.forEach(of: record, delimiter: delimiter) { index, field in
      for (place, column) in columns.enumerated() where column == index {
        RecordFields.append(field, to: &cells[place])
      }
    }
  }

  private mutating func count(
    _ cell: [UInt8],
    _ place: Int,
    _ stratum: Int
  ) {
    cell.withUnsafeBytes { bytes in
      let number: Int
      if let known = values[place][bytes] {
        number = known
      } else {
        number = counts[place].count
        values[place].update(bytes, number)
        counts[place].append([:])
        let text = String(decoding: cell, as: UTF8.self)
        if refused == nil, let problem = check?(text) {
          refused = (columns[place], text, problem)
        }
      }
      counts[place][number][stratum, default: 0] += 1
    }
  }

  /// A value as the shown frame writes it.
  private static func escape(_ cell: [UInt8], into line: inout [UInt8]) {
    for byte in cell {
      switch byte {
      case 0x5C: line += [0x5C, 0x5C]
      case 0x09: line += [0x5C, UInt8(ascii: "t")]
      case 0x0A: line += [0x5C, UInt8(ascii: "n")]
      case 0x0D: line += [0x5C, UInt8(ascii: "r")]
      default: line.append(byte)
      }
    }
  }

  /// The counts of all threads together.
  static func tallies(_ parts: [ShownLines], names: [String]) -> [ColumnTally] {
    names.indices.map { place in
      guard parts.count > 1 else {
        return ColumnTally(name: names[place], counts: parts.first?.counts[place] ?? [])
      }
      var merged = ByteTable<Int>()
      var counts: [[Int: Int]] = []
      for part in parts {
        for (key, number) in part.values[place].all {
          key.withUnsafeBytes { bytes in
            if let known = merged[bytes] {
              counts[known].merge(part.counts[place][number]) { $0 + $1 }
            } else {
              merged.update(bytes, counts.count)
              counts.append(part.counts[place][number])
            }
          }
        }
      }
      return ColumnTally(name: names[place], counts: counts)
    }
  }
}
