// swift-tools-version: 6.0
import PackageDescription

// One direction of data: a target imports only what stands to the left of it in docs/architecture.md.
let package = Package(
  name: "sitegen",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "sitegen", targets: ["sitegen"]),
    .library(name: "Anchoring", targets: ["Anchoring"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(name: "Ccmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "Cstemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "Cnettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "Clinux"),

    .target(name: "Base"),
    .target(name: "Archive", dependencies: ["Base"]),
    .target(name: "Workers"),
    .target(name: "FileAccess", dependencies: ["Base", "Clinux"]),
    .target(name: "Labelling", dependencies: ["Archive", "Base"]),
    .target(
      name: "Reading",
      dependencies: ["Archive", "Base", "FileAccess", "Labelling", "Workers", "Ccmark", "Yams"]),
    .target(name: "Anchoring", dependencies: ["Archive", "Base"]),
    .target(name: "Linking", dependencies: ["Archive", "Anchoring", "Base"]),
    .target(name: "Search", dependencies: ["Archive", "Base", "Cstemmer"]),
    .target(
      name: "Rendering",
      dependencies: [
        "Archive", "Anchoring", "Base", "Linking", .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .target(name: "Exporting", dependencies: ["Archive", "Base", "Linking"]),
    .target(name: "Importing", dependencies: ["Archive", "Base", "Labelling"]),
    .target(
      name: "Publishing", dependencies: ["Archive", "Base", "FileAccess", "Workers", "Cnettle", "Clinux"]
    ),
    .target(
      name: "Building",
      dependencies: [
        "Archive", "Base", "FileAccess", "Workers", "Reading", "Anchoring", "Linking", "Search", "Rendering",
        "Exporting", "Publishing", "Clinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "Serving",
      dependencies: [
        "Base", "Building", "Publishing", .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .executableTarget(
      name: "sitegen",
      dependencies: [
        "Anchoring", "Archive", "Base", "Building", "Importing", "Serving", "Workers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Editors and readers of real texts for the tests and the benchmark of anchoring; no product has them.
    .target(name: "Trials", dependencies: ["Archive", "Anchoring", "Base"], path: "Benchmarks/Trials"),
    .executableTarget(
      name: "anchoring-benchmark", dependencies: ["Archive", "Anchoring", "Trials"],
      path: "Benchmarks/AnchoringBenchmark"),

    // Readers of foreign bytes as the fuzzer drives them; no product has them.
    .target(
      name: "Readers",
      dependencies: [
        "Archive", "Anchoring", "Building", "Importing", "Linking", "Publishing", "Reading", "Rendering",
        "Search",
      ], path: "Tests/Fuzzing/Readers"),
    .testTarget(name: "FuzzingTests", dependencies: ["Readers"]),

    // Answers of the index to many queries at once, to be compared with those of the page; no product has it.
    .executableTarget(name: "search-answers", dependencies: ["Search"], path: "Tests/SearchAnswers"),

    .testTarget(name: "BaseTests", dependencies: ["Base"]),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive"]),
    .testTarget(name: "WorkersTests", dependencies: ["Workers"]),
    .testTarget(name: "FileAccessTests", dependencies: ["FileAccess"]),
    .testTarget(
      name: "ReadingTests", dependencies: ["Archive", "Ccmark", "Labelling", "Reading", "Workers"]),
    .testTarget(
      name: "LinkingTests", dependencies: ["Archive", "Anchoring", "Linking", "Reading", "Workers"]),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Archive", "Anchoring", "Linking", "Reading", "Rendering", "Workers"]),
    .testTarget(name: "AnchoringTests", dependencies: ["Anchoring", "Base", "Trials"]),
    .testTarget(
      name: "ExportingTests",
      dependencies: ["Archive", "Anchoring", "Base", "Exporting", "Linking", "Reading", "Workers"]),
    .testTarget(name: "CommandTests", dependencies: ["Base", "Building", "sitegen"]),
    .testTarget(name: "ServingTests", dependencies: ["Publishing", "Serving"]),
    .testTarget(
      name: "ImportingTests",
      dependencies: ["Archive", "Anchoring", "Exporting", "Importing", "Linking", "Reading", "Workers"]),
    .testTarget(name: "PublishingTests", dependencies: ["Archive", "Publishing", "Workers"]),
    .testTarget(
      name: "DocumentationTests", dependencies: ["Archive", "Anchoring", "Linking", "Reading", "Workers"]),
    .testTarget(
      name: "BuildingTests", dependencies: ["Anchoring", "Archive", "Building", "Publishing", "Workers"]),
    .testTarget(
      name: "SearchTests", dependencies: ["Base", "Search", "Workers"], resources: [.copy("Fixtures")]),
  ]
)

// The fuzzer needs a compiler with libFuzzer and a flag for all targets, which `scripts/fuzz` gives.
if Context.environment["SITEGEN_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(name: "fuzz", dependencies: ["Readers"], path: "Tests/Fuzzing/Fuzz"))
}
