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
}
