/// The digest of the unit frame: the lines `id TAB stratum TAB measure LF`, sorted by bytes.
///
/// Lines are added in their order; the measure is empty without a design by size. Identifiers hold
/// no byte below a space, so the order of the lines is the order of the identifiers' bytes.
public struct UnitFrameDigest: Sendable {
  private var hash = SHA256()
  private var buffer: [UInt8] = []
  /// Units added so far.
  public private(set) var count = 0

  /// Starts a frame.
  public init() {}

  /// Adds the next unit.
  ///
  /// - Parameters:
  ///   - id: the bytes of its identifier, greater than those of the unit before.
  ///   - stratum: the bytes of its stratum's name.
  ///   - measure: its size measure, nil without a design by size.
  public mutating func add(
    id: some Sequence<UInt8>,
    stratum: some Sequence<UInt8>,
    measure: Int? = nil
  ) {
    buffer.append(contentsOf: id)
    buffer.append(0x09)
    buffer.append(contentsOf: stratum)
    buffer.append(0x09)
    if let measure { buffer.append(contentsOf: String(measure).utf8) }
    buffer.append(0x0A)
    count += 1
    if buffer.count > 1 << 16 { flush() }
  }

  /// The digest of the units added so far.
  public var digest: Digest {
    mutating get {
      flush()
      return hash.digest
    }
  }

  private mutating func flush() {
    hash.add(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
