/// The words of a text as the tokeniser has them, for the tests that compare it with the script of the page.
package enum TokenList {
  /// Tokens in order: `form@position`, `1:` before single characters, `2:` before pairs, `~` behind elided words.
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
