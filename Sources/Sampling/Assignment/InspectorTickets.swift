/// Tickets of inspectors for an object, many at a time.
struct InspectorTickets {
  private let key: DrawKey
  /// The ids of the inspectors, one behind the other, and where each begins.
  private var ids: [UInt8] = []
  private var starts: [Int] = [0]
  private var messages: [UInt8] = []
  private var ranges: [IdentifierRange] = []
  private var tickets: [Digest] = []

  init(_ key: DrawKey, _ inspectors: [Inspector]) {
    self.key = key
    for inspector in inspectors {
      ids.append(contentsOf: inspector.id.text.utf8)
      starts.append(ids.count)
    }
  }

  /// The tickets of some inspectors for an object.
  ///
  /// - Parameters:
  ///   - people: the numbers of the inspectors.
  ///   - object: the object's id.
  /// - Returns: at least as many tickets, those of the inspectors first.
  mutating func tickets(of people: [Int32], at object: ProtocolText) -> [Digest] {
    messages.removeAll(keepingCapacity: true)
    ranges.removeAll(keepingCapacity: true)
    let prefix = Array(object.text.utf8) + [0x0A]
    for person in people {
      let start = messages.count
      messages += prefix
      messages += ids[starts[Int(person)]..<starts[Int(person) + 1]]
      let length = UInt32(messages.count - start)
      ranges.append(IdentifierRange(offset: UInt64(start), length: length))
    }
    messages += repeatElement(0, count: DrawKey.slack)
    let zero = Digest(words: (0, 0, 0, 0))
    if tickets.count < people.count {
      tickets += repeatElement(zero, count: people.count - tickets.count)
    }
    messages.withUnsafeBytes { memory in
      ranges.withUnsafeBufferPointer { ranges in
        tickets.withUnsafeMutableBufferPointer { tickets in
          guard let base = memory.baseAddress else { return }
          key.tickets(of: ranges, in: base, into: tickets)
        }
      }
    }
    return tickets
  }

  /// turn(o), the ticket for nobody.
  static func turn(_ key: DrawKey, _ object: ProtocolText) -> Digest {
    key.ticket(ofInspector: EmptyCollection(), for: object.text.utf8)
  }
}
