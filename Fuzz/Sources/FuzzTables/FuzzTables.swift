import Analysis
import Foundation
import Frames
import Sampling

/// Any bytes as each of the small tables that an analyst hands in: read, or refused with a sentence in
/// both languages.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTables(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let path = "/dev/shm/spotcheck-fuzz-tables-\(getpid())"
  FileManager.default.createFile(atPath: path, contents: Data(bytes: data, count: count))
  defer { unlink(path) }
  let strata = ["A", "B"].compactMap { try? ProtocolText($0) }
  let readers: [() throws -> Void] = [
    { _ = try StrataTable(path: path) },
    { _ = try SizesFile(path) },
    { _ = try ResultTable(path: path) },
    { _ = try MovesFile.read(path, strata: strata) },
    { _ = try ExclusionList(Table(TableText(path), layout: TableLayout(), columns: [])) },
  ]
  for read in readers {
    do {
      try read()
    } catch let error as any ExplainedError {
      for language in Language.allCases { precondition(!error.explanation(in: language).isEmpty) }
    } catch {
      preconditionFailure("an error without a sentence: \(error)")
    }
  }
  return 0
}
