extension String {
  /// The text shortened to a line that can be printed: 60 characters, controls as `\u{…}`.
  package var excerpt: String {
    var result = ""
    for character in prefix(60) {
      for scalar in character.unicodeScalars {
        let category = scalar.properties.generalCategory
        let isVisible =
          category != .control && category != .format && category != .lineSeparator
          && category != .paragraphSeparator && category != .unassigned
        if isVisible {
          result.unicodeScalars.append(scalar)
        } else {
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
      }
    }
    return count > 60 ? result + "…" : result
  }
}
