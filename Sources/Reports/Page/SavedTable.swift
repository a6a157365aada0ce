internal import Foundation

/// The numbers of a figure as a CSV file, which is saved from the page itself.
///
/// The file stands in the link, as a `data:` URI: no network, no script, and the page can be sent on
/// with all its numbers. In base64, because that takes Chinese names in 4 bytes a character where
/// percents take 9, and needs no escape in HTML. It begins with a byte order mark where it is not
/// ASCII alone, since Excel takes a CSV without one for the code page of the machine; elsewhere the
/// mark would only be in the way.
public struct SavedTable: Sendable {
  /// The name of the file, without its ending: ASCII letters and hyphens.
  public var name: String
  /// What the link says.
  public var label: String
  /// The content of the file.
  public var csv: String

  /// Makes a file.
  ///
  /// - Parameters:
  ///   - name: the name of the file, without its ending: ASCII letters and hyphens.
  ///   - label: what the link says.
  ///   - csv: the content of the file, exact numbers as JSON writes them.
  public init(_ name: String, label: String, csv: String) {
    self.name = name
    self.label = label
    self.csv = csv
  }

  var markup: Markup {
    let mark = csv.utf8.allSatisfy { $0 < 0x80 } ? "" : "\u{FEFF}"
    let content = Data((mark + csv).utf8).base64EncodedString()
    let link = Markup.element(
      "a",
      ["download": "\(name).csv", "href": "data:text/csv;charset=utf-8;base64,\(content)"],
      [Markup(label)]
    )
    return .element("p", ["class": "saved"], [link])
  }
}
