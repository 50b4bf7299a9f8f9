/// What notes are called in W3C Web Annotations, for the exports that write them and the imports that read them.
public enum Interchange {
  /// The context of the Web Annotation vocabulary (W3C Recommendation "Web Annotation Vocabulary", 2017).
  public static let context = "http://www.w3.org/ns/anno.jsonld"
  /// What the prefix `sitegen:` stands for: the terms that the vocabulary lacks. It is a name and leads nowhere.
  public static let namespace = "urn:x-sitegen:"
  /// Fragments that name an element of a page, such as `p41` (RFC 3236), as the recommendation cites them.
  public static let pageFragments = "http://tools.ietf.org/rfc/rfc3236"

  /// The motivation that comes nearest to a kind of note; `commenting` for kinds of an archive's own.
  public static func motivation(ofKind kind: String) -> String {
    table.first { $0.kind == kind }?.motivation ?? "commenting"
  }

  /// The kind that comes nearest to a motivation, nil where none does.
  public static func kind(ofMotivation motivation: String) -> String? {
    table.first { $0.motivation == motivation }?.kind
  }

  /// The first line of several with one motivation is the one that leads back.
  private static let table: [(kind: String, motivation: String)] = [
    ("context", "commenting"), ("comparison", "linking"), ("correction", "editing"),
    ("transcription", "editing"), ("translation", "describing"), ("claim", "assessing"),
    ("question", "questioning"),
  ]
}
