import Foundation
import Frames
import GRDB
import Sampling
import Testing

@testable import Inspections

/// The file itself: where it may lie, who may read it, versions, backups.
@Suite struct WorkspaceTests {
  @Test func onlyItsOwnerReadsIt() throws {
    let office = try Office()
    let copy = office.folder.appendingPathComponent("copy.spotcheck").path
    _ = try office.open().backUp(to: copy)
    for path in [office.path, copy] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: office.path)
    let check = try WorkspaceCheck(of: try office.open())
    #expect(check.problems.count == 1 && check.problems[0].english.contains("chmod 600"))
  }

  @Test func aBackupIsTheWorkspace() throws {
    let office = try Office()
    try office.take(.items, "抽查事项\n资质\n")
    let copy = office.folder.appendingPathComponent("copy.spotcheck").path
    let head = try office.open().backUp(to: copy)
    #expect(try head == office.open().head && Workspace(copy).head == head)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: office.folder.path).sorted()
        == ["copy.spotcheck", "items.csv", "office.spotcheck"]
    )
    // One whose ledger does not verify is not kept, and what was there stays.
    let before = try Data(contentsOf: URL(fileURLWithPath: copy))
    try office.tamper("UPDATE items SET matter = '别的'")
    #expect(throws: WorkspaceError.self) { try office.open().backUp(to: copy) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == before)
  }

  @Test func whatIsNoWorkspaceIsRefused() throws {
    let office = try Office()
    let folder = office.folder
    func said(_ path: String) -> (english: String, chinese: String, kind: ErrorKind?) {
      Office.sentences { _ = try Workspace(path) }
    }
    #expect(said(folder.appendingPathComponent("none").path).kind == .missing)
    #expect(said(folder.path).kind == .missing)
    #expect(said(try office.write("", to: "empty")).english.contains("is empty"))
    #expect(
      said(try office.write(String(repeating: "no database ", count: 99), to: "text")).kind == .data
    )
    let other = folder.appendingPathComponent("other.sqlite").path
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (x)") }
    #expect(said(other).english.contains("no workspace") && said(other).chinese.contains("不是工作区"))
    // An existing file is never made a workspace.
    let again = Office.sentences {
      _ = try Workspace.create(office.path, isDemo: false, now: nil, actor: "a")
    }
    #expect(again.kind == .cannotCreate)
  }

  @Test func aNewerFileIsRefused() throws {
    let office = try Office()
    let before = try Data(contentsOf: URL(fileURLWithPath: office.path))
    let queue = try DatabaseQueue(path: office.path)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
    try queue.close()
    let said = Office.sentences { _ = try office.open() }
    #expect(
      said.kind == .data && said.english.contains("newer version") && said.chinese.contains("更新版本")
    )
    #expect(try Data(contentsOf: URL(fileURLWithPath: office.path)).count == before.count)
  }

  /// The clock can be set in a workspace for trying out alone; one behind repeats the last entry's time.
  @Test func theClock() throws {
    let office = try Office()
    try office.take(.items, "抽查事项\n资质\n")
    var request = LibraryImport(
      .items,
      try office.write("抽查事项\n质量\n", to: "b.csv"),
      layout: TableLayout()
    )
    _ = try request.run(on: try Workspace(office.path, now: "2020-01-01T00:00:00Z"), by: "clerk")
    let times = try LedgerList(of: try office.open()).entries.map(\.time)
    #expect(times == ["2024-03-14T09:00:00Z", "2024-03-15T09:00:00Z", "2024-03-15T09:00:00Z"])
    for time in ["2024-03-14", "2024-03-14T09:00:00", "2024-02-30T00:00:00Z", "now"] {
      #expect(throws: WorkspaceError.self) { try Workspace(office.path, now: time) }
    }
    let real = office.folder.appendingPathComponent("real.spotcheck").path
    _ = try Workspace.create(real, isDemo: false, now: "2020-01-01T00:00:00Z", actor: "a")
    request.path = try office.write("抽查事项\n环境\n", to: "c.csv")
    _ = try request.run(on: try Workspace(real, now: "2020-01-01T00:00:00Z"), by: "clerk")
    #expect(try LedgerList(of: try Workspace(real)).entries.allSatisfy { $0.time > "2024" })
  }

  @Test func networkFileSystemsAreKnown() {
    let mounts = """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      30 22 0:40 / /mnt/nas rw shared:2 - nfs4 server:/x rw
      31 22 0:41 / /mnt/nas/local rw - ext4 /dev/sdb1 rw
      32 22 0:42 / /home/u/My\\040Drive rw - fuse.rclone remote rw
      33 22 0:43 / /mnt/usb rw - fuseblk /dev/sdc1 rw
      34 22 0:44 / /mnt/share rw - cifs //host/share rw
      """
    func type(_ path: String) -> String? { NetworkFileSystem.type(of: path, mounts: mounts) }
    #expect(type("/home/u") == nil && type("/mnt/nasty") == nil && type("/mnt/usb/x") == nil)
    #expect(
      type("/mnt/nas") == "nfs4" && type("/mnt/nas/a") == "nfs4" && type("/mnt/nas/local/a") == nil
    )
    #expect(type("/home/u/My Drive/a") == "fuse.rclone" && type("/mnt/share") == "cifs")
    #expect(NetworkFileSystem.type(of: "/", mounts: "nonsense") == nil)
  }

  @Test func whichWorkspaceIsMeant() throws {
    let office = try Office()
    let folder = office.folder.path
    #expect(try WorkspacePlace.find(option: "a", environment: "b", folder: folder) == "a")
    #expect(try WorkspacePlace.find(option: nil, environment: "b", folder: folder) == "b")
    #expect(try WorkspacePlace.find(option: nil, environment: "", folder: folder) == office.path)
    _ = try office.write("", to: "second.spotcheck")
    #expect(throws: WorkspaceError.self) {
      try WorkspacePlace.find(option: nil, environment: nil, folder: folder)
    }
    #expect(throws: WorkspaceError.self) {
      try WorkspacePlace.find(option: nil, environment: nil, folder: folder + "/none")
    }
  }

  /// A file of each version that was released opens for ever, verifies, and is brought up.
  @Test(arguments: ["version-1"]) func oldFilesOpen(_ name: String) throws {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name).spotcheck")
    let office = try Office()
    try FileManager.default.removeItem(atPath: office.path)
    try FileManager.default.copyItem(atPath: fixture.path, toPath: office.path)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: office.path)
    #expect(try WorkspaceCheck(of: try office.open()).problems.isEmpty)
    let head = try String(
      contentsOf: fixture.deletingPathExtension().appendingPathExtension("head"),
      encoding: .utf8
    )
    #expect(try office.verify(head.trimmingCharacters(in: .newlines)).state == .holds)
    #expect(try office.list(.objects).count == 3 && office.list(.inspectors).count == 2)
    try office.take(.items, "抽查事项\n新事项\n")
    #expect(try office.verify(head.trimmingCharacters(in: .newlines)).state == .holds)
    // What this version has beyond the file's is there, each step with an entry of its own.
    #expect(
      try LedgerList(of: try office.open()).entries.filter { $0.action == "workspace migrate" }
        .last?.payload?.text("to") == WorkspaceSchema.version
    )
    // A version after this one.
    let now = WorkspaceSchema.version
    var later = WorkspaceSchema.migrator
    WorkspaceSchema.register("later", after: now, in: &later) {
      try $0.execute(sql: "CREATE TABLE later (x)")
    }
    let workspace = try office.open()
    try workspace.bringUp(with: later)
    let last = try #require(try LedgerList(of: workspace).entries.last)
    #expect(
      last.action == "workspace migrate" && last.payload?.text("from") == now
        && last.payload?.text("to") == "later"
    )
    #expect(try LedgerVerification(of: workspace).lines.allSatisfy { $0.state != .differs })
    #expect(throws: WorkspaceError.self) { try office.open() }
    // A new file begins with the entry that made it.
    let queue = try DatabaseQueue()
    try later.migrate(queue)
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger") } == 0)
  }
}
