// swift-tools-version: 6.2
import PackageDescription

// Imports go one way: CTickets, Sampling, Frames, SpotcheckTool (README, "The modules").
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "spotcheck",
  products: [
    .executable(name: "spotcheck", targets: ["SpotcheckTool"]),
    .library(name: "Sampling", targets: ["Sampling"]),
    .library(name: "Frames", targets: ["Frames"]),
    .library(name: "CTickets", targets: ["CTickets"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CTickets"),
    .target(name: "Sampling", dependencies: ["CTickets"], swiftSettings: strict),
    .target(name: "Frames", dependencies: ["Sampling", "CTickets"], swiftSettings: strict),
    .executableTarget(
      name: "SpotcheckTool",
      dependencies: [
        "Sampling", "Frames",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "SamplingTests", dependencies: ["Sampling"], swiftSettings: strict),
    .testTarget(name: "FramesTests", dependencies: ["Frames", "Sampling"], swiftSettings: strict),
    .testTarget(
      name: "ToolTests",
      dependencies: ["SpotcheckTool", "Sampling", "Frames"],
      swiftSettings: strict
    ),
  ]
)
