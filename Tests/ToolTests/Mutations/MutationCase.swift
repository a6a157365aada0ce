import Draws
import Foundation
import Frames
import Sampling

/// A ceremony as it lies in the fixtures, and its verification in this process.
struct MutationCase: Sendable {
  /// A file of which edits are made.
  enum Part: CaseIterable, Sendable {
    case receipt, record, notice, selection, receiptBefore, recordBefore
  }

  var name: String
  /// The files by their part, in the fixtures.
  var files: [Part: String]
  var pool: String?
  var exclusions: String?
  /// What a public receipt does not say of the pool.
  var layout = PoolLayout()
  /// The year before, in a rotation.
  var before: [MutationCase] = []
  /// The parts that are edited; nil for all of them.
  var edited: [Part]?

  static let fixtures = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")
  static let seed = "3 1 4 1 5 9 2 6 5 3"

  static func path(_ name: String) -> String { fixtures.appendingPathComponent(name).path }

  static func original(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: fixtures.appendingPathComponent(name)))
  }

  var isPublished: Bool { files[.receipt]?.contains("public/") == true }

  /// The parts that this ceremony has.
  var parts: [Part] {
    Part.allCases.filter { part in
      switch part {
      case .receiptBefore: !before.isEmpty
      case .recordBefore: before.first?.files[.record] != nil
      default: files[part] != nil
      }
    }
  }

  /// The bytes of a part before any edit.
  func original(_ part: Part) throws -> [UInt8] {
    let name: String? =
      switch part {
      case .receiptBefore: before.first?.files[.receipt]
      case .recordBefore: before.first?.files[.record]
      default: files[part]
      }
    return try MutationCase.original(name ?? "")
  }

  /// Verifies the ceremony with one part in other bytes.
  ///
  /// - Throws: what a reader refuses.
  func verify(_ part: Part, _ edited: [UInt8], in scratch: Scratch) throws -> Verification {
    func bytes(_ own: Part) throws -> [UInt8]? {
      if own == part { return edited }
      return try parts.contains(own) ? original(own) : nil
    }
    var evidence = Evidence()
    evidence.threads = 1
    evidence.seed = try ProtocolText(MutationCase.seed)
    evidence.pool = pool.map { name in
      var layout = layout
      layout.delimiter = nil
      return Evidence.PoolFile(MutationCase.path(name), layout: layout)
    }
    evidence.exclusions = try exclusionList()
    evidence.record = try bytes(.record).map { try MutationCase.record($0) }
    evidence.notice = try bytes(.notice).map { try Notice($0, file: "notice") }
    if let list = try bytes(.selection) {
      let path = scratch.path("selection")
      try Data(list).write(to: URL(fileURLWithPath: path))
      evidence.selection = try GivenSelection(path)
    }
    if let earlier = before.first, let receipt = try bytes(.receiptBefore) {
      var draw = try DrawBefore(receipt, file: "receipt before")
      draw.record = try bytes(.recordBefore).map { try MutationCase.record($0) }
      draw.pool = earlier.pool.map { name in
        var layout = PoolLayout()
        layout.delimiter = nil
        return Evidence.PoolFile(MutationCase.path(name), layout: layout)
      }
      evidence.before = draw
    }
    let receipt = try GivenReceipt(try bytes(.receipt) ?? [], file: "receipt")
    return try DrawVerification(receipt, evidence: evidence).run()
  }

  func exclusionList() throws -> ExclusionList? {
    try exclusions.map { name in
      try ExclusionList(try Table(bytes: try MutationCase.original(name), file: name))
    }
  }

  /// A record, read as the program's commands read one.
  static func record(_ bytes: [UInt8]) throws -> DrawRecord {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataError(.init(file: "record", reason: .notText(encoding: "UTF-8")))
    }
    return try DrawRecord(parsing: text)
  }
}

extension MutationCase {
  private static func ceremony(
    _ folder: String,
    pool: String? = "pool.csv",
    year: Int? = nil,
    _ change: (inout MutationCase) -> Void = { _ in }
  ) -> MutationCase {
    let version = folder.split(separator: "/")[0]
    let suffix = year.map { "-\($0)" } ?? ""
    var it = MutationCase(
      name: folder + (year.map { ", year \($0)" } ?? ""),
      files: [
        .receipt: "\(folder)/receipt\(suffix).json", .record: "\(folder)/record\(suffix).txt",
        .notice: "\(folder)/notice\(suffix).txt", .selection: "\(folder)/selection\(suffix).csv",
      ],
      pool: pool.map { "\(version)/\($0)" }
    )
    change(&it)
    return it
  }

  /// What was published; its notice is edited where the record stands in it.
  private static func published(
    _ folder: String,
    pool: String? = "pool.csv",
    _ change: (inout MutationCase) -> Void = { _ in }
  ) -> MutationCase {
    ceremony(folder, pool: pool) { it in
      it.name += ", published"
      it.files = [
        .receipt: "\(folder)/public/receipt.json", .notice: "\(folder)/notice.txt",
        .selection: "\(folder)/public/selection.csv",
      ]
      it.edited = [.receipt, .selection]
      change(&it)
    }
  }

  /// The same, of which some parts alone are edited.
  private static func only(_ parts: Part..., of it: MutationCase) -> MutationCase {
    var it = it
    it.edited = parts
    return it
  }

  private static func rotation(_ version: String) -> MutationCase {
    ceremony("\(version)/rotation", pool: "pool-2.csv", year: 2) { it in
      it.before = [ceremony("\(version)/rotation", year: 1)]
    }
  }

  /// The draw inside a condition with another form of its selection.
  private static func select(_ name: String) -> MutationCase {
    only(
      .selection,
      of: ceremony("version-2/filtered") { it in
        excluding(&it)
        it.name = name
        it.files[.selection] = name
      }
    )
  }

  private static func uncommitted(
    _ version: String,
    _ change: (inout MutationCase) -> Void = { _ in }
  ) -> MutationCase {
    ceremony("\(version)/uncommitted") { it in
      (it.files[.record], it.files[.notice]) = (nil, nil)
      change(&it)
    }
  }

  /// An auditor's view of the public files of a sealed draw.
  private static func audited(_ version: String) -> MutationCase {
    published("\(version)/sealed") { it in
      it.name += ", audited"
      it.files[.record] = "\(version)/sealed/record.txt"
      it.layout.stratumColumn = "组别"
    }
  }

  private static let excluding: @Sendable (inout MutationCase) -> Void = {
    $0.exclusions = "version-2/exclude.csv"
  }

  /// Ceremonies of which everything can be recomputed; of files of one kind not all are edited.
  static let whole: [MutationCase] = [
    only(.receipt, .record, of: ceremony("version-1/open")),
    only(
      .selection,
      of: ceremony("version-1/open") { $0.files[.selection] = "version-1/open/selection.json" }
    ),
    only(.receipt, .notice, of: ceremony("version-1/sealed")),
    only(.receipt, of: ceremony("version-1/pareto")),
    only(.receipt, of: ceremony("version-1/positions", pool: nil)),
    only(.receipt, .receiptBefore, of: rotation("version-1")),
    only(.receipt, of: uncommitted("version-1")),
    published("version-1/open") { $0.layout.stratumColumn = "组别" },
    audited("version-1"),
    only(.record, .notice, .selection, of: ceremony("version-2/open")),
    only(.receipt, .record, .notice, .selection, of: ceremony("version-2/sealed")),
    only(.receipt, .record, .selection, of: ceremony("version-2/filtered", excluding)),
    select("version-2/filtered/selection.json"),
    select("version-2/filtered/plain.csv"),
    only(.receipt, .selection, of: ceremony("version-2/pareto")),
    only(.receipt, .record, of: ceremony("version-2/sequential-poisson")),
    only(.receipt, .selection, .record, of: ceremony("version-2/positions", pool: nil)),
    only(.receipt, .record, .notice, .receiptBefore, .recordBefore, of: rotation("version-2")),
    only(.receipt, of: ceremony("version-2/normalized", pool: "codes.csv")),
    uncommitted("version-2", excluding),
    published("version-2/open"),
    published("version-2/filtered", excluding),
    published("version-2/normalized", pool: "codes.csv") { it in
      it.layout.normalizes = true
      it.layout.unclassified = try? ProtocolText("未分类")
    },
    audited("version-2"),
  ]

  /// Sealed draws as the public sees them, form alone.
  static let fromOutside = ["version-1", "version-2"].map { version in
    published("\(version)/sealed", pool: nil)
  }
}
