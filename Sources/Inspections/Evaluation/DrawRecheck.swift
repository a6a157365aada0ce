internal import Draws
internal import Foundation
internal import Frames
internal import Sampling

/// Makes the draws of a year again from what the workspace holds.
package enum DrawRecheck {
  /// Of each draw by its key whether it comes out the same.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - records: what the workspace holds.
  ///   - workspace: the workspace.
  /// - Returns: the answers.
  /// - Throws: ``WorkspaceError``; what a draw throws.
  /// - Complexity: that of the draws.
  package static func run(
    _ year: Int,
    of records: InspectionRecords,
    in workspace: Workspace
  ) throws -> [String: Bool] {
    let folder = FileManager.default.temporaryDirectory.path + "/spotcheck-\(UUID().uuidString)"
    try OutputFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try workspace.read { database in
      var answers: [String: Bool] = [:]
      for task in records.tasks where task.key.year == year {
        for attempt in task.inspected.attempts where !attempt.receipt.isEmpty {
          let tables = try DrawPool(of: attempt, in: folder, database)
          defer { tables.discard() }
          let monitor = WorkMonitor()
          let drawn = try tables.pool(monitor).drawn(
            attempt.request(try ProtocolText(attempt.seed), database),
            tool: try tool(of: attempt),
            monitor: monitor
          )
          answers[attempt.key] = try drawn.receipt.json.utf8.elementsEqual(attempt.receipt.utf8)
        }
      }
      return answers
    }
  }

  /// Name and version of the program that made a draw, which its receipt has.
  private static func tool(of attempt: DrawAttempt) throws -> String {
    struct Tool: Decodable { var tool: String }
    return try JSONDecoder().decode(Tool.self, from: Data(attempt.receipt.utf8)).tool
  }
}
