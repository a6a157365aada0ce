import Reports
import Testing

@Suite struct MarkupTests {
  @Test func textIsEscapedOnce() {
    #expect(Markup("<a & \"b\" 'c'>").source == "&lt;a &amp; &quot;b&quot; &#39;c&#39;&gt;")
    #expect(Markup([Markup("&"), Markup("<")], separator: "&").source == "&amp;&amp;&lt;")
    #expect(Markup("a\u{0}b\u{1B}c\nd").source == "a\u{FFFD}b\u{FFFD}c\nd")
  }

  @Test func attributesAreEscaped() {
    let element = Markup.element("p", ["class": "a\" onclick=\"x", "id": nil], [Markup("<b>")])
    #expect(element.source == "<p class=\"a&quot; onclick=&quot;x\">&lt;b&gt;</p>")
  }

  @Test func formulas() {
    #expect(
      Markup.formula("Σ N_h^2 x_{hi} < 1").source
        == "<span class=\"formula\">Σ N<sub>h</sub><sup>2</sup> x<sub>hi</sub> &lt; 1</span>"
    )
    #expect(Markup.formula("a_").source == "<span class=\"formula\">a_</span>")
    #expect(Markup.formula("a_{b").source == "<span class=\"formula\">a<sub>b</sub></span>")
  }
}
