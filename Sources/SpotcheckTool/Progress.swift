import Dispatch
import Foundation
import Frames
import Sampling

/// Work that shows its progress on a terminal.
enum Work {
  /// Runs work with a monitor: when it takes longer than a second and standard error is a terminal, a
  /// line shows how far it is.
  static func monitored<Result>(
    quiet: Bool,
    language: Language,
    _ body: (WorkMonitor) throws -> Result
  ) rethrows -> Result {
    let monitor = WorkMonitor()
    guard !quiet, isatty(STDERR_FILENO) == 1 else { return try body(monitor) }
    let queue = DispatchQueue(label: "spotcheck.monitor")
    let line = ProgressLine(monitor: monitor, language: language)
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + 1, repeating: 0.5)
    timer.setEventHandler { line.show() }
    timer.resume()
    defer {
      timer.cancel()
      queue.sync { ProgressLine.clear() }
    }
    return try body(monitor)
  }
}

/// One line on a terminal: phase, share done, rate, time left.
struct ProgressLine: Sendable {
  let monitor: WorkMonitor
  let language: Language

  func show() {
    let (done, goal) = monitor.progress
    let name: String
    switch monitor.phase {
    case .waiting: return
    case .reading: name = language("reading", "读取")
    case .census: name = language("counting", "清点")
    case .frame: name = language("hashing the frame", "计算名单摘要")
    case .ranking: name = language("ordering", "排序")
    case .collecting: name = language("collecting", "提取")
    case .writing: name = language("writing", "写出")
    case .replicating: name = language("drawing", "重复抽取")
    }
    let seconds = max(monitor.elapsed / .seconds(1), 0.001)
    let isBytes = [.reading, .census, .frame].contains(monitor.phase)
    let isDraws = monitor.phase == .replicating
    let unit = isBytes ? "MB" : isDraws ? language("draws", "次") : language("rows", "行")
    let scale = isBytes ? 1e6 : 1
    var text = "\(name) \(Int(Double(done) / scale)) \(unit)"
    if goal > 0, done > 0 {
      let share = Double(done) / Double(goal)
      let left = Int(seconds * (1 - share) / share)
      text += language(
        ", \(Int(share * 100))%, \(left) s left",
        "，\(Int(share * 100))%，约剩 \(left) 秒"
      )
    }
    text += language(
      ", \(Int(Double(done) / scale / seconds)) \(unit)/s",
      "，每秒 \(Int(Double(done) / scale / seconds)) \(unit)"
    )
    ProgressLine.write("\r\u{1B}[K\(text)")
  }

  static func clear() { write("\r\u{1B}[K") }

  private static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
