/// Terms for notes in W3C Web Annotations, shared by the exports that write them and the imports that read them.
public enum Interchange {
  /// The context of the Web Annotation vocabulary (W3C Recommendation "Web Annotation Vocabulary", 2017).
  public static let context = "http://www.w3.org/ns/anno.jsonld"
  /// Namespace of the prefix `sitegen:`, for terms that the vocabulary lacks. It is only a name and cannot be
  /// resolved.
  public static let namespace = "urn:x-sitegen:"
  /// Specification of fragments that name an element of a page, such as `p41` (RFC 3236), with the URL that the
  /// recommendation cites.
  public static let pageFragments = "http://tools.ietf.org/rfc/rfc3236"

  /// The motivation closest to a kind of note; `commenting` for kinds that an archive defines.
  public static func motivation(ofKind kind: String) -> String {
    table.first { $0.kind == kind }?.motivation ?? "commenting"
  }

  /// The kind closest to a motivation; nil if there is none.
  public static func kind(ofMotivation motivation: String) -> String? {
    table.first { $0.motivation == motivation }?.kind
  }

  /// If several rows have the same motivation, the first is the one used from motivation to kind.
  private static let table: [(kind: String, motivation: String)] = [
    ("context", "commenting"), ("comparison", "linking"), ("correction", "editing"),
    ("transcription", "editing"), ("translation", "describing"), ("claim", "assessing"),
    ("question", "questioning"),
  ]
}
