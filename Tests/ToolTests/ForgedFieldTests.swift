import Draws
import Foundation
import Sampling
import TestSupport
import Testing

/// Every value of a receipt is forged in its own form: another digest, a count of one more, another name.
///
/// None is verified, and no key of a receipt is missing from the table.
@Suite struct ForgedFieldTests {
  /// The keys of all receipts, internal and public, lists as [].
  static let keys: Set<String> = [
    "schema", "protocol", "tool", "label", "seed", "sealed", "commitment", "key", "columns",
    "columns.id[]", "columns.stratum", "columns.unclassified", "normalized", "design", "measure",
    "starts", "starts.*", "reserves", "frame.sha256", "frame.units", "strata[].stratum",
    "strata[].population", "strata[].rule", "strata[].size", "strata[].reserves",
    "strata[].threshold", "selected.sha256", "selected.units", "filter[]", "shown[]", "after",
    "excluded[].stratum", "excluded[].count", "excluded[].sha256", "excluded[].reason",
  ]
  static let publicKeys: Set<String> = [
    "schema", "protocol", "label", "seed", "commitment", "selected", "sealed", "id[]", "shown[]",
    "stratum", "units", "key",
  ]

  /// A leaf forged in its own form.
  static func forged(_ value: PlainJSON) -> PlainJSON? {
    switch value {
    case .text(let text) where text.count == 64 && text.allSatisfy(\.isHexDigit):
      // The other side of the circle: a start beside the old one may select the same units.
      .text(String(((text.first?.hexDigitValue ?? 0) + 8) % 16, radix: 16) + text.dropFirst())
    case .text("srs"): .text("pareto")
    case .text("pareto"): .text("sequential-poisson")
    case .text("positions"), .text("sequential-poisson"): .text("srs")
    case .text(let text): .text(text + "x")
    case .number(let number): .number("\((Int(number) ?? 0) + 1)")
    case .bool(let value): .bool(!value)
    case .null: .text(String(repeating: "ab", count: 32))
    case .list, .object: nil
    }
  }

  /// Every leaf with its key and the whole document with that leaf forged.
  static func edits(_ tree: PlainJSON, _ key: String = "") -> [(key: String, document: PlainJSON)] {
    switch tree {
    case .object(let pairs):
      return pairs.indices.flatMap { index in
        let name = key == "starts" ? "*" : pairs[index].key
        return edits(pairs[index].value, key.isEmpty ? name : "\(key).\(name)").map { edit in
          var edited = pairs
          edited[index].value = edit.document
          return (edit.key, PlainJSON.object(edited))
        }
      }
    case .list(let values):
      return values.indices.flatMap { index in
        edits(values[index], key + "[]").map { edit in
          var edited = values
          edited[index] = edit.document
          return (edit.key, PlainJSON.list(edited))
        }
      }
    default: return forged(tree).map { [(key, $0)] } ?? []
    }
  }

  /// What may be another: the program's name, and the digest of a file that was saved anew, which is said.
  static func isSaid(_ verification: Verification, _ key: String) -> Bool {
    key == "tool"
      || key == "frame.sha256"
        && verification.lines.contains {
          $0.subject == .frame && $0.finding.english.contains("other bytes")
        }
  }

  private func forge(_ cases: [MutationCase]) throws -> Set<String> {
    var keys: Set<String> = []
    for it in cases {
      let scratch = try Scratch()
      let original = try it.original(.receipt)
      let tree = try #require(PlainJSON.parse(original))
      for (key, document) in Self.edits(tree) {
        keys.insert(key)
        let found = try? it.verify(.receipt, document.bytes, in: scratch)
        guard let found, found.answer == .verified else { continue }
        #expect(Self.isSaid(found, key), "\(it.name): \(key)")
      }
    }
    return keys
  }

  @Test func noForgedFieldIsVerified() throws {
    let cases = MutationCase.whole.filter { $0.files[.receipt] != nil }
    let own = try forge(cases.filter { !$0.isPublished })
    #expect(own == Self.keys)
    let published = try forge(cases.filter(\.isPublished))
    #expect(published == Self.publicKeys)
  }
}
