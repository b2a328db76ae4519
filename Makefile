# What a fresh Debian machine needs, how pol is built, tried and tested. Two commands matter:
#
#     make run     builds pol and runs the first example
#     make test    checks the layout of the source, builds, and runs every test

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: run build test spec soak bench clean packages

# libedit is what the prompt will stand on; the rest is what the Swift toolchain links with.
PACKAGES := binutils gcc libc6-dev libstdc++-12-dev zlib1g-dev libedit-dev
RELEASE := swift build -c release --static-swift-stdlib --product pol

run: build
	"$$($(RELEASE) --show-bin-path)/pol" run examples/mask-party/mask-party.pol

build: packages
	$(RELEASE)

# Only what is missing is installed, so a machine that has it all needs neither network nor rights.
define install
	@missing=(); for package in $(1); do \
	  dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$$package"); \
	done; \
	if (( $${#missing[@]} )); then \
	  as_root=(); if (( EUID )); then as_root=(sudo); fi; \
	  "$${as_root[@]}" apt-get update -q; \
	  "$${as_root[@]}" apt-get install -q -y --no-install-recommends "$${missing[@]}"; \
	fi
endef

packages:
	$(call install,$(PACKAGES))

test: packages
	swift format lint --strict --recursive Package.swift Sources Tests
	$(MAKE) spec
	swift build --build-tests
	POL_RELEASE="$$($(RELEASE) --show-bin-path)" swift test --skip-build

# The programs of the specification at their full size, ten million people among them, as they stand; and scripts whose
# money overflows, which must be refused at full speed.
spec: build
	@for script in examples/spec/*.pol; do \
	  "$$($(RELEASE) --show-bin-path)/pol" run "$$script" >/dev/null || exit 1; \
	  echo "$$script: every check held"; \
	done
	@pol="$$($(RELEASE) --show-bin-path)/pol"; cd Tests/CommandTests/overflow; for script in *.pol; do \
	  { "$$pol" run "$$script" 2>&1 >/dev/null || (( $$? == 2 )); } | diff "$${script%.pol}.txt" -; \
	  echo "$$script: refused"; \
	done

# The same tests with more cases and the largest programs, in release.
soak: build
	POL_RELEASE="$$($(RELEASE) --show-bin-path)" POL_SOAK=1 swift test -c release -Xswiftc -enable-testing

# Options go through: make bench BENCH="--only canonical,sweep --repeat 3"
bench: build
	swift run -c release --package-path Tests/Benchmarks benchmarks $(BENCH)

clean:
	swift package clean
	rm -rf .build Tests/Benchmarks/.build
