import Archive

/// One parsed line of a ledger:
///
///     pN [-> pM|gone [DATE]] [<- pK|~ pK [DATE]] SPEAKER FINGERPRINT~SEAL [WORDS]
///
/// `=> pM` instead of `-> pM` means that the source was merged into another one, in which the passage has the
/// number M. The seal is a checksum of the rest of the line, which detects manual edits. It covers no other line,
/// so that git can merge lines of two branches.
struct LedgerLine: Sendable {
  /// The fate of the passage.
  enum Fate: Sendable, Equatable {
    case stands
    case gone
    /// Its words are now in the passage with this number.
    case leads(Int32)
    /// Its source was merged into another one, in which it has this number.
    case takenUp(Int32)
  }

  /// The relation of the passage to another id.
  enum Origin: Sendable, Equatable {
    /// The passage was a part of the passage with this number, which was divided.
    case part(Int32)
    /// Links to this number may mean the passage: two branches gave the number to two passages.
    case twin(Int32)

    var number: Int32 {
      switch self {
      case .part(let number), .twin(let number): number
      }
    }
  }

  /// The reason why a line cannot be read, and the column, from 1.
  struct Fault: Error {
    var message: String
    var column: Int
  }

  /// Written instead of the speaker if nobody speaks.
  static let nobody = "-"

  var number: Int32
  var fate = Fate.stands
  /// The day on which the passage was retired, if known.
  var fateDate: LedgerDate?
  var origin: Origin?
  /// The day on which the passage was divided, if known.
  var originDate: LedgerDate?
  /// The speaker: a range of the ledger's bytes, like all ranges below.
  var speaker: Range<Int>
  var print: Fingerprint.Parsed
  /// The fingerprint without the seal.
  var printText: Range<Int>
  var excerpt: Range<Int>
  /// The whole line without its line end.
  var line: Range<Int>
  /// From 1.
  var lineNumber: Int
  /// Whether the seal is valid. If not, the line was changed manually.
  var isSealed: Bool
  /// Whether the line is unchanged since it was read.
  var isAsWritten = true

  /// An id has at most nine digits, so that a typing error does not use up the numbers.
  static let highest: Int32 = 999_999_999
  private static let sealLetters = 4
  private static let sealSign = UInt8(ascii: "~")

  /// - Parameter range: the line in the bytes of a ledger, without its line end.
  init(_ bytes: [UInt8], _ range: Range<Int>, lineNumber: Int) throws(Fault) {
    var at = range.lowerBound
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func fault(_ message: String, _ offset: Int) -> Fault {
      Fault(message: message, column: offset - range.lowerBound + 1)
    }
    func field() -> Range<Int> {
      let start = at
      while at < range.upperBound, bytes[at] != 0x20 { at += 1 }
      defer { if at < range.upperBound { at += 1 } }
      return start..<at
    }
    func hasSeal(_ field: Range<Int>) -> Bool { bytes[field].contains(Self.sealSign) }
    /// A day, unless the field is the name of a speaker, which the fingerprint follows.
    func day(_ field: Range<Int>) -> LedgerDate? {
      guard let date = LedgerDate(bytes: bytes[field]) else { return nil }
      let next = at
      while at < range.upperBound, bytes[at] != 0x20 { at += 1 }
      defer { at = next }
      return hasSeal(next..<at) ? nil : date
    }
    line = range
    self.lineNumber = lineNumber
    let id = field()
    guard let number = Self.number(bytes[id]) else {
      throw fault("'\(text(id))' is not a passage id, expected p1 to p\(Self.highest)", id.lowerBound)
    }
    self.number = number
    var next = field()
    if bytes[next].elementsEqual("->".utf8) || bytes[next].elementsEqual("=>".utf8) {
      let isTakenUp = bytes[next.lowerBound] == UInt8(ascii: "=")
      let target = field()
      if let number = Self.number(bytes[target]) {
        fate = isTakenUp ? .takenUp(number) : .leads(number)
      } else if !isTakenUp, bytes[target].elementsEqual("gone".utf8) {
        fate = .gone
      } else {
        throw fault("'\(text(target))' is not a destination, expected an id or 'gone'", target.lowerBound)
      }
      next = field()
      fateDate = day(next)
      if fateDate != nil { next = field() }
    }
    if bytes[next].elementsEqual("<-".utf8) || bytes[next].elementsEqual("~".utf8) {
      let isTwin = bytes[next.lowerBound] == Self.sealSign
      let source = field()
      guard let number = Self.number(bytes[source]) else {
        throw fault("'\(text(source))' is not a passage id, expected one", source.lowerBound)
      }
      origin = isTwin ? .twin(number) : .part(number)
      next = field()
      originDate = day(next)
      if originDate != nil { next = field() }
    }
    speaker = next
    guard !speaker.isEmpty else { throw fault("the line ends without a speaker", at) }
    let sealed = field()
    let mark = bytes[sealed].lastIndex(of: Self.sealSign) ?? sealed.upperBound
    printText = sealed.lowerBound..<mark
    guard let parsed = Fingerprint.read(bytes[printText]) else {
      throw fault("'\(text(sealed))' is not the fingerprint of a passage", sealed.lowerBound)
    }
    print = parsed
    excerpt = min(at, range.upperBound)..<range.upperBound
    let seal = Self.seal(bytes[range.lowerBound..<mark], bytes[sealed.upperBound..<range.upperBound])
    isSealed = mark < sealed.upperBound && bytes[mark + 1..<sealed.upperBound].elementsEqual(seal)
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int32? {
    guard text.first == UInt8(ascii: "p"), (2...10).contains(text.count) else { return nil }
    var number: Int32 = 0
    for byte in text.dropFirst() {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int32(byte - 0x30)
    }
    return number > 0 && text.dropFirst().first != 0x30 ? number : nil
  }

  // MARK: Writing

  /// The part of a line before the speaker.
  struct Head {
    var number: Int32
    var fate = Fate.stands
    var fateDate: LedgerDate?
    var origin: Origin?
    var originDate: LedgerDate?
  }

  /// The head of this line, to be written with changes.
  var head: Head {
    Head(number: number, fate: fate, fateDate: fateDate, origin: origin, originDate: originDate)
  }

  /// Appends a line with its seal and line end.
  ///
  /// - Parameter print: the text of the fingerprint, without a seal.
  static func write(
    _ head: Head, speaker: some Sequence<UInt8>, print: some Sequence<UInt8>, excerpt: some Collection<UInt8>,
    into out: inout [UInt8]
  ) {
    let start = out.count
    out += "p\(head.number) ".utf8
    switch head.fate {
    case .stands: break
    case .gone: out += "-> gone ".utf8
    case .leads(let number): out += "-> p\(number) ".utf8
    case .takenUp(let number): out += "=> p\(number) ".utf8
    }
    if head.fate != .stands, let date = head.fateDate { out += "\(date.text) ".utf8 }
    if let origin = head.origin {
      if case .part = origin { out += "<- ".utf8 } else { out += "~ ".utf8 }
      out += "p\(origin.number) ".utf8
      if let date = head.originDate { out += "\(date.text) ".utf8 }
    }
    out += speaker
    out.append(0x20)
    out += print
    let behind: [UInt8] = excerpt.isEmpty ? [] : [0x20] + excerpt
    let seal = seal(out[start...], behind[...])
    out.append(sealSign)
    out += seal
    out += behind
    out.append(0x0A)
  }

  /// The seal: four letters of a hash of the parts of a line before and after it.
  private static func seal(_ before: ArraySlice<UInt8>, _ behind: ArraySlice<UInt8>) -> [UInt8] {
    var hash = Hash()
    for byte in before { hash.add(UInt32(byte)) }
    // A byte that no line contains separates the two parts.
    hash.add(UInt32(0x0A))
    for byte in behind { hash.add(UInt32(byte)) }
    let value = hash.value
    return (0..<sealLetters).map { Fingerprint.letter(value >> UInt64(58 - 6 * $0)) }
  }
}
