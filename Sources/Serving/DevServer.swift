import Building
import Glibc

/// `sitegen serve`: builds, serves, watches, and builds again.
package struct DevServer: Sendable {
  let builder: Builder
  let printer: ReportPrinter
  let hosts: AllowedHosts

  /// - Parameter hosts: host names that the server answers to, besides those of the loopback interface.
  package init(builder: Builder, printer: ReportPrinter, hosts: [String]) {
    self.builder = builder
    self.printer = printer
    self.hosts = AllowedHosts(hosts)
  }

  /// Serves until the process is stopped.
  ///
  /// - Parameter port: 0 for any free port.
  /// - Throws: `PublishingError` if the output cannot be written, `Server.Failure` if the server cannot listen on
  ///   the port.
  package func run(port: UInt16) async throws {
    let watch = Watch(folders: [builder.folders.content, builder.folders.templates])
    let site = SiteFiles(folder: builder.folders.output)
    let reloads = Reloads()
    try await build(site, reloads)
    let server = try Server(
      SiteHandler(site: site, reloads: reloads, hosts: hosts), port: port, limits: .ofMachine())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        let address = try server.address()
        Platform.tell("serving \(builder.folders.output) at \(address)")
        Platform.tell("the site is rebuilt when a file changes; press Ctrl-C to stop")
        await reloads.keepAlive()
      }
      group.addTask { try await rebuild(watch, site, reloads) }
      // None of these tasks ends unless it fails.
      try await group.next()
      group.cancelAll()
    }
  }

  private func rebuild(_ watch: Watch, _ site: SiteFiles, _ reloads: Reloads) async throws {
    var watch = watch
    while true {
      try await watch.nextChange()
      do {
        try await build(site, reloads)
      } catch let obstacle as any UserError {
        // A full disk or a concurrent build is temporary; the existing site is still served.
        Platform.tell("error: \(obstacle)")
      }
    }
  }

  private func build(_ site: SiteFiles, _ reloads: Reloads) async throws {
    let outcome = try await builder.build(Progress())
    printer.print(outcome.diagnostics)
    if let summary = outcome.summary {
      Platform.tell(summary)
    } else {
      Platform.tell("not published; the server still shows the last good site")
    }
    site.update()
    if outcome.summary != nil { await reloads.announce() }
  }
}
