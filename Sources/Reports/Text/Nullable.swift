/// A value that JSON shows as null where it is missing, instead of leaving the name out.
public struct Nullable<Value: Encodable>: Encodable {
  /// The value, nil where there is none.
  public var value: Value?

  /// Wraps a value.
  ///
  /// - Parameter value: the value, nil where there is none.
  public init(_ value: Value?) { self.value = value }

  /// Encodes the value, or null.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the value's own encoding throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

extension Nullable: Sendable where Value: Sendable {}
