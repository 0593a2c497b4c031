package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Lets in, or not, as it is told. */
final class FakeBrewery implements Brewery {

  volatile boolean room;
  volatile @Nullable Trouble trouble;
  volatile @Nullable Trouble roomTrouble;
  volatile int opened;
  volatile int closed;
  volatile int left;

  /** Who is inside already. */
  final List<String> inside = new CopyOnWriteArrayList<>(List.of("focus"));

  /** What happens at the next tries to enter; then everybody is let in. */
  final Queue<Door> doors = new ConcurrentLinkedQueue<>();

  final List<String> nicks = new CopyOnWriteArrayList<>();
  volatile Optional<Occupants> occupants = Optional.empty();
  private volatile boolean lost;
  private volatile Runnable onLoss = () -> {};

  void lose() {
    lost = true;
    onLoss.run();
  }

  @Override
  public synchronized Session open(Watch.Login login, Runnable onLoss) throws Trouble {
    if (trouble != null) {
      throw trouble;
    }
    opened++;
    lost = false;
    this.onLoss = onLoss;
    return new Session() {
      @Override
      public boolean roomExists() throws Trouble {
        if (roomTrouble != null) {
          throw roomTrouble;
        }
        return room;
      }

      @Override
      public Door enter(String nick, Occupants told) {
        nicks.add(nick);
        Door door = Optional.ofNullable(doors.poll()).orElse(Door.INSIDE);
        if (door == Door.INSIDE) {
          occupants = Optional.of(told);
          inside.forEach(other -> told.showed(other, Optional.empty()));
          told.entered();
        }
        return door;
      }

      @Override
      public void leave() {
        left++;
        occupants = Optional.empty();
      }

      @Override
      public boolean isOpen() {
        return !lost;
      }

      @Override
      public void close() {
        synchronized (FakeBrewery.this) {
          closed++;
        }
      }
    };
  }
}
