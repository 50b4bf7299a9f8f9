/// Writes which forms map to which terms: a table in each shard of lists, the forms of long terms for the top of
/// the index, and the dictionary, which is used to complete and correct words.
struct FormTables {
  private let words: WordTables
  /// `WordTables.leads`.
  private let leads: [UInt32]

  init(_ words: WordTables, leads: [UInt32]) {
    self.words = words
    self.leads = leads
  }

  /// The forms in the table of a shard: from the first one not below the stem of its first term to the first one not
  /// below that of the next shard.
  func forms(of shard: Int, _ firsts: [Int]) -> Range<Int> {
    let first = shard == 0 ? 0 : Int(leads[firsts[shard] - words.long])
    let end = shard + 1 == firsts.count ? words.forms.count : Int(leads[firsts[shard + 1] - words.long])
    return first..<max(first, end)
  }

  /// The shortest prefix of the stem of the first term of a shard that sorts after the form before it:
  /// `IndexTop.keys`.
  func key(of shard: Int, _ firsts: [Int]) -> String {
    let place = Int(leads[firsts[shard] - words.long])
    guard place > 0, shard > 0 else { return "" }
    let (own, before) = (Array(words.stems[firsts[shard]]), Array(words.forms[place - 1]))
    var length = zip(own, before).prefix { $0 == $1 }.count + 1
    // Never within a character.
    while length < own.count, UTF8.isContinuation(own[length]) { length += 1 }
    return String(decoding: own[..<min(length, own.count)], as: UTF8.self)
  }

  /// The table of a shard, preceded by its length.
  func table(of shard: Int, _ firsts: [Int]) -> [UInt8] {
    var table: [UInt8] = []
    var previous = firsts[shard]
    words.forms.withView { view in
      let places = forms(of: shard, firsts)
      for place in places {
        Self.append(view[place], after: place > places.lowerBound ? view[place - 1] : nil, to: &table)
        appendVarint(words.entries(place).count, to: &table)
        for term in words.terms[words.entries(place)] {
          if term < words.long {
            appendVarint(Int(term) << 1 | 1, to: &table)
          } else {
            appendVarint(zigzag(Int(term) - previous) << 1, to: &table)
            previous = Int(term)
          }
        }
      }
    }
    var shard: [UInt8] = []
    appendVarint(table.count, to: &shard)
    return shard + table
  }

  /// Forms that map to a long term, with all their terms.
  func long() -> (forms: [String], terms: [[Int]]) {
    var forms: [String] = []
    var terms: [[Int]] = []
    for place in 0..<words.forms.count {
      // The terms of a form are in ascending order, and long terms have the lowest numbers.
      guard words.terms[Int(words.starts[place])] < words.long else { continue }
      forms.append(String(decoding: words.forms[place], as: UTF8.self))
      terms.append(words.terms[words.entries(place)].map(Int.init))
    }
    return (forms, terms)
  }

  /// The first form of each shard `dN` and, at the end, the number of forms.
  func dictionaryBorders() -> [Int] {
    var borders = [0]
    var size = 0
    words.forms.withView { view in
      for place in 0..<words.forms.count {
        let same = size == 0 ? 0 : shared(view[place], view[place - 1])
        let more = view[place].count - same
        size += more + Self.width(same) + Self.width(more) + Self.width(words.count(place))
        if size >= IndexFormat.dictionaryShard {
          borders.append(place + 1)
          size = 0
        }
      }
    }
    if borders[borders.count - 1] < words.forms.count { borders.append(words.forms.count) }
    return borders
  }

  /// A shard `dN`.
  func dictionary(_ places: Range<Int>) -> [UInt8] {
    var shard: [UInt8] = []
    words.forms.withView { view in
      for place in places {
        Self.append(view[place], after: place > places.lowerBound ? view[place - 1] : nil, to: &shard)
        appendVarint(words.count(place), to: &shard)
      }
    }
    return shard
  }

  /// The length of a varint in bytes.
  private static func width(_ value: Int) -> Int {
    max(1, (Int.bitWidth - value.leadingZeroBitCount + 6) / 7)
  }

  private static func append(
    _ form: UnsafeBufferPointer<UInt8>, after previous: UnsafeBufferPointer<UInt8>?, to out: inout [UInt8]
  ) {
    let same = previous.map { shared(form, $0) } ?? 0
    appendVarint(same, to: &out)
    appendVarint(form.count - same, to: &out)
    out.append(contentsOf: form[same...])
  }
}
