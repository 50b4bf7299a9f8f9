import Synchronization

/// A rendered template with slots for the values that differ from page to page.
struct CompiledTemplate: Sendable {
  private enum Piece {
    case markup([UInt8])
    case slot(Int)
  }
  private var pieces: [Piece] = []
  /// Number of bytes of markup outside the slots.
  fileprivate private(set) var size = 0

  /// - Parameter text: the output of a template, with `NUL number NUL` for each slot.
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

/// The value of a slot: HTML, or another template with its slots, so that the content of a page is copied only once,
/// into the final page.
enum Slot: Sendable {
  case html(HTML)
  case filled(RenderedTemplate)

  var isEmpty: Bool { size == 0 }

  /// Number of bytes. A slot that the template uses twice counts once.
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

/// A compiled template and the values of its slots.
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

/// Compiled templates, shared by all tasks of a build. Two tasks may compile the same template, with equal results.
final class Moulds: Sendable {
  private let made = Mutex<[String: CompiledTemplate]>([:])

  func mould(_ key: String, _ make: () -> CompiledTemplate) -> CompiledTemplate {
    if let mould = made.withLock({ $0[key] }) { return mould }
    let mould = make()
    made.withLock { $0[key] = mould }
    return mould
  }
}
