import Foundation

/// A file's length and the times of its last changes, to see later whether anybody wrote to it.
struct FileState {
  /// Bytes.
  let size: Int
  private let modified: timespec
  private let changed: timespec
  private let links: nlink_t
  /// Whether it is a plain file, and no pipe or device.
  let isRegular: Bool

  /// The state of an open file.
  ///
  /// - Throws: ``InputError/unreadable(file:reason:)`` where the system does not tell it.
  init(of descriptor: Int32, file: String) throws(InputError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(file: file, reason: SystemReason.current)
    }
    size = Int(status.st_size)
    modified = status.st_mtim
    changed = status.st_ctim
    links = status.st_nlink
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  /// Makes sure that an open file is as it was; a pipe or a device has no state.
  ///
  /// Whoever sets the time of the last writing back leaves his trace in that of the last change, which
  /// a name given or taken away also moves: a file that another has replaced is still read as it was.
  ///
  /// - Throws: ``InputError/changed(file:)`` where it was written to.
  func check(_ descriptor: Int32, file: String) throws(InputError) {
    let now = try FileState(of: descriptor, file: file)
    guard
      !isRegular
        || now.size == size && now.modified == modified
          && (now.changed == changed || now.links != links)
    else { throw .changed(file: file) }
  }
}

extension timespec {
  fileprivate static func == (left: timespec, right: timespec) -> Bool {
    left.tv_sec == right.tv_sec && left.tv_nsec == right.tv_nsec
  }
}
