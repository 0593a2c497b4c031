package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.BridgeSelection;
import io.jitsioperator.simulate.BridgeState;
import io.jitsioperator.simulate.SelectionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which bridge somebody gets: by the selection that a JitsiShard has when nobody changes it. */
final class Jicofo {

  private static final BridgeSelection SELECTION =
      new BridgeSelection(
          new SelectionSettings(
              SelectionSettings.Strategy.REGION_BASED,
              true,
              Bridge.OVERLOAD,
              80,
              Optional.of(Bridge.REGION),
              List.of()));

  private final Fleet fleet;
  private final Agenda agenda;
  private final List<BridgeState> known = new ArrayList<>();
  private final List<Bridge> behind = new ArrayList<>();

  Jicofo(Fleet fleet, Agenda agenda) {
    this.fleet = fleet;
    this.agenda = agenda;
  }

  /** For one more of that conference; null if there is none. */
  @Nullable Bridge choose(Conference conference) {
    look();
    var chosen = SELECTION.choose(known, conference.seats(), "");
    if (chosen.isPresent()) {
      for (int i = 0; i < known.size(); i++) {
        if (known.get(i) == chosen.get()) {
          return behind.get(i);
        }
      }
    }
    return null;
  }

  /** Whether it knows a bridge, other than that, which is not overloaded and does not leave. */
  boolean canMoveFrom(Bridge bridge) {
    look();
    return bridge.state(agenda.now()).draining()
        && known.stream()
            .anyMatch(
                other ->
                    !other.jid().equals(bridge.name)
                        && !other.draining()
                        && !other.graceful()
                        && other.stress() < Bridge.OVERLOAD);
  }

  private void look() {
    known.clear();
    behind.clear();
    var bridges = fleet.bridges();
    for (int i = 0; i < bridges.size(); i++) {
      if (bridges.get(i).serves()) {
        known.add(bridges.get(i).state(agenda.now()));
        behind.add(bridges.get(i));
      }
    }
  }
}
