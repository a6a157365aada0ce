import Frames
import Sampling

/// Any text as a condition of `--where` before a NUL, and any cell after it: refused in both languages on
/// one line, or read, and then every cell has an answer, and the same twice.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFilter(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: data, count: count)
  let end = bytes.firstIndex(of: 0) ?? count
  let text = String(decoding: bytes[..<end], as: UTF8.self)
  do throws(RowFilterError) {
    let filter = try RowFilter(parsing: text)
    precondition(filter.text.utf8.elementsEqual(text.utf8), "a condition changed its bytes")
    let cell = UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(bytes)[min(end + 1, count)...]
    )
    precondition(filter.answer(for: cell) == filter.answer(for: cell))
  } catch {
    for language in Language.allCases {
      let sentence = error.explanation(in: language)
      precondition(!sentence.isEmpty && !sentence.contains(where: \.isNewline))
    }
  }
  return 0
}
