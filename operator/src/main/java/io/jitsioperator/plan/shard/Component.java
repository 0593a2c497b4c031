package io.jitsioperator.plan.shard;

/** The running parts of a shard, in start order. */
enum Component {
  PROSODY("prosody", "Prosody"),
  BREWERY("brewery", "The brewery Prosody"),
  JICOFO("jicofo", "Jicofo"),
  WEB("web", "The web front end");

  private final String word;
  private final String title;

  Component(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** In names and labels. */
  String word() {
    return word;
  }

  /** In sentences. */
  String title() {
    return title;
  }
}
