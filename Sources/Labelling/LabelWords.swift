/// Words that occur in labels, in the languages that are most common in archives.
package enum LabelWords {
  /// Titles and forms of address, in lower case, without a full stop.
  static let titles: Set<String> = [
    "the", "mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "president", "secretary",
    "senator", "governor",
    "chairman", "chairwoman", "chair", "prime", "chancellor", "ambassador", "general", "minister", "vice",
    "king",
    "queen", "speaker", "judge", "justice", "professor", "representative", "congressman", "congresswoman",
    "captain",
    "m", "mme", "mlle", "le", "la", "madame", "monsieur", "président", "présidente", "herr", "frau", "abg",
    "präsident",
    "präsidentin", "bundeskanzler", "sr", "sra", "don", "doña", "señor", "señora", "senhor", "senhora",
    "signor",
    "signora", "onorevole", "presidente", "pan", "pani", "господин", "госпожа",
  ]

  static let abbreviations: Set<String> = [
    "mr.", "mrs.", "ms.", "dr.", "gen.", "sen.", "rep.", "gov.", "prof.", "st.", "jr.", "sr.", "hon.", "rev.",
    "lt.", "col.", "adm.", "maj.", "capt.", "sgt.", "m.", "mm.", "mme.", "abg.", "sra.", "on.", "dep.",
  ]

  private static let particles: Set<String> = [
    "of", "the", "de", "van", "von", "der", "den", "del", "della", "dos", "das", "la", "le", "al", "el",
    "bin", "ibn",
    "and", "for", "du", "di", "da", "do", "ten", "ter", "zu", "zum", "vom", "und", "et", "e", "y", "af", "av",
    "och", "og",
    "président", "présidente",
  ]

  /// Whether a word may be in lower case inside a name.
  static func isParticle(_ word: Substring) -> Bool { particles.contains(String(word)) }

  /// Whether a word in lower case names a role in a record: `interviewer`.
  package static func isRole(_ word: String) -> Bool { roles.contains(word) }

  private static let roles: Set<String> = [
    "interviewer", "interviewee", "moderator", "host", "speaker", "audience", "narrator", "voice", "question",
    "answer", "reporter", "journalist", "translator", "interpreter", "operator", "announcer", "caller",
    "guest",
    "witness", "clerk", "counsel", "court", "chair", "all", "male", "female", "unknown", "unidentified",
    "frage",
    "antwort", "sprecher", "sprecherin", "zuhörer", "moderatorin", "interviewerin", "intervieweuse",
    "intervieweur",
    "entrevistador", "entrevistadora", "pregunta", "respuesta", "réponse", "intervistatore", "domanda",
    "risposta",
    "вопрос", "ответ", "ведущий",
  ]

  /// Whether a Chinese or Japanese word ends in a verb of saying, and so introduces what somebody says.
  static func endsInSaying(_ word: Substring) -> Bool {
    word.last.map { "說说道問问曰答言".contains($0) } ?? false
  }
}
