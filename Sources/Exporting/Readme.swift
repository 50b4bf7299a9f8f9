import Linking

/// `data/README.txt`: describes the other files, for someone who finds them on a disk in twenty years.
struct Readme {
  private let edition: Edition

  init(_ edition: Edition) { self.edition = edition }

  func bytes() -> [UInt8] {
    let settings = edition.settings
    var text = "\(settings.title)\n"
    if !settings.baseURL.isEmpty { text += "Published at \(settings.baseURL)\n" }
    if let licence = settings.licence { text += "Licence: \(licence)\n" }
    if let rights = settings.rights { text += "Rights: \(rights)\n" }
    // The files of a large archive, in order of their names, equal the single file of a smaller one.
    let isOne = !PassageLines.areDivided(edition.sources)
    let passages = isOne ? "passages.jsonl   " : "passages/ID.jsonl\n" + String(repeating: " ", count: 17)
    let cut =
      isOne
      ? "" : "\n" + String(repeating: " ", count: 17) + "A file is named after its first source."
    text += """

      The content of this site in formats that other programs can read. All files are UTF-8 with line feeds;
      addresses ("url") are relative to the top folder of the site; dates are in EDTF (ISO 8601-2); null
      means not known.

      \(passages)One JSON object for each passage, on one line: source, id (permanent within the
                       source), url, speaker (id of the person who speaks or is reported) and name,
                       reported (true if the passage is reported speech), date, section, topics,
                       language, kind, words, text.\(cut)
      sources.json     The archive and its sources: kind, provenance, speakers with their labels;
                       "last_id" is the highest passage id ever given; "merged" lists sources that
                       became part of this one, with the present ids of their passages; "formerly"
                       lists earlier ids of the source; "retired" lists the passage ids no longer in
                       use: the passage that has the words now ("to", null if they were removed), the
                       passage before which the page shows the id, and the day.
      registers.json   Speakers, topics (broader, narrower, related), events, places, organizations.
      notes.jsonl      One JSON object for each note, on one line: kind, author, date, certainty, status
                       (proposed, accepted, disputed, withdrawn), topics, on (each place: source,
                       passages, the quoted words, state, url), text, references (Markdown, as
                       written), replies (id, author, date, text, and replies to the reply). "state"
                       says how the place was found: exact, whole (a whole passage or source), moved,
                       changed (the words were edited), ambiguous or lost (no place).
      annotations/index.jsonld
                       The notes as W3C Web Annotations (JSON-LD), with their replies. Targets have the
                       present words (TextQuoteSelector) and their position in text/ID.txt
                       (TextPositionSelector, in Unicode code points from the beginning of the file).
                       Properties that Web Annotation does not define begin with "sitegen:": kind,
                       date, certainty, status, state, and the target as its author wrote it.
      annotations/ID.jsonld
                       The same for the notes on one source.
      text/ID.txt      A source as plain text. The header ends at the first empty line; turns begin with
                       the speaker's label.

      The kinds of passages are paragraph, list, quotation, table, code, stage-note (nobody speaks) and
      footnote. ../manifest-sha256.txt lists every file with its SHA-256 digest.

      """
    return Array(text.utf8)
  }
}
