/// Something that a person can set, as a sentence names it.
///
/// A sentence of a library knows what has to be set and not where: this is the one place that says how it is
/// written. The command line has an option of each name, which a test holds against its help.
public enum Setting: String, Hashable, Sendable, CaseIterable {
  case acceptChecksum = "accept-checksum"
  case after
  case afterExclude = "after-exclude"
  case afterPool = "after-pool"
  case afterRecord = "after-record"
  case all
  case assignment
  case attempt
  case bom
  case budget
  case by
  case `class`
  case columns
  case correctSeed = "correct-seed"
  case delimiter
  case department
  case departments
  case designEffect = "design-effect"
  case disposition
  case district
  case domain
  case encoding
  case event
  case exclude
  case format
  case frame
  case from
  case head
  case headerRow = "header-row"
  case id
  case `in`
  case inspectors
  case issueDeadline = "issue-deadline"
  case issued
  case item
  case keepCodes = "keep-codes"
  case keepTotals = "keep-totals"
  case key
  case keyInEngine = "key-in-engine"
  case ledger
  case limit
  case margin
  case measure
  case method
  case normalizeIds = "normalize-ids"
  case notice
  case number
  case openStrata = "open-strata"
  case order
  case outcomes
  case plain
  case pool
  case population
  case posts
  case postStrata = "post-strata"
  case postStratum = "post-stratum"
  case preflight
  case previous
  case publish
  case publishColumns = "publish-columns"
  case query
  case reason
  case receipt
  case record
  case redraw
  case reserves
  case rotation
  case roundDown = "round-down"
  case rule
  case sealed
  case secretOf = "secret-of"
  case seed
  case seedLog = "seed-log"
  case selection
  case separator
  case sheet
  case start
  case stratum
  case strength
  case table
  case teamsFor = "teams-for"
  case unclassified
  case used
  case variance
  case weakSeed = "weak-seed"
  case weight
  case `where`
  case withClasses = "with-classes"
  case workspace
  case year
  case years
}

extension Setting: CustomStringConvertible {
  /// The setting as the command line writes it, `--header-row`.
  public var description: String { "--\(rawValue)" }
}
