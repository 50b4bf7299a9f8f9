import Synchronization

/// A rendered template with the places that differ from page to page left open.
struct Mould: Sendable {
  private enum Piece {
    case markup([UInt8])
    case slot(Int)
  }
  private var pieces: [Piece] = []
  private var size = 0

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

  /// The page with its own parts in the open places.
  func fill(_ slots: [HTML]) -> HTML {
    var out = HTML(reserving: size + slots.reduce(0) { $0 + $1.bytes.count })
    for piece in pieces {
      switch piece {
      case .markup(let bytes): bytes.withUnsafeBufferPointer { out.appendRendered($0) }
      case .slot(let number): if number < slots.count { out.add(slots[number]) }
      }
    }
    return out
  }
}

/// The moulds made so far, for all tasks of a build. Whoever comes first makes one; it is the same whoever
/// that is.
final class Moulds: Sendable {
  private let made = Mutex<[String: Mould]>([:])

  func mould(_ key: String, _ make: () -> Mould) -> Mould {
    if let mould = made.withLock({ $0[key] }) { return mould }
    let mould = make()
    made.withLock { $0[key] = mould }
    return mould
  }
}
