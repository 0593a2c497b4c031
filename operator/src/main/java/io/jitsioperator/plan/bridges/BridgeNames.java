package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Hash;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.PoolWorld;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Names for new bridges: of their pod, their nick in breweries, their name among relays. No two
 * bridges of any pool or cluster may share one, or Prosody refuses the second.
 */
final class BridgeNames {

  private static final int DIGITS = 8;

  /**
   * Within so long the same names are given again while nobody has them: a cache that does not show
   * yet what we have just made leads to a name that the API server refuses, not to another bridge.
   */
  private static final Duration SAME = Duration.ofMinutes(10);

  private BridgeNames() {}

  /** That many names which nobody has. */
  static List<String> next(PoolWorld world, int count) {
    var meta = world.pool().getMetadata();
    var taken = taken(world);
    var time = world.now().toEpochMilli() / SAME.toMillis();
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> Hash.of("%s %d %d".formatted(meta.getUid(), time, i)))
        .map(hash -> meta.getName() + "-" + hash.substring(0, DIGITS))
        .filter(name -> !taken.contains(name))
        .limit(count)
        .toList();
  }

  /** A room may still show one whose pod is gone. */
  private static Set<String> taken(PoolWorld world) {
    var taken = new HashSet<String>();
    world.owned().objects().forEach(object -> taken.add(object.getMetadata().getName()));
    world.expectations().applied().forEach(made -> taken.add(made.ref().name()));
    world.expectations().removed().forEach(removed -> taken.add(removed.ref().name()));
    world.signals().breweries().values().stream()
        .filter(BreweryRoom.Seen.class::isInstance)
        .map(BreweryRoom.Seen.class::cast)
        .forEach(room -> taken.addAll(room.bridges().keySet()));
    return taken;
  }
}
