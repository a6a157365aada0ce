import Foundation
internal import Synchronization

/// The files of one run: what it has read, what it writes, and what of that lies in its place.
///
/// Files are told apart by device and number, so that links, hard links and other spellings of a name
/// are one file. Every reader of this module notes what it opens and every output is checked against
/// it: nothing that is read is written over, and no two outputs are one file.
///
/// A run is what ``current`` is bound for. It is bound to the task instead of being handed to every
/// reader, since one that forgot to pass it on would be a hole; and to the task instead of the process,
/// since a program that uses the library may well write today what it has read yesterday. Without a
/// run nothing is noted.
public final class RunFiles: Sendable {
  /// The run that this code belongs to; nil outside of one.
  @TaskLocal public static var current: RunFiles?

  /// What is known of the run.
  struct State {
    fileprivate var read: [FileIdentity: String] = [:]
    fileprivate var written: [FileIdentity: String] = [:]
    /// Files that must not stay where the run ends early.
    var temporaries: Set<String> = []
    /// Folders that were made, outer ones first.
    fileprivate var folders: [String] = []
    /// Outputs that lie in their places.
    var shown: [String] = []
    /// Groups of child processes that must not outlive the run, by the number of their first one.
    fileprivate var children: Set<pid_t> = []
  }

  private let state = Mutex(State())

  /// A run that has not read or written anything.
  public init() {}

  /// The outputs that lie in their places, as they were named, in order.
  public var shown: [String] { state.withLock { $0.shown } }

  /// Takes a step between whose parts the run does not end early.
  func step<Result: Sendable, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try state.withLock { state throws(Failure) in try body(&state) }
  }

  /// Notes what is read; a pipe or a device, nil, is let be.
  ///
  /// - Throws: ``InputError/isOutput(file:output:)``.
  func noteRead(_ identity: FileIdentity?, as path: String) throws(InputError) {
    guard let identity else { return }
    try step { state throws(InputError) in
      if let output = state.written[identity] { throw .isOutput(file: path, output: output) }
      state.read[identity] = path
    }
  }

  /// Refuses an output that would write over what is read or written by the run.
  ///
  /// - Parameter path: the path, `-` for standard output.
  /// - Throws: ``OutputError``.
  public func check(_ path: String) throws(OutputError) {
    guard case .file(_, let identity) = try OutputPlace(path) else { return }
    try step { state throws(OutputError) in try state.check(identity, path) }
  }

  /// Remembers a folder that was made for outputs.
  func noteMade(folder: String) {
    step { state in state.folders.append(folder) }
  }

  /// Removes what is of no use without the outputs: temporary files, folders that are empty, child processes.
  public func cleanUp() {
    step { state in state.cleanUp() }
  }

  /// Ends the run early: removes what ``cleanUp()`` does, and puts nothing in its place any more.
  ///
  /// - Parameter last: what is done then, with the outputs that lie in their places already.
  public func abandon(_ last: (_ shown: [String]) -> Never) -> Never {
    state.withLock { state in
      state.cleanUp()
      last(state.shown)
    }
  }
}

extension RunFiles.State {
  /// Notes a file that will be written.
  mutating func claim(_ identity: FileIdentity, _ path: String) throws(OutputError) {
    try check(identity, path)
    written[identity] = path
  }

  /// Forgets a file that is not there any more: another one may get its number.
  mutating func release(_ identity: FileIdentity?) {
    if let identity { written[identity] = nil }
  }

  /// Refuses a file that is read or written by the run.
  fileprivate func check(_ identity: FileIdentity, _ path: String) throws(OutputError) {
    if let input = read[identity] { throw .isInput(file: path, input: input) }
    // What goes to standard output may come from several outputs.
    if let output = written[identity], output != "-" || path != "-" {
      throw .namedTwice(file: path, other: output)
    }
  }

  /// Whether the run reads the file.
  func isRead(_ identity: FileIdentity) -> Bool { read[identity] != nil }

  /// Notes that a temporary file is the output now.
  mutating func show(_ path: String, from temporary: String?) {
    if let temporary { temporaries.remove(temporary) }
    shown.append(path)
  }

  /// Notes a group of child processes, or that it is over.
  mutating func note(child: pid_t, isOver: Bool) {
    if isOver { children.remove(child) } else { children.insert(child) }
  }

  fileprivate mutating func cleanUp() {
    for child in children { kill(-child, SIGKILL) }
    children = []
    for file in temporaries { unlink(file) }
    for folder in folders.reversed() { rmdir(folder) }
    temporaries = []
    folders = []
  }
}

/// Which file a name stands for, whatever its spelling.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64
  /// The name of a file that is not there yet, in the folder of this device and number.
  private let name: String?

  init(_ status: stat, name: String? = nil) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
    self.name = name
  }

  /// That of an open file; nil for a pipe, a device or a folder.
  init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }

  /// That of the file a path leads to; nil where it is none.
  init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }
}

/// Where an output goes.
enum OutputPlace {
  /// To an open stream or a device, a pipe, a file without a name: written straight.
  case straight
  /// To a file of this path, links followed.
  case file(String, FileIdentity)

  /// Looks a path up.
  ///
  /// - Parameter path: the path, `-` for standard output.
  /// - Throws: ``OutputError/cannotCreate(file:reason:)`` for a folder, a link to nothing and what
  ///   can not be reached.
  init(_ path: String) throws(OutputError) {
    if path == "-" {
      self = FileIdentity(of: STDOUT_FILENO).map { .file(path, $0) } ?? .straight
      return
    }
    // Another run may make or remove the file between two looks: then it is looked at again.
    while true {
      var status = stat()
      guard stat(path, &status) == 0 else {
        guard errno == ENOENT else { throw .cannotCreate(file: path, reason: SystemReason.current) }
        if lstat(path, &status) == 0 {
          guard status.st_mode & S_IFMT == S_IFLNK, stat(path, &status) != 0 else { continue }
          throw .danglingLink(file: path)
        }
        self = try OutputPlace.new(path)
        return
      }
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw .cannotCreate(file: path, reason: String(cString: strerror(EISDIR)))
      }
      let identity = FileIdentity(status)
      let isRegular = status.st_mode & S_IFMT == S_IFREG
      if isRegular, let real = OutputPlace.realPath(path), FileIdentity(at: real) == identity {
        self = .file(real, identity)
        return
      }
      // A device, or an open file that has no name any more.
      if !isRegular || FileIdentity(at: path) == identity {
        self = .straight
        return
      }
    }
  }

  /// The place of a file that is not there yet.
  private static func new(_ path: String) throws(OutputError) -> OutputPlace {
    let (folder, name) = parts(of: path)
    var status = stat()
    guard !name.isEmpty else {
      throw .cannotCreate(file: path, reason: String(cString: strerror(ENOENT)))
    }
    guard stat(folder, &status) == 0, let real = realPath(folder) else {
      throw .cannotCreate(file: path, reason: SystemReason.current)
    }
    return .file(real == "/" ? "/\(name)" : "\(real)/\(name)", FileIdentity(status, name: name))
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The folder of a path, with its slash, and the name in it.
  static func parts(of path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return ("./", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }
}
