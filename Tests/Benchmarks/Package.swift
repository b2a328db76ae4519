// swift-tools-version: 6.2
import PackageDescription

/// As strict as the package that is measured.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// The C programs are what a careful programmer would get out of this very machine.
#if arch(x86_64)
  let machine = ["-march=native", "-mprefer-vector-width=512"]
#else
  let machine = ["-mcpu=native"]
#endif
let careful: [CSetting] = [.unsafeFlags(["-O3", "-std=gnu11", "-Wall", "-Wextra", "-Werror"] + machine)]

/// Without Swift's start-up and library, which would be loaded into programs that have no Swift in them and be measured
/// with them.
let bare = LinkerSetting.unsafeFlags(["-nostartfiles", "-static-executable"], .when(platforms: [.linux]))

let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .executableTarget(name: "CanonicalC", cSettings: careful, linkerSettings: [.linkedLibrary("m"), bare]),
    .executableTarget(name: "LoopC", cSettings: careful, linkerSettings: [bare]),
    .executableTarget(name: "measure", cSettings: careful, linkerSettings: [bare]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "CanonicalC", "LoopC", "measure",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ]
)
