# Everything a contributor runs. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# A JDK 25, wherever it is installed; Maven finds it through toolchains too, but the formatter runs in Maven's own JVM.
JDK25 := $(firstword $(wildcard /usr/lib/jvm/*25* $(HOME)/.sdkman/candidates/java/25* $(HOME)/.jdks/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home))
ifneq ($(JDK25),)
export JAVA_HOME := $(JDK25)
# Maven's own libraries use what JDK 25 warns of.
export MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $(MAVEN_OPTS)
endif
JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)

# The wrapper downloads one fixed Maven; where that is not possible, the installed one does.
MVN = $$(if ./mvnw --version >/dev/null 2>&1; then echo ./mvnw; else echo mvn; fi) --batch-mode --no-transfer-progress
SETUP := e2e-tests/testbed/setup
JVM_OPTIONS := operator/src/main/jvm.options
ARGS ?=
AOT ?=
comma := ,

.PHONY: help
help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  \033[1m%-10s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: need-jdk ## find, download or build what the testbed needs (control plane, Prosody); cached
	@$(SETUP)/control-plane >/dev/null
	@$(SETUP)/prosody >/dev/null

.PHONY: demo
demo: setup jars ## a real control plane turns a ten-line JitsiShard into a running shard (KEEP=1 stays up)
	@$(JAVA) -jar e2e-tests/testbed/target/jitsi-operator-testbed.jar

.PHONY: test
test: setup ## everything but the scenarios: unit tests, goldens, real control plane, real Prosody
	@$(MVN) verify

.PHONY: unit
unit: need-jdk ## only what needs nothing but a JVM
	@$(MVN) verify -pl crds,operator,helm-chart

.PHONY: it
it: setup ## one integration test: make it TEST=SamplesIT (ARGS=-Dchaos.seed=1: its settings)
	@$(MVN) verify -pl e2e-tests/integration -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='$(or $(TEST),*)' -Dfailsafe.failIfNoSpecifiedTests=false $(ARGS)

.PHONY: e2e
e2e: need-jdk ## a user's stories on a real kubelet, in Docker (TEST=NodeDrainIT; JITSI_IMAGES=real or stand-in)
	@settings=$$(e2e-tests/scenarios/setup) || { code=$$?; [[ $$code == 75 ]] || exit $$code; \
		echo "SKIPPED: no story was tried on a real kubelet; what is missing is said above." >&2; exit 0; }; \
	eval "$$settings"; \
	echo "Building the images; the first time this takes minutes." >&2; \
	$(MAKE) --no-print-directory image BASE_IMAGE=$${BASE_IMAGE:-}; \
	if [[ $$JITSI_IMAGES == stand-in ]]; then \
		$(MVN) -q package -pl e2e-tests/testbed -am -DskipTests -Dspotless.check.skip=true; images/stand-in/build; \
	fi; \
	$(MVN) verify -P scenarios -pl e2e-tests/scenarios -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test='$(or $(TEST),*)' -Dfailsafe.failIfNoSpecifiedTests=false -Djitsi.images=$$JITSI_IMAGES

.PHONY: jars
jars: need-jdk ## build the jars, no tests
	@echo "Building the jars; the first time this takes minutes." >&2
	@$(MVN) -q package -DskipTests -Dspotless.check.skip=true

.PHONY: fmt
fmt: need-jdk ## format the code
	@$(MVN) -q spotless:apply -P scenarios

.PHONY: crds
crds: need-jdk ## generate the CRDs' YAML and docs/crd-reference.md from the Java records
	@$(MVN) -q test -pl crds -Dcrds.update=true -Dtest=CrdsAreCurrentTest
	@cp crds/*.yaml helm-chart/jitsi-operator/files/crds/

.PHONY: charts
charts: need-jdk ## what is generated from the charts: install/, their READMEs, their copy of crds/
	@rm -rf helm-chart/jitsi-operator/files/crds && mkdir -p helm-chart/jitsi-operator/files/crds && cp crds/*.yaml helm-chart/jitsi-operator/files/crds/
	@$(MVN) -q test -pl helm-chart -am -Dcharts.update=true -Dtest='PlainManifestsTest,ChartReadmeTest' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: goldens
goldens: need-jdk ## write anew what the planner makes of each golden case (then read the diff)
	@$(MVN) -q test -pl operator -am -Dgoldens.update=true -Dtest='*GoldenTest' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: bench
bench: $(if $(filter sizing,$(ONLY)),,setup) jars ## measure, beside what bounds us; prints a table and writes target/bench.jsonl (ONLY=start: one part; ONLY=sizing writes target/sizing, ARGS=-Dsizing.tuning=true)
	@$(JAVA) -Donly="$(ONLY)" $(ARGS) -jar e2e-tests/benchmarks/target/jitsi-operator-benchmarks.jar

.PHONY: image
image: need-jdk ## the operator's image as operator/target/jib-image.tar (BASE_IMAGE=..., IMAGE=name:tag; BASE_IMAGE=scratch needs no registry; AOT=1 starts faster)
	@$(call build-image,)
	@if [[ -n "$(AOT)" ]]; then \
		images/operator/aot-cache operator/target/jib-image.tar operator/target/aot crds/samples/jitsishard/valid-minimal.yaml; \
		$(call build-image,-Djvm.options.folder=$(CURDIR)/operator/target/aot); \
	fi

build-image = $(MVN) -q -pl operator -am -P $(if $(filter scratch,$(BASE_IMAGE)),image$(comma)image-without-base,image) package -DskipTests -Dspotless.check.skip=true \
	$(if $(BASE_IMAGE),-Djib.from.image=$(BASE_IMAGE)) $(if $(IMAGE),-Dimage.name=$(IMAGE)) $(1)

.PHONY: image-twice
image-twice: ## prove that two builds of the image from scratch are one digest
	@$(MAKE) --no-print-directory image BASE_IMAGE=$(or $(BASE_IMAGE),scratch) && cp operator/target/jib-image.digest operator/target/first.digest
	@rm -rf operator/target/image-root operator/target/classes operator/target/jitsi-operator.jar
	@$(MAKE) --no-print-directory image BASE_IMAGE=$(or $(BASE_IMAGE),scratch)
	@cmp operator/target/first.digest operator/target/jib-image.digest && echo "Twice $$(cat operator/target/jib-image.digest)."

.PHONY: run
run: jars ## run the operator here against the current kubectl context
	POD_NAMESPACE=$${POD_NAMESPACE:-default} $(JAVA) @$(JVM_OPTIONS) -jar operator/target/jitsi-operator.jar run

.PHONY: plan
plan: jars ## print what would be made of manifests: make plan ARGS=shard.yaml
	@$(JAVA) -jar operator/target/jitsi-operator.jar plan $(ARGS)

.PHONY: simulate
simulate: jars ## try ways to size a pool under a load, in fast-forward: make simulate ARGS="--load webinar --plot webinar.svg" (ARGS=--help)
	@$(JAVA) -jar operator/target/jitsi-operator.jar simulate $(ARGS)

.PHONY: docs
docs: crds ## the generated documentation: docs/crd-reference.md and docs/troubleshooting.md
	$(MVN) -q test -pl operator -am -Ddocs.update=true -Dtest=TroubleshootingTest -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: clean
clean: ## remove what was built (caches stay)
	@$(MVN) -q clean

.PHONY: need-jdk
need-jdk:
	@v=$$("$(JAVA)" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p'); \
	[[ "$$v" == 25 ]] || { echo "A JDK 25 is needed (found: $${v:-none}). Install one, for example Temurin 25, or set JAVA_HOME to it." >&2; exit 1; }
