package io.jitsioperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FirstLookTest {

  private final List<Long> pauses = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-23T20:00:00Z");
  private int asked;
  private int endAfter = Integer.MAX_VALUE;

  private boolean look() {
    return new FirstLook(() -> now, this::pause).take(this::ask);
  }

  private boolean pause(Duration time) {
    pauses.add(time.toSeconds());
    now = now.plus(time);
    return pauses.size() >= endAfter;
  }

  /** Answers with the next code; the last one stays. 200 is a success. */
  private void ask() {
    asked++;
    int code = answers.size() > 1 ? answers.remove() : answers.element();
    if (code != 200) {
      throw new KubernetesClientException("HTTP " + code, code, null);
    }
  }

  @Test
  void anAnswerIsAnAnswer() {
    answers.add(200);
    assertThat(look()).isTrue();
    assertThat(pauses).isEmpty();
  }

  @Test
  void itAsksAgainWhileTimeMayMendIt() {
    answers.addAll(List.of(0, 429, 500, 503, 504, 0, 200));
    assertThat(look()).isTrue();
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 429, 503})
  void afterTwoMinutesItGivesUp(int code) {
    answers.add(code);
    assertThatThrownBy(this::look).hasMessage("HTTP " + code);
    assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isBetween(105L, 120L);
  }

  /** A question that nobody answers takes its time, too. */
  @Test
  void whatTheQuestionTakesCounts() {
    var slow = new FirstLook(() -> now, this::pause);
    answers.add(0);
    assertThatThrownBy(
            () ->
                slow.take(
                    () -> {
                      now = now.plusSeconds(50);
                      ask();
                    }))
        .hasMessage("HTTP 0");
    assertThat(asked).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void whatOnlyAPersonCanMendIsSaidAtOnce(int code) {
    answers.addAll(List.of(code, 200));
    assertThatThrownBy(this::look).hasMessage("HTTP " + code);
    assertThat(pauses).isEmpty();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void whoIsToldToEndAsksNoMore() {
    answers.add(503);
    endAfter = 2;
    assertThat(look()).isFalse();
    assertThat(asked).isEqualTo(2);
  }
}
