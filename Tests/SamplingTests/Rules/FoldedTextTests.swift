import Sampling
import Testing

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("＞３５％", ">35%"), ("抽查對象範圍", "抽查对象范围"), (" 4 月 1 日 ", "4月1日"), ("1 0\n20", "1 0 20"),
    ("ＡＢc", "abc"), ("（一）；", "(一);"), ("\u{200B}10\u{FEFF}%", "10%"), ("", ""), ("　", ""),
  ]) func folds(_ text: String, _ folded: String) {
    #expect(FoldedText(text).text == folded)
  }

  /// Places are counted in characters of the text as it was written.
  @Test func placesAreThoseOfTheText() {
    let text = FoldedText("　é１ 0")
    #expect(text.text == "e\u{301}1 0" || text.text == "é1 0")
    #expect(text.positions.suffix(4) == [3, 4, 5, 6])
  }

  @Test func scannerGoesWordByWord() {
    var scanner = FoldedScanner("不少於 二十五户")
    let taken = scanner.take(anyOf: ["不少", "不少于"])
    #expect(taken)
    #expect(scanner.rest == "于二十五户")
    let rest = scanner.take("于")
    #expect(rest)
    let value = scanner.takeChineseNumeral()
    #expect(value == Ratio(25))
    #expect(scanner.next == "户")
    let none = scanner.takeChineseNumeral()
    #expect(none == nil)
    #expect(scanner.position == 8)
  }

  @Test(arguments: [
    ("十", Ratio(10)), ("二十", Ratio(20)), ("一百零五", Ratio(105)), ("一百一十", Ratio(110)),
    ("三点五", Ratio(7, 2)), ("零", Ratio(0)), ("两", Ratio(2)),
  ]) func numerals(_ text: String, _ value: Ratio) {
    var scanner = FoldedScanner(text)
    let read = scanner.takeChineseNumeral()
    #expect(read == value)
    #expect(scanner.isAtEnd)
  }
}
