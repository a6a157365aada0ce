import Foundation
import Frames
import Testing

/// A page as tests read it: the numbers of its pictures and the files that it offers.
struct PageSource {
  /// The whole file.
  let html: String

  init(html: String) { self.html = html }

  /// Reads an internal page and checks what every page has to fulfil, whatever it shows.
  init(path: String) throws {
    html = try String(contentsOfFile: path, encoding: .utf8)
    for reference in ["http:", "https:", "url(", "@import", "src=", "<link", "<script"] {
      #expect(!html.contains(reference), "\(reference)")
    }
    // The only links are files in the page itself, one for each figure at most.
    let links = html.matches(of: /href="([^"]{0,40})/).map { String($0.output.1) }
    #expect(links.allSatisfy { $0.hasPrefix("data:text/csv;charset=utf-8;base64,") })
    #expect(links.count <= html.matches(of: /<figure>/).count && files.count == links.count)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(html.contains("For internal use.") || html.contains("内部资料。"))
    #expect(html.contains("viewport") && html.contains("size:A4"))
  }

  /// Whether it warns that it names risk classes.
  var warnsOfClasses: Bool {
    html.contains("names risk classes; it must not be published") || html.contains("含风险等级信息，不得公开")
  }

  /// The marks: the data attributes of each.
  var marks: [[String: String]] {
    html.matches(of: /<(?:circle|rect|polygon|polyline|path)((?: [a-z0-9-]+="[^"]*")+)>/).compactMap
    { match in
      let pairs = match.output.1.matches(of: /data-([a-z0-9-]+)="([^"]*)"/)
      return pairs.isEmpty
        ? nil
        : Dictionary(uniqueKeysWithValues: pairs.map { (String($0.output.1), String($0.output.2)) })
    }
  }

  /// The files as bytes, by name.
  var files: [String: [UInt8]] {
    let links = html.matches(of: /download="([^"]*)" href="data:[^,]*,([^"]*)"/)
    return Dictionary(
      uniqueKeysWithValues: links.map { link in
        (String(link.output.1), Array(Data(base64Encoded: String(link.output.2)) ?? Data()))
      }
    )
  }

  /// The rows of a file, by the names of the columns.
  func rows(_ file: String) throws -> [[String: String]] {
    let table = try Table(bytes: try #require(files[file], "\(file)"), file: file)
    return table.rows.map { row in
      Dictionary(uniqueKeysWithValues: zip(table.header, row.cells))
    }
  }

  /// The page with another first digit of the first number of an attribute.
  func forging(attribute name: String) throws -> PageSource {
    let match = try #require(html.firstMatch(of: try Regex("data-\(name)=\"[^\"0-9]*([0-9])")))
    let digit = try #require(match.output[1].range)
    let other = html[digit] == "7" ? "3" : "7"
    return PageSource(html: html.replacingCharacters(in: digit, with: other))
  }

  /// The page with another first digit in a column of the last row of a file.
  func forging(_ column: String, in name: String) throws -> PageSource {
    let bytes = try #require(files[name])
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    let place = try #require(lines[0].split(separator: ",").firstIndex { $0 == column })
    var cells = lines.removeLast().split(separator: ",", omittingEmptySubsequences: false)
    let first = cells[place].first { $0.isNumber }
    let digit = try #require(first)
    cells[place].replace(String(digit), with: digit == "7" ? "3" : "7", maxReplacements: 1)
    lines.append(cells.joined(separator: ","))
    let forged = Data((lines.joined(separator: "\n") + "\n").utf8).base64EncodedString()
    return PageSource(html: html.replacing(Data(bytes).base64EncodedString(), with: forged))
  }
}

/// Collects where a page shows other numbers than the command's JSON.
struct Comparison {
  private(set) var problems: [String] = []

  /// A number of the page against one of the JSON; none and an empty cell are the same.
  mutating func equal<Value: LosslessStringConvertible & Equatable>(
    _ shown: String?,
    _ value: Value?,
    _ place: String
  ) {
    let number = (shown ?? "").isEmpty ? nil : shown.flatMap { Value($0) }
    if number != value || (number == nil && !(shown ?? "").isEmpty) {
      problems.append("\(place): \(shown ?? "nothing") is not \(String(describing: value))")
    }
  }

  /// Numbers with spaces between them.
  mutating func equal<Value: LosslessStringConvertible & Equatable>(
    _ shown: String?,
    list values: [Value],
    _ place: String
  ) {
    if (shown ?? "").split(separator: " ").map({ Value(String($0)) }) != values {
      problems.append("\(place): \(shown ?? "nothing") is not \(values)")
    }
  }

  /// Something that the JSON does not have.
  mutating func unknown(_ row: [String: String]) { problems.append("\(row) is not in the JSON") }

  mutating func count(_ shown: Int, _ expected: Int, _ place: String) {
    if shown != expected { problems.append("\(shown) \(place), not \(expected)") }
  }
}

extension String {
  /// The script of a page, which is the same on every page; nil without one.
  var script: Substring? {
    firstMatch(of: #/<script>(.*?)</script>/#.dotMatchesNewlines())?.output.1
  }

  /// A page without the script, which names everything that a page must not tell; its document stays.
  var withoutScript: String {
    replacing(#/<script>.*?</script>/#.dotMatchesNewlines(), with: "")
  }
}
