# Each target does its own set-up on a Debian machine that has a Swift 6.3 toolchain.
.PHONY: help setup demo notebooks notebooks-refresh test test-swift test-notebooks test-example test-office test-page \
  test-long test-spark test-static docs test-arm fuzz bench lint format install

# strace lets system calls fail in tests; they start a PostgreSQL server of their own.
PACKAGES = libgsl-dev zlib1g-dev libzstd-dev libsqlite3-dev libminizip-dev libexpat1-dev libfreexl-dev \
  pkg-config python3-venv fonts-noto-cjk strace postgresql
SWIFT_FILES = git ls-files -z '*.swift'
PREFIX ?= /usr/local

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-18s %s\n", $$1, $$2}' Makefile

setup: ## Install the system packages that are missing
	@missing=; for package in $(PACKAGES); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $$missing; fi

demo: setup ## A county's plan, from the ratio to what is published, and its year in a workspace
	swift build --product spotcheck
	SPOTCHECK="$$(swift build --show-bin-path)/spotcheck" Examples/jianan-2024/demo.sh demo-out

test: setup lint test-swift docs test-notebooks test-example test-office test-page ## Everything that must hold

# DuckDB's client, as a wheel brings it.
ENGINES = .build/engines

$(ENGINES)/ready: Tests/ToolTests/Engines/requirements.txt | setup
	rm -rf $(ENGINES)
	python3 -m venv $(ENGINES)
	$(ENGINES)/bin/pip install -q --disable-pip-version-check -r Tests/ToolTests/Engines/requirements.txt
	touch $@

test-swift: setup $(ENGINES)/ready
	swift build --build-tests
	swift test --skip-build --disable-xctest --parallel --quiet

# A Python of its own that writes workbooks.
OFFICE = .build/office
ROUND_TRIP = $(OFFICE)/bin/python Tests/Office/round_trip.py
WRITTEN = $(OFFICE)/bin/python Tests/Office/written.py

$(OFFICE)/ready: Tests/Office/requirements.txt | setup
	rm -rf $(OFFICE)
	python3 -m venv $(OFFICE)
	$(OFFICE)/bin/pip install -q --disable-pip-version-check -r Tests/Office/requirements.txt
	touch $@

test-office: setup $(OFFICE)/ready ## 50 random workbooks that others wrote, read cell for cell; 20 of ours, opened by others
	swift build --product spotcheck
	$(ROUND_TRIP) "$$(swift build --show-bin-path)/spotcheck" 50
	$(WRITTEN) "$$(swift build --show-bin-path)/spotcheck" 20

# A Python of its own that drives Chromium.
BROWSER = .build/browser
AGREE = $(BROWSER)/bin/python Tests/Browser/agree.py

$(BROWSER)/ready: Tests/Browser/requirements.txt | setup
	rm -rf $(BROWSER)
	python3 -m venv $(BROWSER)
	$(BROWSER)/bin/pip install -q --disable-pip-version-check -r Tests/Browser/requirements.txt
	touch $@

test-page: setup $(BROWSER)/ready ## The page that verifies itself, in Chromium, against the command on 30 random draws
	$(MAKE) setup PACKAGES="chromium chromium-driver"
	swift build --product spotcheck
	$(BROWSER)/bin/python Tests/Browser/pages.py "$$(swift build --show-bin-path)/spotcheck"
	$(AGREE) "$$(swift build --show-bin-path)/spotcheck" 30
	@if $(AGREE) "$$(swift build --show-bin-path)/spotcheck" 2 --blind >/dev/null; then \
	  echo 'test-page: a page that lets everything pass was not found'; exit 1; fi

test-long: setup $(OFFICE)/ready $(ENGINES)/ready $(BROWSER)/ready test-spark ## Simulations with many replicates, killed runs, two at once, 250 draws verified twice, 10,000 commands and workbooks
	$(MAKE) setup PACKAGES="libreoffice-calc-nogui chromium chromium-driver"
	SPOTCHECK_LONG=1 swift test -c release -Xswiftc -enable-testing --scratch-path .build-long \
	  --disable-xctest --parallel --quiet \
	  --filter 'FalseAlarm|ManyStrata|Power|InspectorAudit|AssignmentFairness|Sampler|Kill|Independent|Together|Fault|Tamper|WholeCommand|SameDraw'
	swift build -c release --scratch-path .build-long --product spotcheck
	$(ROUND_TRIP) "$$(swift build -c release --scratch-path .build-long --show-bin-path)/spotcheck" 10000 \
	  --libreoffice 1000
	$(AGREE) "$$(swift build -c release --scratch-path .build-long --show-bin-path)/spotcheck" 300 2026
	$(WRITTEN) "$$(swift build -c release --scratch-path .build-long --show-bin-path)/spotcheck" 200
	$(WRITTEN) "$$(swift build -c release --scratch-path .build-long --show-bin-path)/spotcheck" 10 --libreoffice

# Spark in its standalone mode: a master and two workers on loopback.
SPARK = .build/spark
SPARK_ROWS ?= 100000

$(SPARK)/ready: Examples/spark/requirements.txt | setup
	$(MAKE) setup PACKAGES=openjdk-17-jre-headless
	rm -rf $(SPARK)
	python3 -m venv $(SPARK)
	$(SPARK)/bin/pip install -q --disable-pip-version-check -r Examples/spark/requirements.txt
	touch $@

test-spark: setup $(SPARK)/ready ## A draw on a Spark cluster of which a worker is killed, beside the same from a file
	swift build --product spotcheck
	$(SPARK)/bin/python Examples/spark/cluster.py "$$(swift build --show-bin-path)/spotcheck" $(SPARK_ROWS)

test-static: setup $(OFFICE)/ready ## The static program in an empty root reads .xlsx, .xls and GB18030 (as root)
	$(MAKE) setup PACKAGES=file
	$(MAKE) install DESTDIR=$(CURDIR)/.build/static PREFIX=
	$(OFFICE)/bin/python Tests/Office/static.py .build/static/bin/spotcheck

# A Python of their own for the notebooks, made anew where the versions change.
PYTHON = .build/notebooks/bin/python
RUN_NOTEBOOKS = SPOTCHECK="$$(swift build --show-bin-path)/spotcheck" $(PYTHON)

.build/notebooks/ready: Notebooks/requirements.txt | setup
	rm -rf .build/notebooks
	python3 -m venv .build/notebooks
	$(PYTHON) -m pip install -q --disable-pip-version-check -r Notebooks/requirements.txt
	touch $@

notebooks: setup .build/notebooks/ready ## Open the notebooks in Jupyter, with everything set up
	swift build --product spotcheck
	$(RUN_NOTEBOOKS) -m jupyterlab $$([ "$$(id -u)" != 0 ] || echo --allow-root) Notebooks

notebooks-refresh: setup .build/notebooks/ready ## Execute the notebooks in place, without volatile metadata
	swift build --product spotcheck
	$(RUN_NOTEBOOKS) Notebooks/run.py refresh

test-notebooks: setup .build/notebooks/ready
	swift build --product spotcheck
	$(RUN_NOTEBOOKS) Notebooks/run.py check

test-example: setup ## The program that uses the library, as a package of its own
	swift run --package-path Examples/library --scratch-path .build/example library | diff - Examples/library/expected.txt

# DocC from the toolchain: no plugin that users of the libraries would fetch.
DOCUMENTED = Sampling Inference
DOCC ?= $$(command -v docc || echo "$$(dirname "$$(command -v swift)")/docc")

CONVERT = $(DOCC) convert --warnings-as-errors

docs: setup ## The documentation of the libraries, warnings as errors, into .build/docs
	swift package dump-symbol-graph --minimum-access-level public
	for module in $(DOCUMENTED); do \
	  graphs=.build/docs/$$module.symbols; rm -rf .build/docs/$$module $$graphs; mkdir -p $$graphs; \
	  cp "$$(swift build --show-bin-path)/../symbolgraph/$$module.symbols.json" $$graphs || exit 1; \
	  $(CONVERT) Sources/$$module/$$module.docc --additional-symbol-graph-dir $$graphs \
	    --fallback-display-name $$module --fallback-bundle-identifier spotcheck.$$module \
	    --output-path .build/docs/$$module || exit 1; \
	  page=.build/docs/$$module/data/documentation/$$(echo $$module | tr A-Z a-z).json; \
	  if ! test -s $$page || grep -q '"generated":true' $$page; then \
	    echo "docs: $$module has public declarations under no topic"; exit 1; fi; \
	done
	@mkdir -p .build/docs/Canary.docc; printf '# Canary\n\n<doc:Nowhere>\n' > .build/docs/Canary.docc/Canary.md; \
	if $(CONVERT) .build/docs/Canary.docc --fallback-display-name Canary \
	    --fallback-bundle-identifier spotcheck.Canary --output-path .build/docs/Canary \
	    >/dev/null 2>&1; then echo 'docs: a link to nowhere passed'; exit 1; fi

FUZZ_SECONDS ?= 600
FUZZ_TARGETS = FuzzCSV FuzzWorkbook FuzzSheet FuzzTables FuzzFilter FuzzRules FuzzFrames FuzzReceipts FuzzPlan

test-arm: ## The kernels for Arm against the portable one, under emulation
	$(MAKE) setup PACKAGES="gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"
	mkdir -p .build/arm
	aarch64-linux-gnu-gcc -O2 -static -ISources/CTickets/include -ISources/CTickets \
	  Tests/Emulation/kernels.c Sources/CTickets/*.c -o .build/arm/kernels
	qemu-aarch64 -cpu max .build/arm/kernels

# Whole-module builds with several threads lose the coverage counters.
fuzz: setup ## Ten minutes of libFuzzer with address sanitizer on each reader
	swift build --package-path Fuzz -c release --sanitize fuzzer --sanitize address \
	  -Xswiftc -no-whole-module-optimization
	for target in $(FUZZ_TARGETS); do \
	  mkdir -p Fuzz/.build/corpus/$$target; \
	  SWIFT_BACKTRACE=enable=no "$$(swift build --package-path Fuzz -c release --show-bin-path)/$$target" \
	    -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=4096 -verbosity=0 \
	    -print_final_stats=1 -artifact_prefix=Fuzz/Cases/$$target/found- \
	    Fuzz/.build/corpus/$$target Fuzz/Cases/$$target || exit 1; \
	done

# Peers in a Python of their own, made-up pools beside it; BENCH_FLAGS=--large draws from 10⁸ rows too.
BENCH = .build/bench
bench: setup $(ENGINES)/ready ## Draws, allocation and inference beside their peers, into Benchmarks/results
	$(MAKE) setup PACKAGES="python3-venv r-base-core r-cran-sampling"
	test -d $(BENCH) || python3 -m venv $(BENCH)
	$(BENCH)/bin/pip install -q --disable-pip-version-check -r Benchmarks/requirements.txt
	swift build -c release --product spotcheck
	$(BENCH)/bin/python Benchmarks/draw.py "$$(swift build -c release --show-bin-path)/spotcheck" \
	  $(BENCH)/pools $(BENCH_FLAGS)
	$(BENCH)/bin/python Benchmarks/workbook.py "$$(swift build -c release --show-bin-path)/spotcheck" \
	  $(BENCH)/pools
	$(ENGINES)/bin/python Benchmarks/engines.py "$$(swift build -c release --show-bin-path)/spotcheck" \
	  $(BENCH)/pools
	cd Benchmarks && swift build -c release --product assign
	$(BENCH)/bin/python Benchmarks/assignment.py Benchmarks/.build/release/assign $(BENCH)/frames
	$(BENCH)/bin/python Benchmarks/assignment.py Benchmarks/.build/release/assign $(BENCH)/frames --small
	$(BENCH)/bin/python Benchmarks/workspace.py "$$(swift build -c release --show-bin-path)/spotcheck" \
	  $(BENCH)/pools
	cd Benchmarks && swift package --allow-writing-to-package-directory benchmark --no-progress
	for peer in hypergeometric_interval stratified_bound; do \
	  $(BENCH)/bin/python Benchmarks/Peers/$$peer.py; done

lint: ## Format and documentation rules, and who may import whom; a bad file must fail them
	@test "$$($(SWIFT_FILES) | tr -cd '\0' | wc -c)" -gt 0
	$(SWIFT_FILES) | xargs -0 swift format lint --strict
	@printf 'public func undocumented( ) {}\n' > .build-canary.swift; \
	if swift format lint --strict --configuration .swift-format .build-canary.swift 2>/dev/null; then \
	  echo 'lint: the canary passed, so the rules are off'; rm .build-canary.swift; exit 1; fi; \
	rm .build-canary.swift
	python3 Documentation/rooms.py check
	@mkdir -p .build && python3 Documentation/rooms.py draw .build/rooms.svg && \
	cmp .build/rooms.svg Documentation/rooms.svg || { \
	  echo 'lint: the picture of the rooms is of another tree: python3 Documentation/rooms.py draw Documentation/rooms.svg'; \
	  exit 1; }

format: ## Bring every Swift file into the project's format
	$(SWIFT_FILES) | xargs -0 swift format --in-place

# Stripped: 73 MB, of which 34 are the tables of ICU that Foundation brings. More than this is a mistake.
GREATEST_BINARY = 90000000

install: setup ## One static binary, into PREFIX/bin
	swift build -c release -Xswiftc -static-executable --product spotcheck --scratch-path .build-static
	install -D -s -m 755 .build-static/release/spotcheck $(DESTDIR)$(PREFIX)/bin/spotcheck
	@test "$$(stat -c %s $(DESTDIR)$(PREFIX)/bin/spotcheck)" -le $(GREATEST_BINARY) || { \
	  echo 'install: the program is larger than $(GREATEST_BINARY) bytes'; exit 1; }
