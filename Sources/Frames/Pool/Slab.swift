import Foundation

/// Large pieces of memory from the system itself, so that they go back to it when they are freed.
enum Slab {
  /// The size, that of a large page: one fault instead of 512.
  static let bytes = 1 << 21

  /// Takes a piece, aligned to its size.
  static func allocate() -> UnsafeMutableRawPointer {
    let memory = mmap(
      nil,
      2 * bytes,
      PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS,
      -1,
      0
    )
    guard let memory, memory != MAP_FAILED else { preconditionFailure("memory is exhausted") }
    let before = (bytes - Int(bitPattern: memory) % bytes) % bytes
    if before > 0 { munmap(memory, before) }
    let slab = memory + before
    if before < bytes { munmap(slab + bytes, bytes - before) }
    // Only a hint, whose failure does not matter.
    madvise(slab, bytes, MADV_HUGEPAGE)
    return slab
  }

  /// Gives a piece back.
  static func free(_ slab: UnsafeMutableRawPointer) { munmap(slab, bytes) }
}
