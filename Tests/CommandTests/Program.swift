import Foundation
import Testing

/// The built program, run as users run it.
enum Program {
  /// The result of a run.
  struct Run {
    var status: Int32
    var out: String
    var err: String
  }

  /// Path of the program, which is in the folder of the tests.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "sitegen").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return packageFolder.appending(path: ".build/debug/sitegen").path
  }()

  static let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let templates = packageFolder.appending(path: "Templates").path

  /// Runs the program until it exits.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Run {
    let process = try start(
      arguments, in: folder, output: "\(folder)/.out", error: "\(folder)/.err", environment: environment)
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      out: try String(contentsOfFile: "\(folder)/.out", encoding: .utf8),
      err: try String(contentsOfFile: "\(folder)/.err", encoding: .utf8))
  }

  /// Starts the program. Its output goes to files, because a full pipe would stop it.
  static func start(
    _ arguments: [String], in folder: String, output: String, error: String,
    environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try handle(output)
    process.standardError = try handle(error)
    try process.run()
    return process
  }

  private static func handle(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try #require(FileHandle(forWritingAtPath: path))
  }
}
