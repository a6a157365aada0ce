package import Sampling

/// The published schemes of ratios as JSON, `spotcheck.presets/1`, as CSV and for people.
package struct PresetsDocument: ResultDocument {
  let schema = "spotcheck.presets/1"
  var presets: [Preset]

  /// One scheme.
  struct Preset: Encodable {
    /// The name, as an option takes it.
    var name: String
    /// Where it was published, and when.
    var source: EnglishText
    var classes: [Class]
  }

  /// A class of a scheme.
  struct Class: Encodable {
    /// The names that a table may call it by; empty for every class.
    var names: [String]
    /// Its rule.
    var rule: String
  }

  /// Lists schemes.
  package init(_ schemes: [RatioScheme]) {
    presets = schemes.map { scheme in
      Preset(
        name: scheme.name,
        source: EnglishText(scheme.source),
        classes: scheme.classes.map { Class(names: $0.names, rule: $0.rule.description) }
      )
    }
  }
}
