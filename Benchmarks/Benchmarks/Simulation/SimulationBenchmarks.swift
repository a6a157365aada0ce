import Benchmark
import Foundation
import Inference
import Sampling

// Peers: Peers/replicates.py (the same tickets with hashlib and NumPy, and NumPy's own choice).
// SPOTCHECK_POOL names the Chicago pool; without it identifiers of the same number and strata are
// made up.

private let populations = [8_441, 2_910, 1_016]
private let sizes = [844, 1_019, 508]

private func frame() throws -> SimulatedFrame {
  let names = try ["1", "2", "3"].map { try ProtocolText($0) }
  guard let path = ProcessInfo.processInfo.environment["SPOTCHECK_POOL"],
    let text = try? String(contentsOfFile: path, encoding: .utf8)
  else {
    let places = populations.enumerated().flatMap { Array(repeating: $0, count: $1) }
    return SimulatedFrame(
      ids: places.indices.map { "\(1_000_000 + $0)" },
      places: places,
      names: names
    )
  }
  var ids: [String] = []
  var places: [Int] = []
  // Identifier first; the class is the first lone digit between commas.
  for line in text.split(separator: "\n").dropFirst() {
    guard let id = line.split(separator: ",").first,
      let found = line.firstRange(of: /,[123],(High|Medium|Low)/)
    else { continue }
    ids.append(String(id))
    places.append((line[found].dropFirst().first?.wholeNumberValue ?? 1) - 1)
  }
  return SimulatedFrame(ids: ids, places: places, names: names)
}

private func request(_ replicates: Int) throws -> Simulation.Request {
  var request = Simulation.Request(
    frame: try frame(),
    design: SimulationDesign(sizes: sizes),
    label: "bench",
    seed: "4 6 1 1 3 5 2 6 6 1",
    replicates: replicates
  )
  request.pairUnits = 0
  request.threads = ProcessInfo.processInfo.activeProcessorCount
  return request
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal],
    maxDuration: .seconds(60),
    maxIterations: 3
  )

  Benchmark("10000 replicate draws, 12367 units, 3 strata/spotcheck") { benchmark in
    let request = try request(10_000)
    benchmark.startMeasurement()
    let simulation = try Simulation(request)
    benchmark.stopMeasurement()
    precondition(request.frame.count == 12_367)
    precondition(simulation.inclusions.reduce(0, +) == 10_000 * sizes.reduce(0, +))
    blackHole(simulation)
  }
}
