internal import Sampling

/// The random numbers of one replicate of a simulation or of one permutation of a test.
///
/// SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195), begun with the first 64
/// bits of SHA-256( "spotcheck-replicate-v1" LF purpose LF seed LF number ). What a replicate draws
/// depends on nothing else: not on the threads, the machine or the replicates before it. Never part
/// of a draw.
public struct ReplicateGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The generator of a replicate.
  ///
  /// - Parameters:
  ///   - purpose: what the numbers are for; numbers of different purposes have nothing in common.
  ///   - seed: the seed that the report prints.
  ///   - number: the replicate, from 0.
  public init(purpose: String, seed: String, number: Int) {
    let text = ["spotcheck-replicate-v1", purpose, seed, "\(number)"].joined(separator: "\n")
    state = SHA256.digest(of: text.utf8).words.0
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number below a bound, each as likely as any other (Lemire 2019,
  /// doi:10.1145/3230636).
  ///
  /// - Parameter bound: the bound, ≥ 1.
  /// - Returns: 0 … bound − 1.
  public mutating func below(_ bound: Int) -> Int {
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// A number in (0, 1), of 52 bits, as the tickets of a draw by size have it.
  public mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// Puts a list in an order of chance (Durstenfeld 1964, doi:10.1145/364520.364540).
  ///
  /// - Parameter list: the list.
  public mutating func shuffle<Element>(_ list: inout [Element]) {
    guard list.count > 1 else { return }
    for index in (1..<list.count).reversed() { list.swapAt(index, below(index + 1)) }
  }
}
