/// The files of a new archive, below its content folder.
enum ScaffoldContent {
  static let files: [(path: String, text: String)] = [
    (
      "archive.yaml",
      """
      title: My archive
      description: A small archive to start with.
      language: en
      # base_url: https://archive.example/     # address of the published site; needed for the feed and the site map
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
      speakers:                       # label in this text: id of the speaker
        ASKER: asker
        KEEPER: keeper
      topics: [lighthouse]
      ---

      ## The lamp

      ASKER: When did you first light the lamp?

      KEEPER (laughing) [00:00:07]: In the winter of the great storm. It smoked [sic] for a week.
      {: topics="lighthouse" }

      A paragraph without a label continues the turn.

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

      All that is known of the keeper comes from [one conversation](source:first-conversation).

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
          Which winter was it? A note refers to the words that it quotes, and sitegen finds them again when the text changes.

      """
    ),
    (
      "pages/about.md",
      """
      ---
      title: About
      order: 1
      ---

      Describe here what the archive contains, who made it, and where its texts come from.

      """
    ),
  ]
}
