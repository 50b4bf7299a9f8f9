import Archive
import Testing

@testable import Reading

/// Names in attribute lists are the bytes of the file, however Markdown reads their characters.
struct AttributeNameTests {
  @Test(arguments: [
    ("words\n{: topics=\"__proto__\" }", ["__proto__"]),
    ("words\n{: topics=\"_a_ __b__ c_d_e\" }", ["_a_", "__b__", "c_d_e"]),
    ("words\n{: topics='__proto__' speaker=__proto__ }", ["__proto__"]),
    ("words\n\n{: topics=\"__proto__\" }", ["__proto__"]),
    ("words\n{: topics=\"__a__\" }\n{: topics=\"__b__\" }", ["__a__", "__b__"]),
    ("words __strong__ *em*\n{: topics=\"__proto__\" }", ["__proto__"]),
    ("words\n{: topics=\"\\_\\_proto\\_\\_\" }", ["__proto__"]),
    ("> words\n> {: topics=\"__proto__\" }", ["__proto__"]),
    ("- words\n{: topics=\"__proto__\" }", ["__proto__"]),
    ("| a | b |\n|---|---|\n| c | d |\n{: topics=\"__proto__\" }", ["__proto__"]),
    ("words\r\n{: topics=\"__proto__\" }\r\n", ["__proto__"]),
    ("words\n{: topics=\"constructor toString\" }", ["constructor", "toString"]),
  ])
  func areAsTheyAreWritten(_ body: String, _ topics: [String]) throws {
    let prose = record(body)
    let passage = try #require(prose.passages.last)
    #expect(prose.attributes(of: passage)?.topics.map(\.id) == topics)
  }

  @Test func classesAndAnchorsToo() throws {
    let prose = record("words\n{: .__c__ #__a__ }")
    let attributes = prose.attributes(of: try #require(prose.passages.last))
    #expect(attributes?.classes == ["__c__"])
    #expect(attributes?.anchor == "__a__")
    #expect(prose.texts == ["words"])
  }
}
