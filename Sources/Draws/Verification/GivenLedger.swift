import Foundation
public import Frames
internal import Sampling

/// An export of an office's ledger, whole or public, in which the head that a notice names is looked up.
///
/// `head(k)` is the SHA-256 of `head(k−1)`, a line feed and the SHA-256 of entry k, in hexadecimal digits; `head(0)` is
/// the SHA-256 of nothing. Every head is made from the entries themselves.
public struct GivenLedger: Sendable {
  /// The head after each entry, the first entry's first.
  let heads: [Digest]
  /// The entries of commitments, which say so in their action.
  private let commits: Set<Int>
  /// The commitment that an entry is of, empty where it is of none, in an export that has what was said.
  private let commitments: [Int: String]

  /// The actions of a ledger that commit to a draw.
  private static let commitActions: Set = ["task commit", "task redraw"]

  /// One line of an export: an entry, or a line of the change that it made.
  private struct Line: Decodable {
    var entry: Int
    var line: Int?
    var time: String?
    var actor: String?
    var action: String?
    var subject: String?
    var digest: String
    var salt: String?
    var payload: String?
  }

  private struct Payload: Decodable {
    var commitment: String?
  }

  /// Reads an export.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name for messages.
  /// - Throws: `DataError` with the first line that is none of an export, is out of order, or whose content is not
  ///   that of its digest.
  /// - Complexity: O(bytes).
  public init(_ bytes: [UInt8], file: String) throws(DataError) {
    func refused(_ row: Int, _ english: String, _ chinese: String) -> DataError {
      DataError(.init(file: file, row: row, reason: .other(Sentence(english, chinese))))
    }
    var (heads, commitments, commits) = ([Digest](), [Int: String](), Set<Int>())
    var head = SHA256.digest(of: [])
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, text) in lines.enumerated() where !text.isEmpty {
      guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)) else {
        throw refused(
          index + 1,
          "is no line of a ledger's export; give the file that `ledger export` wrote",
          "不是台账导出文件的内容，请提供 ledger export 写出的文件"
        )
      }
      if line.line != nil { continue }
      guard line.entry == heads.count + 1, let time = line.time, let actor = line.actor,
        let action = line.action, let subject = line.subject
      else {
        throw refused(
          index + 1,
          "entry \(heads.count + 1) should stand here; export the ledger anew, from its beginning",
          "此处应为第 \(heads.count + 1) 条，请重新导出完整台账"
        )
      }
      if let payload = line.payload, let salt = line.salt {
        guard SHA256.digest(of: "\(salt)\n\(payload)".utf8).hex == line.digest else {
          throw refused(
            index + 1,
            "what entry \(line.entry) says is not what its digest was made of; the export was edited",
            "第 \(line.entry) 条的内容与其摘要不符，导出文件被改动过"
          )
        }
        let said = try? JSONDecoder().decode(Payload.self, from: Data(payload.utf8))
        commitments[line.entry] = said?.commitment ?? ""
      }
      if GivenLedger.commitActions.contains(action) { commits.insert(line.entry) }
      let entry = [String(line.entry), time, actor, action, subject, line.digest]
        .map { $0 + "\n" }.joined()
      head = SHA256.digest(of: "\(head.hex)\n\(SHA256.digest(of: entry.utf8).hex)".utf8)
      heads.append(head)
    }
    guard !heads.isEmpty else {
      throw refused(1, "has no entry of a ledger", "没有台账内容")
    }
    (self.heads, self.commitments, self.commits) = (heads, commitments, commits)
  }

  /// What a notice says of a ledger that this one does not bear out.
  func differences(from named: Notice.LedgerHead, commitment: Digest) -> [Sentence] {
    guard named.entry <= heads.count else {
      return [
        Sentence(
          "it names entry \(named.entry) of the ledger, which ends with entry \(heads.count)",
          "公告注明台账第 \(named.entry) 条，而台账只到第 \(heads.count) 条"
        )
      ]
    }
    let head = heads[named.entry - 1]
    var differences: [Sentence] = []
    if head != named.head {
      differences.append(
        Sentence(
          "after entry \(named.entry) the ledger's head is \(head.hex.prefix(12))…, it names"
            + " \(named.head.hex.prefix(12))…: this is another ledger, or one that was rewritten",
          "台账第 \(named.entry) 条之后的台账头为 \(head.hex.prefix(12))…，公告为"
            + " \(named.head.hex.prefix(12))…：不是同一台账，或台账被重写过"
        )
      )
    } else if !commits.contains(named.entry)
      || commitments[named.entry].map({ $0 != commitment.hex }) == true
    {
      differences.append(
        Sentence(
          "entry \(named.entry) of the ledger is not that of this commitment",
          "台账第 \(named.entry) 条不是本次承诺的记录"
        )
      )
    }
    return differences
  }
}
