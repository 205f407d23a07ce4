# Two commands are meant for everyone: `make atlas` and `make test`. Each prepares what it needs, and says what it cannot.
# Steps leave a stamp in .make/ when they are done: a folder that exists may still be half-made.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: atlas test bench lint readers mutants record readme clean

atlas: .make/runtime
	@$(BIN)/semaine-map build --output output

# Two processes side by side: the tests of a file share its built pages, so a file stays with one process.
test: .make/development .make/browser .make/javascript .make/gdal lint
	@npm run --silent test
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: .make/development .make/javascript
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo
	@npm run --silent lint
	@npm run --silent types

readers: .make/readers

bench: .make/bench .make/browser .make/javascript
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/gestures.py
	@$(BIN)/python benchmarks/scale.py

# Change the code wrongly at random, and see whether a test fails (half an hour on two cores; scores in docs/mutants.md).
mutants: .make/development
	@$(BIN)/python tools/mutants.py

# Write what is generated from the schema: geodata/datapackage.json and geodata/README.md.
record: .make/runtime
	@$(BIN)/semaine-map describe

# Put the real output of its commands, and a fresh picture, into the README.
readme: atlas .make/development .make/browser
	@$(BIN)/python tools/readme.py

clean:
	rm -rf .venv .make node_modules output/index.html output/days output/gis output/sheets

.make/venv:
	@mkdir -p .make
	@sh tools/prepare.sh venv "$(PYTHON)"
	@touch $@

.make/runtime: .make/venv pyproject.toml requirements.txt
	@echo "installing semaine-map and the libraries it needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable .
	@touch $@

.make/development: .make/runtime requirements-dev.txt requirements-cluster.txt
	@echo "installing the tools of the tests …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --requirement requirements-dev.txt \
		--requirement requirements-cluster.txt
	@touch $@

.make/bench: .make/development requirements-bench.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --requirement requirements-bench.txt
	@touch $@

.make/browser:
	@mkdir -p .make
	@sh tools/prepare.sh browser
	@touch $@

.make/gdal:
	@mkdir -p .make
	@sh tools/prepare.sh gdal
	@touch $@

# Every program that the tests let read our files: QGIS, R, PostGIS and GDAL (some 1.5 GB).
.make/readers:
	@mkdir -p .make
	@sh tools/prepare.sh readers
	@touch $@

.make/javascript: package.json
	@mkdir -p .make
	@sh tools/prepare.sh javascript
	@touch $@
