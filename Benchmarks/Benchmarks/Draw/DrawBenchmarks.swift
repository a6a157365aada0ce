import Benchmark
import CTickets
import Foundation
import Frames
import Sampling

// The parts of a draw; the whole command beside its peers is timed by draw.py.

/// A made-up pool like that of make-pool.sh, a million rows in a temporary file.
private let pool: Pool? = {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).csv").path
  var text = "id,name,class,district\n"
  for row in 0..<rows {
    let id = 914_110_000_000_000_000 + row * 7_654_321
    text +=
      "\(id),Firm No. \(1_000_000 + row),\("AAABBCCD".dropFirst(row % 8).prefix(1)),41\(row % 9000)\n"
  }
  guard (try? text.write(toFile: path, atomically: false, encoding: .utf8)) != nil else {
    return nil
  }
  var layout = PoolLayout()
  layout.idColumns = ["id"]
  layout.stratumColumn = "class"
  let pool = try? Pool(path, layout: layout)
  unlink(path)
  return pool
}()
private let rows = 1_000_000
private let key = DrawKey(.units, label: "bench", seed: "4 6 1 1 3 5 2 6 6 1")

private func options(digest: Bool, frame: Bool = false, memory: Memory = .usual) -> CensusOptions {
  var options = CensusOptions()
  options.wantsDigest = digest
  options.wantsFrame = frame
  options.memory = memory
  return options
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal],
    maxDuration: .seconds(5),
    maxIterations: 1_000
  )

  var kernel: Int32 = 0
  while let name = ct_kernel_name(kernel) {
    let number = kernel
    kernel += 1
    guard ct_kernel_available(number) else { continue }
    Benchmark("tickets of 100,000 identifiers of 18 bytes/\(String(cString: name))") { benchmark in
      let bytes = [UInt8](repeating: 0x37, count: 18 * 100_000 + Int(CT_BATCH_SLACK))
      let messages = (0..<100_000).map { ct_message(offset: UInt64($0 * 18), length: 18) }
      var digests = [ct_digest](repeating: ct_digest(), count: messages.count)
      var state = ct_sha256()
      ct_sha256_start(&state)
      ct_sha256_add(&state, bytes, 64)
      ct_kernel_use(number)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        ct_tickets(&state, bytes, messages, messages.count, &digests)
      }
      benchmark.stopMeasurement()
      ct_kernel_use(0)
      blackHole(digests)
    }
  }

  for fast in [true, false] {
    Benchmark("separators of 1 MB/\(fast ? "vectors" : "portable")") { benchmark in
      let line = Array("914110000007654321,Firm No. 0000001,C,414894\n".utf8)
      let bytes = [UInt8]((0..<1_000_000 / line.count).map { _ in line }.joined())
      var positions = [UInt32](repeating: 0, count: bytes.count + 4)
      var scan = ct_scan()
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        ct_scan_separators_with(fast, bytes, bytes.count, 0x2C, &positions, &scan)
      }
      benchmark.stopMeasurement()
      blackHole(scan)
    }
  }

  for (name, options) in [
    ("everything", options(digest: true)), ("no digest", options(digest: false)),
    ("unit frame", options(digest: true, frame: true)),
    ("within 64 MB", options(digest: true, memory: .limited(64_000_000))),
  ] {
    Benchmark("census of a million rows/\(name)") { benchmark in
      for _ in benchmark.scaledIterations {
        blackHole(try pool?.census(key: key, options: options))
      }
    }
  }

  Benchmark("ranking of a million rows, 15%") { benchmark in
    for _ in benchmark.scaledIterations {
      benchmark.stopMeasurement()
      let census = try pool?.census(key: key)
      let counts = census?.strata.map { StratumCount(size: $0.population * 3 / 20) } ?? []
      benchmark.startMeasurement()
      blackHole(try census?.ranked(counts))
      benchmark.stopMeasurement()
    }
  }

  Benchmark("records of 150,000 units in order") { benchmark in
    let census = try pool?.census(key: key)
    let counts = census?.strata.map { StratumCount(size: $0.population * 3 / 20) } ?? []
    let selection = try census?.ranked(counts)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      var length = 0
      try selection?.forEachPiece { piece in
        var length = 0
        try piece.forEachUnit { length += $0.record.count }
        return length
      } take: {
        length += $0
      }
      blackHole(length)
    }
  }
}
