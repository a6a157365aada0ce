import Inference
import Sampling
import TestSupport
import Testing

/// The snippets of the article on bounds, with the results that the article states.
@Suite struct BoundsArticleTests {
  @Test func theArticleHasTheSnippetsOfThisFile() throws {
    let article = try Article(
      "Sources/Inference/Inference.docc/Bounds.md",
      testedIn: #filePath
    )
    #expect(article.snippets.count == 2)
    for snippet in article.snippets {
      #expect(article.tested.contains(snippet), "\(snippet)")
    }
  }

  /// 3/300 of 12,367 → at most 314.
  @Test func oneStratum() throws {
    // snippet
    let interval = try ProportionInterval(
      found: 3,
      sample: 300,
      population: 12_367,
      confidence: Ratio(95, 100),
      side: .upper
    )
    // interval.upperCount is 314
    // end
    #expect(interval.upperCount == 314)
  }

  /// 231 of 5,220.
  @Test func severalStrata() throws {
    // snippet
    let inspected = try [("A", 120, 60, 9), ("B", 900, 90, 5), ("C", 4_200, 84, 0)].map {
      try InspectedStratum(name: ProtocolText($0), population: $1, sample: $2, found: $3)
    }
    let bound = try StratifiedBound(.upper, strata: inspected, confidence: Ratio(95, 100))
    // bound.count is 231 of 5,220; bound.driver is stratum C, where nothing was found
    // end
    #expect(bound.count == 231 && bound.population == 5_220)
    #expect(bound.driver?.name.text == "C")
  }
}
