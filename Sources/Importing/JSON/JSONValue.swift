import Archive

/// A value of JSON (RFC 8259) that knows where it stands in its file.
struct JSONValue: Sendable {
  /// What a value is.
  indirect enum Content: Sendable {
    case null
    case bool(Bool)
    /// Whole numbers that are exact in a `Double` and all others alike.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// Members in order of the file; no name stands twice.
    case object([(name: String, value: JSONValue)])
  }

  /// What it is.
  var content: Content
  /// Offset of its first byte.
  var offset: Int

  /// A member of an object; nil where this is no object, or has none of that name, or it is `null`.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = content, let value = members.first(where: { $0.name == name })?.value
    else { return nil }
    if case .null = value.content { return nil }
    return value
  }

  /// The text of a string.
  var string: String? {
    guard case .string(let text) = content else { return nil }
    return text
  }

  /// A whole number from 0 up.
  var count: Int? {
    guard case .number(let number) = content, number >= 0, number < 9e15, number == number.rounded(.down)
    else { return nil }
    return Int(number)
  }

  /// Whether it is `true`.
  var isTrue: Bool {
    guard case .bool(true) = content else { return false }
    return true
  }

  /// The members of an object.
  var members: [(name: String, value: JSONValue)]? {
    guard case .object(let members) = content else { return nil }
    return members
  }

  /// The elements of an array; nil where it is none.
  var elements: [JSONValue]? {
    guard case .array(let elements) = content else { return nil }
    return elements
  }

  /// The elements of an array; JSON-LD writes a list of one as the one.
  var list: [JSONValue] { elements ?? [self] }

  /// What it is, for messages.
  var kind: String {
    switch content {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
