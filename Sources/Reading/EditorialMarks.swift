import Archive

/// Editorial marks: remarks of transcribers in square brackets.
extension Markdown {
  /// Finds the editorial marks in the text that was added last.
  mutating func findSigns(from start: Int) {
    var at = start
    while let open = prose.bytes.offset(of: UInt8(ascii: "["), from: at) {
      at = open + 1
      let window = prose.bytes[(open + 1)...].prefix(64)
      guard
        let close = window.firstIndex(where: {
          $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "[") || $0 == 10
        }),
        prose.bytes[close] == UInt8(ascii: "]"),
        let kind = editorialMarks.kind(of: prose.bytes[(open + 1)..<close])
      else { continue }
      prose.signs.append(EditorialMark(kind: kind, range: ByteRange(open, close + 1)))
      at = close + 1
    }
  }
}

/// The vocabulary of editorial marks: English words in every text, words of the source's language, and words that
/// the archive defines.
struct EditorialMarks {
  private var own: [String: EditorialMark.Kind] = [:]
  private var local: [String: EditorialMark.Kind] = [:]

  /// - Parameters:
  ///   - own: the words defined by `reading: {editorial_marks: …}` in `archive.yaml`.
  ///   - language: the language of the text, a BCP 47 tag.
  init(own: [Settings.EditorialWord] = [], language: String = "en") {
    for mark in own { self.own[mark.words.lowercased()] = mark.kind }
    let code = language.lowercased().split(separator: "-").first.map(String.init) ?? ""
    local = Self.table[code] ?? [:]
  }

  /// The kind of editorial mark for a text in brackets; nil if it is not one.
  func kind(of text: ArraySlice<UInt8>) -> EditorialMark.Kind? {
    let words = String(decoding: text, as: UTF8.self).lowercased()
    if let kind = own[words] ?? Self.exact[words] ?? local[words] { return kind }
    // `[inaudible 00:12:03]`, `[laughter and applause]`, `[Beifall bei der CDU]`: the first word decides.
    let first = String(words.prefix { $0.isLetter || $0 == "-" })
    if first.count < words.count { return Self.leading[first] ?? local[first] ?? own[first] }
    return nil
  }

  /// Whether a text in brackets is an editorial mark in any built-in language.
  static func isKnown(_ text: ArraySlice<UInt8>) -> Bool {
    let words = String(decoding: text, as: UTF8.self).lowercased()
    let first = String(words.prefix { $0.isLetter || $0 == "-" })
    return exact[words] != nil || leading[first] != nil
      || table.values.contains { $0[words] != nil || $0[first] != nil }
  }

  private static let leading: [String: EditorialMark.Kind] = [
    "inaudible": .inaudible, "unintelligible": .inaudible, "indiscernible": .inaudible,
    "unclear": .inaudible, "crosstalk": .crosstalk, "overtalk": .crosstalk, "cross-talk": .crosstalk,
    "laughter": .event, "laughs": .event, "applause": .event, "pause": .event, "music": .event,
    "cheers": .event, "speaks": .foreign, "speaking": .foreign, "untranslated": .foreign,
    "redacted": .redacted,
  ]

  private static let exact: [String: EditorialMark.Kind] = leading.merging([
    "ph": .phonetic, "ph.": .phonetic, "phonetic": .phonetic, "sp": .phonetic, "sp?": .phonetic,
    "?": .phonetic, "sic": .sic, "sic!": .sic, "sic.": .sic, "cross talk": .crosstalk, "…": .omission,
    "...": .omission, ". . .": .omission, "omitted": .omission, "omission": .omission, "cheering": .event,
    "laughing": .event, "chuckles": .event, "chuckling": .event, "sighs": .event, "coughs": .event,
    "crying": .event,
    "weeps": .event, "silence": .event, "interruption": .event, "recess": .event, "break": .event,
    "booing": .event,
    "foreign language": .foreign, "foreign": .foreign, "untranslated": .foreign, "withheld": .redacted,
  ]) { first, _ in first }

  /// Marks by language code. A longer mark also counts if its first word is listed here.
  private static let table: [String: [String: EditorialMark.Kind]] = [
    "de": [
      "unverständlich": .inaudible, "undeutlich": .inaudible, "beifall": .event, "lachen": .event,
      "lacht": .event,
      "heiterkeit": .event, "applaus": .event, "pause": .event, "zuruf": .event, "zurufe": .event,
      "zwischenruf": .event,
      "unterbrechung": .event, "musik": .event, "weint": .event, "seufzt": .event, "stille": .event,
      "durcheinander": .crosstalk, "auslassung": .omission, "geschwärzt": .redacted, "phonetisch": .phonetic,
      "unübersetzt": .foreign,
    ],
    "fr": [
      "inaudible": .inaudible, "incompréhensible": .inaudible, "rires": .event, "rire": .event,
      "applaudissements": .event,
      "pause": .event, "silence": .event, "musique": .event, "pleure": .event, "soupir": .event,
      "brouhaha": .crosstalk,
      "exclamations": .event, "coupure": .omission, "caviardé": .redacted, "phonétique": .phonetic,
    ],
    "es": [
      "inaudible": .inaudible, "ininteligible": .inaudible, "risas": .event, "ríe": .event,
      "aplausos": .event,
      "pausa": .event, "silencio": .event, "música": .event, "llora": .event, "omitido": .omission,
      "tachado": .redacted,
      "fonético": .phonetic,
    ],
    "pt": [
      "inaudível": .inaudible, "ininteligível": .inaudible, "risos": .event, "ri": .event, "aplausos": .event,
      "palmas": .event, "pausa": .event, "silêncio": .event, "música": .event, "omitido": .omission,
    ],
    "it": [
      "incomprensibile": .inaudible, "inudibile": .inaudible, "risate": .event, "ride": .event,
      "applausi": .event,
      "pausa": .event, "silenzio": .event, "musica": .event, "omissis": .omission,
    ],
    "nl": [
      "onverstaanbaar": .inaudible, "gelach": .event, "lacht": .event, "applaus": .event, "pauze": .event,
      "stilte": .event, "muziek": .event,
    ],
    "pl": [
      "niezrozumiałe": .inaudible, "śmiech": .event, "oklaski": .event, "brawa": .event, "pauza": .event,
      "cisza": .event,
    ],
    "ru": [
      "неразборчиво": .inaudible, "смех": .event, "смеется": .event, "смеётся": .event,
      "аплодисменты": .event,
      "пауза": .event, "молчание": .event, "музыка": .event, "так": .sic, "пропуск": .omission,
    ],
    "uk": [
      "нерозбірливо": .inaudible, "сміх": .event, "оплески": .event, "пауза": .event, "мовчання": .event,
    ],
    "sv": ["ohörbart": .inaudible, "skratt": .event, "applåder": .event, "paus": .event, "tystnad": .event],
    "fi": [
      "epäselvää": .inaudible, "naurua": .event, "nauraa": .event, "taputuksia": .event, "tauko": .event,
    ],
    "ar": ["غير مسموع": .inaudible, "غير واضح": .inaudible, "ضحك": .event, "تصفيق": .event, "صمت": .event],
    "he": ["לא ברור": .inaudible, "צחוק": .event, "מחיאות": .event, "שתיקה": .event],
    "fa": ["نامفهوم": .inaudible, "خنده": .event, "تشویق": .event, "سکوت": .event],
    "zh": [
      "听不清": .inaudible, "聽不清": .inaudible, "笑": .event, "笑声": .event, "笑聲": .event, "掌声": .event,
      "掌聲": .event,
      "鼓掌": .event, "停顿": .event, "停頓": .event, "沉默": .event, "略": .omission,
    ],
    "ja": [
      "聞き取れず": .inaudible, "聴取不能": .inaudible, "笑": .event, "笑い": .event, "拍手": .event, "沈黙": .event,
      "中略": .omission, "ママ": .sic,
    ],
    "ko": ["청취불능": .inaudible, "웃음": .event, "박수": .event, "침묵": .event],
  ]
}
