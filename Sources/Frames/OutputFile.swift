internal import CTickets
import Foundation
internal import Sampling

/// An output that is complete or absent.
///
/// A regular file is written beside its place under a temporary name, flushed to the disk, then
/// renamed over it, so that a reader, a full disk, a signal or a power cut never leaves half of it.
/// What is not a regular file (a device, a pipe) is written straight and never renamed over.
/// Nothing is visible before ``commit()``; a value that goes away without it removes its temporary
/// file.
public final class OutputFile {
  /// The path, `-` for standard output.
  public let path: String
  private let files = RunFiles.current ?? RunFiles()
  /// Whether a file that lies in the place already may be replaced.
  private let replaces: Bool
  /// Where the file will lie, links followed.
  private var target = ""
  private var descriptor: Int32 = -1
  /// What lies, or will lie, in the place.
  private var replaced: FileIdentity?
  /// The temporary file, nil where the output is written straight.
  private var temporary: String?
  private var buffer = OutputFile.newBuffer()
  private var filled = 0
  /// Whether everything that was written is on the disk.
  private var isFinished = false
  /// A full buffer on its way to the disk, while the other one is filled.
  private var behind = WriteBehind()

  /// Opens an output.
  ///
  /// A temporary file that a killed run left beside the same path is removed.
  ///
  /// - Parameters:
  ///   - path: the path, `-` for standard output.
  ///   - isPrivate: whether only the owner may read it (mode 0600) or everyone (0644), in both cases
  ///     less the process's mask.
  ///   - replaces: whether a file that is there may be replaced; one that appears later is not either.
  /// - Throws: ``OutputError``.
  public init(_ path: String, isPrivate: Bool, replaces: Bool = true) throws(OutputError) {
    self.path = path
    self.replaces = replaces
    switch try OutputPlace(path) {
    case .straight where path == "-": descriptor = STDOUT_FILENO
    case .straight:
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw .cannotCreate(file: path, reason: SystemReason.current)
      }
    case .file(_, let identity) where path == "-":
      try files.step { state throws(OutputError) in try state.claim(identity, path) }
      descriptor = STDOUT_FILENO
    case .file(let target, let identity):
      guard replaces || FileIdentity(at: path) == nil else { throw .exists(file: path) }
      self.target = target
      try files.step { state throws(OutputError) in
        try state.claim(identity, path)
        replaced = identity
        try create(&state, mode: isPrivate ? 0o600 : 0o644)
      }
    }
  }

  deinit {
    discard()
    buffer.deallocate()
  }

  /// Aligned as writing without the system's copy needs it.
  private static func newBuffer() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: 1 << 21, alignment: 1 << 12)
  }

  /// Makes a folder, and the folders above it, where it is not there.
  ///
  /// - Parameter path: the folder.
  /// - Throws: ``OutputError``.
  public static func makeFolder(_ path: String) throws(OutputError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      if mkdir(made, 0o755) == 0 {
        RunFiles.current?.noteMade(folder: made)
        try syncFolder(of: made, for: path)
      } else if errno != EEXIST {
        throw .cannotCreate(file: path, reason: SystemReason.current)
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotCreate(file: path, reason: String(cString: strerror(ENOTDIR)))
    }
  }

  /// The path of the temporary file, for a writer that wants a name (a database); nil where the output is
  /// written straight.
  package var temporaryPath: String? { temporary }

  /// Adds text.
  ///
  /// - Parameter text: the text, written as UTF-8.
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(OutputError) in try write(bytes) }
    }
    try result.get()
  }

  /// Adds bytes.
  ///
  /// - Parameter bytes: the bytes.
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    var rest = bytes
    isFinished = false
    while !rest.isEmpty {
      let count = min(rest.count, buffer.count - filled)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
      filled += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if filled == buffer.count {
        // A large file goes straight to the disk, where it must be before it is shown: the system
        // would copy it into memory first. Where that is not possible, it is copied.
        if temporary == nil { try flush() } else { try writeBehind() }
      }
    }
  }

  /// Sends the full buffer off and goes on with the other one.
  private func writeBehind() throws(OutputError) {
    let other = try arrived() ?? OutputFile.newBuffer()
    behind.start(buffer, to: descriptor)
    buffer = other
    filled = 0
  }

  /// Waits for the buffer that is on its way, if one is, and answers it.
  private func arrived() throws(OutputError) -> UnsafeMutableRawBufferPointer? {
    let (other, failure) = behind.wait()
    if let failure {
      other?.deallocate()
      errno = failure
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
    return other
  }

  /// Writes what is buffered.
  private func flush() throws(OutputError) {
    try arrived()?.deallocate()
    _ = ct_set_direct(descriptor, false)
    let rest = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    filled = 0
    if let failure = WriteBehind.write(rest, to: descriptor) {
      errno = failure
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
  }

  /// Writes the rest and makes a regular file durable, without showing it yet.
  ///
  /// - Throws: ``OutputError/writeFailed(file:reason:)``.
  public func finish() throws(OutputError) {
    guard !isFinished else { return }
    try flush()
    if temporary != nil, fsync(descriptor) != 0 {
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
    isFinished = true
  }

  /// Finishes the output and puts it in its place.
  ///
  /// - Throws: ``OutputError``.
  public func commit() throws(OutputError) { try OutputFile.commit([self]) }

  /// Finishes outputs that belong together and puts them in their places, in order: none before all
  /// are on the disk, and where the run is ended early either none or all.
  ///
  /// - Parameter outputs: the outputs.
  /// - Throws: ``OutputError``; ``RunFiles/shown`` has those that are in their places all the same.
  public static func commit(_ outputs: [OutputFile]) throws(OutputError) {
    for output in outputs { try output.finish() }
    guard let files = outputs.first?.files else { return }
    try files.step { state throws(OutputError) in
      for output in outputs { try output.show(&state) }
    }
    for output in outputs { try output.close() }
  }

  /// Gives the output up: its temporary file is removed.
  public func discard() {
    behind.wait().buffer?.deallocate()
    if let temporary {
      files.step { state in
        state.release(FileIdentity(of: descriptor))
        unlink(temporary)
        state.temporaries.remove(temporary)
      }
    }
    temporary = nil
    if let replaced { files.step { state in state.release(replaced) } }
    replaced = nil
    if descriptor > STDERR_FILENO { Foundation.close(descriptor) }
    descriptor = -1
    filled = 0
  }
}

// The temporary file.
extension OutputFile {
  /// Creates the temporary file, which nobody else has, and locks it.
  ///
  /// One name a target: the lock tells a leftover of a killed run from the file of a run that still
  /// works. Of two runs that begin at once one goes on: whoever finds after locking that its file does
  /// not lie under its name any more was taken for a leftover.
  private func create(_ state: inout RunFiles.State, mode: mode_t) throws(OutputError) {
    let temporary = OutputFile.temporaryName(for: target)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    descriptor = open(temporary, flags, mode)
    if descriptor < 0, errno == EEXIST {
      try removeLeftover(temporary, state)
      descriptor = open(temporary, flags, mode)
    }
    guard descriptor >= 0 else {
      throw errno == EEXIST
        ? .busy(file: path) : .cannotCreate(file: path, reason: SystemReason.current)
    }
    let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    guard isLocked || errno == EWOULDBLOCK else {
      let reason = SystemReason.current
      unlink(temporary)
      throw .cannotCreate(file: path, reason: reason)
    }
    guard isLocked, let own = FileIdentity(of: descriptor), FileIdentity(at: temporary) == own
    else {
      throw .busy(file: path)
    }
    self.temporary = temporary
    state.temporaries.insert(temporary)
    // It will be the output: nobody may name it either.
    try state.claim(own, path)
  }

  /// One name a target; that of a long name is made of its digest, since names have a limit.
  private static func temporaryName(for target: String) -> String {
    let (folder, name) = OutputPlace.parts(of: target)
    let end = ".spotcheck-part"
    let fits = name.utf8.count + end.utf8.count < Int(NAME_MAX)
    return "\(folder).\(fits ? name : SHA256.digest(of: name.utf8).hex)\(end)"
  }

  /// Removes what a killed run has left.
  private func removeLeftover(
    _ temporary: String,
    _ state: RunFiles.State
  ) throws(OutputError) {
    let inTheWay = OutputError.inTheWay(file: path, other: temporary)
    // Without waiting for the reader of a pipe.
    let leftover = open(temporary, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard leftover >= 0 else {
      if errno == ENOENT { return }
      throw inTheWay
    }
    defer { Foundation.close(leftover) }
    guard flock(leftover, LOCK_EX | LOCK_NB) == 0 else { throw .busy(file: path) }
    // Somebody else's file, one with a second name, or one that is read, would be lost.
    var status = stat()
    guard fstat(leftover, &status) == 0, status.st_uid == geteuid(), status.st_nlink == 1,
      status.st_mode & S_IFMT == S_IFREG, !state.isRead(FileIdentity(status))
    else { throw inTheWay }
    if FileIdentity(at: temporary) == FileIdentity(status) { unlink(temporary) }
  }

  /// Puts the temporary file in its place.
  private func show(_ state: inout RunFiles.State) throws(OutputError) {
    guard let temporary else {
      state.show(path, from: nil)
      return
    }
    // Names may have been exchanged since the output was opened.
    if let now = FileIdentity(at: target), state.isRead(now) {
      throw .isInput(file: path, input: target)
    }
    guard (replaces ? rename(temporary, target) : ct_rename_new(temporary, target)) == 0 else {
      if errno == EEXIST { throw .exists(file: path) }
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
    self.temporary = nil
    state.show(path, from: temporary)
    state.release(replaced)
    replaced = nil
    // The new name is on the disk before the next output appears.
    try OutputFile.syncFolder(of: target, for: path)
  }

  /// Closes the file.
  private func close() throws(OutputError) {
    // Standard output stays open; a file system that writes late says on a copy's closing what failed.
    let closed = path == "-" ? dup(descriptor) : descriptor
    descriptor = -1
    guard path == "-" && closed < 0 || Foundation.close(closed) == 0 || errno == EINTR else {
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
  }

  /// Makes what is new in a file's folder durable.
  ///
  /// A folder that can not be read, and a file system that can not sync one, are left alone.
  static func syncFolder(of target: String, for path: String) throws(OutputError) {
    let folder = open(OutputPlace.parts(of: target).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    defer { Foundation.close(folder) }
    guard fsync(folder) == 0 || [EINVAL, ENOTSUP, EROFS].contains(errno) else {
      throw .writeFailed(file: path, reason: SystemReason.current)
    }
  }
}
