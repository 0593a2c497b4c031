package io.jitsioperator.jitsi;

import io.jitsioperator.jitsi.JsonBody.Reader;
import io.jitsioperator.jitsi.JsonBody.Unusable;
import io.jitsioperator.world.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Turns what came back over HTTP into an answer with its time. */
record Hearing(InstantSource clock) {

  <T> Answer<T> read(String path, Reply reply, Answer<T> was, Reader<T> reader) {
    return switch (reply) {
      case Reply.Refused refused -> refusedSince(was);
      case Reply.None none -> new Answer.Silent<>("GET " + path + " " + none.why(), now());
      case Reply.Body body -> {
        try {
          yield new Answer.Said<>(reader.read(body), now());
        } catch (Unusable e) {
          yield new Answer.Silent<>("GET " + path + " " + e.getMessage(), now());
        }
      }
    };
  }

  <T> Answer<T> refusedSince(Answer<T> was) {
    Instant now = now();
    return new Answer.Refused<>(was instanceof Answer.Refused<T> row ? row.since() : now, now);
  }

  /** A row cannot begin after its end: then the clock was set back, and it begins anew. */
  static Optional<Instant> row(Optional<Instant> since, Instant end) {
    return Optional.of(since.filter(begin -> !begin.isAfter(end)).orElse(end));
  }

  Instant now() {
    return clock.instant();
  }
}
