// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "library",
  dependencies: [.package(name: "spotcheck", path: "../..")],
  targets: [
    .executableTarget(
      name: "library",
      dependencies: ["Sampling", "Inference", "Draws"].map {
        .product(name: $0, package: "spotcheck")
      }
    )
  ]
)
