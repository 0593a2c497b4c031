package io.jitsioperator.command;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.References;
import java.io.PrintStream;
import java.util.List;

/**
 * How {@code plan} writes.
 *
 * @param out gets YAML documents, and what belongs to them as comments
 * @param err gets notes
 */
record PlanOutput(PrintStream out, PrintStream err) {

  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  /** A sentence that concerns what cannot be known without a cluster. */
  void note(String sentence) {
    err.println("Note: " + sentence);
  }

  void comment(String sentence) {
    out.println("# " + sentence);
  }

  void heading(ShardFiles.Placed<?> placed) {
    var resource = placed.resource();
    var meta = resource.getMetadata();
    comment(
        "%s: %s %s in namespace %s"
            .formatted(placed.place(), resource.getKind(), meta.getName(), meta.getNamespace()));
    comment("To read, not to apply: the owner's uid is made up.");
  }

  /** A Secret whose values the operator makes up. */
  void drawn(HasMetadata secret, List<String> keys, String placeholder) {
    comment(
        "The operator draws %s once and never changes them; %s stands for each value here."
            .formatted(String.join(", ", keys), placeholder));
    document(secret);
  }

  void document(HasMetadata object) {
    String yaml = KUBERNETES.asYaml(object);
    out.print(yaml.startsWith("---") ? yaml : "---\n" + yaml);
  }

  /** Says what of that would be found missing. */
  void missing(ShardFiles.Placed<?> placed, References references) {
    references.secrets().forEach((name, found) -> missing(placed, "Secret " + name, found));
    references.configMaps().forEach((name, found) -> missing(placed, "ConfigMap " + name, found));
  }

  void missing(ShardFiles.Placed<?> placed, String what, Lookup<?> found) {
    if (found instanceof Lookup.Missing<?>) {
      note(
          "%s: %s is not in the files, so the plan is made as if it did not exist. Add its file to the command."
              .formatted(placed.place(), what));
    }
  }

  void status(List<Condition> conditions) {
    comment("The status directly after that:");
    for (Condition c : conditions) {
      comment(
          "  %s=%s (%s): %s".formatted(c.getType(), c.getStatus(), c.getReason(), c.getMessage()));
    }
  }
}
