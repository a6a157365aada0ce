/// The form that a public seed will have, fixed before it exists: its text with `#` for a digit.
///
/// `双色球2024029 ## ## ## ## ## ## ##`: what the operator may write down is settled beforehand, down
/// to the spaces, so that no spelling can be chosen after the event.
public struct SeedForm: Hashable, Sendable {
  /// The text with `#` for each digit to come.
  public let text: ProtocolText

  /// Takes a form.
  ///
  /// - Parameter text: the text with `#` for a digit.
  public init(_ text: ProtocolText) {
    self.text = text
  }

  /// Whether a seed has this form: the same characters, with one ASCII digit for each `#`.
  ///
  /// - Parameter seed: the seed.
  /// - Returns: whether it may be used.
  public func matches(_ seed: ProtocolText) -> Bool {
    let form = text.text.utf8
    let given = seed.text.utf8
    return form.count == given.count
      && zip(form, given).allSatisfy { expected, found in
        expected == UInt8(ascii: "#") ? (0x30...0x39).contains(found) : expected == found
      }
  }

  /// The number of digits to come; a source should have at least 2³² outcomes, ten digits.
  public var digits: Int { text.text.utf8.count { $0 == UInt8(ascii: "#") } }

  /// The least number of digits that can hold 2³² outcomes.
  public static let advisedDigits = 10
}
