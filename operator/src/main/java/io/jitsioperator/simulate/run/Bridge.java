package io.jitsioperator.simulate.run;

import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.simulate.BridgeState;
import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.load.PersonStress;
import io.jitsioperator.simulate.policy.Sight;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A videobridge in its pod. */
final class Bridge {

  /** True stress above which people have a bad call; what Jicofo calls overloaded. */
  static final double OVERLOAD = 0.8;

  /** Jicofo's {@code participant-rampup-interval}. */
  private static final long RAMP_UP = 20_000;

  private static final String VERSION = "2.3";
  static final String REGION = "default";

  final int number;
  final String name;
  final long created;
  final Instant createdAt;

  @Nullable Node node;
  Optional<Instant> ready = Optional.empty();
  boolean gone;

  /** Why it leaves; null while it does not. */
  @Nullable Leave leaving;

  boolean drain;
  boolean graceful;

  /** It has been told to shut down while nobody was on it: it is about to end. */
  boolean shutDown;

  long leavesSince;

  /** Counts leaves and their ends, so that what was begun for an earlier one stops. */
  int turn;

  int people;
  int conferences;

  /** Of the conferences on it, in {@link Load#UNIT}s. */
  long load;

  /** Of these all accounts are milliseconds, or milliseconds times people. */
  long peopleTime;

  long overloadTime;
  private double stressTime;
  private long settled;

  // What it has said, to Jicofo and, if it is heard, to who decides.
  private double told;
  private boolean toldDrain;
  private boolean toldGraceful;
  private @Nullable BridgeState state;
  private int stateRecent;
  long heardAt;
  private boolean spoke;
  private double heardStress;
  private int heardPeople;
  private int heardConferences;
  private Optional<Sight.Report> heard = Optional.empty();
  double cpu;
  private double nextCpu;

  // When people came lately, oldest first; a ring.
  private long[] joins = new long[64];
  private int firstJoin;
  private int recent;

  Bridge(int number, long created, Instant createdAt) {
    this.number = number;
    this.name = "bridge-" + number;
    this.created = created;
    this.createdAt = createdAt;
    this.settled = created;
  }

  boolean serves() {
    return ready.isPresent() && !gone;
  }

  /** It counts for the size of the pool. */
  boolean counts() {
    return leaving == null;
  }

  /** Of its own conferences. */
  double own() {
    return load * Load.UNIT;
  }

  /** What it really has to bear. */
  double stress() {
    var on = node;
    return on == null ? 0 : on.stress(this);
  }

  /** Makes up its accounts; before anything changes that they depend on. */
  void settle(long now) {
    long time = now - settled;
    if (time > 0) {
      double stress = stress();
      stressTime += stress * time;
      peopleTime += people * time;
      overloadTime += stress > OVERLOAD ? people * time : 0;
      settled = now;
    }
  }

  /** The mean of its true stress over the time since the last call, if that was so long ago. */
  double sample(long now, long time) {
    settle(now);
    double mean = time > 0 ? stressTime / time : stress();
    stressTime = 0;
    return mean;
  }

  /** It tells Jicofo. */
  void tell(double stress) {
    told = stress;
    toldDrain = drain;
    toldGraceful = graceful;
    state = null;
  }

  double told() {
    return told;
  }

  /** It is heard by who decides. */
  void hear(long now, double stress) {
    heardAt = now;
    heardStress = stress;
    heardPeople = people;
    heardConferences = conferences;
    spoke = true;
  }

  /** What was heard last; made only when somebody asks. */
  Optional<Sight.Report> heard() {
    if (spoke) {
      spoke = false;
      heard =
          Optional.of(
              new Sight.Report(
                  createdAt.plusMillis(heardAt - created),
                  heardStress,
                  heardPeople,
                  heardConferences));
    }
    return heard;
  }

  /** What the metrics of Kubernetes say of its processor is one measurement (10 s) older. */
  void useCpu(double now) {
    cpu = nextCpu;
    nextCpu = now;
  }

  /** Jicofo has just put somebody there. */
  void joined(long now) {
    if (recent == joins.length) {
      var more = new long[2 * recent];
      for (int i = 0; i < recent; i++) {
        more[i] = joins[(firstJoin + i) % recent];
      }
      joins = more;
      firstJoin = 0;
    }
    joins[(firstJoin + recent++) % joins.length] = now;
  }

  /** As Jicofo knows it now. */
  BridgeState state(long now) {
    while (recent > 0 && joins[firstJoin] <= now - RAMP_UP) {
      firstJoin = (firstJoin + 1) % joins.length;
      recent--;
    }
    var known = state;
    if (known == null || stateRecent != recent) {
      stateRecent = recent;
      double stress = BridgeState.corrected(told, recent, PersonStress.MEAN);
      known =
          new BridgeState(
              name, VERSION, REGION, name, true, toldDrain, toldGraceful, shutDown, stress);
      state = known;
    }
    return known;
  }
}
