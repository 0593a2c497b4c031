package io.jitsioperator.jitsi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wants what it is told to want, and notes what it hears. */
final class FakeAudience implements Audience {

  volatile boolean room;
  volatile boolean bridges;
  final List<News> ofRoom = new CopyOnWriteArrayList<>();
  final List<News> ofBridges = new CopyOnWriteArrayList<>();

  @Override
  public boolean wantsRoom() {
    return room;
  }

  @Override
  public boolean wantsBridges() {
    return bridges;
  }

  @Override
  public void room(News news) {
    ofRoom.add(news);
  }

  @Override
  public void bridges(News news) {
    ofBridges.add(news);
  }
}
