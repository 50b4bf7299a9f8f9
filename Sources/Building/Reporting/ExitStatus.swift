/// The exit statuses of the program.
package enum ExitStatus {
  /// The content has errors, or a file or folder cannot be used.
  package static let contentErrors: Int32 = 1
  /// An internal error, not caused by the content (EX_SOFTWARE of sysexits).
  package static let fault: Int32 = 70
}
