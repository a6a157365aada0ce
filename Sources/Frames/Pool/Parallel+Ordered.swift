import Foundation
internal import Sampling
internal import Synchronization

extension Parallel {
  /// Makes results numbered from 0 on several threads and takes them in the order of their numbers.
  ///
  /// The thread that made a result takes it as soon as those before were taken, while the others
  /// make the next ones. There is a thread more than was asked for, because one of them is usually
  /// waiting for the disk.
  ///
  /// - Throws: the error of the first number, in order, that failed.
  static func ordered<Result: Sendable>(
    _ count: Int,
    threads: Int,
    make: @Sendable (Int) throws -> Result,
    take: (Result) throws -> Void
  ) throws {
    try withoutActuallyEscaping(take) { take in
      let turn = Turn(take)
      let next = Atomic<Int>(0)
      _ = try map(min(threads > 1 ? threads + 1 : 1, max(count, 1))) { _ in
        while true {
          let number = next.add(1, ordering: .relaxed).oldValue
          guard number < count else { return }
          let result = Swift.Result { try make(number) }
          guard turn.take(result, number: number) else { return }
        }
      }
      try turn.end()
    }
  }

  /// Lets results through one by one, in order.
  private final class Turn<Result>: @unchecked Sendable {
    // Unchecked: everything happens while the condition is locked.
    private let condition = NSCondition()
    private let body: (Result) throws -> Void
    private var next = 0
    private var failure: (any Error)?

    init(_ body: @escaping (Result) throws -> Void) {
      self.body = body
    }

    /// Waits for its turn; false where a result before failed.
    func take(_ result: Swift.Result<Result, any Error>, number: Int) -> Bool {
      condition.lock()
      defer {
        condition.broadcast()
        condition.unlock()
      }
      while next < number, failure == nil { condition.wait() }
      guard failure == nil else { return false }
      do {
        try body(try result.get())
        next += 1
        return true
      } catch {
        failure = error
        return false
      }
    }

    func end() throws { if let failure { throw failure } }
  }
}
