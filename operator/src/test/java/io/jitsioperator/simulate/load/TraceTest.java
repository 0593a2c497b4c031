package io.jitsioperator.simulate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Traces of others, good ones and bad ones.
 *
 * <p>Seen to fail with: unsorted rows taken as they are; line numbers that begin at 0.
 */
class TraceTest {

  private static final String HEADER = "seconds,conference,participants";

  @Test
  void rowsSayHowManyThereAreFromThenOn() throws TraceError {
    var load = Trace.parse("t.csv", List.of(HEADER, "0,a,2", "1.5,b,3", "", "60,a,0"), 1);
    assertThat(load.size()).isEqualTo(3);
    assertThat(load.conferences()).isEqualTo(2);
    assertThat(load.at(1)).isEqualTo(1500);
    assertThat(load.conference(2)).isEqualTo(load.conference(0)).isNotEqualTo(load.conference(1));
    assertThat(load.people(1)).isEqualTo(3);
    assertThat(load.end()).as("a minute after the last row").isEqualTo(120_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,conf,n | 0,a,1 | t.csv, line 1: the header is \"time,conf,n\", but should be"
            + " seconds,conference,participants.",
        "seconds,conference,participants | 0,a,x | t.csv, line 2: participants is \"x\", but should"
            + " be a number.",
        "seconds,conference,participants | soon,a,1 | t.csv, line 2: seconds is \"soon\", but"
            + " should be a number.",
        "seconds,conference,participants | NaN,a,1 | t.csv, line 2: seconds is NaN, but should be"
            + " between 0 and 31622400.",
        "seconds,conference,participants | 0,a,-1 | t.csv, line 2: participants is -1, but should"
            + " be between 0 and 100000.",
        "seconds,conference,participants | -1,a,1 | t.csv, line 2: seconds is -1, but should be"
            + " between 0 and 31622400.",
        "seconds,conference,participants | 0,a,1.5 | t.csv, line 2: participants is 1.5, but should"
            + " be a whole number.",
        "seconds,conference,participants | 0,,1 | t.csv, line 2: the conference has no name; give"
            + " it any that is its own.",
        "seconds,conference,participants | 0,a | t.csv, line 2: it has 2 columns, but should have"
            + " 3: seconds,conference,participants.",
      })
  void whatIsWrongIsSaidWithItsLine(String header, String row, String message) {
    assertThatThrownBy(() -> Trace.parse("t.csv", List.of(header, row), 1))
        .isInstanceOf(TraceError.class)
        .hasMessage(message);
  }

  @Test
  void rowsAreSortedByTime() {
    assertThatThrownBy(() -> Trace.parse("t.csv", List.of(HEADER, "9,a,1", "", "8,a,2"), 1))
        .hasMessage(
            "t.csv, line 4: its time 8 is before that of the row above; sort the rows by seconds.");
  }

  @Test
  void thereIsSomethingInIt() {
    assertThatThrownBy(() -> Trace.parse("t.csv", List.of(), 1))
        .hasMessage(
            "t.csv: it is empty; the first line should be seconds,conference,participants.");
    assertThatThrownBy(() -> Trace.parse("t.csv", List.of(HEADER), 1))
        .hasMessage("t.csv: it has a header, but no rows; there is nothing to replay.");
  }

  @Test
  void filesThatCannotBeReadAreNamed(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> Trace.read(Path.of("nowhere.csv"), 1))
        .hasMessage("nowhere.csv: there is no such file.");
    var binary = Files.write(folder.resolve("x"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> Trace.read(binary, 1))
        .hasMessage(binary + ": this is no text in UTF-8.");
    var good = folder.resolve("good");
    Files.writeString(good, "\uFEFF" + HEADER + "\r\n0, a , 2\r\n", StandardCharsets.UTF_8);
    assertThat(Trace.read(good, 1).people(0)).as("as a spreadsheet writes it").isEqualTo(2);
  }
}
