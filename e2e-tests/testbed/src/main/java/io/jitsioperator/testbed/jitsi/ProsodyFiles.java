package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The image's {@code 10-config} one-shot: copies {@code /config}, renders the templates, generates
 * the certificates that are missing.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet prosody/rootfs/etc/s6-overlay/scripts/config@738058b4}.
 *
 * @param root what is {@code /run/prosody} in the image
 * @param config the rendered configuration
 */
record ProsodyFiles(Path root, ProsodyConfig config) {

  private static final String LIB = "/var/lib/prosody";

  private static final List<String> MODULES =
      List.of(
          "client_proxy",
          "conference_duration",
          "features_identity",
          "http_health",
          "jiconop",
          "jitsi_component",
          "muc_census",
          "muc_filter_access",
          "muc_hide_all");

  /** Makes all files of one container start. */
  static ProsodyFiles of(ContainerSpec spec) throws IOException {
    EnvVars env = new EnvVars(spec.env());
    Path root = spec.scratch();
    Path config = root.resolve("config");
    Path plugins = resources(root);
    List<Path> pluginPath = new ArrayList<>();
    Path custom = spec.mounts().get("/prosody-plugins-custom");
    if (custom != null) {
      pluginPath.add(custom);
    }
    pluginPath.add(plugins);
    Path data = data(spec);
    ConfigCopy.into(spec.mounts(), config);
    ProsodyFiles files =
        new ProsodyFiles(
            root,
            new ProsodyConfig(env, config, data, pluginPath, spec.address().getHostAddress()));
    files.render();
    files.generateCertificates();
    return files;
  }

  /** Where Prosody keeps its data; what is mounted below that is linked into it. */
  private static Path data(ContainerSpec spec) throws IOException {
    Path lib = spec.mounts().getOrDefault(LIB, spec.scratch().resolve("lib"));
    Path data = spec.mounts().getOrDefault(LIB + "/data", lib.resolve("data"));
    Files.createDirectories(data);
    for (Map.Entry<String, Path> each : spec.mounts().entrySet()) {
      if (each.getKey().startsWith(LIB + "/data/")) {
        Path link = data.resolve(each.getKey().substring((LIB + "/data/").length()));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, each.getValue());
      }
    }
    return data;
  }

  Path mainFile() {
    return config.config().resolve("prosody.cfg.lua");
  }

  Path registerSetup() {
    return root.resolve("register-setup");
  }

  private static Path resources(Path root) throws IOException {
    Path plugins = Files.createDirectories(root.resolve("prosody-plugins"));
    for (String module : MODULES) {
      String name = "mod_" + module + ".lua";
      extract(name, plugins.resolve(name));
    }
    extract("register-setup", root.resolve("register-setup"));
    return plugins;
  }

  private static void extract(String name, Path to) throws IOException {
    try (InputStream in = ProsodyFiles.class.getResourceAsStream("prosody/" + name)) {
      if (in == null) {
        throw new IOException("The testbed's jar lacks prosody/" + name + ": build it again.");
      }
      Files.write(to, in.readAllBytes());
    }
  }

  private void render() throws IOException {
    Path folder = config.config();
    Path certs = Files.createDirectories(folder.resolve("certs"));
    Path site = Files.createDirectories(folder.resolve("conf.d"));
    Files.writeString(mainFile(), config.lua());
    if (config.brewery()) {
      BrewerySite brewery = new BrewerySite(config.env(), certs);
      Path rules = Files.createDirectories(folder.resolve("rules.d"));
      Files.writeString(rules.resolve("jvb_muc_presence_filter.pfw"), brewery.firewallRule());
      Files.writeString(site.resolve("brewery.cfg.lua"), brewery.lua());
    } else {
      ClientSite client = new ClientSite(config.env(), certs);
      Files.writeString(site.resolve("jitsi-meet.cfg.lua"), client.lua());
    }
  }

  private void generateCertificates() throws IOException {
    EnvVars env = config.env();
    List<String> domains =
        config.brewery()
            // The script's default, which is not the template's.
            ? List.of(env.text("JVB_XMPP_AUTH_DOMAIN", "auth.meet.jitsi"))
            : List.of(ClientSite.domain(env), ClientSite.authDomain(env));
    for (String domain : domains) {
      Path certificate = config.config().resolve("certs").resolve(domain + ".crt");
      if (!Files.exists(certificate)) {
        generate(domain, certificate);
      }
    }
  }

  private static void generate(String domain, Path certificate) throws IOException {
    String key = certificate.toString().replaceFirst("\\.crt$", ".key");
    ProcessBuilder openssl =
        new ProcessBuilder(
            ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650"
                    + " -subj")
                .split(" "));
    openssl.command().addAll(List.of("/CN=" + domain, "-out", certificate.toString()));
    openssl.command().addAll(List.of("-keyout", key));
    Process process = openssl.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("openssl made no certificate for " + domain + ": " + output);
    }
  }
}
