internal import CTickets
import Foundation

/// Writes one buffer after the other while its owner fills the next.
///
/// A large file goes straight to the disk, where it must be before it is shown: the system would copy
/// it into memory first. Where that is not possible, it is copied.
struct WriteBehind {
  /// One buffer on its way.
  private final class Job: @unchecked Sendable {
    // Unchecked: the failure is written on the queue and read after waiting for it.
    let buffer: UnsafeMutableRawBufferPointer
    var failure: Int32?

    init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }
  }

  private let queue = DispatchQueue(label: "spotcheck.output")
  private var running: (job: Job, item: DispatchWorkItem)?

  /// Begins to write a buffer, which is not touched before ``wait()``.
  mutating func start(_ buffer: UnsafeMutableRawBufferPointer, to descriptor: Int32) {
    let job = Job(buffer)
    let item = DispatchWorkItem {
      _ = ct_set_direct(descriptor, true)
      job.failure = WriteBehind.write(UnsafeRawBufferPointer(job.buffer), to: descriptor)
    }
    running = (job, item)
    queue.async(execute: item)
  }

  /// Waits until the buffer is written; answers it, and the system's number of what went wrong.
  mutating func wait() -> (buffer: UnsafeMutableRawBufferPointer?, failure: Int32?) {
    guard let running else { return (nil, nil) }
    running.item.wait()
    self.running = nil
    return (running.job.buffer, running.job.failure)
  }

  /// Writes bytes; answers the system's number of what went wrong.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        // What is left after half a write is not aligned any more.
        if !rest.isEmpty { _ = ct_set_direct(descriptor, false) }
      } else if errno == EINVAL, ct_set_direct(descriptor, false) {
        continue
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
