package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.cluster.ReferenceReader;
import io.jitsioperator.plan.bridges.PortAnswers;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolWorld.Issued;
import io.jitsioperator.world.PortRefusal;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardWorld.Obstacle;
import io.jitsioperator.world.SizingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is remembered of one pool between two passes. */
final class PoolMemory implements Remembering {

  private final Memory<BridgePoolStatus> common;
  private final Function<String, ReferenceReader> reader;
  private final ReferenceReader own;
  private final Map<ShardId, ReferenceReader> readers = new HashMap<>();
  private final List<Issued> issued = new ArrayList<>();
  private final Map<Integer, PortRefusal> refusals = new TreeMap<>();
  private boolean mayGo;
  private volatile SizingMemory sizing = SizingMemory.none();
  private Optional<Instant> telemetryWritten = Optional.empty();
  private volatile Set<String> nodes = Set.of();

  /**
   * @param reader makes one for a namespace
   * @param namespace of the pool
   */
  PoolMemory(
      Memory<BridgePoolStatus> common, Function<String, ReferenceReader> reader, String namespace) {
    this.common = common;
    this.reader = reader;
    this.own = reader.apply(namespace);
  }

  /** Reads what the pool's own spec refers to. */
  References readOwn(References.Names names) {
    return own.read(names, new Owned(List.of()));
  }

  /** What was asked of bridges and may not have had its effect yet. */
  List<Issued> issued(Instant now) {
    issued.removeIf(each -> !now.isBefore(each.until()));
    return List.copyOf(issued);
  }

  void asked(Issued call) {
    issued.add(call);
  }

  /** Ports of the nodes that its Services cannot have, by the API server's word. */
  List<PortRefusal> refusals(Instant now) {
    refusals.values().removeIf(each -> !now.isBefore(each.until()));
    return List.copyOf(refusals.values());
  }

  /** Takes in what the API server has refused. */
  void refused(List<Obstacle> obstacles, Instant now) {
    obstacles.stream()
        .flatMap(each -> PortAnswers.of(each, now).stream())
        .forEach(each -> refusals.putIfAbsent(each.port(), each));
  }

  /** What the pool went through lately, as far as its size hangs on it. */
  SizingMemory sizing() {
    return sizing;
  }

  void sizing(SizingMemory now) {
    sizing = now;
  }

  /** Whether nothing holds the pool any more, by the last pass. */
  boolean mayGo() {
    return mayGo;
  }

  void mayGo(boolean now) {
    mayGo = now;
  }

  /** Names of the nodes on which its bridges run. */
  Set<String> nodes() {
    return nodes;
  }

  void isOn(Set<String> names) {
    nodes = Set.copyOf(names);
  }

  /** When counts were last written to the status. */
  Optional<Instant> telemetryWritten() {
    return telemetryWritten;
  }

  /** The status was written. */
  void wrote(@Nullable BridgePoolStatus before, BridgePoolStatus now, Instant at) {
    if (before == null
        || !Objects.equals(before.participants(), now.participants())
        || !Objects.equals(before.stress(), now.stress())
        || !Objects.equals(before.sizing(), now.sizing())
        || !before.bridges().equals(now.bridges())) {
      telemetryWritten = Optional.of(at);
    }
  }

  @Override
  public Memory<BridgePoolStatus> common() {
    return common;
  }

  /**
   * Reads the Secrets of those shards, and forgets what was read of others.
   *
   * @param names of the Secrets
   */
  Map<ShardId, Lookup<Secret>> read(Map<ShardId, String> names) {
    readers.keySet().retainAll(names.keySet());
    var found = new HashMap<ShardId, Lookup<Secret>>();
    names.forEach(
        (shard, name) -> {
          var asked = new References.Names(Set.of(name), Set.of());
          var references =
              readers
                  .computeIfAbsent(shard, id -> reader.apply(id.namespace()))
                  .read(asked, new Owned(List.of()));
          found.put(shard, references.secret(name));
        });
    return found;
  }

  /**
   * When to read again at the latest; empty if nothing was read.
   *
   * @param complaining whether the pool waits for something in a Secret
   */
  Optional<Duration> nextRead(boolean complaining) {
    return Stream.concat(Stream.of(own), readers.values().stream())
        .flatMap(each -> each.nextRead(name -> complaining).stream())
        .min(Duration::compareTo);
  }
}
