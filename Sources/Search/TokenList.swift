/// The tokens of a text, for the tests that compare the tokeniser with the script of the page.
package enum TokenList {
  /// Tokens in order: `form@position`, with `1:` before single characters, `2:` before pairs, `~` after elided
  /// words.
  package static func tokens(of text: String) -> [String] {
    var tokeniser = Tokeniser()
    return tokeniser.tokens(text.utf8).map { token, form in
      let sign =
        switch token.kind {
        case .word: ""
        case .single: "1:"
        case .pair: "2:"
        }
      return sign + String(decoding: form, as: UTF8.self) + "@\(token.position)" + (token.elided ? "~" : "")
    }
  }
}
