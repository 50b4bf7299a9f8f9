import Archive

/// A JSON value (RFC 8259) and its offset in the file.
struct JSONValue: Sendable {
  /// The content of a value.
  indirect enum Content: Sendable {
    case null
    case bool(Bool)
    /// Any number, whole or not.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// Members in the order of the file; no name occurs twice.
    case object([(name: String, value: JSONValue)])
  }

  /// The content.
  var content: Content
  /// Offset of its first byte.
  var offset: Int

  /// A member of an object; nil if this is not an object, has no member of that name, or the member is `null`.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = content, let value = members.first(where: { $0.name == name })?.value
    else { return nil }
    if case .null = value.content { return nil }
    return value
  }

  /// The text of a string; nil for other types.
  var string: String? {
    guard case .string(let text) = content else { return nil }
    return text
  }

  /// A whole number from 0 up, below 9e15; nil for any other value.
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

  /// The members of an object; nil for other types.
  var members: [(name: String, value: JSONValue)]? {
    guard case .object(let members) = content else { return nil }
    return members
  }

  /// The elements of an array; nil for other types.
  var elements: [JSONValue]? {
    guard case .array(let elements) = content else { return nil }
    return elements
  }

  /// The elements of an array, or the value itself: JSON-LD writes a list of one element as that element.
  var list: [JSONValue] { elements ?? [self] }

  /// Name of the type, for messages.
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
