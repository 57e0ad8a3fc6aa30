# Vestnik: everything a person or a machine calls. "make run" and "make test"
# install what they need on a bare Debian with Go, git and make.

SHELL := /bin/bash
GO    ?= go
DATA  ?= vestnik-data

# A register of the past for make run: the office's own where it is at hand, else ours.
REGISTER ?= $(firstword $(wildcard ../shared/data/5_search/*programs*.csv) testdata/register/programs.csv)

.PHONY: run build lexicon test check check-site race bench bench-reading calibrate fuzz golden samples slow servers deps deps-test clean bench-site

run: deps build ## the main job on the embedded default, with the sample filings taken in
	./bin/vestnik --data $(DATA) serve --demo --head 'Орлов Д. И.' --samples testdata/filings --register $(REGISTER) \
		--chronicle testdata/chronicle/spring-2026.yaml

build: lexicon
	$(GO) build -trimpath -o bin/vestnik ./cmd/vestnik

lexicon: ## the Russian dictionary of the search, where hunspell-ru is installed
	@GO=$(GO) .ci/lexicon.sh

deps: ## what the program itself needs: Tesseract with Russian, poppler, mupdf, qpdf
	@.ci/deps.sh run

deps-test: ## what the tests need besides: Chromium, fonts, the S3 servers
	@.ci/deps.sh test
	@.ci/servers.sh

test: deps-test lexicon check
	VESTNIK_WANT_LEXICON=$$(ls index/russian/lexicon/data/ru.lexicon 2>/dev/null) $(GO) test -timeout 25m ./...

check: ## formatting, vet, directions of import
	@test -z "$$(gofmt -l cmd extract index pipeline publish storage testdata)" || { gofmt -l cmd extract index pipeline publish storage testdata; echo "run gofmt"; exit 1; }
	$(GO) vet ./...

check-site: deps-test lexicon ## every kind of public page in a browser, light and dark: axe-core, vnu, widths, print
	@.ci/check-site.sh

race: deps-test lexicon
	$(GO) test -race -timeout 30m ./pipeline/... ./storage/... ./index/... ./publish/...

bench: deps-test lexicon ## every claim of speed, its peer on the same input in the same run
	$(GO) test -run '^$$' -bench . -benchmem ./pipeline/... ./extract/... ./index/... ./publish/... ./storage/...

bench-reading: ## reading beside its peers, as one table; FLAGS=-quick for a look, -full for everything
	@.ci/deps.sh bench
	$(GO) build -trimpath -o bin/measure ./extract/measure
	./bin/measure -markdown bin/reading.md -pictures bin $(FLAGS)

calibrate: ## fit what confidence means; slow: pages are read by OCR and kept in bin/calibration-pages
	$(GO) build -trimpath -o bin/calibrate ./extract/measure/calibrate
	./bin/calibrate -pages bin/calibration-pages -n 288 -day $$(date +%F) -write extract/form/calibration.yaml

bench-site: ## making and serving the site beside Hugo and nginx, as one table; FLAGS="-entries 5000 -issues 30" for a look
	@.ci/deps.sh bench-site
	$(GO) build -trimpath -o bin/vestnik ./cmd/vestnik
	$(GO) build -trimpath -o bin/bench-site ./publish/measure
	./bin/bench-site -markdown bin/site.md $(FLAGS)

bench-search: lexicon ## the search beside its peers, as one table; FLAGS="-entries 1000000 -alone" for a million
	@.ci/deps.sh bench-search
	$(GO) build -trimpath -o bin/bench-search ./index/measure
	./bin/bench-search -markdown bin/search.md $(FLAGS)

fuzz: ## each fuzz target for a while
	@.ci/fuzz.sh

slow: deps-test lexicon ## the checks that take longer than a commit should wait
	$(GO) test -tags slow -timeout 60m ./...

golden: lexicon ## write the golden files anew, then compare
	$(GO) test ./extract/form ./extract/opendata ./index ./index/measure/graded ./pipeline/regulation ./publish -update

samples: ## make the sample filings again
	$(GO) run ./testdata/generate -out testdata/filings

clean:
	rm -rf bin
