import Foundation
import Sampling
import TestSupport
import Testing

@testable import Frames

/// Pools from compressed files, in every shape that the tools make.
@Suite struct SourceTests {
  static func run(_ command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command)")
  }

  @Test func compressedPoolsHaveTheSameUnits() throws {
    let text = "id,class\n" + (0..<5000).map { "U\($0),\($0 % 3)\n" }.joined()
    let plain = try ScratchFile(text)
    defer { for end in ["gz", "members.gz", "cut.gz"] { unlink("\(plain.path).\(end)") } }
    try SourceTests.run("gzip -c \(plain.path) > \(plain.path).gz")
    try SourceTests.run(
      "head -c 9999 \(plain.path) | gzip -c > \(plain.path).members.gz;"
        + " tail -c +10000 \(plain.path) | gzip -c >> \(plain.path).members.gz"
    )
    try SourceTests.run("head -c 5000 \(plain.path).gz > \(plain.path).cut.gz")
    let expected = try RankingTests.pool(plain).roster()
    for end in ["gz", "members.gz"] {
      let file = "\(plain.path).\(end)"
      var layout = PoolLayout()
      layout.stratumColumn = "class"
      let roster = try Pool(file, layout: layout).roster()
      #expect(roster.units.map(\.id) == expected.units.map(\.id))
      // The digest is that of the compressed bytes, as `sha256sum` gives it.
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect(roster.digest == SHA256.digest(of: bytes))
    }
    #expect(throws: InputError.corrupt(file: "\(plain.path).cut.gz")) {
      try Pool("\(plain.path).cut.gz", layout: PoolLayout())
    }
  }

  @Test func normalisationIsCountedAndChecked() throws {
    let file = try ScratchFile("id,class\nＡ１,A\n e\u{301} ,A\nplain,A\n")
    var layout = PoolLayout()
    layout.normalizes = true
    let roster = try Pool(file.path, layout: layout).roster()
    #expect(roster.units.map(\.id) == ["A1", "plain", "é"])
    #expect(roster.reading.normalized == 2)
  }

  @Test func theFirstIdentifierThatIsNotEmptyCounts() throws {
    let file = try ScratchFile("code,number\nC1,1\n,2\n\"\",3\n")
    var layout = PoolLayout()
    layout.idColumns = ["code", "number"]
    #expect(try Pool(file.path, layout: layout).roster().units.map(\.id) == ["2", "3", "C1"])
  }

  struct PoolVector: Decodable {
    struct Case: Decodable {
      struct Stratum: Decodable {
        var stratum, threshold: String
        var size: Int
      }
      var pool, id, stratum, label, seed, secret, digest: String
      var strata: [Stratum]
    }
    var cases: [Case]
  }

  /// The sealed draws among the vectors, through the library, since a secret comes by a record.
  @Test func sealedPoolVectors() throws {
    let vectors = try Vectors.json("draws.json", as: PoolVector.self)
    for vector in vectors.cases where !vector.secret.isEmpty {
      guard let path = Vectors.pool(vector.pool) else { continue }
      var layout = PoolLayout()
      layout.idColumns = [vector.id]
      layout.stratumColumn = vector.stratum
      let key = DrawKey(
        .units,
        label: vector.label,
        seed: vector.seed,
        secret: vector.secret
      )
      let census = try Pool(path, layout: layout).census(key: key)
      let selection = try census.ranked(vector.strata.map { StratumCount(size: $0.size) })
      var hash = SHA256()
      try selection.forEachUnit { unit in
        hash.add("\(selection.strata[unit.stratum].name)|\(unit.rank)|".utf8)
        hash.add(unit.id)
        hash.add("\n".utf8)
      }
      #expect(hash.digest.hex == vector.digest)
    }
  }

  struct SizeVectors: Decodable {
    struct Pool: Decodable {
      struct Case: Decodable {
        var method, digest: String
        var size, certain: Int
      }
      var pool, id, size, label, seed: String
      var cases: [Case]
    }
    var pool: Pool
  }

  @Test(.enabled(if: Shared.isAvailable)) func drawsBySizeOfTheRealPool() throws {
    let vectors = try Vectors.json("pps.json", as: SizeVectors.self).pool
    var layout = PoolLayout()
    layout.idColumns = [vectors.id]
    layout.measureColumn = vectors.size
    let roster = try Pool(Shared.path("pools/\(vectors.pool)"), layout: layout).roster()
    let key = DrawKey(.units, label: vectors.label, seed: vectors.seed)
    for vector in vectors.cases {
      let method = try #require(ProportionalToSize.Method(rawValue: vector.method))
      let sample = try roster.selected([StratumCount(size: vector.size)], method: method, key: key)
      var ids: [String] = []
      try sample.selection.forEachUnit { ids.append(String(decoding: $0.id, as: UTF8.self)) }
      #expect(SHA256.digest(of: ids.joined(separator: "\n").utf8).hex == vector.digest)
      #expect(sample.targets[0].count { $0 == 1 } == vector.certain)
    }
  }

  struct RecordVector: Decodable { var pool, id, stratum, record: String }

  @Test func theUnitFrameOfTheRecordVector() throws {
    let vector = try Vectors.json("record.json", as: RecordVector.self)
    var layout = PoolLayout()
    layout.idColumns = [vector.id]
    layout.stratumColumn = vector.stratum
    let path = try #require(Vectors.pool(vector.pool))
    let roster = try Pool(path, layout: layout).roster()
    #expect(roster.frameDigest == (try DrawRecord(parsing: vector.record)).unitFrame)
  }
}
