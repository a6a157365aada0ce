import Dispatch
import Foundation
internal import Sampling
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// An engine's client as a child process: statements go in, text comes out.
///
/// The client has a process group of its own, which ends with the run whatever ends it. Its standard streams are
/// pipes that this program reads and writes itself: a pool of millions of rows passes through.
final class EngineClient: Sendable {
  private let input: Int32
  private let output: Int32
  private let words: TemporaryFile
  private let state = Mutex(State())
  private let isRunning = DispatchSemaphore(value: 0)
  private let isOver = DispatchSemaphore(value: 0)

  private struct State {
    var group: pid_t?
    var end: End?
    var isInputOpen = true
  }

  /// How a client has ended.
  enum End {
    case exited(Int32)
    case signaled
    case notStarted(isMissing: Bool)
  }

  /// Starts a client.
  ///
  /// - Parameters:
  ///   - program: its name, found in PATH.
  ///   - arguments: what it is told; never a statement or a password.
  ///   - environment: variables that are set besides those of this run.
  /// - Throws: ``InputError``, ``OutputError`` where pipes or files are wanting.
  init(_ program: String, arguments: [String], environment: [String: String]) throws {
    words = try TemporaryFile()
    let (childInput, input) = try EngineClient.pipe(program)
    let (output, childOutput) = try EngineClient.pipe(program)
    (self.input, self.output) = (input, output)
    let errors = try PoolSource.duplicate(words.descriptor, file: program)
    var variables: [Environment.Key: String?] = [:]
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { variables[key] = value }
    }
    var options = PlatformOptions()
    options.processGroupID = 0
    let run = RunFiles.current
    Task.detached { [self, options, variables] in
      do {
        let result = try await Subprocess.run(
          .name(program),
          arguments: Arguments(arguments),
          environment: .inherit.updating(variables),
          platformOptions: options,
          input: .fileDescriptor(.init(rawValue: childInput), closeAfterSpawningProcess: true),
          output: .fileDescriptor(.init(rawValue: childOutput), closeAfterSpawningProcess: true),
          error: .fileDescriptor(.init(rawValue: errors), closeAfterSpawningProcess: true)
        ) { execution in
          let group = execution.processIdentifier.value
          run?.step { $0.note(child: group, isOver: false) }
          state.withLock { $0.group = group }
          isRunning.signal()
        }
        if case .exited(let code) = result.terminationStatus {
          finish(.exited(code), in: run)
        } else {
          finish(.signaled, in: run)
        }
      } catch {
        let isMissing = (error as? SubprocessError)?.code == .executableNotFound
        finish(.notStarted(isMissing: isMissing), in: run)
      }
    }
    isRunning.wait()
  }

  private func finish(_ end: End, in run: RunFiles?) {
    let group = state.withLock { state in
      defer { (state.end, state.group) = (end, nil) }
      return state.group
    }
    if let group { run?.step { $0.note(child: group, isOver: true) } }
    isRunning.signal()
    isOver.signal()
  }

  deinit {
    kill()
    if state.withLock({ $0.isInputOpen }) { close(input) }
    close(output)
  }

  /// A pipe: where it is read, where it is written.
  private static func pipe(_ program: String) throws(InputError) -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    guard Foundation.pipe(&ends) == 0 else {
      throw .unreadable(file: program, reason: SystemReason.current)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Sends text; false where the client does not read any more.
  func send(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count, let base = bytes.baseAddress {
        let count = write(input, base + done, bytes.count - done)
        if count > 0 { done += count } else if errno != EINTR { return false }
      }
      return true
    }
  }

  /// Reads what the client has written; 0 at its end.
  func read(into memory: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    while true {
      let count = Foundation.read(output, memory.baseAddress, memory.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .unreadable(file: "-", reason: SystemReason.current) }
    }
  }

  /// Ends the client's input and waits for its end.
  func wait() -> End {
    let wasOpen = state.withLock { state in
      defer { state.isInputOpen = false }
      return state.isInputOpen
    }
    if wasOpen { close(input) }
    isOver.wait()
    isOver.signal()
    return state.withLock { $0.end } ?? .signaled
  }

  /// Ends the client at once, with what it has started.
  func kill() {
    state.withLock { state in
      if let group = state.group { _ = Foundation.kill(-group, SIGKILL) }
    }
  }

  /// What the client has said on standard error, as one line.
  var said: String {
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = (try? PoolSource.read(words.descriptor, at: 0, into: &bytes, file: "-")) ?? 0
    return String(decoding: bytes[..<count], as: UTF8.self)
      .split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
      .filter { !$0.allSatisfy { $0 == "^" || $0.isWhitespace } }
      .joined(separator: "; ")
  }
}
