internal import GRDB
internal import Sampling

struct ResultChecks {
  init(_ database: Database) throws {}
  func findings() throws -> [CrossChecks.Finding] { [] }
}
