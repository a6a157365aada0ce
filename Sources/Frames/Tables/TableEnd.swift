import Foundation
internal import Sampling

/// The end of a table of text: notes and empty rows that are none of its body.
struct TableEnd {
  /// Where the body ends in the text.
  var offset: Int
  /// Rows behind it; blank lines at the very end, which no reading counts, are not left out rows.
  var rows: Int

  /// Looks at the last lines of a text, backwards as far as they hold nothing or a note.
  ///
  /// A line with a quote ends the search: what is left out can be counted in lines.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - start: where the body begins.
  ///   - delimiter: the byte between fields.
  ///   - width: the number of columns.
  /// - Returns: the end.
  /// - Throws: ``InputError``.
  /// - Complexity: the lines that are left out.
  static func find(
    in source: PoolSource,
    from start: Int,
    delimiter: UInt8,
    width: Int
  ) throws -> TableEnd {
    try walk(source, from: start) { line, state in
      if line.isEmpty {
        state.rows += 1
        return true
      }
      guard !line.contains(0x22) else { return false }
      let cells = line.split(separator: delimiter, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard NoteRows.isEmpty(cells) || NoteRows.isNote(cells, width: width) else { return false }
      state.rows += 1
      state.isFound = true
      return true
    }
  }

  /// The end behind which a number of lines is left out.
  static func given(_ rows: Int, in source: PoolSource, from start: Int) throws -> TableEnd {
    guard rows > 0 else { return TableEnd(offset: source.size, rows: 0) }
    return try walk(source, from: start) { _, state in
      guard state.rows < rows else { return false }
      state.rows += 1
      state.isFound = true
      return true
    }
  }

  private struct State {
    var rows = 0
    /// Whether the line just seen is left out for a reason of its own.
    var isFound = false
  }

  /// Goes through the lines from the last one on, until `takes` answers false.
  private static func walk(
    _ source: PoolSource,
    from start: Int,
    takes: (ArraySlice<UInt8>, inout State) -> Bool
  ) throws -> TableEnd {
    var room = 1 << 16
    while true {
      let begin = max(start, source.size - room)
      var bytes = [UInt8](repeating: 0, count: max(source.size - begin, 0))
      let count = try PoolSource.read(source.descriptor, at: begin, into: &bytes, file: source.file)
      bytes.removeSubrange(count...)
      var state = State()
      var result = TableEnd(offset: source.size, rows: 0)
      var end = bytes.count
      var isCut = false
      while end > 0 {
        let last = bytes[end - 1] == 0x0A ? end - 1 : end
        let first = bytes[..<last].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        if first == 0, begin > start {
          isCut = true
          break
        }
        var line = bytes[first..<last]
        if line.last == 0x0D { line.removeLast() }
        state.isFound = false
        guard takes(line, &state) else { break }
        if state.isFound { result = TableEnd(offset: begin + first, rows: state.rows) }
        end = first
      }
      if !isCut { return result }
      guard room < Block.greatestCapacity else { return result }
      room *= 2
    }
  }
}
