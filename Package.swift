// swift-tools-version: 6.2
import PackageDescription

// A module exists only where a dependency changes; imports go one way, down this list.
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
    .library(name: "CTickets", targets: ["CTickets"]),
    .library(name: "Sampling", targets: ["Sampling"]),
    .library(name: "Inference", targets: ["Inference"]),
    .library(name: "Frames", targets: ["Frames"]),
    .library(name: "Plans", targets: ["Plans"]),
    .library(name: "Draws", targets: ["Draws"]),
    .library(name: "Analysis", targets: ["Analysis"]),
    .library(name: "Answers", targets: ["Answers"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // Near-ties of gains and of probabilities are decided in integers that no word holds.
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    // Engines are asked by their own clients, as child processes.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CFreexl", pkgConfig: "freexl", providers: [.apt(["libfreexl-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CTickets"),
    // A child process in C reads what libfreexl is trusted with.
    .target(name: "CLegacyWorkbook", dependencies: ["CFreexl"]),
    .target(
      name: "Sampling",
      dependencies: ["CTickets", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: strict
    ),
    .target(name: "Inference", dependencies: ["Sampling", "CGSL"], swiftSettings: strict),
    .target(
      name: "Frames",
      dependencies: [
        "Sampling", "CTickets", "CZlib", "CZstd", "CMinizip", "CExpat", "CLegacyWorkbook",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(name: "Reports", dependencies: ["Sampling"], swiftSettings: strict),
    .target(name: "Plans", dependencies: ["Sampling", "Frames"], swiftSettings: strict),
    .target(name: "Draws", dependencies: ["Sampling", "Frames"], swiftSettings: strict),
    .target(
      name: "Analysis",
      dependencies: ["Sampling", "Inference", "Frames", "Plans"],
      swiftSettings: strict
    ),
    .target(
      name: "Inspections",
      dependencies: [
        "Sampling", "Frames", "Plans", "Draws", "Analysis",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      // Data of ours, held by the program itself: a file per year.
      resources: (2019...2026).map { .embedInCode("Results/Calendars/calendar-\($0).csv") }
        + [.embedInCode("Evaluation/Terms/terms.csv")],
      swiftSettings: strict
    ),
    .target(
      name: "Answers",
      dependencies: [
        "Sampling", "Inference", "Frames", "Plans", "Draws", "Analysis", "Inspections", "Reports",
      ],
      // The script of a page that verifies itself.
      resources: [
        .embedInCode("PageCheck/Scripts/sha256.js"),
        .embedInCode("PageCheck/Scripts/texts.js"),
        .embedInCode("PageCheck/Scripts/json.js"),
        .embedInCode("PageCheck/Scripts/rules.js"),
        .embedInCode("PageCheck/Scripts/filter.js"),
        .embedInCode("PageCheck/Scripts/table.js"),
        .embedInCode("PageCheck/Scripts/record.js"),
        .embedInCode("PageCheck/Scripts/seed.js"),
        .embedInCode("PageCheck/Scripts/draw.js"),
        .embedInCode("PageCheck/Scripts/frame.js"),
        .embedInCode("PageCheck/Scripts/terms.js"),
        .embedInCode("PageCheck/Scripts/verify.js"),
        .embedInCode("PageCheck/Scripts/checks.js"),
        .embedInCode("PageCheck/Scripts/page.js"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "SpotcheckTool",
      dependencies: [
        "Sampling", "Inference", "Frames", "Plans", "Draws", "Analysis", "Inspections", "Reports",
        "Answers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TestSupport",
      dependencies: ["Sampling"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "SamplingTests",
      dependencies: ["Sampling", "TestSupport", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "InferenceTests",
      dependencies: ["Inference", "Sampling", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FramesTests",
      dependencies: [
        "Frames", "Sampling", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PlansTests",
      dependencies: ["Plans", "Sampling", "Frames", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DrawsTests",
      dependencies: ["Draws", "Sampling", "Frames", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "Sampling", "Inference", "Frames", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "InspectionsTests",
      dependencies: [
        "Inspections", "Analysis", "Inference", "Sampling", "Frames", "Plans", "Draws",
        "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AnswersTests",
      dependencies: [
        "Answers", "Draws", "Analysis", "Reports", "Sampling", "Frames", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ToolTests",
      dependencies: [
        "SpotcheckTool", "Sampling", "Frames", "Draws", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures", "Engines/requirements.txt"],
      swiftSettings: strict
    ),
  ]
)
