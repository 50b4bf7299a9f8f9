import Foundation
import Search

/// Answers many queries from one index, for the test that compares the answers with those of the page. Reads a JSON
/// list of questions from standard input and writes a list of answers to standard output.
///
///     search-answers Public/search < questions.json
///     search-answers --tokens < texts.json           the words of each text instead, as the tokeniser has them
@main struct SearchAnswers {
  struct Question: Decodable {
    var query: String
    var chosen: [String: [String]]
    var sort: String
    var limit: Int
    /// Number of phrase candidates to check before the total is an estimate; the page checks ten.
    var candidates: Int
  }

  struct Hit: Encodable {
    var kind: String
    var url: String
    var score: Int
    var source: String
    var passage: String
    var date: String
    var title: String
    var section: String
    /// Text of each part of the excerpt, with highlighted parts in brackets.
    var excerpt: String
  }

  struct Answer: Encodable {
    var total: Int
    var isEstimate: Bool
    var hits: [Hit]
    /// By facet `ID HITS`, in order.
    var facets: [String: [String]]
    /// Messages as returned by `sitegenSearch.search`, each on one line.
    var messages: [String]
  }

  static func main() throws {
    guard CommandLine.arguments.count == 2 else { throw CocoaError(.fileNoSuchFile) }
    if CommandLine.arguments[1] == "--tokens" {
      let texts = try JSONDecoder().decode(
        [String].self, from: FileHandle.standardInput.readDataToEndOfFile())
      return FileHandle.standardOutput.write(try JSONEncoder().encode(texts.map(TokenList.tokens)))
    }
    var reader = try IndexReader(directory: CommandLine.arguments[1])
    let questions = try JSONDecoder().decode(
      [Question].self, from: FileHandle.standardInput.readDataToEndOfFile())
    let answers = try questions.map { try answer($0, &reader) }
    FileHandle.standardOutput.write(try JSONEncoder().encode(answers))
  }

  private static func answer(_ question: Question, _ reader: inout IndexReader) throws -> Answer {
    reader.mostCandidates = question.candidates
    var chosen: [Facet: [String]] = [:]
    for (name, ids) in question.chosen { if let facet = Facet(rawValue: name) { chosen[facet] = ids } }
    let found = try reader.search(
      question.query, chosen: chosen, order: SearchOrder(rawValue: question.sort) ?? .relevance,
      limit: question.limit)
    var messages: [String] = []
    func say(_ kind: String, _ words: [String]) {
      if !words.isEmpty { messages.append(kind + ": " + words.joined(separator: ", ")) }
    }
    say("repaired", found.repaired.map { "\($0.from) \($0.to)" })
    say("unknown", found.unknown)
    say("date", found.strangeDates)
    if found.isPartial { messages.append("partial") }
    return Answer(
      total: found.total, isEstimate: found.isEstimate,
      hits: found.hits.map { hit in
        Hit(
          kind: hit.kind.name, url: hit.url, score: hit.score, source: hit.source ?? "",
          passage: hit.passage ?? "",
          date: hit.date ?? "", title: hit.title, section: hit.section ?? "",
          excerpt: hit.excerpt.map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined())
      },
      facets: Dictionary(
        uniqueKeysWithValues: found.counts.map { facet, counts in
          (facet.rawValue, counts.map { "\($0.id) \($0.hits)" })
        }), messages: messages)
  }
}
