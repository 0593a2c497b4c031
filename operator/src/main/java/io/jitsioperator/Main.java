package io.jitsioperator;

import io.jitsioperator.command.AutoscalingFiles;
import io.jitsioperator.command.PlanCommand;
import io.jitsioperator.settings.InvalidSettings;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.settings.Variable;
import io.jitsioperator.simulate.SimulateCommand;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The program. Nothing else reads the environment or exits. */
public final class Main {

  private static final String USAGE =
      """
      Usage: jitsi-operator [run]          reconcile the JitsiShards of a cluster
             jitsi-operator plan FILE...   print what would be made of manifests, without a cluster
             jitsi-operator simulate      try ways to size a pool under a load, in fast-forward,
                                          without a cluster (--help: its options)
             jitsi-operator uninstall-check
                                           fail while resources wait for the operator

      run and uninstall-check are configured by the environment (defaults in brackets):
      """;

  private Main() {}

  /** Runs a subcommand; without one, {@code run}. */
  public static void main(String[] args) {
    var command = args.length == 0 ? "run" : args[0];
    var rest = List.of(args).subList(Math.min(1, args.length), args.length);
    int exit =
        switch (command) {
          case "run" -> rest.isEmpty() ? with(OperatorProcess::start) : usage(2);
          case "uninstall-check" -> rest.isEmpty() ? with(Main::uninstallCheck) : usage(2);
          case "simulate" ->
              SimulateCommand.run(
                  rest, AutoscalingFiles.usual(), AutoscalingFiles::read, System.out, System.err);
          case "plan" -> PlanCommand.run(rest, System.out, System.err);
          case "help", "-h", "--help" -> usage(0);
          default -> usage(2);
        };
    if (exit != 0) {
      System.exit(exit);
    }
  }

  private static int with(ToIntFunction<Settings> subcommand) {
    Map<String, String> environment = System.getenv();
    var text = "text".equals(environment.get(Variable.LOG_FORMAT.variable()));
    // Before the first logger is made.
    System.setProperty("log4j2.configurationFile", text ? "log4j2-text.xml" : "log4j2-json.xml");
    try {
      return subcommand.applyAsInt(Settings.parse(environment, hostName()));
    } catch (InvalidSettings e) {
      e.problems().forEach(System.err::println);
      return 1;
    }
  }

  private static int uninstallCheck(Settings settings) {
    return UninstallCheck.run(settings.namespaces(), System.out, System.err);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "jitsi-operator";
    }
  }

  private static int usage(int exit) {
    var out = exit == 0 ? System.out : System.err;
    out.print(USAGE);
    Arrays.stream(Variable.values())
        .map(v -> "  " + v.variable() + v.fallback().map(f -> " [" + f + "]").orElse(""))
        .forEach(out::println);
    return exit;
  }
}
