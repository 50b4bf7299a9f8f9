import Glibc

/// Notifies open pages of a new build, by server-sent events (HTML standard, section 9.2).
actor Reloads {
  /// Time between keep-alive messages, by which the server notices that a page is gone.
  private static let pause = Duration.seconds(15)

  private var listeners: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
  private var next = 0
  private var build = 0

  /// The script that is added to pages, only by `sitegen serve`. A page that reconnects to a restarted server also
  /// reloads.
  static let script = """
    (function () {
      "use strict";
      var seen = null;
      new EventSource("/-/events").addEventListener("build", function (event) {
        if (seen !== null && seen !== event.data) { location.reload(); }
        seen = event.data;
      });
    })();

    """

  /// Notifies all pages of a new build.
  func announce() {
    build += 1
    send(message)
  }

  /// Sends keep-alive messages until the task is cancelled.
  func keepAlive() async {
    while (try? await Task.sleep(for: Self.pause)) != nil { send(Array(": still here\n\n".utf8)) }
  }

  /// The events for one page, starting with the current build.
  func events() -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: [UInt8].self, bufferingPolicy: .bufferingNewest(8))
    let number = next
    next += 1
    listeners[number] = continuation
    continuation.onTermination = { _ in Task { await self.remove(number) } }
    continuation.yield(message)
    return stream
  }

  /// The process id is part of the name of a build, so that a new server never repeats an old name.
  private var message: [UInt8] { Array("event: build\ndata: \(getpid())-\(build)\n\n".utf8) }

  private func send(_ bytes: [UInt8]) {
    for listener in listeners.values { listener.yield(bytes) }
  }

  private func remove(_ number: Int) { listeners[number] = nil }
}
