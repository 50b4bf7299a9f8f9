/// The files of a new archive, below its content folder.
enum ScaffoldContent {
  static let files: [(path: String, text: String)] = [
    (
      "archive.yaml",
      """
      title: My archive
      description: A small archive to begin with.
      language: en
      # base_url: https://archive.example/     # where it will be published; needed for the feed and the site map
      # editors: [Your name]
      # licence: CC BY 4.0

      """
    ),
    (
      "sources/first-conversation.md",
      """
      ---
      title: A first conversation
      kind: interview
      date: 2026-01-15
      transcription: verbatim
      language: en
      speakers:                       # the label in this text, and who it is
        ASKER: asker
        KEEPER: keeper
      topics: [lighthouse]
      ---

      ## The lamp

      ASKER: When did you first light the lamp?

      KEEPER (laughing) [00:00:07]: In the winter of the great storm. It smoked [sic] for a week.
      {: topics="lighthouse" }

      A paragraph without a label goes on in the same turn.

      > (a door slams)

      ASKER: And who kept it after you?

      """
    ),
    ("speakers/asker.md", "---\nname: The interviewer\nkind: role\n---\n"),
    (
      "speakers/keeper.md",
      """
      ---
      name: The keeper
      kind: role
      ---

      What is said of the keeper comes from [one conversation](source:first-conversation).

      """
    ),
    (
      "topics/lighthouse.md",
      """
      ---
      label: Lighthouse
      aliases: [Light, the]
      ---

      The building, its lamp, and those who kept it.

      """
    ),
    (
      "annotations/first-conversation.yaml",
      """
      - id: great-storm
        on: first-conversation
        quote: the winter of the great storm
        kind: question
        topics: [lighthouse]
        body: |
          Which winter was it? A note stands on the words it quotes, and is found again when the text changes.

      """
    ),
    (
      "pages/about.md",
      """
      ---
      title: About
      order: 1
      ---

      Say here what the archive holds, who made it, and how its texts came about.

      """
    ),
  ]
}
