package import Inspections
internal import Reports
package import Sampling

/// Names that are not in the standard form, and records that may be of one subject: JSON `spotcheck.doubts/1`.
package struct DoubtsDocument: ResultDocument, Sendable {
  /// `spotcheck.doubts/1`.
  package var schema = "spotcheck.doubts/1"
  /// Suspected doubles that are not linked.
  package var doubles: [Double]
  /// Names that do not fit the rules.
  package var names: [Name]

  /// Records that may be of one subject.
  package struct Double: Encodable, Sendable {
    /// `name_and_address` or `registration`.
    package var reason: String
    /// The keys.
    package var keys: [String]
    /// The name of the first.
    package var name: String
  }

  /// A name beside its standard form.
  package struct Name: Encodable, Sendable {
    /// The key.
    package var key: String
    /// The registered name.
    package var name: String
    /// The standard one.
    package var standardName: String
  }

  /// Makes the answer.
  package init(_ doubts: LibraryDoubts) {
    doubles = doubts.doubles.map {
      Double(reason: $0.reason.rawValue, keys: $0.keys, name: $0.name)
    }
    names = doubts.names.map { Name(key: $0.key, name: $0.name, standardName: $0.standard) }
  }

  /// A row a key of a double, or a name.
  package var rows: [[String]] {
    [["doubt", "group", "key", "name", "standard_name"]]
      + doubles.enumerated().flatMap { index, double in
        double.keys.map { [double.reason, "\(index + 1)", $0, double.name, ""] }
      } + names.map { ["standard_name", "", $0.key, $0.name, $0.standardName] }
  }

  /// The doubles, then the names.
  package func text(_ language: Language) -> String {
    var text = ""
    for double in doubles {
      let reason =
        double.reason == "registration"
        ? language("one has the other's registration number", "一方的注册号即另一方的标识")
        : language("same name and address", "名称和住所相同")
      text += language("perhaps one subject", "疑似同一主体") + language(" (\(reason)): ", "（\(reason)）：")
      text += double.keys.joined(separator: language(", ", "、")) + "  \(double.name)\n"
    }
    if !doubles.isEmpty {
      text += language(
        "nothing was merged; join what is one with spotcheck library link KEY KEY\n",
        "均未合并；确为同一主体的，请用 spotcheck library link 标识 标识 关联\n"
      )
    }
    if !names.isEmpty {
      text +=
        TextTable(
          header: [
            language("key", "标识"), language("registered name", "登记名称"),
            language("standard name", "规范名称"),
          ],
          rows: names.map { [$0.key, $0.name, $0.standardName] }
        ).text
    }
    return text
      + language(
        "\(doubles.count) suspected doubles, \(names.count) names that are not in the standard form\n",
        "疑似重复 \(doubles.count) 组，名称不规范 \(names.count) 个\n"
      )
  }
}
