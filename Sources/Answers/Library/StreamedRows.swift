internal import Frames
internal import Inspections
internal import Sampling

/// Rows of any number that are written as they come, as CSV or as the first member of a JSON document.
///
/// The member is named so that it stands before all others in order of bytes.
package struct StreamedRows {
  /// The forms.
  package enum Form: Sendable {
    /// CSV with a delimiter.
    case csv(UInt8)
    /// JSON, the rows under a name.
    case json(String)
  }

  private let form: Form
  private let header: [String]
  private let order: [Int]
  private var count = 0

  /// Makes rows with the names of their cells.
  package init(_ form: Form, header: [String]) {
    self.form = form
    self.header = header
    order = header.indices.sorted { header[$0].utf8.lexicographicallyPrecedes(header[$1].utf8) }
  }

  /// What stands before the rows.
  package var beginning: String {
    switch form {
    case .csv(let delimiter): CSVText.lines([header], delimiter: delimiter)
    case .json(let name): "{\n  \(LedgerPayload.quoted(name)) : ["
    }
  }

  /// A row.
  package mutating func row(_ cells: [String]) -> String {
    defer { count += 1 }
    switch form {
    case .csv(let delimiter): return CSVText.lines([cells], delimiter: delimiter)
    case .json:
      let members = order.map {
        LedgerPayload.quoted(header[$0]) + ":" + LedgerPayload.quoted(cells[$0])
      }
      return (count == 0 ? "\n    {" : ",\n    {") + members.joined(separator: ",") + "}"
    }
  }

  /// What stands behind the rows: in JSON the other members.
  package func end(_ rest: some Encodable) throws -> String {
    switch form {
    case .csv: return ""
    case .json:
      let text = try rest.checkedJSON()
      return (count == 0 ? "],\n" : "\n  ],\n") + text.dropFirst(2)
    }
  }
}
