import Frames
import Testing

/// Check characters against published codes, and against every single slip.
@Suite struct IdentityTests {
  /// Published codes of well-known organisations, and the examples of the standards.
  ///
  /// 91350100M000100Y43: example of GB 32100-2015 with its check made right (the printed one ends in Z);
  /// 9144030071526726XG: Tencent; 91330100799655058B: Alibaba, both in the National Enterprise Credit
  /// Information Publicity System.
  static let codes = ["91350100M000100Y43", "9144030071526726XG", "91330100799655058B"]

  @Test(arguments: codes) func publishedCodesHold(_ code: String) {
    #expect(CreditCode.fault(in: code) == nil)
  }

  @Test func theExampleInPrintIsFound() {
    #expect(CreditCode.fault(in: "91350100M000100Y4Z") == .character("Z", place: 18))
    #expect(CreditCode.fault(in: "91350100M000100Y44") == .check(expected: "3"))
  }

  @Test func everySlipOfOneCharacterIsFound() {
    // 31 is a prime, so that no other character gives the same sum.
    for code in Self.codes {
      let bytes = Array(code.utf8)
      for place in bytes.indices {
        for other in CreditCode.alphabet where other != bytes[place] {
          var changed = bytes
          changed[place] = other
          #expect(CreditCode.fault(in: String(decoding: changed, as: UTF8.self)) != nil)
        }
      }
    }
  }

  @Test func whatIsNoCodeIsSaid() {
    #expect(CreditCode.fault(in: "9135010") == .length(7))
    #expect(CreditCode.fault(in: "91350100I000100Y43") == .character("I", place: 9))
    #expect(CreditCode.fault(in: "91350100m000100Y43") == .character("m", place: 9))
    // Eighteen characters of more bytes.
    #expect(CreditCode.fault(in: "９1350100M000100Y43") == .character("９", place: 1))
    #expect(CreditCode.fault(in: "") == .length(0))
  }

  @Test func theOrganisationsOwnCheckIsLookedAt() {
    // A code whose last character is right for a wrong seventeenth.
    var bytes = Array("91350100M000100Y43".utf8)
    bytes[16] = UInt8(ascii: "5")
    bytes[17] = CreditCode.check(of: bytes[..<17])
    #expect(
      CreditCode.fault(in: String(decoding: bytes, as: UTF8.self)) == .organisation(expected: "4")
    )
    // Made by another program from the weights of GB 11714-1997: a sum of 10 is written X.
    #expect(CreditCode.organisationCheck(of: Array("D2143569".utf8)[...]) == UInt8(ascii: "X"))
  }

  @Test func registrationNumbersHaveTheCheckOfISO7064() {
    // Published with the test vectors of stdnum 1.11.7 (app.unpkg.com, iso7064.spec.ts).
    #expect(RegistrationNumber.check(of: Array("79462".utf8)[...]) == UInt8(ascii: "3"))
    #expect(RegistrationNumber.check(of: Array("00200667308".utf8)[...]) == UInt8(ascii: "5"))
    // Made by another program.
    #expect(RegistrationNumber.fault(in: "110108000000016") == nil)
    #expect(RegistrationNumber.fault(in: "110108000000017") == .check(expected: "6"))
    #expect(RegistrationNumber.fault(in: "11010800000001") == .form)
    #expect(RegistrationNumber.fault(in: "110108000000016.0") == .form)
  }

  @Test func everySlipOfOneDigitIsFound() {
    let bytes = Array("110108000000016".utf8)
    for place in bytes.indices {
      for digit in UInt8(0x30)...0x39 where digit != bytes[place] {
        var changed = bytes
        changed[place] = digit
        #expect(RegistrationNumber.fault(in: String(decoding: changed, as: UTF8.self)) != nil)
      }
    }
  }
}
