internal import CTickets

/// The key of a draw, from which every ticket follows.
///
/// ```
/// key(purpose) = hex SHA-256( "spotcheck-draw-v1" LF purpose LF label LF seed LF secret )
/// ticket(u)    = SHA-256( key("units") ":" id(u) )
/// ticket(o, i) = SHA-256( key("inspectors") ":" id(o) LF id(i) )
/// ```
///
/// The key enters as its 64 hexadecimal characters, one block of SHA-256; the state after it is
/// kept, so that a ticket costs one compression for an identifier of up to 54 bytes.
public struct DrawKey: Sendable {
  /// The name of the protocol, which every key and record begins with.
  public static let protocolName = "spotcheck-draw-v1"

  /// What a key is for; keys of different purposes have nothing in common.
  public enum Purpose: String, Sendable {
    /// Tickets of units.
    case units
    /// Tickets of inspectors for a unit.
    case inspectors
    /// Numbers of a pool without a list.
    case positions
  }

  /// The digest whose hexadecimal text is the key.
  public let digest: Digest
  /// The state after the key's 64 characters and nothing else.
  private let state: SHA256

  /// Derives a key.
  ///
  /// Defined for any text, also one that a draw refuses (``ProtocolText``).
  ///
  /// - Parameters:
  ///   - purpose: what the key is for.
  ///   - label: the draw's label.
  ///   - seed: the public seed.
  ///   - secret: 64 hexadecimal digits in a sealed draw, empty in an open one.
  public init(_ purpose: Purpose, label: String, seed: String, secret: String = "") {
    let text = [DrawKey.protocolName, purpose.rawValue, label, seed, secret]
      .joined(separator: "\n")
    self.init(digest: SHA256.digest(of: text.utf8))
  }

  /// Takes a key as a receipt gives it.
  ///
  /// - Parameter digest: the digest whose hexadecimal text is the key.
  public init(digest: Digest) {
    self.digest = digest
    var state = SHA256()
    state.add(digest.hex.utf8)
    self.state = state
  }

  /// The ticket of a unit.
  ///
  /// - Parameter id: the bytes of its identifier.
  /// - Returns: the ticket.
  /// - Complexity: O(length), one compression up to 54 bytes.
  public func ticket(of id: some Sequence<UInt8>) -> Digest {
    var hash = state
    hash.add(CollectionOfOne(UInt8(ascii: ":")))
    hash.add(id)
    return hash.digest
  }

  /// The ticket of an inspector for a unit; of a key for ``Purpose/inspectors``.
  ///
  /// - Parameters:
  ///   - inspector: the bytes of the inspector's identifier.
  ///   - unit: the bytes of the unit's identifier.
  /// - Returns: the ticket.
  public func ticket(
    ofInspector inspector: some Sequence<UInt8>,
    for unit: some Sequence<UInt8>
  ) -> Digest {
    ticket(of: Array(unit) + [0x0A] + Array(inspector))
  }

  /// The tickets of identifiers that lie in one piece of memory.
  ///
  /// - Parameters:
  ///   - ids: offset and length of each identifier.
  ///   - base: the memory; ``slack`` bytes behind the last identifier must be readable.
  ///   - tickets: room for as many tickets.
  package func tickets(
    of ids: UnsafeBufferPointer<IdentifierRange>,
    in base: UnsafeRawPointer,
    into tickets: UnsafeMutableBufferPointer<Digest>
  ) {
    precondition(tickets.count >= ids.count, "a ticket for each identifier")
    guard let first = ids.baseAddress, let output = tickets.baseAddress else { return }
    var state = self.state.kernelState
    first.withMemoryRebound(to: ct_message.self, capacity: ids.count) { messages in
      output.withMemoryRebound(to: ct_digest.self, capacity: ids.count) { digests in
        ct_tickets(
          &state,
          base.assumingMemoryBound(to: UInt8.self),
          messages,
          ids.count,
          digests
        )
      }
    }
  }

  /// The ticket of one identifier in memory with ``slack`` readable bytes behind it.
  package func ticket(ofSlacked id: UnsafeRawBufferPointer) -> Digest {
    guard let base = id.baseAddress else { preconditionFailure("an identifier lies in memory") }
    var state = self.state.kernelState
    var message = ct_message(offset: 0, length: UInt32(id.count))
    var digest = ct_digest()
    ct_tickets(&state, base.assumingMemoryBound(to: UInt8.self), &message, 1, &digest)
    return Digest(words: digest.words)
  }

  /// Bytes that must be readable behind the last identifier of a batch.
  package static let slack = CT_BATCH_SLACK
}

/// Where an identifier lies in a batch; laid out as the kernels want it.
@usableFromInline
package struct IdentifierRange: Sendable {
  /// Offset from the batch's base, in bytes.
  @usableFromInline package var offset: UInt64
  /// Length in bytes.
  @usableFromInline package var length: UInt32

  /// Makes a range.
  @inlinable
  package init(offset: UInt64, length: UInt32) {
    self.offset = offset
    self.length = length
  }
}

extension DrawKey: Hashable {
  /// Compares the digests.
  public static func == (left: DrawKey, right: DrawKey) -> Bool { left.digest == right.digest }

  /// Feeds the digest.
  ///
  /// - Parameter hasher: the hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
