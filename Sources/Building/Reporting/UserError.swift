import Publishing
import Search

/// An error that lies with the user's files and folders, not with sitegen: a full disk, a missing index. Its
/// description is one line for people.
package protocol UserError: Error, CustomStringConvertible {}

extension PublishingError: UserError {}
extension SearchError: UserError {}
extension Files.Failure: UserError {}
