package io.jitsioperator.testbed.jitsi;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Files that a configuration includes by their path in the container. Nothing of this machine is
 * seen but what is mounted.
 *
 * @param mounts mount path in the container to folder or file on this machine
 * @param rest what finds the other kinds of includes
 */
record JvbIncludes(Map<String, Path> mounts, Optional<ConfigIncluder> rest)
    implements ConfigIncluder, ConfigIncluderFile {

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return new JvbIncludes(mounts, Optional.of(fallback));
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return rest.orElseThrow().include(context, what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    Optional<Path> file = onThisMachine(what.toPath()).filter(Files::exists);
    if (file.isPresent()) {
      return ConfigFactory.parseFile(file.get().toFile(), context.parseOptions()).root();
    }
    if (context.parseOptions().getAllowMissing()) {
      return ConfigFactory.empty().root();
    }
    throw new ConfigException.IO(
        ConfigOriginFactory.newFile(what.getPath()),
        what + ": java.io.FileNotFoundException: " + what + " (No such file or directory)");
  }

  private Optional<Path> onThisMachine(Path inContainer) {
    return mounts.entrySet().stream()
        .filter(mount -> inContainer.startsWith(mount.getKey()))
        .max(Comparator.comparing(mount -> mount.getKey().length()))
        .map(mount -> below(mount.getValue(), Path.of(mount.getKey()).relativize(inContainer)));
  }

  private static Path below(Path folder, Path rest) {
    return rest.toString().isEmpty() ? folder : folder.resolve(rest.toString());
  }
}
