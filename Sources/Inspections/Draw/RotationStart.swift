internal import Frames
public import Sampling

/// Where a rotation goes on: behind the last unit selected the time before.
public struct RotationStart: Sendable {
  /// The receipt of the draw before.
  public let receipt: Receipt
  private let file: String

  /// Reads the receipt of the draw before.
  ///
  /// - Parameter path: the receipt.
  /// - Throws: `InputError`; `DataError` for what is no receipt.
  public init(receipt path: String) throws {
    file = path
    receipt = try Receipt(try InputFile.bytes(of: path), file: path)
  }

  /// Units that were drawn in reserve: those of them that were used are met again.
  public var reserves: Int { receipt.reserves }

  /// The start of each stratum: its threshold; where nothing was selected, its start the time
  /// before.
  ///
  /// - Parameter key: the key of this draw, nil where there is none yet (in a commitment).
  /// - Returns: the starts.
  /// - Throws: ``RotationMismatch`` for a draw by size or of positions, or another key: a rotation
  ///   keeps label, seed and secret.
  public func starts(for key: DrawKey?) throws -> Starts {
    guard receipt.design == Design.srs.rawValue else {
      throw RotationMismatch.design(file: file, design: receipt.design)
    }
    guard key == nil || key?.digest.hex == receipt.key else {
      throw RotationMismatch.key(file: file)
    }
    var starts: [ProtocolText: Digest] = [:]
    for stratum in receipt.strata {
      let hex = stratum.threshold ?? receipt.starts?[stratum.stratum]
      guard let name = try? ProtocolText(stratum.stratum) else { continue }
      if let digest = hex.flatMap({ Digest(hex: $0) }) { starts[name] = digest }
    }
    return .byStratum(starts)
  }
}

/// A receipt that a rotation can not go on from (exit status 1).
public enum RotationMismatch: ExplainedError, Hashable {
  /// The draw was by size or of positions.
  case design(file: String, design: String)
  /// Label, seed or secret differ.
  case key(file: String)

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .design(let file, let design):
      language(
        "\(file): the draw before was \(design.excerpt); only a simple random draw can be gone on"
          + " from",
        "\(file)：上次抽取方法为 \(design.excerpt)，只有简单随机抽取才能轮换"
      )
    case .key(let file):
      language(
        "\(file): the draw before has another key; a rotation keeps label, seed and secret",
        "\(file)：上次抽取的密钥不同，轮换须保持标签、种子和密钥不变"
      )
    }
  }
}
