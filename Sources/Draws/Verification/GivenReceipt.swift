internal import Foundation
public import Frames
internal import Sampling

/// A receipt as it is given to a verification: the internal or the public one.
public struct GivenReceipt: Sendable {
  /// The file, for messages.
  let file: String
  /// The values, whatever the program would make of them.
  let tree: JSONValue
  /// A key that stands twice in one object, which readers take in different ways.
  let repeatedKey: String?
  /// What the program reads in it.
  let content: Content

  /// What a receipt is.
  enum Content: Sendable {
    case `internal`(Receipt)
    case published(PublicReceipt)
  }

  /// Reads a receipt.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Throws: `DataError` for what is no receipt of a version that this program knows.
  public init(_ bytes: [UInt8], file: String) throws(DataError) {
    self.file = file
    repeatedKey = try JSONKeys.firstRepeated(in: bytes, file: file)?.key
    if let published = try PublicReceipt(bytes, file: file) {
      content = .published(published)
    } else {
      content = .internal(try Receipt(bytes, file: file))
    }
    guard let tree = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      throw DataError(.init(file: file, reason: .notText(encoding: "JSON")))
    }
    self.tree = tree
  }

  /// Whether it is the receipt that was published.
  public var isPublished: Bool {
    if case .published = content { true } else { false }
  }

  /// Whether it says something of teams.
  var namesTeams: Bool {
    if case .internal(let receipt) = content { receipt.assignment != nil } else { false }
  }

  /// Whether the draw is sealed.
  var isSealed: Bool {
    switch content {
    case .internal(let receipt): receipt.sealed
    case .published(let receipt): receipt.sealed
    }
  }

  /// The commitment that it names.
  var commitment: String? {
    switch content {
    case .internal(let receipt): receipt.commitment
    case .published(let receipt): receipt.commitment
    }
  }

  /// The label.
  var label: String {
    switch content {
    case .internal(let receipt): receipt.label
    case .published(let receipt): receipt.label
    }
  }

  /// The seed.
  var seed: String {
    switch content {
    case .internal(let receipt): receipt.seed
    case .published(let receipt): receipt.seed
    }
  }
}
