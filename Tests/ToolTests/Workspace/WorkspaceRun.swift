import Foundation
import TestSupport

/// A workspace in a folder of its own, used through the program.
struct WorkspaceRun {
  let scratch: Scratch
  var folder: URL { scratch.folder }

  init(demo: Bool = false) throws {
    scratch = try Scratch()
    let made = try run(["workspace", "init", "office.spotcheck"] + (demo ? ["--demo"] : []))
    if made.status != 0 { throw CocoaError(.fileWriteUnknown) }
  }

  func run(_ arguments: [String], input: Data? = nil) throws -> ToolRun {
    try ToolRun.run(arguments, input: input, folder: folder)
  }

  /// What `ledger head` prints.
  func head() throws -> String {
    try run(["ledger", "head"]).output.trimmingCharacters(in: .newlines)
  }

  /// The entries of the ledger.
  func count() throws -> Int { try Int(head().split(separator: " ").first ?? "") ?? -1 }

  /// Whether the workspace is sound, by its own word and by a verification; what is wrong otherwise.
  func faults() throws -> String? {
    let check = try run(["workspace", "check"])
    let verify = try run(["ledger", "verify", "--head", try head()])
    return check.status == 0 && verify.status == 0
      ? nil : check.output + check.standardError + verify.output + verify.standardError
  }

  /// Kills that a workspace withstands: in all, in the long form.
  static func rounds(short: Int, long: Int) -> Int { ToolRun.isLong ? long : short }

  /// A table of objects of the office's own.
  static func objects(_ numbers: some Sequence<Int>, _ address: String) -> String {
    "对象种类,自编编号,名称,住所\n"
      + numbers.map { "项目,P\($0),项目\($0),\(address)\n" }.joined()
  }
}
