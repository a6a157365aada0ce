// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because every executable here has libFuzzer's entry point. Run by
// `make fuzz`; the inputs in Cases are the beginning of each run and are read by the tests as well.
let library: [SwiftSetting] = [.unsafeFlags(["-parse-as-library"])]

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "spotcheck", path: "..")],
  targets: [
    .executableTarget(
      name: "FuzzCSV",
      dependencies: [
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzWorkbook",
      dependencies: [
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzRules",
      dependencies: [.product(name: "Sampling", package: "spotcheck")],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzPlan",
      dependencies: [
        .product(name: "Plans", package: "spotcheck"),
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzReceipts",
      dependencies: [
        .product(name: "Draws", package: "spotcheck"),
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzFilter",
      dependencies: [
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzFrames",
      dependencies: [.product(name: "Sampling", package: "spotcheck")],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzSheet",
      dependencies: [
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      swiftSettings: library
    ),
    .executableTarget(
      name: "FuzzTables",
      dependencies: [
        .product(name: "Analysis", package: "spotcheck"),
        .product(name: "Frames", package: "spotcheck"),
        .product(name: "Sampling", package: "spotcheck"),
      ],
      swiftSettings: library
    ),
  ]
)
