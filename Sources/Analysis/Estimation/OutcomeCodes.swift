/// The codes that a cell of results holds, and which of them are events.
package struct OutcomeCodes {
  let events: [String]
  /// The characters between the codes of a cell; none where a cell is one code.
  let separators: String

  /// Takes events and separators.
  package init(events: [String], separators: String) {
    (self.events, self.separators) = (events, separators)
  }

  /// What stands between codes in the tables of offices.
  private static let usual = ",;、，；/|+ "

  /// The codes of a cell.
  package func codes(of cell: String) -> [String] {
    separators.isEmpty ? [cell] : OutcomeCodes.split(cell, at: separators)
  }

  /// Whether one of the codes of a cell is an event; bytes are compared.
  package func isEvent(_ cell: String) -> Bool { codes(of: cell).contains { isNamed($0) } }

  /// Whether a cell holds an event among others, at any usual separator.
  package func holdsEvent(_ cell: String) -> Bool {
    OutcomeCodes.split(cell, at: OutcomeCodes.usual).contains { isNamed($0) }
  }

  private func isNamed(_ code: String) -> Bool {
    events.contains { $0.utf8.elementsEqual(code.utf8) }
  }

  private static func split(_ cell: String, at separators: String) -> [String] {
    cell.split { separators.contains($0) }.map { part in
      var part = part
      while part.first?.isWhitespace == true { part.removeFirst() }
      while part.last?.isWhitespace == true { part.removeLast() }
      return String(part)
    }
  }
}
