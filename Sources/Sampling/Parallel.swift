import Dispatch
internal import Synchronization

/// The same work on several threads.
package enum Parallel {
  /// Runs `body` once for each worker at the same time and answers the results in their order.
  ///
  /// - Throws: the error of the first worker, by number, that failed, after all have ended.
  package static func map<Result: Sendable>(
    _ workers: Int,
    _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let result = Swift.Result { try body(worker) }
      results.withLock { $0[worker] = result }
    }
    let all = results.withLock { $0 }
    return try (0..<workers).compactMap { try all[$0]?.get() }
  }
}
