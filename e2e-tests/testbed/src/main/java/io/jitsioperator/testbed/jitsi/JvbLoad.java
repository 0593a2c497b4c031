package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The conferences on one run of a bridge, and what it has counted since its start. */
final class JvbLoad {

  /**
   * One conference.
   *
   * @param local endpoints that are connected to this bridge
   * @param remote endpoints of other bridges, known through relays
   */
  private record Room(int local, int remote, Instant since) {

    int endpoints() {
      return local + remote;
    }
  }

  private final Map<String, Room> rooms = new HashMap<>();
  private int created;
  private int completed;
  private long seconds;
  private int joined;
  private int relays;

  /**
   * Endpoints come.
   *
   * @param newOnes whether a conference may begin
   * @return false if nobody has come, because it would be a new conference
   */
  synchronized boolean join(String conference, int participants, boolean newOnes) {
    if (!rooms.containsKey(conference) && !newOnes) {
      return false;
    }
    Room room = room(conference);
    rooms.put(conference, new Room(room.local() + participants, room.remote(), room.since()));
    joined += participants;
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
      Room room = room(conference);
      int left = Math.max(0, room.local() - participants);
      put(conference, new Room(left, room.remote(), room.since()));
    }
  }

  private Room room(String conference) {
    if (!rooms.containsKey(conference)) {
      created++;
    }
    return rooms.computeIfAbsent(conference, name -> new Room(0, 0, Instant.now()));
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

  /** Endpoints that are connected to this bridge. */
  synchronized int local() {
    return rooms.values().stream().mapToInt(Room::local).sum();
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
