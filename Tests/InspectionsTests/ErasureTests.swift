import Foundation
import Inspections
import Sampling
import Testing

/// What is erased is gone from the file, is said, and takes nothing from the chain.
@Suite struct ErasureTests {
  private static func bytes(_ office: Office) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: office.path))
  }

  @Test func aPersonIsErasedFromTheFile() throws {
    let office = try Office()
    try office.take(.inspectors, "姓名,执法证号,人员类别,备注\n张小明,CERT001,公务员,甲\n李某,CERT002,公务员,乙\n")
    _ = try LibraryEdit.set(
      "CERT001",
      in: nil,
      [("备注", "住在东街")],
      reason: "张小明来函",
      on: try office.open(),
      by: "clerk"
    )
    let head = try office.open().head.description
    #expect(try Self.bytes(office).range(of: Data("张小明".utf8)) != nil)
    // An import speaks of many.
    let many = Office.sentences {
      _ = try LedgerErasure.erase(2, key: nil, reason: "申请", on: try office.open(), by: "clerk")
    }
    #expect(many.kind == .usage && many.english.contains("--key") && many.chinese.contains("--key"))
    let outcome = try LedgerErasure.erase(
      2,
      key: "CERT001",
      reason: "申请",
      on: try office.open(),
      by: "clerk"
    )
    #expect(outcome.entries == [3] && outcome.lines == 2 && outcome.versions == 2)
    for text in ["张小明", "CERT001", "东街"] {
      #expect(try Self.bytes(office).range(of: Data(text.utf8)) == nil, "\(text)")
    }
    #expect(try Self.bytes(office).range(of: Data("李某".utf8)) != nil)
    let verification = try office.verify(head)
    #expect(verification.state == .notChecked)
    #expect(verification.lines.first { $0.part == .chain }?.state == .holds)
    #expect(verification.lines.first { $0.part == .published }?.state == .holds)
    #expect(verification.lines.first { $0.part == .rows }?.noteCount == 3)
    #expect(try office.list(.inspectors).map { $0[0] } == ["CERT002"])
    #expect(try WorkspaceCheck(of: try office.open()).problems.isEmpty)
    // Again there is nothing to erase, and the entry of the erasure stays.
    for number in [4, 1, 99] {
      let said = Office.sentences {
        _ = try LedgerErasure.erase(
          number,
          key: nil,
          reason: "再次",
          on: try office.open(),
          by: "clerk"
        )
      }
      #expect(said.kind == .no, "\(number): \(said.english)")
    }
    let again = Office.sentences {
      _ = try LedgerErasure.erase(3, key: nil, reason: "再次", on: try office.open(), by: "clerk")
    }
    #expect(again.kind == .no && again.english.contains("before"))
    // The library goes on.
    try office.take(.inspectors, "姓名,执法证号,人员类别\n王某,CERT003,公务员\n")
    #expect(try office.verify().lines.allSatisfy { $0.state != .differs })
  }

  /// A blank that no entry speaks of differs; so does a line that comes back.
  @Test func onlyWhatAnEntrySaysIsErased() throws {
    let office = try Office()
    try office.take(.inspectors, "姓名,执法证号,人员类别\n张某,CERT001,公务员\n李某,CERT002,公务员\n")
    _ = try LedgerErasure.erase(2, key: "CERT001", reason: "申请", on: try office.open(), by: "clerk")
    try office.tamper("UPDATE inspectors SET name = '张某' WHERE erased IS NOT NULL")
    #expect(try office.verify().state == .differs)
  }
}
