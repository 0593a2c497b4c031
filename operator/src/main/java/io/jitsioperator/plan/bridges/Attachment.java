package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.shard.BreweryDoor;
import io.jitsioperator.plan.shard.BridgePassword;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.plan.wiring.Grant;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.plan.wiring.Wiring.Link;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.ShardId;
import java.util.Optional;

/**
 * How a pool stands to the shard that it names.
 *
 * @param shard that one
 * @param state for the status
 * @param verdict for the condition {@code ShardsAttached}
 * @param copy what shall be in the pool's namespace; empty = nothing is written
 * @param removal of a copy whose grant is gone for certain
 */
record Attachment(
    ShardId shard, State state, Verdict verdict, Optional<Secret> copy, Optional<Removal> removal) {

  /** Words of the status. */
  enum State {
    ATTACHED("Attached"),
    WAITING("Waiting"),
    DENIED("Denied"),
    ABSENT("Absent"),
    UNKNOWN("Unknown");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * Whether the pool may look into the brewery of the shard and have Jicofo move people there: with
   * a grant, or while it cannot be told and the pool was attached before.
   */
  boolean letsLook(PoolWorld world) {
    return switch (state) {
      case ATTACHED, WAITING -> true;
      case DENIED, ABSENT -> false;
      case UNKNOWN ->
          PasswordCopy.held(world).filter(copy -> PasswordCopy.isOf(copy, shard)).isPresent();
    };
  }

  static Attachment plan(PoolScope scope) {
    var world = scope.world();
    // The schema lets a pool name exactly one shard.
    var link = Wiring.of(world.tenants()).links().getFirst();
    var held = PasswordCopy.held(world);
    var planned =
        link.grant().isGranted()
            ? granted(scope, link.shard(), held.filter(c -> PasswordCopy.isOf(c, link.shard())))
            : withheld(world, link, held);
    // What is of a shard that is named no more has no reason to stay, unless it is overwritten.
    return planned.copy().isPresent() ? planned : planned.without(stray(held, link.shard()));
  }

  private static Optional<Removal> stray(Optional<Secret> held, ShardId shard) {
    return held.filter(copy -> !PasswordCopy.isOf(copy, shard))
        .map(copy -> PasswordCopy.removal(copy, "spec.shards names another shard now."));
  }

  private static Attachment granted(PoolScope scope, ShardId shard, Optional<Secret> held) {
    var world = scope.world();
    return switch (world.credentialsOf(shard)) {
      case Lookup.Unknown<Secret>(String why) ->
          new Attachment(
              shard,
              held.isPresent() ? State.ATTACHED : State.WAITING,
              Verdict.notSeenYet(
                  "The password of %s could not be read: %s.".formatted(shard, why)));
      case Lookup.Missing<Secret> missing -> lacking(shard);
      case Lookup.Found<Secret>(Secret secret) ->
          BridgePassword.in(secret, resource(world, shard))
              .map(password -> copied(scope, shard, held, password))
              .orElseGet(() -> lacking(shard));
    };
  }

  private static JitsiShard resource(PoolWorld world, ShardId id) {
    return world.tenants().shards().stream()
        .filter(shard -> ShardId.of(shard).equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** A copy that is there stays: bridges may run with it. */
  private static Attachment lacking(ShardId shard) {
    return new Attachment(
        shard,
        State.WAITING,
        Verdict.no(
            Reason.PASSWORD_MISSING,
            "JitsiShard %s has no usable %s.".formatted(shard, BridgePassword.KEY)));
  }

  private static Attachment copied(
      PoolScope scope, ShardId shard, Optional<Secret> held, String password) {
    var world = scope.world();
    var name = PasswordCopy.nameFor(world.pool());
    var equal = held.filter(copy -> PasswordCopy.holds(copy, password)).isPresent();
    if (world.pool().getSpec().paused() && !equal) {
      var fact = "The pool is paused, so the password of %s is not copied.".formatted(shard);
      return new Attachment(shard, State.WAITING, Verdict.no(Reason.PAUSED, fact));
    }
    var verdict =
        equal
            ? Verdict.yes(
                Reason.ATTACHED,
                "JitsiShard %s lets this pool in, and Secret %s holds the password of its bridges."
                    .formatted(shard, name))
            : Verdict.no(
                Reason.COPYING,
                "The password of %s is copied into Secret %s.".formatted(shard, name));
    return new Attachment(
        shard,
        equal ? State.ATTACHED : State.WAITING,
        verdict,
        world.pool().getSpec().paused()
            ? Optional.empty()
            : Optional.of(copy(scope, resource(world, shard), password)),
        Optional.empty());
  }

  private static Secret copy(PoolScope scope, JitsiShard shard, String password) {
    var door = BreweryDoor.of(shard, scope.settings());
    return PasswordCopy.of(scope.world().pool(), shard, door, password);
  }

  /** Denied for certain: the copy goes. Unknown: it stays, and none is made. */
  private static Attachment withheld(PoolWorld world, Link link, Optional<Secret> held) {
    var denied = link.grant().isDenied();
    var state = link.grant() == Grant.SHARD_ABSENT ? State.ABSENT : State.DENIED;
    var verdict = verdict(world, link);
    return new Attachment(
        link.shard(),
        denied ? state : State.UNKNOWN,
        verdict,
        Optional.empty(),
        held.filter(copy -> denied).map(copy -> PasswordCopy.removal(copy, verdict.fact())));
  }

  private static Verdict verdict(PoolWorld world, Link link) {
    var shard = "JitsiShard " + link.shard();
    var namespace = link.pool().namespace();
    return switch (link.grant()) {
      case SHARD_ABSENT -> Verdict.no(Reason.SHARD_ABSENT, shard + " does not exist.");
      case NAMESPACE_NOT_GRANTED ->
          Verdict.no(
              Reason.NAMESPACE_NOT_GRANTED,
              "%s does not let namespace %s in.".formatted(shard, namespace));
      case LABELS_FORBIDDEN ->
          Verdict.unknown(
              Reason.LABELS_FORBIDDEN,
              "%s lets namespaces in by their labels, which cannot be read: %s."
                  .formatted(shard, world.tenants().namespaces().forbidden().orElse("")));
      case LABELS_NOT_SEEN ->
          Verdict.notSeenYet("The labels of namespace %s were not seen yet.".formatted(namespace));
      case NOT_WATCHED ->
          Verdict.unknown(
              Reason.NAMESPACE_NOT_WATCHED,
              "The operator does not watch namespace %s.".formatted(link.shard().namespace()));
      case NOT_UNDERSTOOD ->
          Verdict.unknown(
              Reason.NOT_UNDERSTOOD,
              "This operator does not know what allowedNamespaces of %s says.".formatted(shard));
      case NOT_READ -> Verdict.notSeenYet(shard + " could not be read.");
      case GRANTED -> throw new IllegalArgumentException("what is granted is not withheld");
    };
  }

  private Attachment(ShardId shard, State state, Verdict verdict) {
    this(shard, state, verdict, Optional.empty(), Optional.empty());
  }

  private Attachment without(Optional<Removal> stray) {
    return new Attachment(shard, state, verdict, copy, removal.or(() -> stray));
  }
}
