public import Sampling
internal import Synchronization

/// What a long piece of work reports while it runs, and how it is told to stop.
public final class WorkMonitor: Sendable {
  /// What is being done.
  public enum Phase: Int, Sendable {
    /// Nothing yet.
    case waiting
    /// A pipe or a compressed file is read into a temporary file.
    case reading
    /// Rows are counted and get their tickets.
    case census
    /// The unit frame is put in order for its digest.
    case frame
    /// Tickets are put in order, duplicates are looked for.
    case ranking
    /// Selected rows are read.
    case collecting
    /// The selection is written.
    case writing
    /// Draws are made again and again.
    case replicating
  }

  private let phaseNumber = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let goal = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)
  private let begun = Mutex(ContinuousClock.now)

  /// A monitor of work that has not begun.
  public init() {}

  /// What is being done now.
  public var phase: Phase { Phase(rawValue: phaseNumber.load(ordering: .relaxed)) ?? .waiting }

  /// Work done and work in all of the phase: bytes while reading, in the census and for the
  /// frame, rows otherwise; the second is 0 where it is not known.
  public var progress: (done: Int, goal: Int) {
    (done.load(ordering: .relaxed), goal.load(ordering: .relaxed))
  }

  /// How long the phase has lasted.
  public var elapsed: Duration { begun.withLock { $0.duration(to: .now) } }

  /// Asks the work to stop at its next step.
  public func stop() { stopped.store(true, ordering: .relaxed) }

  /// Begins a phase.
  package func begin(_ phase: Phase, goal: Int) {
    phaseNumber.store(phase.rawValue, ordering: .relaxed)
    done.store(0, ordering: .relaxed)
    begun.withLock { $0 = .now }
    self.goal.store(goal, ordering: .relaxed)
  }

  /// Counts work done.
  ///
  /// - Throws: ``Interruption`` where the work was asked to stop.
  package func advance(_ amount: Int) throws(Interruption) {
    done.add(amount, ordering: .relaxed)
    if stopped.load(ordering: .relaxed) { throw Interruption() }
  }
}

/// Work that was asked to stop (exit status 130).
public struct Interruption: ExplainedError, Hashable {
  /// An interruption.
  public init() {}

  /// What it is about.
  public var kind: ErrorKind { .interrupted }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    language("interrupted", "已中断")
  }
}
