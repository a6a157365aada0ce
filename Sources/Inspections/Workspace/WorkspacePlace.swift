internal import Foundation
internal import Sampling

/// Which workspace is meant.
package enum WorkspacePlace {
  /// What a workspace's name ends with.
  package static let ending = ".spotcheck"

  /// The workspace that is named, by option or by `SPOTCHECK_WORKSPACE`, else the only one of the folder.
  ///
  /// - Parameters:
  ///   - option: what `--workspace` says.
  ///   - environment: what `SPOTCHECK_WORKSPACE` says.
  ///   - folder: the folder that is looked at.
  /// - Returns: the path.
  /// - Throws: ``WorkspaceError`` where there is none, or more than one.
  package static func find(
    option: String?,
    environment: String?,
    folder: String = "."
  ) throws(WorkspaceError) -> String {
    if let named = option ?? environment.flatMap({ $0.isEmpty ? nil : $0 }) { return named }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let found = names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted()
    guard let first = found.first else {
      throw WorkspaceError(
        .missing,
        "there is no workspace in this folder; name one with \(Setting.workspace), or make one with spotcheck workspace"
          + " init",
        "当前文件夹中没有工作区；请用 \(Setting.workspace) 指定，或用 spotcheck workspace init 新建"
      )
    }
    guard found.count == 1 else {
      throw WorkspaceError(
        .usage,
        "there are \(found.count) workspaces in this folder (\(found.prefix(5).joined(separator: ", "))); name one"
          + " with \(Setting.workspace)",
        "当前文件夹中有 \(found.count) 个工作区（\(found.prefix(5).joined(separator: "、"))），请用 \(Setting.workspace) 指定"
      )
    }
    return folder == "." ? first : "\(folder)/\(first)"
  }
}
