package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The conferences on one run of a bridge, and what it has counted since its start. */
final class JvbLoad {

  /** What became of a request. */
  enum Outcome {
    DONE,
    /** The conference would be new, and none may begin. */
    REFUSED,
    /** There is no such conference. */
    UNKNOWN
  }

  /**
   * One conference.
   *
   * @param local endpoints that are connected to this bridge
   * @param remote endpoints of other bridges, known through relays
   */
  private record Room(Set<String> local, int remote, Instant since) {

    int endpoints() {
      return local.size() + remote;
    }
  }

  private final Map<String, Room> rooms = new HashMap<>();
  private int created;
  private int completed;
  private long seconds;
  private int joined;
  private int relays;

  /**
   * Jicofo says who shall be there.
   *
   * @param newOnes whether a conference may begin
   */
  synchronized Outcome modify(ColibriIq asked, boolean newOnes) {
    String conference = asked.conference();
    if (!rooms.containsKey(conference)) {
      if (asked.endpoints().isEmpty()) {
        return Outcome.DONE;
      }
      if (!asked.create() || !newOnes) {
        return asked.create() ? Outcome.REFUSED : Outcome.UNKNOWN;
      }
    }
    Set<String> fresh = new HashSet<>(asked.endpoints());
    fresh.removeAll(room(conference).local());
    joined += fresh.size();
    Room room = room(conference);
    relays += room.remote() == 0 && asked.remote() > 0 ? 1 : 0;
    put(conference, new Room(asked.endpoints(), asked.remote(), room.since()));
    return Outcome.DONE;
  }

  /**
   * Endpoints come that have no name.
   *
   * @param newOnes whether a conference may begin
   * @return false if nobody has come, because it would be a new conference
   */
  synchronized boolean join(String conference, int participants, boolean newOnes) {
    if (!rooms.containsKey(conference) && !newOnes) {
      return false;
    }
    Set<String> local = new LinkedHashSet<>(room(conference).local());
    for (int i = 0; i < participants; i++) {
      local.add("endpoint-" + ++joined);
    }
    set(conference, local);
    return true;
  }

  /** So many endpoints of other bridges are in this conference now. */
  synchronized void relay(String conference, int remote) {
    Room room = room(conference);
    relays += room.remote() == 0 && remote > 0 ? 1 : 0;
    put(conference, new Room(room.local(), remote, room.since()));
  }

  /** Endpoints go; at most those that are there. The last one ends the conference. */
  synchronized void leave(String conference, int participants) {
    if (rooms.containsKey(conference)) {
      set(
          conference,
          room(conference).local().stream().skip(participants).collect(Collectors.toSet()));
    }
  }

  private void set(String conference, Set<String> local) {
    Room room = room(conference);
    put(conference, new Room(Set.copyOf(local), room.remote(), room.since()));
  }

  private Room room(String conference) {
    if (!rooms.containsKey(conference)) {
      created++;
    }
    return rooms.computeIfAbsent(conference, name -> new Room(Set.of(), 0, Instant.now()));
  }

  private void put(String conference, Room room) {
    if (room.endpoints() > 0) {
      rooms.put(conference, room);
    } else {
      rooms.remove(conference);
      completed++;
      seconds += Duration.between(room.since(), Instant.now()).toSeconds();
    }
  }

  /** Whether this endpoint is connected to this bridge. */
  synchronized boolean has(String endpoint) {
    return rooms.values().stream().anyMatch(room -> room.local().contains(endpoint));
  }

  /** Endpoints that are connected to this bridge. */
  synchronized int local() {
    return rooms.values().stream().mapToInt(room -> room.local().size()).sum();
  }

  /** Its part of the statistics. */
  synchronized Map<String, Object> stats() {
    Collection<Room> all = rooms.values();
    int endpoints = all.stream().mapToInt(Room::endpoints).sum();
    Map<String, Object> stats = new HashMap<>();
    stats.put("conferences", all.size());
    stats.put("inactive_conferences", all.size());
    stats.put("p2p_conferences", all.stream().filter(room -> room.endpoints() == 2).count());
    stats.put("octo_conferences", all.stream().filter(room -> room.remote() > 0).count());
    stats.put("largest_conference", all.stream().mapToInt(Room::endpoints).max().orElse(0));
    stats.put("endpoints", endpoints);
    stats.put("participants", endpoints);
    stats.put("inactive_endpoints", endpoints);
    stats.put("local_endpoints", local());
    stats.put("octo_endpoints", endpoints - local());
    stats.put("total_conferences_created", created);
    stats.put("total_conferences_completed", completed);
    stats.put("total_conference_seconds", seconds);
    stats.put("total_participants", joined);
    stats.put("total_relays", relays);
    return stats;
  }
}
