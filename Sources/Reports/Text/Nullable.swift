/// A property that JSON shows as null where it is missing, instead of leaving the name out.
@propertyWrapper
public struct Nullable<Value: Encodable>: Encodable {
  /// The value, nil where there is none.
  public var wrappedValue: Value?

  /// Wraps a value.
  ///
  /// - Parameter wrappedValue: the value, nil where there is none.
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  /// Encodes the value, or null.
  ///
  /// - Parameter encoder: the encoder.
  /// - Throws: what the value's own encoding throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}

extension Nullable: Sendable where Value: Sendable {}
extension Nullable: Equatable where Value: Equatable {}
extension Nullable: Hashable where Value: Hashable {}
