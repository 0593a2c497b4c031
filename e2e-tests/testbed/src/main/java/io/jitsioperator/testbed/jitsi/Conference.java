package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * People who talk in a shard: they came through its web front end, logged in to its Prosody and
 * asked its Jicofo for the conference. What {@link #cut()} says judges every test of an operator:
 * it must stay empty, whatever the operator does.
 */
public final class Conference implements AutoCloseable {

  private final List<Participant> participants = new ArrayList<>();

  private Conference() {}

  /**
   * Starts a conference and returns when all are in it.
   *
   * @param front the way into the shard
   * @param room its name, lower case, without a host
   * @param participants 1 or more
   * @throws UncheckedIOException if one of them does not get in; nobody is left inside
   */
  public static Conference start(FrontEnd front, String room, int participants) {
    return start(front, room, participants, Login.anonymous());
  }

  /** The same for people who log in. */
  public static Conference start(FrontEnd front, String room, int participants, Login login) {
    Conference conference = new Conference();
    try {
      for (int i = 0; i < participants; i++) {
        conference.participants.add(Participant.join(front, room, login));
      }
      return conference;
    } catch (IOException e) {
      conference.close();
      throw new UncheckedIOException("no conference " + room + " in " + front.service(), e);
    } catch (InterruptedException e) {
      conference.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a conference began", e);
    }
  }

  /** Who was cut so far, a sentence each: somebody who hung up was not. */
  public List<String> cut() {
    return participants.stream().map(Participant::cut).filter(Objects::nonNull).toList();
  }

  /** What became of them so far. */
  public Fates fates() {
    return participants.stream().map(Conference::fate).reduce(Fates.NONE, Fates::plus);
  }

  private static Fates fate(Participant each) {
    List<Duration> moves = each.call().moves();
    boolean cut = each.cut() != null;
    return new Fates(
        cut ? 1 : 0,
        moves.isEmpty() ? 0 : 1,
        each.left() && !cut ? 1 : 0,
        moves.size(),
        moves.stream().max(Duration::compareTo).orElse(Duration.ZERO));
  }

  /** How many have media from a bridge now; without any bridge nobody has, and nobody is cut. */
  public int talking() {
    return (int) participants.stream().filter(each -> each.call().flows()).count();
  }

  /** One of those who are still there hangs up. */
  public void leave() {
    participants.stream()
        .filter(each -> each.cut() == null && !each.left())
        .findFirst()
        .ifPresent(Participant::leave);
  }

  /** All hang up. */
  @Override
  public void close() {
    participants.forEach(Participant::leave);
  }
}
