import Foundation

/// The state of a file that another program opens by its name, more than once.
///
/// Unlike ``FileState`` of an open file, it tells when the name has come to stand for another file.
struct NamedFileState {
  private let file: String
  private let numbers: [Int]

  /// The state of a file; nil where the name is no plain file here: a pattern of names, an address.
  init?(_ path: String) {
    guard let numbers = NamedFileState.numbers(path) else { return nil }
    file = path
    self.numbers = numbers
  }

  private static func numbers(_ path: String) -> [Int]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return [
      Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec,
      status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }

  /// Makes sure that the name stands for the same file, and that nobody wrote to it.
  ///
  /// - Throws: ``InputError/changed(file:)`` where that is not so.
  func check() throws(InputError) {
    guard NamedFileState.numbers(file) == numbers else { throw .changed(file: file) }
  }
}
