// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that users of the libraries never fetch what only benchmarks need.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "spotcheck", path: ".."),
    // Without its default trait: that needs jemalloc, whose counts are not what is measured here.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Allocation-Benchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      path: "Benchmarks/Allocation",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
    // A program by itself, so that its memory can be held against that of its peers.
    .executableTarget(
      name: "assign",
      dependencies: [.product(name: "Sampling", package: "spotcheck")],
      path: "Benchmarks/Assignment"
    ),
    .executableTarget(
      name: "Draw-Benchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "CTickets", package: "spotcheck"),
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      path: "Benchmarks/Draw",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
    .executableTarget(
      name: "Inference-Benchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Inference", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      path: "Benchmarks/Inference",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
    .executableTarget(
      name: "Simulation-Benchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Inference", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      path: "Benchmarks/Simulation",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
  ]
)
