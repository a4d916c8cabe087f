# Two commands for everyone: `make site` and `make test`. Both set up what they need; a second run skips the set-up.
VENV := .venv
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser
BIN := $(VENV)/bin
PORT ?= 8000
SITE ?= site

.PHONY: site publish verify font test serve lint bench cases mutants corpus corpus-text misread-digits corpus-site soak round-trips accuracy scans dist sbom lock clean weigh

site: $(READY)
	$(BIN)/mingzhang build --datasets datasets --site site
	@echo "site: open site/index.html through 'make serve' (http://127.0.0.1:$(PORT)/); packages: datasets/*/*/package/"

# As `make site`, but refuses unless MINGZHANG_SITE_URL says where the site will stand and MINGZHANG_REPORT_TO who hears
# of errors.
publish: $(READY)
	$(BIN)/mingzhang build --datasets datasets --site site --publish

# The packages rebuilt and compared with the committed ones.
verify: $(READY)
	$(BIN)/mingzhang verify --datasets datasets

# What the pictures of a site need from the system; on a runner it is installed, else said.
font:
	@build/scripts/setup-browser.sh fonts

# WORKERS=0 runs the tests in one process, in their order.
WORKERS ?= 2
test: $(READY) $(BROWSER)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --durations=10

serve: $(READY)
	$(BIN)/mingzhang serve --site $(SITE) --port $(PORT)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m benchmarks.house

bench: $(READY)
	$(BIN)/python -m benchmarks.bench
	$(BIN)/python -m benchmarks.bench_reading

# The small cases of the shared store: those that fail today are listed in tests/cases/failing.txt, and only leave it.
cases: $(READY)
	PYTHONPATH=build $(BIN)/python -m tests.cases.refresh

# Faults planted one at a time, put to the tests of their own room: those of meaning that planted.toml lists, and a
# sample of all that can be made; goes on where the last run ended. Writes
# build/benchmarks/MUTANTS.md. `make mutants ROOMS="tables checks" MINUTES=30`, `make mutants SINCE=main` for changed lines.
ROOMS :=
MINUTES ?= 10
SINCE ?=
mutants: $(READY)
	-$(if $(SINCE),,$(BIN)/python -m benchmarks.planted $(ROOMS))
	$(BIN)/python -m benchmarks.mutants $(ROOMS) --minutes $(MINUTES) $(if $(SINCE),--since $(SINCE))

# A host of pages takes so many MB (GitHub Pages: 1 GB): one line says when the site is heavier.
MOST ?= 1000
weigh: $(READY)
	$(BIN)/python -m benchmarks.site_bytes $(SITE) --most $(MOST)

# Every real disclosure of the shared store (MINGZHANG_SHARED, else ../shared); writes build/benchmarks/CORPUS.md.
corpus: $(READY)
	$(BIN)/python -m benchmarks.corpus

# Digits misread on purpose in ten of them: what the sums of each document notice.
misread-digits: $(READY)
	$(BIN)/python -m benchmarks.misread_digits

# Text layers of ten of them (pdftotext), read without the pages and compared with the reading of the pages.
corpus-text: $(READY)
	$(BIN)/python -m benchmarks.corpus_text

# The same disclosures registered in a scratch folder, with the collection and the site made of them. What is no
# disclosure, or not to be read, is told and set aside (exit code 3).
CORPUS := .cache/corpus
corpus-site: $(READY)
	@rm -rf $(CORPUS)
	$(BIN)/mingzhang add $${MINGZHANG_SHARED:-../shared}/disclosures/real --datasets $(CORPUS)/datasets || [ $$? -eq 3 ]
	$(BIN)/mingzhang build --datasets $(CORPUS)/datasets --site $(CORPUS)/site --profile || [ $$? -eq 3 ]
	@echo "site: make serve SITE=$(CORPUS)/site"

# Good disclosures of five producers, spoilt 2,000 times and more: no difference may stay unnoticed. Commands
# killed at random moments: nothing may be lost. Then the property
# tests, with fresh seeds and many more examples than in `make test`, which tries the same ones every time.
soak: $(READY)
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks.soak_kills
	MINGZHANG_PROPERTIES=explore $(BIN)/python -m pytest -m hypothesis

# Real tables through every container that bodies publish, and back; what reading each costs.
round-trips: $(READY)
	$(BIN)/python -m benchmarks.round_trips

# Our own error rate against the hand-keyed truth; writes knowledge/accuracy.json, which the site shows.
accuracy: $(READY)
	$(BIN)/python -m benchmarks.accuracy

# What a release carries: the wheel and a list of all that it is built from.
# Scans of the pages keyed by hand, clean and degraded: what is proved, doubted, missed, and wrong in silence (no amount).
scans: $(READY)
	$(BIN)/python -m benchmarks.scans

dist: $(READY) sbom
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

sbom: $(READY)
	$(BIN)/python build/scripts/sbom.py dist/mingzhang.cdx.json

# New versions for everything: the lock holds hashes for Python 3.11 to 3.13 on every platform.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --no-header --no-emit-index-url
lock:
	$(LOCK) pyproject.toml --extra dev --extra dask --extra scan --output-file requirements.lock
	$(LOCK) requirements-build.in --output-file requirements-build.lock

$(READY): requirements.lock requirements-build.lock pyproject.toml build/scripts/setup.sh
	@PYTHON="$(PYTHON)" build/scripts/setup.sh $(VENV)
	@touch $@

$(BROWSER): $(READY) build/scripts/setup-browser.sh
	@build/scripts/setup-browser.sh
	@touch $@

clean:
	rm -rf $(VENV) site dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
