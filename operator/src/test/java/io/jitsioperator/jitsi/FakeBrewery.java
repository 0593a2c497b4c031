package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import org.jspecify.annotations.Nullable;

/** Lets in, or not, as it is told. */
final class FakeBrewery implements Brewery {

  volatile boolean room;
  volatile @Nullable Trouble trouble;
  volatile @Nullable Trouble roomTrouble;
  volatile int opened;
  volatile int closed;
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
