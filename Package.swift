// swift-tools-version: 6.2
import PackageDescription

/// The same strictness for every target: see `README.md`, "How to change it".
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// The tests of a room, in the folder of the same name under `Tests`; `files` are read by them, not compiled.
func tests(_ name: String, of rooms: [String], reading files: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: rooms.map { .init(stringLiteral: $0) }, exclude: files,
    swiftSettings: strict)
}

/// One room of the house; the arrows of the architecture are its dependencies.
func room(_ name: String, on below: [String] = [], products: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: below.map { .init(stringLiteral: $0) } + products, swiftSettings: strict)
}

let package = Package(
  name: "pol",
  products: [.executable(name: "pol", targets: ["pol"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    room("PolSource"),
    room("PolSyntax", on: ["PolSource"]),
    .target(name: "CDraws"),
    .target(name: "CLanes"),
    .target(name: "CMemory"),
    room("PolColumns", on: ["CDraws", "CLanes", "CMemory"]),
    room("PolCheck", on: ["PolSource", "PolSyntax", "PolColumns"]),
    room("PolEval", on: ["PolSource", "PolSyntax", "PolColumns", "PolCheck"]),
    room("PolLedger", on: ["PolColumns"]),
    room(
      "PolSimulation", on: ["PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolLedger"]),
    room(
      "PolReports",
      on: [
        "PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolLedger", "PolSimulation",
      ]),
    room("PolAudit", on: ["PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval"]),
    room(
      "PolSession",
      on: [
        "PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolLedger", "PolSimulation",
        "PolReports", "PolAudit",
      ]),
    .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit")]),
    room(
      "PolPrompt",
      on: ["CEditLine", "PolSource", "PolSyntax", "PolReports", "PolSession"]),
    .executableTarget(
      name: "pol",
      dependencies: [
        "PolSource", "PolSession", "PolReports", "PolPrompt",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    tests("SyntaxTests", of: ["PolSource", "PolSyntax"], reading: ["bad", "good"]),
    tests(
      "CheckTests", of: ["PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolSession"],
      reading: ["bad", "good"]),
    tests("EvalTests", of: ["PolSource", "PolColumns", "PolCheck", "PolEval"]),
    tests(
      "SimulationTests",
      of: [
        "PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolLedger", "PolSimulation",
        "PolReports",
        "PolSession",
      ]),
    tests("AuditTests", of: ["PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolAudit"]),
    tests(
      "CommandTests",
      of: ["PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolReports", "PolSession"],
      reading: ["bad", "laws", "overflow", "transcripts"]),
    .target(name: "CTerminal", path: "Tests/CTerminal"),
    tests(
      "PromptTests", of: ["CTerminal", "PolSource", "PolSyntax", "PolCheck", "PolSession", "PolPrompt"]),
  ]
)
