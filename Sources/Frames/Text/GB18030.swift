internal import Sampling

/// The decoder of GB18030, by a table of our own.
///
/// Decoders disagree on a few codes, and a different character is a different ticket: so the
/// mapping is fixed here (edition 2022, GB 18030-2022), and ``isUnstable(_:)`` names the characters
/// whose code meant another one in an earlier edition, or is for private use. Identifiers with such
/// a character are refused; in other cells it is kept.
enum GB18030 {
  /// Codes whose character changed after the first edition.
  ///
  /// The two-byte code, the character of that time (for private use), and today's. GB 18030-2005 changed A8BC, the 2022 edition the
  /// others; the six beyond U+FFFF were given their characters by decoders in between.
  static let changes: [(code: UInt16, first: UInt32, now: UInt32)] = [
    (0xA6D9, 0xE78D, 0xFE10), (0xA6DA, 0xE78E, 0xFE12), (0xA6DB, 0xE78F, 0xFE11),
    (0xA6DC, 0xE790, 0xFE13), (0xA6DD, 0xE791, 0xFE14), (0xA6DE, 0xE792, 0xFE15),
    (0xA6DF, 0xE793, 0xFE16), (0xA6EC, 0xE794, 0xFE17), (0xA6ED, 0xE795, 0xFE18),
    (0xA6F3, 0xE796, 0xFE19), (0xA8BC, 0xE7C7, 0x1E3F), (0xFE51, 0xE816, 0x20087),
    (0xFE52, 0xE817, 0x20089), (0xFE53, 0xE818, 0x200CC), (0xFE59, 0xE81E, 0x9FB4),
    (0xFE61, 0xE826, 0x9FB5), (0xFE66, 0xE82B, 0x9FB6), (0xFE67, 0xE82C, 0x9FB7),
    (0xFE6C, 0xE831, 0x215D7), (0xFE6D, 0xE832, 0x9FB8), (0xFE76, 0xE83B, 0x2298F),
    (0xFE7E, 0xE843, 0x9FB9), (0xFE90, 0xE854, 0x9FBA), (0xFE91, 0xE855, 0x241FE),
    (0xFEA0, 0xE864, 0x9FBB),
  ]

  /// Whether a character's GB18030 code is for private use or changed between editions.
  static func isUnstable(_ scalar: Unicode.Scalar) -> Bool {
    (0xE000...0xF8FF).contains(scalar.value) || changes.contains { $0.now == scalar.value }
  }

  /// Decodes a text.
  ///
  /// - Returns: its UTF-8, or the offset of the first byte that belongs to no code.
  static func decode(_ bytes: some Collection<UInt8>) -> Decoded {
    let table = Tables.shared
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 3 / 2)
    var offset = 0
    var rest = bytes.makeIterator()
    while let lead = rest.next() {
      if lead < 0x80 {
        output.append(lead)
        offset += 1
        continue
      }
      guard lead != 0x80, lead != 0xFF, let second = rest.next() else {
        return .invalid(at: offset)
      }
      let start = offset
      let value: UInt32?
      if (0x30...0x39).contains(second) {
        guard let third = rest.next(), let fourth = rest.next() else { return .invalid(at: offset) }
        value = table.character(lead, second, third, fourth)
        offset += 4
      } else {
        value = table.character(lead, second)
        offset += 2
      }
      guard let value, let scalar = Unicode.Scalar(value) else {
        return .invalid(at: start)
      }
      output.append(contentsOf: String(scalar).utf8)
    }
    return .text(output)
  }

  /// What decoding gives.
  enum Decoded: Equatable {
    case text([UInt8])
    case invalid(at: Int)
  }

  /// The tables, built once from the characters in the source.
  private struct Tables {
    static let shared = Tables()

    /// The characters of the two-byte codes, 190 a lead byte, edition 2022.
    var twoByte: [UInt32]
    /// The characters of the four-byte codes of the basic plane, by linear index: those that the
    /// first edition gave no two-byte code, in ascending order.
    var fourByte: [UInt16]

    init() {
      // The private characters outside the user-defined areas, in the order of their codes.
      let privateRuns: [(UInt32, Int)] = [
        (0xE766, 6), (0xE76D, 91), (0xE7C9, 30), (0xE7F4, 33), (0xE816, 3), (0xE81E, 1),
        (0xE826, 1), (0xE82B, 2), (0xE831, 2), (0xE83B, 1), (0xE843, 1), (0xE854, 2), (0xE864, 1),
      ]
      var privateUse = privateRuns.flatMap { start, count in (0..<count).map { start + UInt32($0) }
      }
      .makeIterator()
      var listed = GB18030.twoByteCharacters.description.unicodeScalars.lazy
        .filter { $0.value > 0x7F }.makeIterator()
      var twoByte: [UInt32] = []
      twoByte.reserveCapacity(126 * 190)
      for lead in UInt32(0x81)...0xFE {
        for trail in UInt32(0x40)...0xFE where trail != 0x7F {
          if let value = Tables.userDefined(lead, trail) {
            twoByte.append(value)
          } else {
            let value = listed.next()?.value ?? 0xFFFD
            twoByte.append(value == 0xFFFD ? privateUse.next() ?? 0xFFFD : value)
          }
        }
      }
      var hasTwoBytes = [Bool](repeating: false, count: 0x10000)
      for value in twoByte { hasTwoBytes[Int(value)] = true }
      let swapped = Dictionary(
        uniqueKeysWithValues: GB18030.changes.filter { $0.now < 0x10000 }.map { ($0.now, $0.first) }
      )
      fourByte = (UInt32(0x80)..<0x10000)
        .filter { !hasTwoBytes[Int($0)] && !(0xD800...0xDFFF).contains($0) }
        .map { UInt16(swapped[$0] ?? $0) }
      for change in GB18030.changes {
        let index = Tables.index(UInt8(change.code >> 8), UInt8(change.code & 0xFF))
        twoByte[index] = change.now
      }
      self.twoByte = twoByte
    }

    /// The three user-defined areas run through U+E000…U+E765.
    private static func userDefined(_ lead: UInt32, _ trail: UInt32) -> UInt32? {
      switch (lead, trail) {
      case (0xAA...0xAF, 0xA1...): 0xE000 + (lead - 0xAA) * 94 + trail - 0xA1
      case (0xF8...0xFE, 0xA1...): 0xE234 + (lead - 0xF8) * 94 + trail - 0xA1
      case (0xA1...0xA7, ...0xA0):
        0xE4C6 + (lead - 0xA1) * 96 + trail - (trail < 0x7F ? 0x40 : 0x41)
      default: nil
      }
    }

    private static func index(_ lead: UInt8, _ trail: UInt8) -> Int {
      (Int(lead) - 0x81) * 190 + Int(trail) - (trail < 0x7F ? 0x40 : 0x41)
    }

    func character(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
      guard trail >= 0x40, trail != 0x7F, trail != 0xFF else { return nil }
      return twoByte[Tables.index(lead, trail)]
    }

    func character(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt32? {
      guard (0x81...0xFE).contains(c), (0x30...0x39).contains(d) else { return nil }
      let linear =
        ((Int(a) - 0x81) * 10 + Int(b) - 0x30) * 1260 + (Int(c) - 0x81) * 10 + Int(d) - 0x30
      if linear < fourByte.count { return UInt32(fourByte[linear]) }
      // Code points from U+10000 on follow in order from the four bytes 90 30 81 30.
      let astral = linear - 189_000
      return (0..<0x100000).contains(astral) ? 0x10000 + UInt32(astral) : nil
    }
  }
}
