import Publishing
import Search

/// An error caused by the user's files and folders, not by sitegen: a full disk, a missing index. Its description
/// is one line for people.
package protocol UserError: Error, CustomStringConvertible {}

extension PublishingError: UserError {}
extension SearchError: UserError {}
extension Files.Failure: UserError {}
