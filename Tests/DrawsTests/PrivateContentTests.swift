import Draws
import TestSupport
import Testing

@Suite struct PrivateContentTests {
  /// A made-up number with its check (GB 11643-1999).
  static func identity(_ body: String) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
    return body + String(Array("10X98765432")[sum % 11])
  }

  /// A made-up registration number with its check (ISO 7064 MOD 11,10).
  static func registration(_ body: String) -> String {
    var product = 10
    for digit in body.utf8 {
      let sum = (product + Int(digit) - 48) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return body + "\((11 - product) % 10)"
  }

  /// A made-up credit code with its check (GB 32100-2015).
  static func creditCode(_ body: String) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    var (sum, weight) = (0, 1)
    for character in body {
      sum += (alphabet.firstIndex(of: character) ?? 0) * weight
      weight = weight * 3 % 31
    }
    return body + String(alphabet[(31 - sum % 31) % 31])
  }

  /// Full width, as a Chinese keyboard writes it.
  static func wide(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isSign = (0x21...0x7E).contains(scalar.value)
      view.append(
        isSign
          ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar == " " ? "\u{3000}" : scalar
      )
    }
    return String(view)
  }

  private func kinds(_ text: String, isIdentifier: Bool = false) -> [PrivateContent?] {
    [text, PrivateContentTests.wide(text), "备注：\(text)。", "(\(text))"].map {
      PrivateContent.kind(of: $0, isIdentifier: isIdentifier)
    }
  }

  @Test(
    arguments: [
      "13800000000", "19900000000", "138 0000 0000", "138-0000-0000", "1380000 0000",
      "138 00000000",
      "+8613800000000", "+86 138 0000 0000", "+86-13800000000", "8613800000000", "86-138-0000-0000",
      "008613800000000", "0086 138 0000 0000", "(+86)13800000000", "138 00 00 00 00",
      "张某13800000000",
      "tel13800000000", "Tel.13800000000", "电话:13800000000", "13800000000/13900000000",
      "138 0000 0000 139 0000 0000", "2024-03-05 138 0000 0000", "13800000000-801",
      "138  0000  0000",
      "010-62000000", "(010)62000000", "010 6200 0000", "01062000000", "0371-65000000",
      "0371 6500000",
      "03716500000", "(0371) 6500 0000", "+86-10-62000000", "+86 (10) 62000000", "+8601062000000",
      "010-62000000-801", "电话：6200000", "联系电话 62000000", "tel: 6200-0000", "传真号码：62000000",
    ]
  )
  func telephones(_ text: String) {
    #expect(kinds(text) == [.telephone, .telephone, .telephone, .telephone])
    #expect(kinds(text, isIdentifier: true) == [nil, nil, nil, nil])
  }

  @Test(
    arguments: [
      "a@b.cn", "office.1+x@mail.example.com", "A_b-c@example.org", "a @ example.com",
      "张某@example.com",
      "邮箱a@example.com，电话同上",
    ]
  )
  func mailAddresses(_ text: String) {
    #expect(kinds(text) == Array(repeating: .mailAddress, count: 4))
    #expect(kinds(text, isIdentifier: true) == Array(repeating: .mailAddress, count: 4))
    #expect(PrivateContent.kind(of: text.replacing(".", with: "。"), isIdentifier: false) != nil)
  }

  @Test(
    arguments: [
      "11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105-19491231-002X",
      "1101 0519 4912 3100 2X", "身份证11010519491231002X号",
      PrivateContentTests.identity("65010120000229001"),
      PrivateContentTests.identity("91115619810803002"),
    ]
  )
  func identityNumbers(_ text: String) {
    #expect(kinds(text) == Array(repeating: .identityNumber, count: 4))
    #expect(kinds(text, isIdentifier: true) == Array(repeating: .identityNumber, count: 4))
  }

  @Test func oldIdentityNumbersWhereTheyAreNoIdentifier() {
    #expect(kinds("110105491231003") == Array(repeating: .identityNumber, count: 4))
    #expect(kinds("110105491231003", isIdentifier: true) == [nil, nil, nil, nil])
    // Month 13, 31 June, a province that there is not, a letter beside it.
    for text in ["110105491331002", "110105490631002", "180105491231003", "A110105491231003"] {
      #expect(PrivateContent.kind(of: text, isIdentifier: false) == nil, "\(text)")
    }
  }

  @Test(
    arguments: [
      "", "x", "91350100M000100Y43", "9135 0100 M000 100Y 43", "92110105MA00000000",
      "13110105123A456789",
      "2024-03-05", "2024年3月5日", "20240305", "2024/03/05 13:45:00", "2021-03-05至2024-03-05",
      "1980-12-05 2024-03-05", "100000", "邮编 100000", "450000", "13800000000.00", "¥13800000000",
      "13800000000元", "13800000000 万元", "0.13800000000", "13,800,000,000", "12800000000",
      "138000000000", "1380000000", "人民路138号2单元301室", "人民路138-1号", "幸福街0371号", "第62000000号",
      "京市监〔2024〕12345号", "(2024)豫0105号", "0000000", "00000000000", "6222000000000000000",
      "11010519491231002", "110105194912310021", "11010519491331002X", "18010519491231002X",
      "110105001234567", "410100000012345", "3.5@10", "@某某", "a@b", "a@3.14", "5@2.5元", "62000000",
      "ZB20240305001", "AB13800000000C1", "SKU13800000000",
    ]
  )
  func isNothing(_ text: String) {
    #expect(PrivateContent.kind(of: text, isIdentifier: false) == nil)
    #expect(PrivateContent.kind(of: PrivateContentTests.wide(text), isIdentifier: false) == nil)
    #expect(PrivateContent.kind(of: text, isIdentifier: true) == nil)
  }

  @Test func numbersOfFirmsAreNothing() {
    var generator = SeededGenerator(seed: 137)
    func digits(_ count: Int, _ alphabet: String = "0123456789") -> String {
      String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "0" })
    }
    for round in 0..<20_000 {
      let region = "\(["11", "35", "41", "65"][round % 4])" + digits(4)
      // Regions and sequences in which a date of birth could be read, too.
      let born = "\(["19", "20"][round % 2])\(digits(2))0\(digits(1, "123456789"))1\(digits(1))"
      let codes = [
        PrivateContentTests.registration(region + digits(8)),
        PrivateContentTests.registration(region + digits(2) + "0112" + digits(2)),
        PrivateContentTests.creditCode("91" + region + digits(9)),
        PrivateContentTests.creditCode(
          "92" + region + digits(9, "0123456789ABCDEFGHJKLMNPQRTUWXY")
        ),
        PrivateContentTests.creditCode("91" + region.prefix(4) + born + digits(3)),
      ]
      for code in codes where PrivateContent.kind(of: code, isIdentifier: false) != nil {
        Issue.record("\(code)")
      }
    }
  }

  /// Each made-up number is found wherever it stands, and with another check digit it is none.
  @Test func identityNumbersHaveACheck() {
    var generator = SeededGenerator(seed: 138)
    for _ in 0..<2_000 {
      let serial = String(Int.random(in: 100...999, using: &generator))
      let body =
        "4101051\(Int.random(in: 930...999, using: &generator))0\(Int.random(in: 1...9, using: &generator))1"
        + "\(Int.random(in: 0...9, using: &generator))\(serial)"
      let right = PrivateContentTests.identity(body)
      for last in "0123456789X" {
        let number = body + String(last)
        let kind = PrivateContent.kind(of: "甲\(number)乙", isIdentifier: true)
        #expect(kind == (number == right ? .identityNumber : nil), "\(number)")
      }
    }
  }
}
