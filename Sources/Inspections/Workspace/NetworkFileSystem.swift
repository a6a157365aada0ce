internal import Foundation
internal import Sampling

/// File systems that live on another machine: their locks do not hold between two of them, and a workspace on one
/// would be lost by two clerks at once.
enum NetworkFileSystem {
  private static let types: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "gpfs",
    "glusterfs", "9p", "beegfs", "ocfs2", "gfs2", "davfs",
  ]

  /// The type of the network file system that a path lies on; nil for a local one, or where the system does
  /// not tell.
  ///
  /// - Parameters:
  ///   - path: an absolute path, links followed.
  ///   - mounts: what `/proc/self/mountinfo` says.
  /// - Returns: the type.
  static func type(of path: String, mounts: String) -> String? {
    var best: (length: Int, type: String)?
    for line in mounts.split(separator: "\n") {
      // …, mount point in the fifth field; behind " - " the type.
      let parts = line.split(separator: " ")
      guard parts.count > 4, let dash = parts.firstIndex(of: "-"), dash + 1 < parts.count else {
        continue
      }
      let point = parts[4].replacing("\\040", with: " ").replacing("\\011", with: "\t")
        .replacing("\\134", with: "\\")
      let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
      // Of two mounts on one point the later one is seen.
      if isAbove, point.utf8.count >= best?.length ?? 0 {
        best = (point.utf8.count, String(parts[dash + 1]))
      }
    }
    guard let type = best?.type else { return nil }
    // What a program serves is a cloud or another machine; disks of other systems are fuseblk.
    return types.contains(type) || type.hasPrefix("fuse.") ? type : nil
  }

  /// Refuses a path on one.
  ///
  /// - Throws: ``WorkspaceError``.
  static func refuse(_ path: String) throws(WorkspaceError) {
    // Where the file itself is a link, it lies where that leads.
    let folder = URL(fileURLWithPath: Workspace.real(path)).deletingLastPathComponent()
      .resolvingSymlinksInPath()
    guard let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8),
      let type = type(of: folder.path, mounts: mounts)
    else { return }
    throw WorkspaceError(
      .usage,
      "\(path): lies on a network file system (\(type)), whose locks do not keep two programs apart; keep the"
        + " workspace on a disk of this machine, and backups there",
      "\(path)：位于网络文件系统（\(type)），其文件锁不能防止两个程序同时写入；请将工作区放在本机磁盘上，备份可放在网络盘"
    )
  }
}
