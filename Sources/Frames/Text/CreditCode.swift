/// The unified social credit code of an organisation, 统一社会信用代码: 18 characters of which the last is a check
/// over the others, and the ninth to the seventeenth are the organisation's older code with its own check.
///
/// GB 32100-2015: the alphabet leaves I, O, S, V and Z out; the i-th character counts 3^(i−1) mod 31 times, and
/// the check is (31 − Σ mod 31) mod 31. GB 11714-1997 for the older code: weights 3, 7, 9, 10, 5, 8, 4, 2 over
/// digits and letters (A is 10), the check 11 − Σ mod 11, where 10 is X and 11 is 0.
package enum CreditCode {
  /// The characters of a code, each worth its place.
  package static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// What is wrong with a text as a code.
  package enum Fault: Hashable, Sendable {
    /// Another number of characters than 18.
    case length(Int)
    /// A character that no code has, at a place counted from 1.
    case character(Character, place: Int)
    /// The check at the end; the one that the others ask for.
    case check(expected: Character)
    /// The check of the organisation's own code, the seventeenth character; the one that the eight before ask for.
    case organisation(expected: Character)
  }

  /// What is wrong with a text as a code; nil where nothing is.
  ///
  /// - Parameter text: the text.
  /// - Returns: the first fault: length, characters, the last check, the inner one.
  package static func fault(in text: String) -> Fault? {
    let scalars = text.unicodeScalars
    guard scalars.count == 18 else { return .length(scalars.count) }
    for (index, scalar) in scalars.enumerated()
    where scalar.value > 0x7F || values[Int(scalar.value)] == nil {
      return .character(Character(scalar), place: index + 1)
    }
    let bytes = Array(text.utf8)
    let expected = check(of: bytes[..<17])
    if bytes[17] != expected { return .check(expected: Character(Unicode.Scalar(expected))) }
    let inner = organisationCheck(of: bytes[8..<16])
    if bytes[16] != inner { return .organisation(expected: Character(Unicode.Scalar(inner))) }
    return nil
  }

  /// The check character of the first 17, each of which is of the ``alphabet``.
  package static func check(of code: ArraySlice<UInt8>) -> UInt8 {
    var (sum, weight) = (0, 1)
    for byte in code {
      sum += (values[Int(byte)] ?? 0) * weight
      weight = weight * 3 % 31
    }
    return alphabet[(31 - sum % 31) % 31]
  }

  /// The check character of an organisation's code of eight digits or letters (GB 11714-1997).
  package static func organisationCheck(of code: ArraySlice<UInt8>) -> UInt8 {
    var sum = 0
    for (byte, weight) in zip(code, organisationWeights) {
      sum += (byte < 0x3A ? Int(byte) - 0x30 : Int(byte) - 0x41 + 10) * weight
    }
    return organisationChecks[11 - sum % 11]
  }

  private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
  private static let organisationChecks = Array("0123456789X0".utf8)

  private static let values: [Int?] = {
    var values = [Int?](repeating: nil, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = value }
    return values
  }()
}

/// The registration number of a market subject of before 2015, 注册号: 15 digits, the last of which is a check.
///
/// GS 15-2006; the check is ISO 7064 MOD 11,10.
package enum RegistrationNumber {
  /// What is wrong with a text as a number.
  package enum Fault: Hashable, Sendable {
    /// Something else than 15 digits.
    case form
    /// The check at the end; the one that the others ask for.
    case check(expected: Character)
  }

  /// What is wrong with a text as a number; nil where nothing is.
  package static func fault(in text: String) -> Fault? {
    let bytes = Array(text.utf8)
    guard bytes.count == 15, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return .form }
    let expected = check(of: bytes[..<14])
    return bytes[14] == expected ? nil : .check(expected: Character(Unicode.Scalar(expected)))
  }

  /// The check digit of digits (ISO 7064 MOD 11,10).
  package static func check(of digits: ArraySlice<UInt8>) -> UInt8 {
    var product = 10
    for digit in digits {
      let sum = (product + Int(digit) - 0x30) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return UInt8(0x30 + (11 - product) % 10)
  }
}
