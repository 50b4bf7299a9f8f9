import Synchronization

/// A rendered template with the places that differ from page to page left open.
struct CompiledTemplate: Sendable {
  private enum Piece {
    case markup([UInt8])
    case slot(Int)
  }
  private var pieces: [Piece] = []
  /// Bytes of the markup between the open places.
  fileprivate private(set) var size = 0

  /// - Parameter text: what a template gave, with `NUL number NUL` for each open place.
  init(_ text: String) {
    for (place, piece) in text.utf8.split(separator: 0, omittingEmptySubsequences: false).enumerated() {
      if place % 2 == 0 {
        pieces.append(.markup(Array(piece)))
        size += piece.count
      } else if let number = Int(String(decoding: piece, as: UTF8.self)) {
        pieces.append(.slot(number))
      }
    }
  }

  fileprivate func write(_ slots: [Slot], _ out: inout HTML) {
    for piece in pieces {
      switch piece {
      case .markup(let bytes): bytes.withUnsafeBufferPointer { out.appendRendered($0) }
      case .slot(let number): if number < slots.count { slots[number].write(&out) }
      }
    }
  }
}

/// What comes into an open place of a mould: HTML, or another mould with what comes into it, so that the words
/// of a page are copied once, into the whole page.
enum Slot: Sendable {
  case html(HTML)
  case filled(RenderedTemplate)

  var isEmpty: Bool { size == 0 }

  /// Number of bytes; of a part that stands twice in its mould a little less.
  var size: Int {
    switch self {
    case .html(let html): html.bytes.count
    case .filled(let filled): filled.size
    }
  }

  func write(_ out: inout HTML) {
    switch self {
    case .html(let html): out.add(html)
    case .filled(let filled): filled.write(&out)
    }
  }
}

/// A mould and what comes into its open places.
struct RenderedTemplate: Sendable {
  private let mould: CompiledTemplate
  private let slots: [Slot]
  let size: Int

  init(_ mould: CompiledTemplate, _ slots: [Slot]) {
    self.mould = mould
    self.slots = slots
    size = slots.reduce(mould.size) { $0 + $1.size }
  }

  func write(_ out: inout HTML) { mould.write(slots, &out) }

  /// The page as bytes.
  var html: HTML {
    var out = HTML(reserving: size)
    write(&out)
    return out
  }
}

/// The moulds made so far, for all tasks of a build. Whoever comes first makes one; it is the same whoever
/// that is.
final class Moulds: Sendable {
  private let made = Mutex<[String: CompiledTemplate]>([:])

  func mould(_ key: String, _ make: () -> CompiledTemplate) -> CompiledTemplate {
    if let mould = made.withLock({ $0[key] }) { return mould }
    let mould = make()
    made.withLock { $0[key] = mould }
    return mould
  }
}
