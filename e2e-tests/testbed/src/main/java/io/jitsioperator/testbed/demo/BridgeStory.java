package io.jitsioperator.testbed.demo;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.Fates;
import java.time.Duration;

/** Bridges come, become fewer and leave a node, and nobody who talks on them is cut. */
record BridgeStory(Stage stage, Bridges bridges) {

  /** An empty bridge is asked to end after two looks 5 s apart; this one must not be. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

  /** What a move may take. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

  private static final int FEW = 2;
  private static final int MANY = 3;

  private static final String POOL =
      """
      apiVersion: jitsi-operator.io/v1alpha1
      kind: BridgePool
      metadata: { name: %s }
      spec:
        shards: [{ name: %s }]
        replicas: 2
        media: { ports: { from: 10000, to: 10009 } }
        drain: { patience: { node: 10s } }
        resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: "1" } }
      """
          .formatted(Bridges.NAME, Stage.NAME);

  /** Two conferences, of FEW and of MANY, each on a bridge of its own. */
  private record Calls(Conference few, Conference many) {
    Fates fates() {
      return few.fates().plus(many.fates());
    }
  }

  BridgeStory(Stage stage) {
    this(stage, new Bridges(stage));
  }

  void tell() throws Exception {
    make();
    Screen screen = stage.screen();
    screen.chapter("People talk on both bridges, and the pool is made smaller");
    try (Conference few = meet("standup", FEW);
        Conference many = meet("townhall", MANY)) {
      Calls calls = new Calls(few, many);
      screen.step("each call has a bridge of its own", this::awaitSpread);
      String stays = shrink(calls);
      cordon(calls, stays);
      screen.step("all hang up", () -> hungUp(many));
      count(calls);
    }
  }

  private void make() throws Exception {
    Screen screen = stage.screen();
    screen.chapter("Two videobridges");
    screen.step(
        "kubectl label namespace: pods may use ports of their node, as bridges do",
        () ->
            stage
                .cluster()
                .kubectl(
                    "label",
                    "namespace",
                    Stage.NAMESPACE,
                    "--overwrite",
                    "pod-security.kubernetes.io/enforce=privileged"));
    screen.step("kubectl apply of a BridgePool of two", () -> stage.apply(POOL));
    screen.step("both serve", () -> bridges.awaitServing(2));
    screen.say(
        Cluster.sentence(
            stage.await("the shard says that it has bridges", "BridgesAvailable", "True")));
    look();
  }

  private Conference meet(String room, int people) throws Exception {
    return stage
        .screen()
        .step(
            people + " people meet, and a bridge forwards their media",
            () -> {
              Conference conference = stage.machine().meet(room, people);
              awaitTalking(conference, people);
              return conference;
            });
  }

  private String awaitSpread() throws Exception {
    return bridges.await(
        "a bridge with %d people and one with %d".formatted(FEW, MANY),
        s -> Bridges.with(FEW, s).isPresent() && Bridges.with(MANY, s).isPresent());
  }

  private void awaitTalking(Conference conference, int people) throws Exception {
    stage
        .cluster()
        .await(
            people + " people with media",
            Stage.PATIENCE,
            () -> conference.talking() == people,
            () -> conference.talking() + " have media; cut: " + conference.cut());
  }

  /** Returns the name of the bridge that stays. */
  private String shrink(Calls calls) throws Exception {
    Screen screen = stage.screen();
    String leaves = bridgeWith(FEW);
    String stays = bridgeWith(MANY);
    screen.step("kubectl scale jbp eu1 --replicas=1", () -> scale(1));
    screen.step(
        "the bridge with fewer people drains: " + leaves,
        () -> bridges.await(leaves + " drains", s -> Bridges.is(leaves, "Draining", s)));
    screen.step(
        "it stays for the %d s that we look, as people are on it"
            .formatted(LONG_ENOUGH.toSeconds()),
        () ->
            bridges.hold(
                LONG_ENOUGH,
                leaves + " did not wait for its call",
                s -> Bridges.is(leaves, "Draining", s)));
    look();
    require(calls, 0, FEW + MANY);
    screen.step("they hang up", () -> hungUp(calls.few()));
    screen.step(
        "it ends and its pod is gone",
        () ->
            bridges.awaitPods(
                "only " + stays, pods -> pods.size() == 1 && pods.containsKey(stays)));
    require(calls, 0, MANY);
    return stays;
  }

  private void cordon(Calls calls, String old) throws Exception {
    Screen screen = stage.screen();
    screen.chapter("The node of a bridge is cordoned while people talk on it");
    screen.step("kubectl scale jbp eu1 --replicas=2", () -> scale(2));
    screen.step("both serve", () -> bridges.awaitServing(2));
    String node = stage.pod(old).getSpec().getNodeName();
    screen.step("kubectl cordon " + node, () -> stage.cluster().kubectl("cordon", node));
    screen.step(
        "another bridge serves first, beside the two",
        () -> bridges.await("three bridges that serve", BridgeStory::isReplacedFirst));
    screen.step(
        "only then does the old one drain: " + old,
        () ->
            bridges.await(
                old + " drains beside two that serve",
                s -> Bridges.is(old, "Draining", s) && Bridges.active(s) == 2));
    look();
    screen.step(
        "after 10 s of patience Jicofo moves its people, and they go on talking",
        () -> moved(calls.many()));
    screen.step(
        "it ends and its pod is gone",
        () -> bridges.awaitPods("no " + old, pods -> !pods.containsKey(old)));
    screen.step("two serve", () -> bridges.awaitServing(2));
    screen.step("kubectl uncordon " + node, () -> stage.cluster().kubectl("uncordon", node));
    require(calls, MANY, MANY);
  }

  /** Three serve, which is one more than was asked for. */
  private static boolean isReplacedFirst(BridgePoolStatus status) {
    boolean drains = status.bridges().stream().anyMatch(b -> b.phase().equals("Draining"));
    Stage.require(
        !drains || Bridges.active(status) >= 2,
        "it drains before another one serves: " + Bridges.sentences(status));
    return Bridges.active(status) + (drains ? 1 : 0) == 3;
  }

  private String moved(Conference conference) throws Exception {
    stage
        .cluster()
        .await(
            "a move of all",
            Stage.PATIENCE,
            () -> conference.fates().moved() == MANY,
            () -> conference.fates() + "; " + conference.cut());
    awaitTalking(conference, MANY);
    return "";
  }

  private void count(Calls calls) throws Exception {
    Fates fates = calls.fates();
    stage
        .screen()
        .step(
            "people who were cut: 0",
            () -> {
              nobodyWasCut(calls);
              Stage.require(fates.moved() == MANY, "not all were moved: " + fates);
              Stage.require(fates.left() == FEW + MANY, "not all hung up: " + fates);
              Stage.require(fates.mostMoves() == 1, "somebody was moved again: " + fates);
              Stage.require(
                  fates.longestGap().compareTo(LONGEST_GAP) <= 0, "a move took long: " + fates);
              return fates;
            });
    stage
        .screen()
        .say(
            "cut %d, moved %d, hung up %d; moves of one person at most %d, longest gap %d ms"
                .formatted(
                    fates.cut(),
                    fates.moved(),
                    fates.left(),
                    fates.mostMoves(),
                    fates.longestGap().toMillis()));
  }

  /** Takes the pool away, which nobody is on any more. */
  void delete() throws Exception {
    Screen screen = stage.screen();
    screen.chapter("The bridges are deleted");
    screen.step(
        "kubectl delete jbp eu1",
        () -> stage.kubectl("delete", "jbp", Bridges.NAME, "--wait=false"));
    screen.step("each ends by itself, then the pool is gone", bridges::awaitGone);
  }

  private String scale(int replicas) throws Exception {
    return stage.kubectl("scale", "jbp", Bridges.NAME, "--replicas=" + replicas);
  }

  private static String hungUp(Conference conference) {
    conference.close();
    return "";
  }

  private String bridgeWith(int people) {
    return bridges
        .status()
        .flatMap(s -> Bridges.with(people, s))
        .orElseThrow(() -> new IllegalStateException("no bridge with " + people));
  }

  private void require(Calls calls, int moved, int talking) throws Exception {
    Fates fates = calls.fates();
    nobodyWasCut(calls);
    Stage.require(fates.moved() == moved, moved + " should have been moved: " + fates);
    int now = calls.few().talking() + calls.many().talking();
    Stage.require(now == talking, "%d should have media, %d have".formatted(talking, now));
  }

  private static void nobodyWasCut(Calls calls) {
    Stage.require(
        calls.fates().cut() == 0,
        "people were cut: %s %s".formatted(calls.few().cut(), calls.many().cut()));
  }

  private void look() throws Exception {
    stage.screen().show("kubectl get jbp", stage.kubectl("get", "jbp"));
    bridges.status().map(Bridges::sentences).ifPresent(stage.screen()::say);
  }
}
