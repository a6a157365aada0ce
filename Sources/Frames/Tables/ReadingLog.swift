internal import Synchronization

/// Takes what is to be said of how files were read: nothing is guessed in silence.
///
/// Bound to the task as ``RunFiles`` is, since every reader of a table has something to say and none
/// may forget it. Without a log nothing is said.
public final class ReadingLog: Sendable {
  /// The log of the run that this code belongs to; nil outside of one.
  @TaskLocal public static var current: ReadingLog?

  private let said = Mutex<Set<String>>([])
  private let report: @Sendable (_ english: String, _ chinese: String) -> Void

  /// Makes a log.
  ///
  /// - Parameter report: takes a sentence in both languages; the same one never comes twice.
  public init(_ report: @escaping @Sendable (_ english: String, _ chinese: String) -> Void) {
    self.report = report
  }

  /// Says how a file was read.
  func add(_ file: String, _ english: String, _ chinese: String) {
    let isNew = said.withLock { $0.insert("\(file)\u{0}\(english)").inserted }
    guard isNew else { return }
    report(
      "\(file == "-" ? "standard input" : file) \(english)",
      "\(file == "-" ? "标准输入" : file) \(chinese)"
    )
  }
}
