/// Codes of words, with the bits of each that are known.
struct Codes: Sendable {
  var values: [UInt16] = []
  /// For each code 0xFFF if all 12 bits are known, 0xFC0 if only six are.
  var masks: [UInt16] = []

  init(values: [UInt16] = [], masks: [UInt16] = []) {
    self.values = values
    self.masks = masks
  }

  /// Codes with all bits known.
  init(precise values: [UInt16]) {
    self.init(values: values, masks: Array(repeating: 0xFFF, count: values.count))
  }

  static func + (a: Codes, b: Codes) -> Codes {
    Codes(values: a.values + b.values, masks: a.masks + b.masks)
  }
}

/// Measures how much two sequences of words agree.
enum Likeness {
  /// The number of words in the longest common subsequence.
  static func common(_ old: Codes, _ new: [UInt16]) -> Int {
    var start = 0
    var oldEnd = old.values.count
    var newEnd = new.count
    func agree(_ o: Int, _ n: Int) -> Bool { (old.values[o] ^ new[n]) & old.masks[o] == 0 }
    while start < oldEnd, start < newEnd, agree(start, start) { start += 1 }
    while oldEnd > start, newEnd > start, agree(oldEnd - 1, newEnd - 1) {
      oldEnd -= 1
      newEnd -= 1
    }
    let ends = start + old.values.count - oldEnd
    let width = newEnd - start
    if width == 0 || oldEnd == start { return ends }
    var row = [Int32](repeating: 0, count: width + 1)
    old.values.withUnsafeBufferPointer { values in
      old.masks.withUnsafeBufferPointer { masks in
        new.withUnsafeBufferPointer { new in
          row.withUnsafeMutableBufferPointer { row in
            for o in start..<oldEnd {
              var diagonal: Int32 = 0
              let value = values[o]
              let mask = masks[o]
              for n in 0..<width {
                let above = row[n + 1]
                row[n + 1] = (value ^ new[start + n]) & mask == 0 ? diagonal + 1 : max(above, row[n])
                diagonal = above
              }
            }
          }
        }
      }
    }
    return ends + Int(row[width])
  }

  /// Least length of a run of words that does not occur by chance.
  private static let run = 3

  /// Number of words of a new passage in runs of at least three that the old one has too.
  static func inRuns(_ old: Codes, _ new: [UInt16]) -> Int {
    var isFound = [Bool](repeating: false, count: new.count)
    var row = [Int](repeating: 0, count: new.count + 1)
    for o in old.values.indices {
      for n in new.indices.reversed() {
        row[n + 1] = (old.values[o] ^ new[n]) & old.masks[o] == 0 ? row[n] + 1 : 0
        if row[n + 1] >= run { for at in n - run + 1...n { isFound[at] = true } }
      }
    }
    return isFound.reduce(0) { $0 + ($1 ? 1 : 0) }
  }

  /// Likeness by the edit distance of letters: 0 for the greatest possible distance, 1000 for equality. Used for
  /// short passages, in which one corrected letter changes a large share of the words.
  static func ofLetters(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    let most = max(a.count, b.count)
    if most == 0 { return 1000 }
    var row = Array(0...b.count)
    for x in a {
      var diagonal = row[0]
      row[0] += 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(diagonal + (x == y ? 0 : 1), min(above, row[j]) + 1)
        diagonal = above
      }
    }
    return 1000 - row[b.count] * 1000 / most
  }
}
