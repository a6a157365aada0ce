/// A value of a reference file, read by the names that its author gave.
public enum ReferenceValue: Decodable, Sendable {
  /// A number.
  case number(Double)
  /// A text, such as "NaN" or "ERROR".
  case text(String)
  /// A list.
  case list([ReferenceValue])
  /// Values with names.
  case fields([String: ReferenceValue])
  /// Nothing: null, true, false, or a name that is not there.
  case nothing

  /// Reads whatever there is.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([ReferenceValue].self) {
      self = .list(list)
    } else if let fields = try? container.decode([String: ReferenceValue].self) {
      self = .fields(fields)
    } else {
      self = .nothing
    }
  }

  /// The number, or nil.
  public var number: Double? { if case .number(let value) = self { value } else { nil } }

  /// The whole number, or nil.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The text, or nil.
  public var text: String? { if case .text(let value) = self { value } else { nil } }

  /// The values of a list.
  public var list: [ReferenceValue] { if case .list(let values) = self { values } else { [] } }

  /// The numbers of a list.
  public var numbers: [Double] { list.compactMap(\.number) }

  /// The whole numbers of a list.
  public var integers: [Int] { list.compactMap(\.integer) }

  /// The names and values, none for anything else.
  public var fields: [String: ReferenceValue] {
    if case .fields(let values) = self { values } else { [:] }
  }

  /// The value with a name, or nothing.
  public subscript(name: String) -> ReferenceValue { fields[name] ?? .nothing }

  /// The value at a place of a list, or nothing.
  public subscript(index: Int) -> ReferenceValue {
    list.indices.contains(index) ? list[index] : .nothing
  }
}
