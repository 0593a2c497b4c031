package io.jitsioperator.testbed.controlplane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of the four programs; everything that is not named here is Kubernetes' default.
 *
 * @param address where all of them listen
 * @param folder for their files
 */
record Flags(String address, Path folder) {

  static final int API_PORT = 6443;
  private static final String ETCD = "http://%s:2379";
  private static final String PEERS = "http://%s:2380";

  List<String> etcd() {
    String clients = ETCD.formatted(address);
    String peers = PEERS.formatted(address);
    return List.of(
        "--name=testbed",
        "--data-dir=" + folder.resolve("etcd"),
        "--unsafe-no-fsync",
        "--log-level=error",
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=testbed=" + peers);
  }

  List<String> apiServer(Identities identities, Path auditPolicy, Path auditLog) {
    List<String> flags = new ArrayList<>();
    flags.addAll(
        List.of(
            "--etcd-servers=" + ETCD.formatted(address),
            "--cert-dir=" + certificates(),
            "--bind-address=" + address,
            "--advertise-address=" + address,
            "--secure-port=" + API_PORT,
            "--service-cluster-ip-range=10.96.0.0/16",
            "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
            "--service-account-key-file=" + identities.verifyingKey(),
            "--service-account-signing-key-file=" + identities.signingKey(),
            "--token-auth-file=" + identities.tokenFile(),
            "--authorization-mode=Node,RBAC",
            // The API server refuses loopback addresses in endpoints, its own included.
            "--endpoint-reconciler-type=none",
            "--allow-privileged=true",
            "--profiling=false"));
    flags.add("--audit-policy-file=" + auditPolicy);
    flags.add("--audit-log-path=" + auditLog);
    return flags;
  }

  List<String> controllerManager(Identities identities, Path kubeconfig) {
    return List.of(
        "--kubeconfig=" + kubeconfig,
        "--service-account-private-key-file=" + identities.signingKey(),
        "--root-ca-file=" + certificate(),
        "--leader-elect=false",
        // Endpoints on loopback are refused by the API server: the testbed's network stands in.
        "--controllers=*,-endpoints-controller,-endpointslice-controller,"
            + "-endpointslice-mirroring-controller,-node-ipam-controller,-node-route-controller,"
            + "-service-lb-controller,-cloud-node-lifecycle-controller",
        "--secure-port=0",
        // A benchmark creates thousands of objects: the clients' own brakes are not its subject.
        "--kube-api-qps=500",
        "--kube-api-burst=1000");
  }

  List<String> scheduler(Path kubeconfig) {
    return List.of(
        "--kubeconfig=" + kubeconfig,
        "--leader-elect=false",
        "--secure-port=0",
        "--kube-api-qps=500",
        "--kube-api-burst=1000");
  }

  Path certificates() {
    return folder.resolve("certificates");
  }

  /** Made by the API server at its first start: its certificate and the authority behind it. */
  Path certificate() {
    return certificates().resolve("apiserver.crt");
  }

  /** Written after the certificate: when it is there, both are. */
  Path certificateKey() {
    return certificates().resolve("apiserver.key");
  }
}
