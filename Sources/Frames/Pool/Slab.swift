import Foundation

/// Pieces of memory from the system itself, so that they go back to it when they are freed.
///
/// Not in large pages: on a virtual machine those are often memory that its host has to find first,
/// which costs more than the faults that they save (measured: a third of a census).
enum Slab {
  /// The usual size.
  static let bytes = 1 << 18

  /// Takes a piece.
  static func allocate(_ bytes: Int = Slab.bytes) -> UnsafeMutableRawPointer {
    // All its pages at once: a fault for each costs as much as clearing it.
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let memory, memory != MAP_FAILED else { preconditionFailure("memory is exhausted") }
    return memory
  }

  /// Gives a piece of that size back.
  static func free(_ slab: UnsafeMutableRawPointer, _ bytes: Int = Slab.bytes) {
    munmap(slab, bytes)
  }
}
