import Foundation

/// A text file to which lines are added, held alone from its reading on.
///
/// Nothing that stands in it is ever changed. Whoever else opens it waits until this value goes away.
public final class LockedLog {
  /// The path, as it was named.
  public let path: String
  /// The path of the file itself, links followed.
  public let target: String
  /// What stood in it when it was locked.
  public let bytes: [UInt8]
  private let files = RunFiles.current ?? RunFiles()
  private let descriptor: Int32
  /// Why nothing can be added, as the system says it; nil where something can.
  private let refusal: Int32?
  /// Whether it was made here and nothing was added to it.
  private var isNew: Bool
  /// What stands in it, and whether the last line is ended.
  private var size: Int
  private var isEnded: Bool

  /// Opens a log, or makes one (mode 0600), and locks it.
  ///
  /// One that was made here is removed with this value where nothing was added to it. One that can only
  /// be read, as in an archive, is held as well.
  ///
  /// - Parameters:
  ///   - path: the path; a link is followed.
  ///   - waits: called before another run's release is waited for.
  /// - Throws: ``OutputError`` where it can not be made or written, or is a file of the run already;
  ///   ``InputError`` where it can not be read.
  public init(_ path: String, waits: () -> Void) throws {
    guard path != "-", case .file(let target, let identity) = try OutputPlace(path) else {
      throw OutputError.cannotCreate(file: path, reason: String(cString: strerror(ESPIPE)))
    }
    self.path = path
    self.target = target
    try files.step { state throws(OutputError) in try state.claim(identity, path) }
    (descriptor, isNew, refusal) = try LockedLog.acquire(target, path, files, waits)
    do {
      // It may have been made here, or by another run.
      if let own = FileIdentity(of: descriptor), own != identity {
        try files.step { state throws(OutputError) in
          // What lay there before is gone, and an output may get its number.
          state.release(identity)
          try state.claim(own, path)
        }
      }
      bytes = try LockedLog.read(descriptor, path)
    } catch {
      LockedLog.release(descriptor, isNew ? target : nil, files)
      throw error
    }
    size = bytes.count
    isEnded = bytes.isEmpty || bytes.last == 0x0A
  }

  deinit { LockedLog.release(descriptor, isNew ? target : nil, files) }

  /// Adds a line: it is on the disk before this returns, or not there at all.
  ///
  /// - Parameter line: the line without its line feed.
  /// - Throws: ``OutputError``.
  public func append(_ line: String) throws(OutputError) {
    if let refusal {
      throw .cannotCreate(file: path, reason: String(cString: strerror(refusal)))
    }
    let text = Array("\(isEnded ? "" : "\n")\(line)\n".utf8)
    var failure = text.withUnsafeBytes { WriteBehind.write($0, to: descriptor) }
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    if let failure {
      var reason = String(cString: strerror(failure))
      // The part of a line would be taken for another one.
      if ftruncate(descriptor, off_t(size)) != 0 {
        reason += "; ftruncate: \(SystemReason.current)"
      }
      throw .writeFailed(file: path, reason: reason)
    }
    if isNew {
      try OutputFile.syncFolder(of: target, for: path)
      files.step { state in _ = state.temporaries.remove(target) }
    }
    isNew = false
    size += text.count
    isEnded = true
  }
}

extension LockedLog {
  /// Opens and locks what lies at the path by then; tells whether it was made, and why it can not be
  /// written.
  private static func acquire(
    _ target: String,
    _ path: String,
    _ files: RunFiles,
    _ waits: () -> Void
  ) throws(OutputError) -> (descriptor: Int32, isNew: Bool, refusal: Int32?) {
    while true {
      if let made = try make(target, path, files) { return (made, true, nil) }
      var descriptor = open(target, O_RDWR | O_APPEND | O_CLOEXEC)
      var refusal: Int32?
      if descriptor < 0, [EACCES, EPERM, EROFS].contains(errno) {
        refusal = errno
        descriptor = open(target, O_RDONLY | O_CLOEXEC)
      }
      if descriptor < 0, errno == ENOENT { continue }
      guard descriptor >= 0, lock(descriptor, waits) else {
        let reason = SystemReason.current
        if descriptor >= 0 { close(descriptor) }
        throw .cannotCreate(file: path, reason: reason)
      }
      // Whoever made it may have removed it while this run waited.
      if FileIdentity(at: target) == FileIdentity(of: descriptor) {
        return (descriptor, false, refusal)
      }
      close(descriptor)
    }
  }

  /// Makes the log and locks it; nil where it is there, or somebody else was faster.
  private static func make(
    _ target: String,
    _ path: String,
    _ files: RunFiles
  ) throws(OutputError) -> Int32? {
    try files.step { state throws(OutputError) in
      let made = open(target, O_RDWR | O_APPEND | O_CLOEXEC | O_CREAT | O_EXCL, 0o600)
      guard made >= 0 else {
        if errno == EEXIST { return nil }
        throw .cannotCreate(file: path, reason: SystemReason.current)
      }
      guard flock(made, LOCK_EX | LOCK_NB) == 0,
        FileIdentity(at: target) == FileIdentity(of: made)
      else {
        close(made)
        return nil
      }
      state.temporaries.insert(target)
      return made
    }
  }

  private static func lock(_ descriptor: Int32, _ waits: () -> Void) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK else { return false }
    waits()
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  private static func read(_ descriptor: Int32, _ path: String) throws(InputError) -> [UInt8] {
    let size = try FileState(of: descriptor, file: path).size
    var bytes = [UInt8](repeating: 0, count: size)
    let count = try PoolSource.read(descriptor, at: 0, into: &bytes, file: path)
    return Array(bytes[..<count])
  }

  /// Closes the log, and removes it where it was made in vain, while nobody else can hold it.
  private static func release(_ descriptor: Int32, _ vain: String?, _ files: RunFiles) {
    if let vain {
      files.step { state in
        state.release(FileIdentity(of: descriptor))
        unlink(vain)
        state.temporaries.remove(vain)
      }
    }
    close(descriptor)
  }
}
