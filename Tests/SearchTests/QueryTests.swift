import Testing

@testable import Search

@Suite struct QueryTests {
  private func describe(_ query: Query) -> [String] {
    query.groups.map { group in
      group.map { clause in
        let words = clause.tokens.map { String(decoding: $0.form, as: UTF8.self) + "+\($0.offset)" }
        return (clause.isExcluded ? "-" : "") + "\(clause.kind) " + words.joined(separator: " ")
      }.joined(separator: " | ")
    } + query.filters.map { ($0.isExcluded ? "-" : "") + "\($0.facet?.rawValue ?? "date")=\($0.value)" }
  }

  @Test(arguments: [
    ("Arms Control", ["word arms+0", "word control+0"]),
    ("\"arms control\" -nuclear", ["phrase arms+0 control+1", "-word nuclear+0"]),
    ("negot* -\"new start", ["prefix negot+0", "-phrase new+0 start+1"]),
    ("“one word” \"one\"", ["phrase one+0 word+1", "phrase one+0"]),
    ("U.S. so-called", ["phrase u+0 s+1", "phrase so+0 called+1"]),
    ("l’école don't", ["word ecole+0", "word dont+0"]),
    ("中 中文 中文字", ["word 中+0", "word 中文+0", "phrase 中文+0 文字+1"]),
    ("speaker:vladimir-putin syria", ["word syria+0", "speaker=vladimir-putin"]),
    ("topic:\"New START\" kind:note", ["topic=New START", "kind=note"]),
    ("place:x speaker:", ["phrase place+0 x+1", "word speaker+0"]),
    ("- * -- \"\" …", []),
    ("co-op*", ["phrase co+0 op+1"]),
    ("a1 OR b1 OR \"c d\" e1", ["word a1+0 | word b1+0 | phrase c+0 d+1", "word e1+0"]),
    ("OR a1 or b1 OR -c1 OR", ["word a1+0", "word or+0", "word b1+0", "-word c1+0"]),
    (
      "date:1961..1963 in:notes -speaker:x event:y", ["date=1961..1963", "in=notes", "-speaker=x", "event=y"]
    ),
  ])
  func isCutIntoClauses(text: String, expected: [String]) {
    #expect(describe(Query(text)) == expected)
  }

  @Test(arguments: [
    ("צה\"ל", ["word צהל+0"]),
    ("צה״ל", ["word צהל+0"]),
    ("צה”ל", ["word צהל+0"]),
    ("צה''ל", ["word צהל+0"]),
    ("צהל", ["word צהל+0"]),
    ("צָהַ\"ל", ["word צהל+0"]),
    ("צה\"ל לבנון", ["word צהל+0", "word לבנון+0"]),
    ("-צה\"ל OR ארה\"ב", ["-word צהל+0", "word ארהב+0"]),
    ("צה\"ל*", ["prefix צהל+0"]),
    ("\"צה\"ל בלבנון\" שלום", ["phrase צהל+0 בלבנון+1", "word שלום+0"]),
    ("\"שר צה\"ל\"", ["phrase שר+0 צהל+1"]),
    ("“ש\"ס”", ["phrase שס+0"]),
    ("ב\"הארץ\" היום", ["word ב+0", "phrase הארץ+0", "word היום+0"]),
    ("ש\"לא ניתן", ["word ש+0", "phrase לא+0 ניתן+1"]),
    ("ח\"כים מ\"מ", ["word חכים+0", "word ממ+0"]),
    ("speaker:\"צה\"ל\" א", ["word א+0", "speaker=צה״ל"]),
    ("topic:צה\"ל", ["topic=צה״ל"]),
    ("a\"b c\"", ["word a+0", "phrase b+0 c+1"]),
    ("٢٠١٨ ۱۳۹۷ ๒๕๖๑ १९४७", ["word 2018+0", "word 1397+0", "word 2561+0", "word 1947+0"]),
    ("کتاب علی مدرسة", ["word كتاب+0", "word علي+0", "word مدرسه+0"]),
  ])
  func readsScriptsOfTheWorld(text: String, expected: [String]) {
    #expect(describe(Query(text)) == expected)
  }
}
