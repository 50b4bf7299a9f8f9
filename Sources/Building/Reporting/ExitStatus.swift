/// What the program says by its exit status.
package enum ExitStatus {
  /// The content has errors, or a file or folder cannot be used.
  package static let contentErrors: Int32 = 1
  /// A fault that is not the content's (EX_SOFTWARE of sysexits).
  package static let fault: Int32 = 70
}
