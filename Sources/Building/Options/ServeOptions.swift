import ArgumentParser

/// What `sitegen serve` takes. Both `sitegen`, which explains and checks it, and `sitegen-serve`, which acts on
/// it, read it.
package struct ServeOptions: ParsableArguments {
  @OptionGroup package var folders: Folders
  @OptionGroup package var reports: Reports
  @OptionGroup package var tasks: Jobs

  @Option(help: ArgumentHelp("Port to listen on; 0 takes any that is free.", valueName: "number"))
  package var port: UInt16 = 8000

  package init() {}
}
