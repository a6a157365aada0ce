/// The secret of a sealed draw: 256 bits, as 64 hexadecimal digits.
public struct Secret: Hashable, Sendable {
  /// The 64 lower-case hexadecimal digits.
  public let hex: String

  /// Reads a secret.
  ///
  /// Nil unless the text is 64 lower-case hexadecimal digits.
  ///
  /// - Parameter hex: the text.
  public init?(hex: String) {
    guard let digest = Digest(hex: hex) else { return nil }
    self.hex = digest.hex
  }

  /// A fresh secret.
  ///
  /// - Parameter generator: the source of its bits; draws take the system's.
  public init(using generator: inout some RandomNumberGenerator) {
    hex =
      Digest(
        words: (generator.next(), generator.next(), generator.next(), generator.next())
      ).hex
  }
}
