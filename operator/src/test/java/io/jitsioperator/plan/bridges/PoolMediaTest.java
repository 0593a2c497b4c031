package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.MediaFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How participants reach bridges: ports, Services, addresses. */
final class PoolMediaTest {

  private static final MediaStage NODE_PORT = MediaStage.of(MediaStage.NODE_PORT);
  private static final MediaStage BALANCED = MediaStage.of(MediaStage.BALANCED);
  private static final LoadBalancerIngress IP =
      new LoadBalancerIngressBuilder().withIp("198.51.100.7").build();
  private static final LoadBalancerIngress NAME =
      new LoadBalancerIngressBuilder().withHostname("lb.example.com").build();

  @Test
  void aServiceIsThereBeforeItsBridge() {
    assertEquals(Set.of(30000, 30001), Set.copyOf(NODE_PORT.ports().values()));
    assertEquals(List.of(), NODE_PORT.born());
    var service = NODE_PORT.planned().getFirst();
    var port = service.getSpec().getPorts().getFirst();
    assertEquals(port.getPort(), port.getNodePort());
    assertEquals(port.getPort(), port.getTargetPort().getIntVal());
    var served = NODE_PORT.served();
    assertEquals(NODE_PORT.ports(), served.ports());
    assertEquals(NODE_PORT.ports().keySet(), Set.copyOf(served.born()));
    var name = service.getMetadata().getName();
    var selector = service.getSpec().getSelector().entrySet();
    for (var pod : served.births()) {
      assertEquals(
          pod.getMetadata().getName().equals(name),
          pod.getMetadata().getLabels().entrySet().containsAll(selector));
    }
    var pod = served.births().getFirst();
    assertTrue(
        pod.getSpec().getContainers().getFirst().getPorts().stream()
            .allMatch(p -> p.getHostPort() == null));
  }

  /** Planted bug: ports of bridges that drain, or of Services without a pod, count as free. */
  @Test
  void aPortIsNotGivenAgainWhileABridgeThatDrainsHasIt() {
    var draining = bridge(1, 30000).leaves("Node", 1);
    var stage = MediaStage.of("replicas: 1\n" + media("to: 30003"), draining);
    assertEquals(Map.of("extra-1", 30000), withoutNew(stage));
    assertEquals(Set.of(30000, 30001), Set.copyOf(stage.ports().values()));
    var gone = stage.served().bridges().spec("replicas: 2\n" + media("to: 30003"));
    assertEquals(
        Set.of(30001, 30002),
        Set.copyOf(gone.ports().values()),
        "the Service of the first still exists");
  }

  private static Map<String, Integer> withoutNew(MediaStage stage) {
    var ports = stage.ports();
    ports.keySet().removeIf(name -> !name.equals("extra-1"));
    return ports;
  }

  @Test
  void anotherPortIsTriedForOneThatIsTaken() {
    var refused = NODE_PORT.refuses(MediaStage.taken(30000));
    assertEquals(Set.of(30001, 30002), Set.copyOf(refused.ports().values()));
    assertEquals(
        "False PortTaken: Another Service of the cluster has port 30000 of the nodes already. The"
            + " operator tries another port of spec.media.ports. To have this one used, remove it"
            + " from the Service that has it.",
        refused.says("MediaAddressed"));
    assertTrue(refused.served().says("MediaAddressed").startsWith("True"));
  }

  @Test
  void portsOutsideOfTheClustersRangeAreNotTriedOneByOne() {
    var outside =
        MediaStage.of("media: { exposure: NodePort }")
            .refuses(
                "Service \"extra-1\" is invalid: spec.ports[0].nodePort: Invalid value: 10000:"
                    + " provided port is not in the valid range. The range of valid ports is"
                    + " 30000-32767");
    assertEquals(List.of(), outside.planned());
    assertEquals(
        "False PortOutOfRange: spec.media.ports are 10000 to 10000, but the cluster gives Services"
            + " only ports from 30000 to 32767. Set spec.media.ports to ports of that range, or"
            + " widen it by the option --service-node-port-range of the API server.",
        outside.says("MediaAddressed"));
    assertTrue(outside.says("Ready").startsWith("False PortOutOfRange"));
  }

  @Test
  void portsMayBeTooFew() {
    var stage = MediaStage.of("replicas: 2\n" + media("to: 30000"), bridge(1, 30000));
    assertEquals(Set.of("extra-1"), stage.ports().keySet());
    assertTrue(
        stage
            .says("MediaAddressed")
            .startsWith(
                "False NoPortLeft: spec.media.ports (30000 to 30000) has no port left for 1 more."));
    assertEquals(List.of(), stage.removals(), "what runs stays");
  }

  /** As where no node takes it: one on which nobody is makes room, one with people is named. */
  @Test
  void whereNoPortIsLeftForAReplacementAnEmptyBridgeMakesRoom() {
    var one = "replicas: 1\n" + media("to: 30000");
    var busy = MediaStage.of(one, bridge(1, 30000).annotated(Jvb.REVISION, "old"));
    assertTrue(busy.says("SurgeBlocked").startsWith("True"));
    var empty =
        MediaStage.of(
            one, SeenBridge.of("extra-1", "node-1", 0).port(30000).annotated(Jvb.REVISION, "old"));
    assertEquals(1, empty.plan().errands().marks().size());
  }

  @Test
  void aServiceGoesWithItsBridge() {
    var stage = MediaStage.of("replicas: 1\n" + media("to: 30003"), bridge(1, 30000)).served();
    assertEquals(List.of(), stage.removals());
    assertEquals(
        "uid-extra-1",
        stage.planned().getFirst().getMetadata().getAnnotations().get(MediaService.POD));
    var gone = stage.served().bridges();
    assertEquals(1, gone.removals().size());
    assertTrue(gone.removals().getFirst().startsWith("Service extra-1 PodGone"));
    assertEquals(List.of(), gone.born(), "another bridge has a Service of its own");
  }

  @Test
  void whatIsNotNeededAnyMoreGoes() {
    var smaller = NODE_PORT.served().spec("replicas: 1\n" + media("to: 30003"));
    assertEquals(1, smaller.born().size());
    assertEquals(1, smaller.removals().size());
    var other = NODE_PORT.served().spec("replicas: 2");
    assertEquals(2, other.removals().size());
    var held = NODE_PORT.served().spec("replicas: 2\npaused: true\n" + media("to: 30003"));
    assertEquals(List.of(), held.removals(), "nothing is given up while the pool is paused");
    assertEquals(List.of(), held.born());
  }

  @Test
  void aBridgeWaitsForTheAddressOfItsService() {
    assertEquals(List.of(), BALANCED.born());
    var served = BALANCED.served();
    assertEquals(List.of(), served.born());
    assertTrue(served.says("MediaAddressed").startsWith("False AddressPending: "));
    var late = served.seconds(180);
    assertTrue(late.says("MediaAddressed").startsWith("False NoIngressAddress: For more than 3"));
    assertTrue(late.says("Ready").startsWith("False NoIngressAddress"));
    var pod = served.ingress(IP).births().getFirst();
    assertEquals("198.51.100.7", pod.getMetadata().getAnnotations().get(Advertising.ANNOTATION));
    assertEquals(List.of(), pod.getSpec().getInitContainers(), "it has nothing to wait for");
  }

  @Test
  void aNameCountsByItsAddresses() {
    var named = BALANCED.served().ingress(NAME);
    assertEquals(List.of(), named.born());
    assertEquals(List.of(), BALANCED.served().ingress(IP, NAME).born(), "all of them count");
    assertTrue(
        named
            .seconds(180)
            .says("MediaAddressed")
            .startsWith("False NameUnresolved: No address is known of lb.example.com."));
    var resolved = named.facts(resolves("198.51.100.8", "198.51.100.9"));
    var pod = resolved.births().getFirst();
    assertEquals(
        "198.51.100.8,198.51.100.9",
        pod.getMetadata().getAnnotations().get(Advertising.ANNOTATION));
  }

  @Test
  void anAddressThatChangesIsTold() {
    var bridge =
        SeenBridge.of("extra-1", "node-1", 3).annotated(Advertising.ANNOTATION, "198.51.100.7");
    var stage = MediaStage.of(MediaStage.BALANCED, bridge).served().ingress(NAME);
    assertTrue(stage.facts(resolves("198.51.100.7")).says("MediaAddressed").startsWith("True"));
    assertTrue(stage.says("MediaAddressed").startsWith("True"), "DNS may be away for a moment");
    assertTrue(
        stage
            .facts(resolves("198.51.100.8"))
            .says("MediaAddressed")
            .startsWith(
                "False AddressChanged: The Service has another address than the bridge"
                    + " tells: extra-1."));
  }

  private static MediaFacts resolves(String... addresses) {
    return new MediaFacts(
        List.of(), Map.of("lb.example.com", new Lookup.Found<>(List.of(addresses))), List.of());
  }

  private static List<MediaFacts.HeldPort> others(int... ports) {
    return Arrays.stream(ports)
        .mapToObj(port -> new MediaFacts.HeldPort(port, Optional.of("node-9")))
        .toList();
  }

  /** Planted bug: the ports of other pools' bridges are not counted. */
  @Test
  void poolsOnTheSameNodesTakeDifferentPorts() {
    var spec = "replicas: 2\nmedia: { ports: { from: 10000, to: 10003 } }";
    var stage =
        MediaStage.of(spec).facts(new MediaFacts(List.of(), Map.of(), others(10000, 10002)));
    assertEquals(
        List.of("10001", "10003"),
        stage.births().stream().map(p -> p.getMetadata().getAnnotations().get(Jvb.PORT)).toList());
  }

  /** Or a change of ports would cut those who are on the old ones. */
  @Test
  void thePolicyLeavesPortsOpenOnWhichPeopleAre() {
    var old = SeenBridge.of("extra-1", "node-1", 3).port(4443).leaves("Update", 1);
    assertEquals("10000,4443", MediaStage.of("replicas: 1", old).open());
    assertEquals("30000-30003", NODE_PORT.open());
  }

  @Test
  void aBridgeIsAskedWhereItWasBorn() {
    var host =
        SeenBridge.of("extra-1", "node-1", 3)
            .port(10007)
            .annotated(MediaManner.ANNOTATION, "HostNetwork/NodeInternalIP");
    var watch = MediaStage.of("replicas: 1", host).plan().errands().watch();
    assertEquals(10007, watch.bridges().getFirst().port());
  }

  @Test
  void theStatusShowsWhatABridgeTells() {
    assertEquals("203.0.113.7:10000", shown("replicas: 1"));
    assertEquals("192.0.2.1:10000", shown("media: { advertise: NodeInternalIP }"));
    assertEquals(
        "198.51.100.1:10000,[2001:db8::7]:10000",
        shown("media: { advertise: Addresses, addresses: ['198.51.100.1', '2001:db8::7'] }"));
    assertEquals("203.0.113.7:10000", shown(MediaStage.BALANCED));
  }

  private static String shown(String spec) {
    var stage = MediaStage.of(spec, SeenBridge.of("extra-1", "node-1", 3));
    return String.valueOf(stage.plan().intent().status().bridges().getFirst().address());
  }

  private static String media(String to) {
    return "media: { exposure: NodePort, ports: { from: 30000, " + to + " } }";
  }

  private static SeenBridge bridge(int number, int port) {
    return SeenBridge.of("extra-" + number, "node-" + number, 3).port(port);
  }
}
