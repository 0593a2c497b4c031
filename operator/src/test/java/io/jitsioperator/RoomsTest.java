package io.jitsioperator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Who may know whom. A rule that is in the way is a design to talk about, not a rule to drop. */
@AnalyzeClasses(packages = "io.jitsioperator", importOptions = DoNotIncludeTests.class)
class RoomsTest {

  private static final String HOME = "io.jitsioperator";
  private static final String API = HOME + ".api..";
  private static final String SETTINGS = HOME + ".settings..";
  private static final String WORLD = HOME + ".world..";
  private static final String INTENT = HOME + ".intent..";
  private static final String PLAN = HOME + ".plan..";
  private static final String CLUSTER = HOME + ".cluster..";
  private static final String JITSI = HOME + ".jitsi..";
  private static final String RECONCILE = HOME + ".reconcile..";
  private static final String COMMAND = HOME + ".command..";
  private static final String SERVE = HOME + ".serve..";
  private static final String SIMULATE = HOME + ".simulate..";

  private static final String JOSDK = "io.javaoperatorsdk..";
  private static final String SMACK = "org.jivesoftware..";
  private static final String METRICS = "io.prometheus..";
  private static final String[] HTTP = {"java.net.http..", "com.sun.net.httpserver.."};
  private static final String FABRIC8 = "io.fabric8..";

  /** Everything of fabric8 that talks, as opposed to its model of Kubernetes' objects. */
  private static final DescribedPredicate<JavaClass> CLIENT =
      resideInAnyPackage("io.fabric8.kubernetes.client..")
          .and(
              not(
                  describe(
                      "CustomResource",
                      c ->
                          c.getPackageName().startsWith("io.fabric8.kubernetes.client")
                              && c.getSimpleName().equals("CustomResource"))))
          .as("a Kubernetes client");

  @ArchTest
  static final ArchRule settings =
      noClasses()
          .that()
          .resideInAPackage(SETTINGS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(HOME + "..", FABRIC8, JOSDK, SMACK, METRICS, "org.slf4j..")
                  .and(not(resideInAnyPackage(SETTINGS))))
          .because("settings are parsed from a map by pure code, and everybody may know them");

  @ArchTest
  static final ArchRule api =
      onlyKnowsOwn(API, API).because("the API is what users write; it knows none of us");

  @ArchTest
  static final ArchRule apiHasNoClient =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat(CLIENT)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(JOSDK, SMACK)
          .because("other programs read our kinds too, with clients of their own");

  @ArchTest
  static final ArchRule world =
      onlyKnowsOwn(WORLD, WORLD, API)
          .because("facts do not depend on what is concluded from them, or on who found them");

  @ArchTest
  static final ArchRule intent =
      onlyKnowsOwn(INTENT, INTENT, API, WORLD)
          .because("an intent is a value: who planned it and who carries it out are free");

  @ArchTest
  static final ArchRule plan =
      onlyKnowsOwn(PLAN, PLAN, API, WORLD, INTENT, SETTINGS)
          .because("plans are made from values to values");

  @ArchTest
  static final ArchRule valuesAreStill =
      noClasses()
          .that()
          .resideInAnyPackage(WORLD, INTENT, PLAN)
          .should()
          .dependOnClassesThat(CLIENT)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(JOSDK, SMACK, METRICS, "java.net.http..", "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .because("they are tested without a fake: nothing in them talks, waits or runs beside");

  @ArchTest
  static final ArchRule planIsPure =
      noClasses()
          .that()
          .resideInAPackage(PLAN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.slf4j..", "java.io..", "java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(System.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(RandomGenerator.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .because("the same world gives the same plan: every decision can be replayed");

  @ArchTest
  static final ArchRule timeIsAFact =
      noClasses()
          .that()
          .resideInAnyPackage(WORLD, INTENT, PLAN)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("the time is part of the world (ShardWorld.now), so that tests can choose it");

  @ArchTest
  static final ArchRule cluster =
      onlyKnowsOwn(CLUSTER, CLUSTER, API, WORLD, INTENT)
          .because("who carries out an intent must not know why it was made");

  @ArchTest
  static final ArchRule clusterSpeaksKubernetesOnly =
      noClasses()
          .that()
          .resideInAPackage(CLUSTER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOSDK, SMACK)
          .because("on the day of another framework, only the room reconcile changes");

  @ArchTest
  static final ArchRule jitsi =
      onlyKnowsOwn(JITSI, JITSI, API, WORLD, INTENT, SETTINGS)
          .because("who talks to Jitsi turns what it hears into facts and concludes nothing");

  @ArchTest
  static final ArchRule jitsiSpeaksJitsiOnly =
      noClasses()
          .that()
          .resideInAPackage(JITSI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FABRIC8, JOSDK)
          .because("Jitsi does not know that it runs on Kubernetes");

  @ArchTest
  static final ArchRule reconcile =
      onlyKnowsOwn(RECONCILE, RECONCILE, API, SETTINGS, WORLD, INTENT, PLAN, CLUSTER, JITSI)
          .because("a reconcile only calls the others in order: observe, plan, apply, status");

  @ArchTest
  static final ArchRule reconcileLeavesTalkingToOthers =
      noClasses()
          .that()
          .resideInAPackage(RECONCILE)
          .should()
          .dependOnClassesThat(resideInAnyPackage(HTTP).or(resideInAnyPackage(SMACK)))
          .because("Jitsi is heard through the room jitsi");

  @ArchTest
  static final ArchRule josdkHasOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackages(RECONCILE, HOME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOSDK)
          .because("a framework that is known in one room can be replaced in one room");

  @ArchTest
  static final ArchRule smackHasOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage(JITSI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SMACK)
          .because("XMPP is heard in the room jitsi");

  @ArchTest
  static final ArchRule serve =
      onlyKnowsOwn(SERVE, SERVE)
          .because("probes and scrapes are answered whatever the rest of us does");

  @ArchTest
  static final ArchRule command =
      onlyKnowsOwn(COMMAND, COMMAND, API, SETTINGS, WORLD, INTENT, PLAN)
          .because("the subcommands here need no cluster: anybody can try them on a laptop");

  @ArchTest
  static final ArchRule commandHasNoFramework =
      noClasses()
          .that()
          .resideInAPackage(COMMAND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOSDK, SMACK)
          .because("the subcommands here need no cluster: anybody can try them on a laptop");

  @ArchTest
  static final ArchRule simulate =
      onlyKnowsOwn(SIMULATE, SIMULATE, API, SETTINGS, WORLD, INTENT, PLAN)
          .because("a model of Jitsi runs the same plans as the operator, and nothing of the rest");

  @ArchTest
  static final ArchRule simulateHasNoClient =
      noClasses()
          .that()
          .resideInAPackage(SIMULATE)
          .should()
          .dependOnClassesThat(CLIENT)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(JOSDK, SMACK, METRICS, "java.net.http..")
          .because("what would happen is reckoned from values");

  @ArchTest
  static final ArchRule onlyMainKnowsTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(HOME + ".Main")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .because("what the environment says is parsed once, into Settings");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching(HOME + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("a room that needs its caller is one room with it");

  @ArchTest
  static final ArchRule everyRoomHasAnEntry =
      classes()
          .that()
          .resideInAPackage(HOME + "..")
          .should()
          .resideInAnyPackage(
              HOME, API, SETTINGS, WORLD, INTENT, PLAN, CLUSTER, JITSI, RECONCILE, COMMAND, SERVE,
              SIMULATE)
          .because("a new room needs its sentence and its rules in this table");

  private static ArchRule onlyKnowsOwn(String room, String... known) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(resideInAnyPackage(HOME + "..").and(not(resideInAnyPackage(known))));
  }
}
