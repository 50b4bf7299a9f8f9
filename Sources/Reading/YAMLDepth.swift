internal import CYaml

/// How deep YAML is nested, as the parser itself sees it: event by event and without recursion, so that it can be asked
/// before anything that calls itself for every level.
enum YAMLDepth {
  /// Byte offset of the first list or mapping beyond the deepest level allowed; nil if there is none, or if the YAML
  /// is invalid before it.
  static func firstBeyond(_ deepest: Int, in yaml: String) -> Int? {
    var text = yaml
    return text.withUTF8 { buffer -> Int? in
      var parser = yaml_parser_t()
      guard yaml_parser_initialize(&parser) == 1 else { return nil }
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var depth = 0
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
        defer { yaml_event_delete(&event) }
        switch event.type {
        case YAML_STREAM_END_EVENT: return nil
        case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
          depth += 1
          if depth > deepest { return offset(Int(event.start_mark.index), buffer) }
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: depth -= 1
        default: break
        }
      }
    }
  }

  /// - Parameter number: of a code point, which is what the parser counts.
  private static func offset(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    var left = number
    for (offset, byte) in text.enumerated() where !UTF8.isContinuation(byte) {
      if left == 0 { return offset }
      left -= 1
    }
    return text.count
  }
}
