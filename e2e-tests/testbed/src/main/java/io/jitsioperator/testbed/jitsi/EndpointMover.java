package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jitsioperator.testbed.jitsi.HttpListener.Answer;
import io.jitsioperator.testbed.jitsi.HttpListener.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code /move-endpoints}: leads people from a bridge to another one, or to the same if it is still
 * the best.
 *
 * <p>Source: contracts §5.5.
 */
record EndpointMover(Jicofo jicofo) {

  private static final Answer BAD = new Answer(400, "", "");
  private static final Answer NOT_FOUND = new Answer(404, "", "");

  Answer answer(Request request) throws InterruptedException {
    try {
      return switch (request.path()) {
        case "/move-endpoints/move-endpoints" ->
            fromBridge(request, Integer.parseInt(request.parameter("numEndpoints").orElse("1")), 0);
        case "/move-endpoints/move-fraction" ->
            fromBridge(request, 0, Double.parseDouble(request.parameter("fraction").orElse("0.1")));
        case "/move-endpoints/move-endpoint" -> one(request);
        default -> NOT_FOUND;
      };
    } catch (NumberFormatException e) {
      return BAD;
    }
  }

  /** {@code fraction} of those on it, or {@code number}. */
  private Answer fromBridge(Request request, int number, double fraction)
      throws InterruptedException {
    Optional<String> asked = request.parameter("bridge").filter(name -> !name.isEmpty());
    if (asked.isEmpty()) {
      return BAD;
    }
    String bridge = jid(asked.get());
    if (!jicofo.brewery().bridges().containsKey(bridge)) {
      return NOT_FOUND;
    }
    Optional<String> only = request.parameter("conference");
    List<MeetConference> conferences = jicofo.conferences().all();
    if (only.isPresent() && conferences.stream().noneMatch(each -> is(each, only.get()))) {
      return NOT_FOUND;
    }
    int most =
        fraction > 0 ? (int) Math.round(fraction * jicofo.conferences().endpoints(bridge)) : number;
    return move(
        bridge,
        most,
        conferences.stream()
            .filter(each -> only.isEmpty() || is(each, only.get()))
            .sorted(Comparator.comparing(each -> -each.seating().count(bridge)))
            .toList());
  }

  private static Answer move(String bridge, int most, List<MeetConference> conferences)
      throws InterruptedException {
    int moved = 0;
    int touched = 0;
    for (MeetConference each : conferences) {
      int some = moved < most ? each.seating().move(bridge, most - moved) : 0;
      moved += some;
      touched += some > 0 ? 1 : 0;
    }
    return done(moved, touched);
  }

  private Answer one(Request request) {
    Optional<String> conference = request.parameter("conference");
    Optional<String> endpoint = request.parameter("endpoint");
    if (conference.isEmpty() || endpoint.isEmpty()) {
      return BAD;
    }
    return jicofo.conferences().all().stream()
        .filter(each -> is(each, conference.get()))
        .filter(each -> each.seating().bridgeOf(endpoint.get()).isPresent())
        .findFirst()
        .map(each -> done(each.seating().moveOne(endpoint.get()), 1))
        .orElse(NOT_FOUND);
  }

  private static boolean is(MeetConference conference, String room) {
    return conference.room().equals(room);
  }

  private String jid(String name) {
    return name.contains("@") ? name : jicofo.config().bridgeBrewery() + "/" + name;
  }

  private static Answer done(int moved, int conferences) {
    return new Answer(
        200,
        "application/json",
        JsonNodeFactory.instance
            .objectNode()
            .put("movedEndpoints", moved)
            .put("conferences", conferences)
            .toString());
  }
}
