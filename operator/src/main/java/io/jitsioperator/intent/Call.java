package io.jitsioperator.intent;

import io.jitsioperator.world.ShardId;

/** Something that a process of Jitsi is asked to do. Each may be asked twice. */
public sealed interface Call {

  /** Whom it concerns: the bridge's pod. */
  Watch.Target bridge();

  /** The bridge asks Jicofo not to choose it; {@link Undrain} takes it back. */
  record Drain(Watch.Target bridge) implements Call {}

  /** The bridge may be chosen again. */
  record Undrain(Watch.Target bridge) implements Call {}

  /**
   * The bridge ends. There is no way back.
   *
   * @param bridge which
   * @param forced false: when nobody is on it any more. True: now, and every Jicofo moves its
   *     people away; only at the user's own deadline
   */
  record ShutDown(Watch.Target bridge, boolean forced) implements Call {}

  /**
   * A shard's Jicofo moves all of its participants from that bridge to others.
   *
   * @param bridge which
   * @param shard whose Jicofo is asked
   * @param nick of the bridge in that shard's brewery
   */
  record Move(Watch.Target bridge, ShardId shard, String nick) implements Call {}
}
