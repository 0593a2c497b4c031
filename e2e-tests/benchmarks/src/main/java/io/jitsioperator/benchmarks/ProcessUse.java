package io.jitsioperator.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used, from Linux' {@code /proc} (proc_pid_status(5), proc_pid_stat(5)).
 *
 * @param resident memory that is in RAM ({@code VmRSS}), bytes
 * @param cpu time on processors since its start, user and system, in steps of 10 ms
 */
record ProcessUse(long resident, Duration cpu) {

  /** {@code USER_HZ}: 100 on every architecture that Java runs on (time(7)). */
  private static final int TICKS_PER_SECOND = 100;

  /** Of a process that runs now. */
  static ProcessUse of(ProcessHandle process) throws IOException {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    return parse(
        Files.readString(folder.resolve("status")), Files.readString(folder.resolve("stat")));
  }

  /** Memory in MiB. */
  double mebibytes() {
    return resident / 1024.0 / 1024.0;
  }

  static ProcessUse parse(String status, String stat) {
    String resident =
        status
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no VmRSS: the process has ended"));
    long kibibytes = Long.parseLong(resident.replaceAll("[^0-9]", ""));
    // The second field is the program's name in brackets, which may hold spaces and brackets.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    long ticks = Long.parseLong(fields[14 - 3]) + Long.parseLong(fields[15 - 3]);
    return new ProcessUse(kibibytes * 1024, Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND));
  }
}
