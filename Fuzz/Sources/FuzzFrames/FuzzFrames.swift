import Sampling

/// Any bytes as a frame of inspectors and as one of posts: refused in both languages, or read, and then
/// written with the same bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrames(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  check(bytes) { bytes throws(FrameError) in try InspectorFrame(parsing: bytes).text }
  check(bytes) { bytes throws(FrameError) in try PostFrame(parsing: bytes).text }
  return 0
}

private func check(_ bytes: [UInt8], _ read: ([UInt8]) throws(FrameError) -> [UInt8]) {
  do throws(FrameError) {
    let text = try read(bytes)
    precondition(text == bytes, "a frame changed its bytes")
  } catch {
    for language in Language.allCases { precondition(!error.explanation(in: language).isEmpty) }
  }
}
