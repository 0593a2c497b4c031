package io.jitsioperator.jitsi;

/** The pools behind one shard: what they want to hear of it, and where they are told. */
interface Audience {

  /** Nobody wants anything. */
  Audience NOBODY =
      new Audience() {
        @Override
        public boolean wantsRoom() {
          return false;
        }

        @Override
        public boolean wantsBridges() {
          return false;
        }

        @Override
        public void room(News news) {}

        @Override
        public void bridges(News news) {}
      };

  /** Whether somebody wants to know who is in the brewery room. */
  boolean wantsRoom();

  /** Whether somebody wants to know which bridges Jicofo knows. */
  boolean wantsBridges();

  /** The brewery room was heard of. */
  void room(News news);

  /** Jicofo was heard of its bridges. */
  void bridges(News news);
}
