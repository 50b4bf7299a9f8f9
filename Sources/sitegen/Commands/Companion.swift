import Building
import Glibc

/// A program that is built with sitegen and lies beside it.
enum Companion {
  /// Why it did not start.
  struct Failure: Obstacle {
    let description: String
  }

  /// Goes on as another program in this process; comes back only to throw.
  static func become(_ name: String, _ arguments: some Sequence<String>) throws -> Never {
    let path = try folder() + "/" + name
    // The copies live until the other program takes their place.
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    execv(path, words)
    throw Failure(
      description: "\(path) does not start: \(String(cString: strerror(errno))); it belongs beside sitegen")
  }

  /// The folder that this program lies in.
  private static func folder() throws -> String {
    let path = realpath("/proc/self/exe", nil)
    guard let path else {
      throw Failure(description: "cannot tell where sitegen lies: \(String(cString: strerror(errno)))")
    }
    defer { free(path) }
    let parts = String(cString: path).split(separator: "/").dropLast()
    return "/" + parts.joined(separator: "/")
  }
}
