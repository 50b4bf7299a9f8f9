import Testing

@testable import Reading

/// Text in front matter that YAML reads as another type: the fix is the correct line.
@Suite struct UnquotedTextTests {
  @Test(arguments: [
    ("title: Choose tools: a manifesto", "title: \"Choose tools: a manifesto\""),
    ("title: One: two: three", "title: \"One: two: three\""),
    ("title: He said \"no\": a talk", "title: 'He said \"no\": a talk'"),
    ("title: It's \"no\": a talk", "title: \"It's \\\"no\\\": a talk\""),
    ("title: T\ndescription: First: second", "description: \"First: second\""),
    ("title: \"Quoted\" and more", "title: '\"Quoted\" and more'"),
    ("title: 'Quoted' and more", "title: \"'Quoted' and more\""),
    ("title: [Untitled] a talk", "title: \"[Untitled] a talk\""),
    ("title: {Untitled} a talk", "title: \"{Untitled} a talk\""),
    ("title: @home", "title: \"@home\""),
    ("title: `code` first", "title: \"`code` first\""),
    ("title: %s", "title: \"%s\""),
    ("title: *stars* first", "title: \"*stars* first\""),
    ("title: - a dash", "title: \"- a dash\""),
    ("title: T\npublisher: Radio: One\ntopics: [a]", "publisher: \"Radio: One\""),
    ("title: Ünï: cödé", "title: \"Ünï: cödé\""),
    ("title: T\nrecording:\n  type: a: b", "type: \"a: b\""),
  ]) func `A value that must be quoted has its line as the fix, and nothing else is said`(
    _ front: String, _ fix: String
  ) {
    let diagnostics = read("---\n\(front)\n---\n\nDAN: Words.\n\nDAN: See [x](source:y).\n").diagnostics
    #expect(diagnostics.map(\.rule) == ["broken-yaml"])
    #expect(diagnostics.first?.fix == "write \(fix)")
    #expect(diagnostics.first?.position?.line ?? 0 > 1)
  }

  @Test(arguments: [
    "title: T\ntopics: [a, b", "title: T\n\tdate: 2018", "title: T\nkind: report\ntitle: U", "title: &x T",
    "title: \"a", "{title: T, a: }}",
  ]) func `Other faults get no such fix`(_ yaml: String) {
    let diagnostics = read("---\n\(yaml)\n---\n").diagnostics
    #expect(diagnostics.map(\.rule) == ["broken-yaml"])
    #expect(diagnostics.first?.fix?.hasPrefix("write title: ") != true || yaml == "title: \"a")
  }
}
