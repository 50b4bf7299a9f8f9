import Base
import Building
import Glibc
import Search

/// Prints the results of a search.
struct SearchPrinter {
  func print(_ results: SearchResults, asJSON: Bool) {
    if asJSON { return Platform.write(json: json(results), to: STDOUT_FILENO) }
    var out = ""
    for hit in results.hits {
      let facts = [hit.speaker, hit.date].compactMap { $0 }.joined(separator: ", ")
      out += "\(hit.url)\n  \(hit.title)\(facts.isEmpty ? "" : " (\(facts))")\n  \(hit.excerptText)\n\n"
    }
    Platform.write(out, to: STDOUT_FILENO)
    Platform.tell(summary(results))
  }

  private func summary(_ results: SearchResults) -> String {
    var line = (results.isEstimate ? "about " : "") + (results.total == 1 ? "1 hit" : "\(results.total) hits")
    if results.hits.count < results.total { line += ", the first \(results.hits.count) shown" }
    for repair in results.repaired {
      line += "; searched for \(repair.to), as the archive does not have \(repair.from)"
    }
    for date in results.strangeDates { line += "; not a date: \(date)" }
    if !results.unknown.isEmpty {
      line += "; not in the archive: \(results.unknown.joined(separator: ", "))"
    }
    if results.isPartial {
      line += "; only some of the words that begin with these letters were searched for"
    }
    return line
  }

  /// The JSON form of the results.
  private func json(_ results: SearchResults) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("query", results.query)
      json.field("total", results.total)
      if results.isEstimate { json.field("estimate", true) }
      if !results.repaired.isEmpty {
        json.array("repaired") { json in
          for repair in results.repaired {
            json.object { json in
              json.field("from", repair.from)
              json.field("to", repair.to)
            }
          }
        }
      }
      json.array("hits") { json in
        for hit in results.hits {
          json.breakLine()
          json.object { json in
            json.field("kind", hit.kind.name)
            json.field("source", hit.source)
            json.field("passage", hit.passage)
            json.field("speaker", hit.speaker)
            json.field("date", hit.date)
            json.field("url", hit.url)
            json.field("score", hit.score)
            json.field("excerpt", hit.excerptText)
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}
