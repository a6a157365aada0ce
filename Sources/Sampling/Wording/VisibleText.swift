extension String {
  /// On one line, with controls as a space, so that a terminal shows them and does not obey.
  var visible: String {
    var view = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: view.append(" ")
      default: view.append(scalar)
      }
    }
    return String(view)
  }

  /// The same, of a long text only its beginning.
  var shown: String {
    let line = visible
    return line.count > 60 ? line.prefix(60) + "…" : line
  }
}
