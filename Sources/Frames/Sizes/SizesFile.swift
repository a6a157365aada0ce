import Foundation
public import Sampling

/// A table of sizes, as `size` and `tune` write it, CSV or JSON.
public struct SizesFile: Hashable, Sendable {
  /// The file, for messages.
  public var file: String
  /// The SHA-256 of the file's bytes.
  public let digest: Digest
  /// The size of each stratum.
  public var sizes: [ProtocolText: Row]

  /// One stratum.
  public struct Row: Hashable, Sendable {
    /// N_h that the size was computed for; nil where the table does not say.
    public var population: Int?
    /// n_h.
    public var size: Int
    /// The rules as text.
    public var rule: String
  }

  private struct Document: Decodable {
    struct Row: Decodable {
      var stratum: String
      var population: Int?
      var size: Int
      var rule: String?
    }
    var schema: String
    var strata: [Row]
  }

  /// Reads a table.
  ///
  /// - Parameter path: the file, `-` for standard input.
  /// - Throws: `InputError`; `DataError` for what is no table of sizes.
  public init(_ path: String) throws {
    let text = try TableText(path)
    let bytes = text.bytes
    digest = text.digest
    file = path
    sizes = [:]
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "{") {
      try JSONKeys.check(bytes, file: path)
      guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
        document.schema == "spotcheck.sizes/1"
      else {
        throw SizesFile.error(
          path,
          "is no JSON of sizes (spotcheck.sizes/1)",
          "不是 spotcheck.sizes/1 格式"
        )
      }
      for row in document.strata {
        try add(
          row.stratum,
          population: row.population.map(String.init),
          size: "\(row.size)",
          rule: row.rule ?? "",
          row: nil
        )
      }
    } else {
      let table = try Table(text, layout: TableLayout(), columns: ["stratum", "size"])
      let stratum = try table.requiredIndex(of: "stratum")
      let size = try table.requiredIndex(of: "size")
      let population = table.index(of: "population")
      let rule = table.index(of: "rule")
      for row in table.rows {
        try add(
          row.cells[stratum],
          population: population.map { table.plainNumber(row, $0) },
          size: table.plainNumber(row, size),
          rule: rule.map { row.cells[$0] } ?? "",
          row: row.number
        )
      }
    }
  }

  private mutating func add(
    _ name: String,
    population: String?,
    size: String,
    rule: String,
    row: Int?
  ) throws(DataError) {
    let stratum: ProtocolText
    do {
      stratum = try ProtocolText(name)
    } catch {
      throw DataError(
        .init(file: file, row: row, column: "stratum", value: name, reason: .text(error))
      )
    }
    guard let number = Int(size), number >= 0 else {
      throw DataError(
        .init(
          file: file,
          row: row,
          column: "size",
          value: size,
          reason: .notInteger(limit: .max)
        )
      )
    }
    let units = try population.map { text throws(DataError) in
      guard let units = Int(text), units >= 0 else {
        throw DataError(
          .init(
            file: file,
            row: row,
            column: "population",
            value: text,
            reason: .notInteger(limit: .max)
          )
        )
      }
      return units
    }
    guard
      sizes.updateValue(Row(population: units, size: number, rule: rule), forKey: stratum) == nil
    else {
      throw SizesFile.error(
        file,
        "names the stratum \"\(name.excerpt)\" twice; keep one row",
        "分类“\(name.excerpt)”出现两次，请保留一行"
      )
    }
  }

  private static func error(_ file: String, _ english: String, _ chinese: String) -> DataError {
    DataError(.init(file: file, reason: .other(Sentence(english, chinese))))
  }

  /// The sizes under the names that the strata have; a name that fits none is left out and noted.
  ///
  /// - Throws: `DataError` where two rows name one stratum.
  package func named(by names: inout StratumNames) throws(DataError) -> SizesFile {
    var result = self
    result.sizes = [:]
    for (name, row) in sizes.sorted(by: { $0.key < $1.key }) {
      guard let stratum = names.stratum(name) else { continue }
      guard result.sizes.updateValue(row, forKey: stratum) == nil else {
        throw SizesFile.error(
          file,
          "names the stratum \"\(stratum.text.excerpt)\" twice, also as"
            + " \"\(name.text.excerpt)\"; keep one row",
          "分类“\(stratum.text.excerpt)”出现两次（另写作“\(name.text.excerpt)”），请保留一行"
        )
      }
    }
    return result
  }

  /// Refuses sizes that were computed for other populations.
  package func checkPopulations(_ strata: [Stratum]) throws(DataError) {
    for stratum in strata {
      if let population = sizes[stratum.name]?.population, population != stratum.population {
        let name = stratum.name.text.excerpt
        throw SizesFile.error(
          file,
          "the size of \"\(name)\" was computed for \(population) units, and there are"
            + " \(stratum.population); compute the sizes again",
          "分类“\(name)”的数量按 \(population) 个对象计算，而现有 \(stratum.population) 个，请重新计算"
        )
      }
    }
  }
}
